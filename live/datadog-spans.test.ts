import { afterAll, beforeAll, expect, test } from '@jest/globals'
import type { Question } from '../src/providers/provider.js'
import { datadogLogs } from '../src/providers/datadog-logs.js'
import { endpointTo, gridOf, hastyHttp, ioOf, noon, queryOf } from '../__tests__/support/asking.js'
import { keys, type Span, startDatadog } from '../__tests__/support/fake-datadog.js'
import type { StubServer } from '../__tests__/support/stub-server.js'
import { askWith } from './support/official-client.js'
import { describeLive } from './support/servers.js'

interface Told {
  readonly unparsed: boolean
  readonly queries: readonly string[]
  readonly attributes: {
    readonly columns?: readonly { readonly values: readonly unknown[] }[]
    readonly times?: readonly number[]
    readonly values?: readonly (readonly (number | null)[])[]
  }
}

const minute = 60_000
const millisecond = 1e6
const failed: Question = { kind: 'events', query: queryOf('service:shop status:error') }
const slow: Question = {
  kind: 'value',
  query: queryOf('trace-analytics("service:shop").rollup("pc95", "@duration").by("resource_name")')
}
const spans = Array.from({ length: 300 }, (_, index): Span => ({
  at: noon - 20 * minute + index * 4_013,
  service: index % 7 === 0 ? 'cart' : 'shop',
  status: index % 3 === 0 ? 'error' : 'ok',
  resource: index % 2 === 0 ? 'GET /' : 'POST /pay',
  duration: (1 + (index % 50)) * millisecond
}))

describeLive("Spans, through Datadog's own client", ['datadog-client'], () => {
  const http = hastyHttp()
  let server: StubServer

  beforeAll(async () => {
    server = await startDatadog({ spans })
  })

  afterAll(async () => {
    http.close()
    await server.close()
  })

  test.each([
    ['a count', failed],
    ['a percentile of the duration', slow]
  ])('%s over one window is the same request and the same answer', async (_name, question) => {
    const { series } = await sourceOf(question).measure(gridOf({ width: 20 * minute }), ioOf(http))
    const { told, theirs, ours } = await passed('scalar')
    expect(theirs).toEqual(ours)
    expect(new Set(told.queries)).toEqual(new Set(['EventsScalarQuery']))
    expect(told.unparsed).toBe(false)
    const values = series.map(({ samples }) => samples[0]?.value)
    const columns = told.attributes.columns ?? []
    if (question === failed) {
      expect(columns.map(column => column.values)).toEqual([values, [257]])
      expect(values).toEqual([85])
    } else {
      expect(columns[1]?.values).toEqual(values)
      expect(columns[0]?.values).toEqual(series.map(({ labels }) => [labels['resource_name']]))
      expect(values.toSorted()).toEqual([47 * millisecond, 48 * millisecond])
    }
  })

  test('a percentile over many steps is the same request and the same answer', async () => {
    const grid = gridOf({ first: noon - 19 * minute, last: noon })
    const { series } = await sourceOf(slow).measure(grid, ioOf(http))
    const { told, theirs, ours } = await passed('timeseries')
    expect(theirs).toEqual(ours)
    expect(told).toMatchObject({ queries: ['EventsTimeseriesQuery'], unparsed: false })
    const { times = [], values = [] } = told.attributes
    expect(series).toHaveLength(2)
    expect(
      series.map(({ samples }) => samples.map(({ at, value }) => [at - minute, value]))
    ).toEqual(values.map(row => row.map((value, index) => [times[index], value])))
    expect(times).toHaveLength(20)
  })

  /** What we asked last, and what the other client makes of it. */
  async function passed(kind: 'scalar' | 'timeseries') {
    const ours = server.seen.at(-1)
    expect(ours?.url.pathname).toBe(`/api/v2/query/${kind}`)
    const body: unknown = JSON.parse(ours?.body ?? '')
    const asked = { url: server.url, keys, asked: [{ kind, body }] }
    const [told] = (await askWith('datadog-client', 'datadog-bodies.mjs', asked)) as [Told]
    const theirs = server.seen.at(-1)
    expect(theirs).not.toBe(ours)
    return { told, ours: body, theirs: JSON.parse(theirs?.body ?? '') as unknown }
  }

  function sourceOf(question: Question) {
    const options = { 'api-key': keys.api, 'application-key': keys.application, source: 'spans' }
    return datadogLogs.connect(endpointTo('datadog-logs', server.url, { options })).source(question)
  }
})
