import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import type { CheckReport, Outcome } from '../../src/model.js'
import { renderComment } from '../../src/report/comment.js'
import { exploreLinks } from '../../src/report/explore.js'
import { hostileTexts } from '../support/hostile.js'
import { frame, outcome } from '../support/outcomes.js'
import { offences } from '../support/render-oracle.js'

const QUERY = 'sum(rate(x{job="a b",code=~"5.."}[30s])) > (1 + 2) # é'

function check(provider: string, text = QUERY, endpoint = 'metrics'): CheckReport {
  return {
    name: 'a',
    kind: 'query',
    endpoint,
    provider,
    host: 'backend.example.com',
    queries: [{ name: 'query', text }],
    unit: 'none'
  }
}

function urlsOf(one: CheckReport, links: Outcome['links']): readonly string[] {
  return exploreLinks(one, outcome({ links })).flatMap(phrase =>
    phrase.flatMap(part => (typeof part === 'object' && part.kind === 'link' ? [part.url] : []))
  )
}

test.each([
  ['https://ui.honeycomb.io/t/environments/p/datasets/shop', '/t/environments/p/datasets/shop'],
  ['https://ui.honeycomb.io/t/environments/p/', '/t/environments/p'],
  [
    'https://ui.honeycomb.io/t/environments/p?metrics=a/../b',
    '/t/environments/p/datasets/a%2F..%2Fb'
  ]
])('a query of Honeycomb is opened over the bake at %s', (honeycomb, path) => {
  const text =
    '{"filters":[{"column":"a","op":"=","value":"\\"&x=1#"}],"calculations":[{"op":"COUNT"}]}'
  const [url = ''] = urlsOf(check('honeycomb', text), { honeycomb })
  expect(new URL(url).pathname).toBe(path)
  expect([...new URL(url).searchParams.keys()]).toEqual(['query'])
  expect(JSON.parse(new URL(url).searchParams.get('query') ?? '')).toEqual({
    ...(JSON.parse(text) as object),
    start_time: frame.bake.start / 1000,
    end_time: frame.bake.end / 1000
  })
  expect(urlsOf(check('prometheus'), { honeycomb })).toEqual([])
  expect(urlsOf(check('honeycomb', 'no JSON'), { honeycomb })).toEqual([])
})

interface Panes {
  readonly bkg: {
    readonly datasource: string
    readonly queries: readonly { readonly expr: string; readonly datasource: object }[]
    readonly range: object
  }
}

function panesOf(url: string): Panes['bkg'] {
  return (JSON.parse(new URL(url).searchParams.get('panes') ?? '') as Panes).bkg
}

/** The state of a page of Kibana, read by the grammar of rison: the oracle of what was written. */
function stateOf(url: string): Readonly<Record<string, unknown>> {
  const [, fragment = ''] = url.split('#')
  const pairs = fragment.replace(/^\/?\?/, '').split('&')
  return Object.fromEntries(
    pairs.map(pair => {
      const [name = '', value = ''] = pair.split('=')
      return [name, readRison(decodeURIComponent(value))]
    })
  )
}

function readRison(text: string): unknown {
  let at = 0
  const expectAll = readValue()
  if (at !== text.length) throw new Error(`something follows at ${at}: ${text}`)
  return expectAll

  function readValue(): unknown {
    if (text[at] === '(') return readObject()
    if (text[at] === "'") return readString()
    if (text.startsWith('!(', at)) return readList()
    const word = /^(?:![tf]|[A-Za-z_][\w-]*)/.exec(text.slice(at))?.[0]
    if (word === undefined) throw new Error(`no value at ${at}: ${text}`)
    at += word.length
    return word === '!t' ? true : word === '!f' ? false : word
  }
  function readObject(): object {
    const entries: [string, unknown][] = []
    for (at++; text[at] !== ')';) {
      const key = /^[a-z_]\w*/i.exec(text.slice(at))?.[0] ?? ''
      at += key.length
      if (text[at++] !== ':') throw new Error(`no colon at ${at}: ${text}`)
      entries.push([key, readValue()])
      if (text[at] === ',') at++
      else if (text[at] !== ')') throw new Error(`no end at ${at}: ${text}`)
    }
    at++
    return Object.fromEntries(entries)
  }
  function readList(): unknown[] {
    const items: unknown[] = []
    for (at += 2; text[at] !== ')';) {
      items.push(readValue())
      if (text[at] === ',') at++
    }
    at++
    return items
  }
  function readString(): string {
    let read = ''
    for (at++; text[at] !== "'"; at++) {
      if (text[at] === '!') at++
      if (at >= text.length) throw new Error(`no end of a text: ${text}`)
      read += text[at] ?? ''
    }
    at++
    return read
  }
}

describe('Grafana Explore', () => {
  test.each([
    ['prometheus', { type: 'prometheus', uid: 'prometheus' }],
    ['loki', { type: 'loki', uid: 'loki' }],
    ['victorialogs', { type: 'victoriametrics-logs-datasource', uid: 'victorialogs' }]
  ])('opens the query of %s over the bake', (provider, datasource) => {
    const [url = '', ...more] = urlsOf(check(provider), { grafana: 'https://grafana.example.com' })
    expect(more).toEqual([])
    expect(url).toMatch(/^https:\/\/grafana\.example\.com\/explore\?schemaVersion=1&panes=%7B/)
    expect(panesOf(url)).toMatchObject({
      datasource: datasource.uid,
      queries: [{ refId: 'A', expr: QUERY, datasource }],
      range: { from: String(frame.bake.start), to: String(frame.bake.end) }
    })
  })

  test.each([
    ['https://g.example.com/', 'https://g.example.com/explore?'],
    ['https://g.example.com/d/shop?from=now-1h', 'https://g.example.com/explore?'],
    ['https://g.example.com/grafana/d/abc/shop', 'https://g.example.com/grafana/explore?'],
    ['https://g.example.com/grafana/', 'https://g.example.com/grafana/explore?'],
    ['https://g.example.com:3000/explore', 'https://g.example.com:3000/explore?'],
    [
      'https://g.example.com/?orgId=7',
      'https://g.example.com/explore?schemaVersion=1&orgId=7&panes'
    ]
  ])('stands where %s does', (address, start) => {
    const [url = ''] = urlsOf(check('prometheus'), { grafana: address })
    expect(url.startsWith(start)).toBe(true)
  })

  test('takes the data source that the address names for the endpoint', () => {
    const address = 'https://g.example.com/?metrics=PBFA97CFB590B2093&logs=P8E80F9AEF21F6940'
    const [metrics = ''] = urlsOf(check('prometheus'), { grafana: address })
    expect(panesOf(metrics).queries[0]?.datasource).toMatchObject({ uid: 'PBFA97CFB590B2093' })
    const [logs = ''] = urlsOf(check('loki', '{a="b"}', 'logs'), { Grafana: address })
    expect(panesOf(logs)).toMatchObject({ datasource: 'P8E80F9AEF21F6940' })
  })

  test('links every query of a check by its name', () => {
    const ratio: CheckReport = {
      ...check('prometheus'),
      queries: [
        { name: 'bad', text: 'a' },
        { name: 'total', text: 'b' }
      ]
    }
    const links = { grafana: 'https://g.example.com' }
    expect(urlsOf(ratio, links).map(url => panesOf(url).queries[0]?.expr)).toEqual(['a', 'b'])
  })
})

describe('Discover', () => {
  const LUCENE = `service:"shop" AND (level:ERROR OR message:'can''t') AND !debug`

  test('of Kibana opens the query over the bake', () => {
    const [url = ''] = urlsOf(check('elasticsearch', LUCENE), {
      kibana: 'https://kibana.example.com/s/ops/app/home'
    })
    expect(url.startsWith('https://kibana.example.com/s/ops/app/discover#/?_g=')).toBe(true)
    expect(stateOf(url)).toEqual({
      _g: { time: { from: '2026-11-23T14:04:00.000Z', to: '2026-11-23T14:19:00.000Z' } },
      _a: { query: { language: 'lucene', query: LUCENE } }
    })
  })

  test('of Kibana takes the data view that the address names for the endpoint', () => {
    const kibana = 'https://kibana.example.com/?logs=logs-*'
    const [url = ''] = urlsOf(check('elasticsearch', LUCENE, 'logs'), { kibana })
    expect(stateOf(url)).toMatchObject({ _a: { index: 'logs-*' } })
  })

  test.each([
    ['opensearch-dashboards', 'https://dashboards.example.com', 'https://dashboards.example.com'],
    ['kibana', 'https://x.example.com/_dashboards/app/home', 'https://x.example.com/_dashboards']
  ])('of OpenSearch Dashboards, named %s, opens it too', (place, address, root) => {
    const [url = ''] = urlsOf(check('elasticsearch', LUCENE), {
      [place]: `${address}?metrics=shop`
    })
    expect(url.startsWith(`${root}/app/data-explorer/discover#?_a=`)).toBe(true)
    expect(stateOf(url)).toEqual({
      _g: { time: { from: '2026-11-23T14:04:00.000Z', to: '2026-11-23T14:19:00.000Z' } },
      _q: { filters: [], query: { language: 'lucene', query: LUCENE } },
      _a: {
        discover: { columns: ['_source'], isDirty: false, sort: [] },
        metadata: { indexPattern: 'shop', view: 'discover' }
      }
    })
  })

  test('has no link for a query in JSON', () => {
    const kibana = 'https://kibana.example.com'
    expect(urlsOf(check('elasticsearch', ' {"query": {}}'), { kibana })).toEqual([])
  })
})

test.each([
  ['another place', 'prometheus', { runbook: 'https://wiki.example.com' }],
  ['a name that every object has', 'prometheus', { constructor: 'https://wiki.example.com' }],
  ['a backend that Grafana does not know', 'http', { grafana: 'https://g.example.com' }],
  ['a backend that Kibana does not know', 'loki', { kibana: 'https://k.example.com' }],
  ['an address that is none', 'prometheus', { grafana: 'grafana' }]
])('there is no link for %s', (_case, provider, links) => {
  expect(urlsOf(check(provider), links)).toEqual([])
})

test('before a bake is planned there is no window to link to', () => {
  const { frame: _frame, ...early } = outcome({ links: { grafana: 'https://g.example.com' } })
  expect(exploreLinks(check('prometheus'), early)).toEqual([])
})

test('whatever a query holds, it arrives whole and the link leads where it was configured to', () => {
  const links = { grafana: 'https://g.example.com/x/', kibana: 'https://k.example.com/s/y' }
  const anyText = fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom(...hostileTexts))
  fc.assert(
    fc.property(anyText, text => {
      const paired = (told = ''): string => told.replace(/\p{Surrogate}/gu, '\ufffd')
      const [explore = ''] = urlsOf(check('prometheus', text), links)
      expect(explore).toMatch(/^https:\/\/g\.example\.com\/x\/explore\?[\w=&%.~-]+$/)
      expect(paired(panesOf(explore).queries[0]?.expr)).toBe(paired(text))
      for (const url of urlsOf(check('elasticsearch', text), links)) {
        expect(url).toMatch(/^https:\/\/k\.example\.com\/s\/y\/app\/discover#\/\?[\w=&%.~-]+$/)
        expect(stateOf(url)).toMatchObject({ _a: { query: { query: paired(text) } } })
      }
    })
  )
})

test.each(hostileTexts)('in a comment the link stays a link: %j', text => {
  const checks = [check('prometheus', text), check('elasticsearch', text)]
  const links = { grafana: 'https://grafana.example.com', kibana: 'https://kibana.example.com' }
  const comment = renderComment(outcome({ checks, links }))
  expect(comment).toContain('Open in grafana')
  expect(offences(comment, ['github.com', 'grafana.example.com', 'kibana.example.com'])).toEqual([])
})
