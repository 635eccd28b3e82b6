import type { Language } from '../providers/provider.js'

/** What the reader of placeholders must know of a query language. */
export interface Lexis {
  /** Characters that open a string literal. */
  readonly quotes: string
  /** Those among them inside which a backslash is no escape. */
  readonly raw: string
  readonly comments: boolean
  /** A bare identifier that means nothing else to the language. */
  readonly ident: RegExp
  readonly reserved: ReadonlySet<string>
}

/**
 * Sources: the lexers of Prometheus (promql/parser/lex.go), Loki (logql/syntax/lex.go), VictoriaLogs
 * (lib/logstorage/parser.go) and the JMESPath grammar.
 */
export const lexis: Readonly<Record<Language, Lexis>> = {
  promql: {
    quotes: `"'\``,
    raw: '`',
    comments: true,
    ident: /^[A-Za-z_][A-Za-z0-9_:]{0,127}$/,
    reserved: words(
      'and or unless atan2 by without on ignoring group_left group_right offset bool start end step inf nan'
    )
  },
  logql: {
    quotes: '"`',
    raw: '`',
    comments: true,
    ident: /^[A-Za-z_][A-Za-z0-9_]{0,127}$/,
    reserved: words(
      'and or unless by without on ignoring group_left group_right offset bool json logfmt regexp pattern unpack unwrap line_format label_format decolorize drop keep ip'
    )
  },
  logsql: {
    quotes: `"'\``,
    raw: '`',
    comments: true,
    ident: /^[A-Za-z_][A-Za-z0-9_.]{0,127}$/,
    reserved: words('and or not in by')
  },
  jmespath: {
    quotes: `"'\``,
    raw: '',
    comments: false,
    ident: /^[A-Za-z_][A-Za-z0-9_]{0,127}$/,
    reserved: words('let in')
  }
}

function words(list: string): ReadonlySet<string> {
  return new Set(list.split(' '))
}
