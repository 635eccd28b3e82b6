import type { CheckReport, Outcome, Window } from '../model.js'
import { code, link } from './document.js'
import type { Phrase } from './document.js'
import { isoInstant } from './numbers.js'

/**
 * Links that open a check's exact query over the judged window: Grafana Explore, Kibana's Discover, that of
 * OpenSearch Dashboards and Honeycomb, where `report.links` names one of them. Only the path and the query behind the
 * configured address are written here, and of them every character that is no letter or digit is encoded:
 * a query cannot lead anywhere else. Formats: Grafana `schemaVersion=1` with `panes` (10 and newer), rison
 * in `_g` and `_a` (Kibana 7.11 and newer), `_q` (OpenSearch Dashboards 2.10 and newer).
 */
export function exploreLinks(check: CheckReport, { links, frame }: Outcome): readonly Phrase[] {
  if (frame === undefined) return []
  return check.queries.flatMap(({ name, text }) =>
    Object.entries(links).flatMap(([place, address]): readonly Phrase[] => {
      const query: ExploredQuery = { text, check, window: frame.bake, place, address }
      const url = URL.canParse(address) ? EXPLORERS.get(place.toLowerCase())?.(query) : undefined
      if (url === undefined) return []
      const subject = check.queries.length === 1 ? '' : `${name} `
      return [[link(`Open ${subject}in ${place}`, url), ' (', code(new URL(url).host), ')']]
    })
  )
}

interface ExploredQuery {
  readonly text: string
  readonly check: CheckReport
  readonly window: Window
  /** Name and address, as they stand in `report.links`. */
  readonly place: string
  readonly address: string
}

type Explorer = (query: ExploredQuery) => string | undefined

const EXPLORERS: ReadonlyMap<string, Explorer> = new Map([
  ['grafana', grafanaExplore],
  ['kibana', discover],
  ['opensearch-dashboards', discover],
  ['honeycomb', honeycombQuery]
])

/** Grafana's name for what a provider asks, and what a query of it looks like there. */
const DATA_SOURCES: ReadonlyMap<string, { readonly type: string; readonly more: object }> = new Map<
  string,
  { readonly type: string; readonly more: object }
>([
  ['prometheus', { type: 'prometheus', more: { range: true, instant: false } }],
  ['loki', { type: 'loki', more: { queryType: 'range' } }],
  ['victorialogs', { type: 'victoriametrics-logs-datasource', more: { queryType: 'instant' } }]
])

/**
 * The data source is the one that the address names for the endpoint (`?metrics=UID`), else one that is
 * called like the provider. Grafana takes its default where there is none of that name.
 */
function grafanaExplore({ text, check, window, address }: ExploredQuery): string | undefined {
  const source = DATA_SOURCES.get(check.provider)
  if (source === undefined) return undefined
  const base = new URL(address)
  const uid = base.searchParams.get(check.endpoint) ?? check.provider
  const datasource = { type: source.type, uid }
  const query = { refId: 'A', expr: text, editorMode: 'code', datasource, ...source.more }
  const range = { from: String(window.start), to: String(window.end) }
  const panes = JSON.stringify({ bkg: { datasource: uid, queries: [query], range } })
  const organisation = /^\d{1,9}$/.exec(base.searchParams.get('orgId') ?? '')?.[0]
  return [
    `${rootOf(base, /\/(?:d|d-solo|explore|dashboards?|a|goto)(?:\/.*)?$/)}/explore?schemaVersion=1`,
    ...(organisation === undefined ? [] : [`orgId=${organisation}`]),
    `panes=${encode(panes)}`
  ].join('&')
}

/** Discover's own data view (index pattern) is used where the address names none for the endpoint. */
function discover({ text, check, window, place, address }: ExploredQuery): string | undefined {
  // A query in JSON is no text that stands in a search bar.
  if (check.provider !== 'elasticsearch' || /^\s*\{/.test(text)) return undefined
  const base = new URL(address)
  const view = base.searchParams.get(check.endpoint)
  const root = rootOf(base, /\/app(?:\/.*)?$/)
  const [from, to] = [window.start, window.end].map(at => rison(isoInstant(at) ?? 'now'))
  const global = `(time:(from:${from},to:${to}))`
  const query = `query:(language:lucene,query:${rison(text)})`
  if (place.toLowerCase() === 'kibana' && !/\/_dashboards(?:\/|$)/.test(base.pathname)) {
    const index = view === null ? '' : `index:${rison(view)},`
    return `${root}/app/discover#/?_g=${encode(global)}&_a=${encode(`(${index}${query})`)}`
  }
  const pattern = view === null ? '' : `indexPattern:${rison(view)},`
  const state = `(discover:(columns:!(_source),isDirty:!f,sort:!()),metadata:(${pattern}view:discover))`
  const parts = [
    `_a=${encode(state)}`,
    `_g=${encode(global)}`,
    `_q=${encode(`(filters:!(),${query})`)}`
  ]
  return `${root}/app/data-explorer/discover#?${parts.join('&')}`
}

/**
 * The specification with its window, as a template link has it: https://docs.honeycomb.io/api/query-template-links.
 * The dataset is the one that the address names for the endpoint (`?spans=shop`), else the one in its path.
 */
function honeycombQuery({ text, check, window, address }: ExploredQuery): string | undefined {
  const spec = check.provider === 'honeycomb' ? specIn(text) : undefined
  if (spec === undefined) return undefined
  const base = new URL(address)
  const named = base.searchParams.get(check.endpoint)
  const dataset = named ?? /\/datasets\/([\w.~-]+)/.exec(base.pathname)?.[1]
  const root = rootOf(base, /\/datasets(?:\/.*)?$/)
  const [start, end] = [window.start, window.end].map(at => Math.round(at / 1000))
  const query = JSON.stringify({ ...spec, start_time: start, end_time: end })
  const place = dataset === undefined ? '' : `/datasets/${encode(dataset)}`
  return `${root}${place}?query=${encode(query)}`
}

function specIn(text: string): object | undefined {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null ? value : undefined
  } catch {
    return undefined
  }
}

/** Origin and path of an address up to the page that it names: a dashboard, an app. */
function rootOf({ origin, pathname }: URL, page: RegExp): string {
  return `${origin}${pathname.replace(page, '').replace(/\/+$/, '')}`
}

/** A text in rison: https://github.com/Nanonid/rison. `!` and `'` end or escape it, nothing else does. */
function rison(text: string): string {
  return `'${text.replace(/[!']/g, '!$&')}'`
}

/** For a query or a fragment: letters, digits and `-._~` stay. A lone surrogate has no encoding. */
function encode(text: string): string {
  return encodeURIComponent(text.replace(/\p{Surrogate}/gu, '\ufffd')).replace(
    /[!'()*]/g,
    character => `%${character.charCodeAt(0).toString(16).toUpperCase()}`
  )
}
