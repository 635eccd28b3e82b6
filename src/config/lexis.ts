import type { Language } from '../providers/provider.js'
import { vendorLexis } from './vendor-lexis.js'
import { cloudLexis } from './cloud-lexis.js'
import {
  fluxString,
  goString,
  influxString,
  jsonString,
  luceneRegex,
  luceneString,
  re2,
  sqlString
} from './literals.js'

/** What the reader of placeholders must know of a query language. */
export interface Lexis {
  /** As messages call it. */
  readonly title: string
  /** Characters that open a string literal. */
  readonly quotes: string
  /** Those among them inside which a backslash is no escape. */
  readonly raw: string
  /** A backslash outside quotes takes the next character. */
  readonly escapes?: boolean
  /** What opens a comment and what ends it. */
  readonly comments: readonly (readonly [open: string, end: string])[]
  /** A bare identifier that means nothing else to the language. */
  readonly ident: RegExp
  readonly reserved: ReadonlySet<string>
  /** `{{window}}` of so many milliseconds. Absent: the window has no meaning in the language. */
  readonly window?: (width: number) => string
  /** A complete literal that means the value, whatever it holds. Absent: the language has none. */
  readonly string?: (value: string) => string
  /** The values that `string` takes, where not any. */
  readonly plain?: RegExp
  /** What matches the value and nothing else, inside this quote. Absent: no regular expressions. */
  readonly regex?: (value: string, quote: string) => string
  /** What stands between double braces and is the language's own. */
  readonly template?: RegExp
  /** How a text that begins with `{` is read, where the language has such a form. */
  readonly json?: Lexis
}

/** The lexis by which this text is read. */
export function lexisOf(language: Language, text: string): Lexis {
  const { json, ...own } = lexis[language]
  return json !== undefined && /^\s*\{(?!\{)/.test(text) ? json : own
}

const hash = ['#', '\n'] as const

/** What languages in the manner of Go have in common. */
const go = {
  window: seconds,
  string: goString,
  regex: (value: string, quote: string) => re2(value, quote === '`')
}

/**
 * Sources: the lexers of Prometheus (promql/parser/lex.go), Loki (logql/syntax/lex.go), VictoriaLogs
 * (lib/logstorage/parser.go), Lucene (QueryParser.jj, RegExp.java), InfluxQL (influxql/scanner.go), Flux
 * (docs/SPEC.md), SQL (sqlparser's tokenizer, which DataFusion reads with), Graphite
 * (render/grammar.py: no escapes inside quotes) and the JMESPath grammar.
 */
const lexis: Readonly<Record<Language, Lexis>> = {
  ...vendorLexis,
  ...cloudLexis,
  promql: {
    ...go,
    title: 'PromQL',
    quotes: `"'\``,
    raw: '`',
    comments: [hash],
    ident: /^[A-Za-z_][A-Za-z0-9_:]{0,127}$/,
    reserved: words(
      'and or unless atan2 by without on ignoring group_left group_right offset bool start end step inf nan'
    )
  },
  logql: {
    ...go,
    title: 'LogQL',
    // line_format: `{{.status}}`, `{{ __line__ }}`, `{{ end }}`.
    template: /\.|^\s*(__|end\b|else\b)/,
    quotes: '"`',
    raw: '`',
    comments: [hash],
    ident: /^[A-Za-z_][A-Za-z0-9_]{0,127}$/,
    reserved: words(
      'and or unless by without on ignoring group_left group_right offset bool json logfmt regexp pattern unpack unwrap line_format label_format decolorize drop keep ip'
    )
  },
  logsql: {
    ...go,
    title: 'LogsQL',
    quotes: `"'\``,
    raw: '`',
    comments: [hash],
    ident: /^[A-Za-z_][A-Za-z0-9_.]{0,127}$/,
    reserved: words('and or not in by')
  },
  influxql: {
    title: 'InfluxQL',
    window: seconds,
    string: influxString,
    quotes: `"'`,
    raw: '',
    comments: [
      ['--', '\n'],
      ['/*', '*/']
    ],
    ident: /^[A-Za-z_][A-Za-z0-9_]{0,127}$/,
    reserved: words(
      'select from where group by order limit offset slimit soffset into fill tz time and or not as in drop delete create show insert'
    )
  },
  flux: {
    title: 'Flux',
    window: seconds,
    string: fluxString,
    quotes: '"',
    raw: '',
    comments: [['//', '\n']],
    ident: /^[A-Za-z_][A-Za-z0-9_]{0,127}$/,
    reserved: words(
      'and or not empty in import package return option if then else exists test builtin true false'
    )
  },
  sql: {
    title: 'SQL',
    string: sqlString,
    quotes: `"'`,
    raw: `"'`,
    comments: [['--', '\n']],
    ident: /^[A-Za-z_][A-Za-z0-9_]{0,127}$/,
    reserved: words(
      'select from where group by having order limit offset union intersect except with join on using distinct all as and or not in is null like ilike similar between exists case when then else end cast interval true false time values into over partition'
    )
  },
  graphite: {
    title: 'the language of targets',
    window: seconds,
    quotes: `"'`,
    raw: `"'`,
    comments: [],
    ident: /^[A-Za-z_][A-Za-z0-9_-]{0,127}$/,
    reserved: words('true false none inf infinity')
  },
  jmespath: {
    title: 'JMESPath',
    // JSON between back-ticks: raw strings differ between implementations in what `\\\\` means.
    string: value => `\`${jsonString(value)}\``,
    quotes: `"'\``,
    raw: '',
    comments: [],
    ident: /^[A-Za-z_][A-Za-z0-9_]{0,127}$/,
    reserved: words('let in')
  },
  lucene: {
    title: 'Lucene',
    string: luceneString,
    regex: luceneRegex,
    quotes: '"/',
    raw: '',
    escapes: true,
    comments: [],
    ident: /^[A-Za-z_@][A-Za-z0-9_.@-]{0,127}$/,
    reserved: words('and or not to by'),
    json: {
      title: 'JSON',
      window: seconds,
      string: luceneString,
      regex: value => luceneString(luceneRegex(value)).slice(1, -1),
      quotes: '"',
      raw: '',
      comments: [],
      // A bare word means nothing in JSON.
      ident: /^(?!)/,
      reserved: words('')
    }
  }
}

/** `900s`; milliseconds only where seconds would not be whole. */
function seconds(width: number): string {
  return width % 1000 === 0 ? `${width / 1000}s` : `${Math.round(width)}ms`
}

function words(list: string): ReadonlySet<string> {
  return new Set(list.split(' '))
}
