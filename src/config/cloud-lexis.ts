import type { CloudLanguage } from '../providers/provider.js'
import type { Lexis } from './lexis.js'
import { jsonString, plainString, re2, wellFormed } from './literals.js'

/** The query languages of the clouds. */
export const cloudLexis: Readonly<Record<CloudLanguage, Lexis>> = {
  cloudwatch: {
    title: 'metric math',
    // Code points instead of quotes and backslashes: inert in SQL and in a search as well.
    string: plainString,
    quotes: `"'`,
    raw: `'`,
    comments: [],
    ident: /^[A-Za-z_][A-Za-z0-9_]{0,127}$/,
    reserved: words(
      'metric search metrics select from where group order by limit schema if fill and or'
    )
  },
  // https://docs.cloud.google.com/logging/docs/view/logging-query-language
  'google-logging': {
    title: 'the Logging query language',
    string: value => `"${wellFormed(value).replace(/["\\]/g, '\\$&')}"`,
    plain: /^[^\p{Cc}]*$/u,
    regex: value => re2(value, false),
    quotes: `"'`,
    raw: '',
    comments: [['--', '\n']],
    ident: /^[A-Za-z_][A-Za-z0-9_]{0,127}$/,
    reserved: words('and or not')
  },
  // https://learn.microsoft.com/kusto/query/scalar-data-types/string
  kql: {
    title: 'KQL',
    string: jsonString,
    regex: value => re2(value, false),
    quotes: `"'`,
    raw: '',
    comments: [['//', '\n']],
    ident: /^[A-Za-z_][A-Za-z0-9_]{0,127}$/,
    reserved: words(
      'and or not in has contains where summarize extend project join union let by on'
    )
  },
  insights: {
    title: 'Logs Insights',
    // How it reads an escape is not written down anywhere, so nothing that needs one may stand here.
    string: value => `"${value}"`,
    plain: /^[^"'`\\/\p{Cc}\p{Cf}\p{Cs}]*$/u,
    quotes: `"'\``,
    raw: '',
    comments: [['#', '\n']],
    ident: /^[A-Za-z_][A-Za-z0-9_]{0,127}$/,
    reserved: words(
      'fields filter stats sort limit parse display dedup pattern diff anomaly unmask source and or not in like as by asc desc'
    )
  }
}

function words(list: string): ReadonlySet<string> {
  return new Set(list.split(' '))
}
