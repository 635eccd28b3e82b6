import { afterAll, afterEach, describe, expect, test } from '@jest/globals'
import type { Measurement } from '../../src/model.js'
import { prometheus } from '../../src/providers/prometheus.js'
import type { Grid, Source } from '../../src/providers/provider.js'
import { endpointTo, gridOf, hastyHttp, ioOf, noon, queryOf } from '../support/asking.js'
import { providerErrorOf } from '../support/rejection.js'
import { json, type Seen, startStub, type StubServer, text } from '../support/stub-server.js'
import { unitedIn } from '../support/union.js'

const closers: (() => unknown)[] = []
afterEach(async () => {
  for (const close of closers.splice(0)) await close()
})

const minute = 60_000
/** The newest step, and the bake so far. */
const step = gridOf({ width: minute / 2 })
const soFar = gridOf({ width: 10 * minute })
const bad = 'sum(increase(errors[{{window}}])) # of all routes'
const total = 'sum by (route) (increase(requests[{{window}}]))'

describe('the questions of one check about one instant', () => {
  test('travel in one request, each with its own answer', async () => {
    const { server, sources } = await checkOf([bad, total], values)
    const [badStep, totalStep, badSoFar, totalSoFar] = await ask(sources, [step, soFar])
    expect(server.seen).toHaveLength(1)
    expect(queryIn(server.seen[0])).toBe(
      [
        'label_replace(\nsum(increase(errors[30s])) # of all routes\n, "bakegate_query", "0", "bakegate_query", ".*")',
        'label_replace(\nsum by (route) (increase(requests[30s]))\n, "bakegate_query", "1", "bakegate_query", ".*")',
        'label_replace(\nsum(increase(errors[600s])) # of all routes\n, "bakegate_query", "2", "bakegate_query", ".*")',
        'label_replace(\nsum by (route) (increase(requests[600s]))\n, "bakegate_query", "3", "bakegate_query", ".*")'
      ].join(' or ')
    )
    expect(badStep?.series).toEqual([{ labels: {}, samples: [{ at: noon, value: 30 }] }])
    expect(badSoFar?.series).toEqual([{ labels: {}, samples: [{ at: noon, value: 600 }] }])
    const routes = ['/cart', '/pay']
    expect(totalStep?.series.map(({ labels }) => labels)).toEqual(routes.map(route => ({ route })))
    expect(totalSoFar?.series[1]?.samples).toEqual([{ at: noon, value: 600 }])
  })

  test('that have no series are empty, whatever the others have', async () => {
    const { sources } = await checkOf([bad, total], query =>
      query.startsWith('sum by') ? [] : values(query)
    )
    const [badStep, totalStep] = await ask(sources, [step])
    expect(badStep?.series).toHaveLength(1)
    expect(totalStep).toMatchObject({ series: [], complete: true })
  })

  test('are incomplete together, and tell their attempts once', async () => {
    let turn = 0
    const { sources } = await checkOf([bad, total], values, () => {
      turn += 1
      return turn === 1 ? 503 : 'cut short'
    })
    const measured = await ask(sources, [step])
    expect(measured.map(({ complete }) => complete)).toEqual([false, false])
    expect(measured.map(({ retries }) => retries)).toEqual([1, 0])
  })

  test('about two instants are two requests, and a range is one of its own', async () => {
    const { server, sources } = await checkOf([bad, total], values)
    const before = gridOf({ first: noon - minute })
    const range = { first: noon - 3 * minute, last: noon, step: minute, width: minute }
    await ask(sources, [step, before, range])
    const kinds = server.seen.map(({ url }) => url.pathname.replace('/api/v1/', ''))
    expect(kinds.toSorted()).toEqual(['query', 'query', 'query_range', 'query_range'])
  })

  test('of another check travel apart', async () => {
    const server = await serving(values)
    const connection = prometheus.connect(endpointTo('prometheus', server.url))
    const [one, other] = [bad, total].map(query =>
      connection.forCheck?.().source({ kind: 'events', query: queryOf(query) })
    )
    await ask([one, other] as readonly Source[], [step])
    expect(server.seen).toHaveLength(2)
  })

  test('are counted by the plan as they travel', async () => {
    const { sources } = await checkOf([bad, total], values)
    const [first, second] = sources
    expect(first?.shares).toBe(second?.shares)
    expect(first?.keys?.(step)).toEqual(second?.keys?.(soFar))
    expect(first?.keys?.({ ...step, first: noon - minute })).toBeUndefined()
  })
})

describe('a union that is refused', () => {
  test('is asked query by query, so that the words are about the one that is wrong', async () => {
    const wrong = (query: string) => (query.startsWith('sum by') ? undefined : values(query))
    const { server, sources } = await checkOf([bad, total], wrong)
    const [fine, refused] = [sources[0], sources[1]].map(source => source?.measure(step, io))
    const error = await providerErrorOf(refused as Promise<Measurement>)
    expect(error.failure.code).toBe('invalid-query')
    expect(error.message).toContain('1:9: parse error in sum by (route)')
    expect((await fine)?.series).toHaveLength(1)
    expect(server.seen).toHaveLength(3)
    // The next look tries again: a mistake of one query says nothing of unions.
    await Promise.allSettled(sources.map(source => source.measure(step, io)))
    expect(server.seen).toHaveLength(6)
  })

  test.each([400, 413, 414, 422, 431])(
    'with %d though each query alone is answered is not sent again',
    async status => {
      const { server, sources } = await checkOf([bad, total], values, seen =>
        unitedIn(queryIn(seen)).length > 1 ? status : 200
      )
      const [badStep, totalStep] = await ask(sources, [step])
      expect([badStep, totalStep].map(one => one?.series.length)).toEqual([1, 2])
      expect(server.seen).toHaveLength(3)
      await ask(sources, [step])
      expect(server.seen).toHaveLength(5)
    }
  )

  test('because it travels by POST, which a proxy forbids, is asked by GET, query by query', async () => {
    const long = `sum(increase(errors{route=~"${'/orders|'.repeat(90)}"}[{{window}}]))`
    const { server, sources } = await checkOf([long, long], values, ({ method }) =>
      method === 'POST' ? 403 : 200
    )
    const [first] = await ask(sources, [step, soFar])
    expect(first?.series).toHaveLength(1)
    expect(server.seen.map(({ method }) => method)).toEqual(['POST', 'GET', 'GET', 'GET', 'GET'])
  })

  test.each([401, 403, 429, 500])('with %d is a failure of all', async status => {
    const { server, sources } = await checkOf([bad, total], values, () => status)
    const settled = await Promise.allSettled(sources.map(source => source.measure(step, io)))
    expect(settled.map(({ status: how }) => how)).toEqual(['rejected', 'rejected'])
    expect(server.seen.every(seen => unitedIn(queryIn(seen)).length === 2)).toBe(true)
  })

  test('because a gateway lost the marks is asked query by query', async () => {
    const server = await startStub(
      json({ status: 'success', data: { resultType: 'vector', result: [row({}, 7)] } })
    )
    closers.push(() => server.close())
    const sources = sourcesOf(server, [bad, total])
    const measured = await ask(sources, [step])
    expect(measured.map(one => one.series[0]?.samples[0]?.value)).toEqual([7, 7])
    expect(server.seen).toHaveLength(3)
  })
})

describe('a query that has nothing in a union', () => {
  const none: Values = query => (query.startsWith('sum by') ? [] : values(query))

  test('is asked once more, alone, and from then on believed', async () => {
    const { server, sources } = await checkOf([bad, total], none)
    await ask(sources, [step])
    expect(server.seen.map(seen => unitedIn(queryIn(seen)).length)).toEqual([2, 1])
    const [, empty] = await ask(sources, [step])
    expect(empty?.series).toEqual([])
    expect(server.seen).toHaveLength(3)
  })

  test('and something alone is not asked in a union again: a gateway did not understand it', async () => {
    const stub = await startStub((seen, response) => {
      const query = queryIn(seen)
      const result = query.startsWith('label_replace') ? [] : [row({}, 7)]
      return json({ status: 'success', data: { resultType: 'vector', result } })(seen, response)
    })
    closers.push(() => stub.close())
    const own = sourcesOf(stub, [bad, total])
    const first = await ask(own, [step])
    expect(first.map(one => one.series.length)).toEqual([1, 1])
    expect(stub.seen).toHaveLength(3)
    await ask(own, [step])
    expect(stub.seen).toHaveLength(5)
  })

  /** As VictoriaMetrics does: how many series all selectors of the query matched. */
  const fetched =
    (perQuery: (series: number) => number): Beside =>
    found => ({
      stats: {
        seriesFetched: String(
          found.reduce((sum, { series = [] }) => sum + perQuery(series.length), 0)
        )
      }
    })

  test('looked at none, though the others looked at some: a wrong label stays one', async () => {
    const { server, sources } = await checkOf(
      [bad, total],
      none,
      undefined,
      fetched(series => series)
    )
    for (const requests of [2, 3]) {
      const [some, nothing] = await ask(sources, [step])
      expect(some).not.toHaveProperty('scanned')
      expect(nothing).toMatchObject({ series: [], scanned: 0 })
      expect(server.seen).toHaveLength(requests)
    }
  })

  test('having looked at some is asked alone each time: series can vanish', async () => {
    const { server, sources } = await checkOf(
      [bad, total],
      none,
      undefined,
      fetched(() => 3)
    )
    for (const requests of [2, 4]) {
      const [, nothing] = await ask(sources, [step])
      expect(nothing).toMatchObject({ series: [], scanned: 3 })
      expect(server.seen).toHaveLength(requests)
    }
  })
})

test('A union that takes too long fails all, and is not sent again', async () => {
  const slow = await startStub((seen, response) => {
    if (unitedIn(queryIn(seen)).length > 1) return undefined
    return json({ status: 'success', data: { resultType: 'vector', result: [row({}, 7)] } })(
      seen,
      response
    )
  })
  closers.push(() => slow.close())
  const endpoint = { ...endpointTo('prometheus', slow.url), timeout: 300 }
  const own = prometheus.connect(endpoint).forCheck?.()
  const sources = [bad, total].flatMap(
    query => own?.source({ kind: 'events', query: queryOf(query) }) ?? []
  )
  const settled = await Promise.allSettled(sources.map(source => source.measure(step, io)))
  expect(settled.map(({ status }) => status)).toEqual(['rejected', 'rejected'])
  expect((await ask(sources, [step])).map(({ series }) => series.length)).toEqual([1, 1])
})

const http = hastyHttp()
afterAll(() => {
  http.close()
})
const io = ioOf(http)

type Values = (query: string) => readonly (readonly [Record<string, string>, number])[] | undefined

/** The length of the window, in seconds, for each series; undefined refuses the query. */
function values(query: string): ReturnType<Values> {
  const [, seconds = ''] = /\[(\d+)s\]/.exec(query) ?? []
  const value = Number(seconds)
  if (!query.startsWith('sum by')) return [[{}, value]]
  return ['/cart', '/pay'].map(route => [{ route }, value] as const)
}

/** A status that refuses, or the warning that stands beside the answer. */
type Trouble = (seen: Seen) => number | string

async function checkOf(queries: readonly string[], of: Values, trouble?: Trouble, beside?: Beside) {
  const server = await serving(of, trouble, beside)
  return { server, sources: sourcesOf(server, queries) }
}

function sourcesOf(server: StubServer, queries: readonly string[]): readonly Source[] {
  const own = prometheus.connect(endpointTo('prometheus', server.url)).forCheck?.()
  if (own === undefined) throw new Error('it asks the questions of a check together')
  return queries.map(query => own.source({ kind: 'events', query: queryOf(query) }))
}

/** Every source for every grid, in the turn of one look. */
function ask(sources: readonly Source[], grids: readonly Grid[]): Promise<readonly Measurement[]> {
  return Promise.all(grids.flatMap(grid => sources.map(source => source.measure(grid, io))))
}

/** What else an answer holds, by the queries that it is to. */
type Beside = (found: readonly { readonly series: ReturnType<Values> }[]) => object

async function serving(
  of: Values,
  trouble: Trouble = () => 200,
  beside: Beside = () => ({})
): Promise<StubServer> {
  const server = await startStub((seen, response) => {
    const said = trouble(seen)
    if (typeof said === 'number' && said !== 200) return text('no', said)(seen, response)
    const found = unitedIn(queryIn(seen)).map(one => ({ ...one, series: of(one.promql) }))
    const wrong = found.find(({ series }) => series === undefined)
    if (wrong !== undefined) {
      const error = `1:9: parse error in ${wrong.promql}`
      return json({ status: 'error', errorType: 'bad_data', error }, 400)(seen, response)
    }
    const result = found.flatMap(({ mark, series = [] }) =>
      series.map(([labels, value]) => row({ ...labels, ...mark }, value, instantIn(seen)))
    )
    const range = seen.url.pathname.endsWith('query_range')
    const data = range ? { resultType: 'matrix', result: [] } : { resultType: 'vector', result }
    const warnings = typeof said === 'string' ? { warnings: [said] } : {}
    return json({ status: 'success', data, ...warnings, ...beside(found) })(seen, response)
  })
  closers.push(() => server.close())
  return server
}

function row(metric: Readonly<Record<string, string>>, value: number, at = noon) {
  return { metric, value: [at / 1000, String(value)] }
}

function instantIn({ url }: Seen): number {
  return Number(url.searchParams.get('time')) * 1000
}

function queryIn(seen: Seen | undefined): string {
  const form = seen?.method === 'POST' ? new URLSearchParams(seen.body) : seen?.url.searchParams
  return form?.get('query') ?? ''
}
