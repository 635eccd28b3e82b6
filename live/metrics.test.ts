import { afterAll, beforeAll, expect, test } from '@jest/globals'
import fc from 'fast-check'
import type { Measurement, Sample, Series } from '../src/model.js'
import type { Grid, Io, Question } from '../src/providers/provider.js'
import { prometheus } from '../src/providers/prometheus.js'
import { providerErrorOf } from '../__tests__/support/rejection.js'
import { connectTo, ioWith, liveHttp, queryOf } from './support/asking.js'
import { type Seed, startPrometheus, startVictoriaMetrics } from './support/metrics.js'
import { describeLive, type LiveServer } from './support/servers.js'

const interval = 15_000
/**
 * Two hours that ended an hour ago, off the full second. Quarters of a second have an exact binary form:
 * no backend loses a part of them, so the edges of windows can be tested to the millisecond.
 */
const begin = Math.floor(Date.now() / 60_000) * 60_000 - 3 * 3_600_000 + 3_250
const stamps = Array.from({ length: 480 }, (_, index) => begin + index * interval)

/** Pod b says nothing for half an hour. */
const seeds: readonly Seed[] = [
  { name: 'live_value', labels: { pod: 'a' }, samples: stamps.map(valueAt) },
  {
    name: 'live_value',
    labels: { pod: 'b' },
    samples: stamps.filter((_, index) => index < 200 || index >= 320).map(valueAt)
  }
]

/** Which samples a range selector takes at its left edge: Prometheus 3 and VictoriaMetrics leave it out. */
type LeftEdge = 'included' | 'excluded'

interface Backend {
  readonly name: string
  readonly needs: readonly string[]
  readonly start: () => Promise<LiveServer>
  readonly leftEdge: (url: string) => Promise<LeftEdge>
}

const backends: readonly Backend[] = [
  {
    name: 'Prometheus',
    needs: ['prometheus', 'promtool'],
    start: () => startPrometheus({ seeds }),
    leftEdge: async url => {
      const response = await fetch(`${url}/api/v1/status/buildinfo`)
      const { data } = (await response.json()) as { data: { version: string } }
      return Number(data.version.split('.')[0]) >= 3 ? 'excluded' : 'included'
    }
  },
  {
    name: 'VictoriaMetrics',
    needs: ['victoria-metrics'],
    start: () => startVictoriaMetrics(seeds),
    leftEdge: () => Promise.resolve('excluded')
  }
]

for (const backend of backends) {
  describeLive(backend.name, backend.needs, () => {
    const http = liveHttp()
    const io = ioWith(http)
    let server: LiveServer
    let leftEdge: LeftEdge

    beforeAll(async () => {
      server = await backend.start()
      leftEdge = await backend.leftEdge(server.url)
    })
    afterAll(async () => {
      http.close()
      await server.close()
    })

    const measure = (query: string, grid: Grid, question: 'value' | 'events' = 'events') =>
      measureAt(server.url, { kind: question, query: queryOf(query) }, grid, io)

    test('counts exactly the samples of any window, for every series, at every instant', async () => {
      await fc.assert(
        fc.asyncProperty(grids, async grid => {
          const { series, complete } = await measure(
            'count_over_time(live_value[{{window}}])',
            grid
          )
          expect(complete).toBe(true)
          expect(byPod(series)).toEqual(truth(grid, leftEdge))
        }),
        { numRuns: 60 }
      )
    })

    test('stamps every answer with the instant asked about, whatever its milliseconds', async () => {
      const odd = fc.record({
        first: fc.integer({ min: begin, max: begin + 3_600_000 }),
        step: fc.integer({ min: 2_000, max: 100_000 })
      })
      await fc.assert(
        fc.asyncProperty(odd, async ({ first, step }) => {
          const grid = { first, last: first + 20 * step, step, width: 60_000 }
          const { series } = await measure('count_over_time(live_value{pod="a"}[{{window}}])', grid)
          const instants = Array.from({ length: 21 }, (_, index) => first + index * step)
          expect(series[0]?.samples.map(({ at }) => at)).toEqual(instants)
        }),
        { numRuns: 40 }
      )
    })

    test('adds up the values of a window that is asked as one instant', async () => {
      const last = begin + 100 * interval
      const grid = { first: last, last, step: 60_000, width: 100 * interval - 1 }
      const { series } = await measure('sum(sum_over_time(live_value[{{window}}]))', grid)
      const sum = stamps.slice(1, 101).reduce((total, at) => total + valueAt(at).value, 0) * 2
      expect(series).toHaveLength(1)
      expect(series[0]?.samples[0]?.value).toBeCloseTo(sum, 6)
    })

    test('answers a window of more than 11 000 points in whole', async () => {
      const grid = { first: begin, last: begin + 12_000 * 500, step: 500, width: 60_000 }
      const { series } = await measure('count_over_time(live_value{pod="a"}[{{window}}])', grid)
      const instants = series[0]?.samples.map(({ at }) => at) ?? []
      expect(instants).toEqual(Array.from({ length: 12_001 }, (_, index) => begin + index * 500))
    })

    test('answers the questions of one check in one request, each as it does alone', async () => {
      const queries = [
        'sum(count_over_time(live_value[{{window}}])) # of both pods',
        'count_over_time(live_value[{{window}}])',
        'sum by (pod) (sum_over_time(live_value{pod=~"a|c"}[{{window}}]))',
        'sum(increase(no_such_metric[{{window}}]))',
        'last_over_time(live_value{pod="b"}[{{window}}])'
      ]
      const instants = fc.record({
        at: fc.integer({ min: begin, max: begin + 7_200_000 }),
        widths: fc.tuple(
          fc.integer({ min: 1, max: 120 }).map(seconds => seconds * 1_000),
          fc.integer({ min: 120, max: 3_600 }).map(seconds => seconds * 1_000)
        ),
        first: fc.integer({ min: 0, max: 2 })
      })
      await fc.assert(
        fc.asyncProperty(instants, async ({ at, widths, first }) => {
          let requests = 0
          const counting = ioWith(request => {
            requests += 1
            return http(request)
          })
          const connection = connectTo(prometheus, server.url)
          const own = connection.forCheck?.() ?? connection
          const asked = queries.slice(first, first + 4)
          const sources = asked.map(query => own.source({ kind: 'events', query: queryOf(query) }))
          const look = () =>
            Promise.all(
              widths.flatMap(width =>
                sources.map(source =>
                  source.measure({ first: at, last: at, step: width, width }, counting)
                )
              )
            )
          const alone: Measurement[] = []
          for (const width of widths) {
            for (const query of asked) {
              alone.push(await measure(query, { first: at, last: at, step: width, width }))
            }
          }
          const empty = alone.filter(({ series }) => series.length === 0)
          expect(comparable(await look())).toEqual(comparable(alone))
          expect(requests).toBe(1 + empty.length)
          requests = 0
          expect(comparable(await look())).toEqual(comparable(alone))
          // Where it looked at series and found nothing in them, it is asked again.
          expect(requests).toBe(1 + empty.filter(({ scanned = 0 }) => scanned > 0).length)
        }),
        { numRuns: 30 }
      )
    })

    test('says nothing about what does not exist', async () => {
      const grid = { first: begin + 60_000, last: begin + 60_000, step: 60_000, width: 60_000 }
      const measurement = await measure('sum(increase(no_such_metric[{{window}}]))', grid)
      expect(measurement).toMatchObject({ series: [], complete: true })
    })

    test('has no value where nothing is divided by nothing', async () => {
      const at = begin + 60_000
      const grid = { first: at, last: at, step: 60_000, width: 60_000 }
      const { series } = await measure('sum(live_value * 0) / sum(live_value * 0)', grid, 'value')
      expect(series.flatMap(({ samples }) => samples)).toEqual([])
    })

    test.each(['sum(increase(x[5m])', 'no_such_function(live_value)', 'sum by ('])(
      'calls %s an invalid query',
      async query => {
        const at = begin + 60_000
        const grid = { first: at, last: at, step: 60_000, width: 60_000 }
        const { failure } = await providerErrorOf(measure(query, grid, 'value'))
        expect(failure.code).toBe('invalid-query')
      }
    )

    test('does not take a range for a number', async () => {
      const at = begin + 60_000
      const grid = { first: at, last: at, step: 60_000, width: 60_000 }
      const { failure } = await providerErrorOf(measure('live_value[5m]', grid, 'value'))
      expect(failure.code).toBe('invalid-query')
    })

    test('counts no firing alert as 0', async () => {
      const now = Date.now()
      const grid = { first: now, last: now, step: 60_000, width: 60_000 }
      const question: Question = { kind: 'firing', labels: { service: 'shop' } }
      const { series } = await measureAt(server.url, question, grid, io)
      expect(series.flatMap(({ samples }) => samples)).toEqual([{ at: now, value: 0 }])
    })
  })
}

const grids = fc
  .record({
    first: fc.integer({ min: -2_400, max: 30_000 }).map(quarters => begin + quarters * 250),
    step: fc.integer({ min: 1, max: 480 }).map(quarters => quarters * 250),
    count: fc.integer({ min: 1, max: 40 }),
    width: fc.integer({ min: 1, max: 1_800 }).map(seconds => seconds * 1_000),
    onSample: fc.boolean()
  })
  .map(({ first, step, count, width, onSample }) => {
    // Half of the windows end on a sample, where the edges matter.
    const start = onSample ? (stamps[Math.abs(first) % stamps.length] ?? first) : first
    return { first: start, last: start + (count - 1) * step, step, width }
  })

function valueAt(at: number): Sample {
  return { at, value: ((at - begin) / interval) % 97 }
}

function measureAt(url: string, question: Question, grid: Grid, io: Io) {
  return connectTo(prometheus, url).source(question).measure(grid, io)
}

/** How many series were looked at is told where there is nothing. */
function comparable(measured: readonly Measurement[]): unknown {
  return measured.map(({ scanned, series, ...rest }) => ({
    ...rest,
    ...(series.length === 0 ? { scanned } : {}),
    series: new Map(series.map(({ labels, samples }) => [labels['pod'], { labels, samples }]))
  }))
}

type Pods = Readonly<Record<string, readonly Sample[]>>

function byPod(series: readonly Series[]): Pods {
  return Object.fromEntries<readonly Sample[]>(
    series.map(({ labels, samples }) => [labels['pod'] ?? '', samples])
  )
}

/** Counted from the seeds, by hand. A window without a sample has no value. */
function truth({ first, last, step, width }: Grid, leftEdge: LeftEdge): Pods {
  const entries = seeds.map(({ labels, samples }) => {
    const counts: Sample[] = []
    for (let at = first; at <= last; at += step) {
      const inside = samples.filter(sample => {
        const afterStart =
          leftEdge === 'included' ? sample.at >= at - width : sample.at > at - width
        return afterStart && sample.at <= at
      })
      if (inside.length > 0) counts.push({ at, value: inside.length })
    }
    return [labels['pod'] ?? '', counts] as const
  })
  return Object.fromEntries<readonly Sample[]>(entries.filter(([, counts]) => counts.length > 0))
}
