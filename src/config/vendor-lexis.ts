import type { VendorLanguage } from '../providers/provider.js'
import type { Lexis } from './lexis.js'
import { jsonString, wellFormed } from './literals.js'

/**
 * The languages of hosted services. Sources: https://docs.datadoghq.com/logs/explorer/search_syntax/,
 * https://docs.dynatrace.com/docs/discover-dynatrace/references/dynatrace-query-language,
 * https://docs.newrelic.com/docs/nrql/nrql-syntax-clauses-functions/,
 * https://docs.sentry.io/concepts/search/.
 */
export const vendorLexis: Readonly<Record<VendorLanguage, Lexis>> = {
  datadog: {
    title: "Datadog's metric queries",
    quotes: `"'`,
    raw: '',
    comments: [],
    // A tag's value: service:shop-2, version:1.2.3.
    ident: /^[A-Za-z0-9_][A-Za-z0-9_.-]{0,199}$/,
    reserved: words('and or not in by'),
    // As .rollup(sum, 60) takes it.
    window: width => String(Math.max(1, Math.round(width / 1000)))
  },
  'datadog-search': {
    title: "Datadog's search",
    quotes: '"',
    raw: '',
    comments: [],
    ident: /^[A-Za-z0-9_][A-Za-z0-9_.-]{0,199}$/,
    reserved: words('and or not to'),
    string: value => quoted(value, '"', /["\\]/g)
  },
  nrql: {
    title: 'NRQL',
    quotes: `'"\``,
    raw: '`',
    comments: [
      ['--', '\n'],
      ['//', '\n'],
      ['/*', '*/']
    ],
    ident: /^[A-Za-z_][A-Za-z0-9_.:]{0,127}$/,
    reserved: words(
      'and or not in is as from select where facet limit since until timeseries like rlike with by order max null true false compare ago cases'
    ),
    window: width => `${width / 1000} seconds`,
    string: value => quoted(value, "'", /['\\]/g)
  },
  dql: {
    title: 'DQL',
    quotes: '"`',
    raw: '`',
    comments: [
      ['//', '\n'],
      ['/*', '*/']
    ],
    ident: /^[A-Za-z_][A-Za-z0-9_.]{0,127}$/,
    reserved: words(
      'and or not xor in true false null asc desc by from to timeframe interval fetch filter summarize timeseries limit sort fields lookup join append'
    ),
    window: width => (width % 1000 === 0 ? `${width / 1000}s` : `${Math.round(width)}ms`),
    string: value => quoted(value, '"', /["\\]/g)
  },
  spl: {
    // `*` stands for anything in quotes too, and nothing escapes it, so no text means only itself.
    title: "Splunk's searches",
    quotes: '"',
    raw: '',
    comments: [['```', '```']],
    ident: /^[A-Za-z0-9_][A-Za-z0-9_.:-]{0,199}$/,
    reserved: words('and or not xor by as where in over search'),
    window: width => (width % 1000 === 0 ? `${width / 1000}s` : `${Math.round(width)}ms`)
  },
  // https://docs.honeycomb.io/api/query-specification/: JSON.
  honeycomb: {
    title: "Honeycomb's query specifications",
    quotes: '"',
    raw: '',
    comments: [],
    // A bare word means nothing in JSON.
    ident: /^(?!)/,
    reserved: words(''),
    string: jsonString
  },
  sentry: {
    title: "Sentry's search",
    quotes: '"',
    raw: '',
    comments: [],
    ident: /^[A-Za-z0-9_][A-Za-z0-9_.@+/-]{0,199}$/,
    reserved: words('and or not'),
    // `*` stands for anything, also in quotes.
    string: value => quoted(value, '"', /["\\*]/g)
  }
}

/** A text in quotes, with a backslash before what would mean more than itself. */
function quoted(value: string, quote: string, special: RegExp): string {
  return `${quote}${wellFormed(value).replace(special, '\\$&')}${quote}`
}

function words(list: string): ReadonlySet<string> {
  return new Set(list.split(' '))
}
