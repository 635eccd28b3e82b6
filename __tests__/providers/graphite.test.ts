import { afterEach, describe, expect, test } from '@jest/globals'
import type { Measurement } from '../../src/model.js'
import { graphite } from '../../src/providers/graphite.js'
import type { Grid, Question } from '../../src/providers/provider.js'
import { endpointTo, gridOf, hastyHttp, ioOf, noon, queryOf } from '../support/asking.js'
import { providerErrorOf } from '../support/rejection.js'
import { type Answer, json, startStub, type StubServer, text } from '../support/stub-server.js'

const closers: (() => unknown)[] = []
afterEach(async () => {
  for (const close of closers.splice(0)) await close()
})

const seconds = noon / 1000
const value: Question = { kind: 'value', query: queryOf('shop.*.latency') }
const events: Question = { kind: 'events', query: queryOf('shop.*.errors') }
/** Ten seconds each, from two minutes before noon to noon, the stamp's distance as its value. */
const points = Array.from({ length: 13 }, (_, index) => [index - 12, seconds - 120 + index * 10])

describe('a window', () => {
  test('is asked with one window more before it, by whole seconds', async () => {
    const { server } = await measured(json([]))
    expect(server.seen[0]?.url.pathname).toBe('/render')
    expect(Object.fromEntries(server.seen[0]?.url.searchParams ?? [])).toEqual({
      target: 'shop.*.latency',
      from: String(seconds - 121),
      until: String(seconds),
      format: 'json'
    })
  })

  test('has the newest point whose interval ended before its end', async () => {
    const { measurement } = await measured(json([{ target: 'a', datapoints: points }]))
    // The point stamped noon stands for the ten seconds after it.
    expect(measurement).toMatchObject({
      complete: true,
      series: [{ labels: { target: 'a' }, samples: [{ at: noon, value: -1 }] }]
    })
  })

  test('has no point of an interval that goes on beyond its end', async () => {
    const grid = gridOf({ first: noon - 1 })
    const { measurement } = await measured(json([{ target: 'a', datapoints: points }]), { grid })
    expect(measurement.series[0]?.samples).toEqual([{ at: noon - 1, value: -2 }])
  })

  test('passes nulls over, and has nothing where nothing else is', async () => {
    const nulls = points.map(([, at]) => [null, at])
    const last = points.map(([number, at]) => [(number ?? 0) < -3 ? number : null, at])
    const { measurement } = await measured(
      json([
        { target: 'a', datapoints: nulls },
        { target: 'b', datapoints: last }
      ])
    )
    expect(measurement.series).toEqual([
      { labels: { target: 'a' }, samples: [] },
      { labels: { target: 'b' }, samples: [{ at: noon, value: -4 }] }
    ])
  })

  test('of events is the sum of the whole intervals inside it', async () => {
    const { measurement } = await measured(json([{ target: 'a', datapoints: points }]), {
      question: events
    })
    expect(measurement.series[0]?.samples).toEqual([{ at: noon, value: -6 - 5 - 4 - 3 - 2 - 1 }])
  })

  test('of which one point is known is not complete: its interval is unknown', async () => {
    const { measurement } = await measured(json([{ target: 'a', datapoints: [[1, seconds - 30]] }]))
    expect(measurement).toMatchObject({ complete: false, series: [{ samples: [] }] })
  })
})

describe('a window that is shorter than two intervals', () => {
  const minute = 60_000
  /** One point a minute, from five minutes before noon to two after. */
  const minutely = [{ target: 'a', datapoints: [-5, -4, -3, -2, -1, 0, 1].map(point) }]
  function point(index: number): readonly [number, number] {
    return [index, seconds + index * 60]
  }
  async function atLook(at: number, width: number, question = value) {
    const grid = gridOf({ first: at, last: at, step: width, width })
    return (await measured(json(minutely), { question, grid })).measurement
  }

  test.each([60_000, 90_000])('has the point that ended last: %i ms', async width => {
    for (const seconds of [0, 1, 25, 59]) {
      const measurement = await atLook(noon + seconds * 1000, width)
      expect(measurement).toMatchObject({ complete: true, notes: [] })
      expect(measurement.series[0]?.samples.map(one => one.value)).toEqual([-1])
    }
  })

  test('has none of two windows that touch', async () => {
    const first = noon - 2 * minute + 25_000
    const grid = gridOf({ first, last: first + 2 * minute, step: 60_000, width: 60_000 })
    const { measurement } = await measured(json(minutely), { grid })
    expect(measurement.series[0]?.samples.map(one => one.value)).toEqual([-3, -2, -1])
  })

  test('has nothing where the last one is null, rather than what ended before the window', async () => {
    const answer = [{ target: 'a', datapoints: [point(-3), point(-2), [null, seconds - 60]] }]
    const grid = gridOf({ first: noon + 25_000, last: noon + 25_000 })
    const { measurement } = await measured(json(answer), { grid })
    expect(measurement).toMatchObject({ complete: true, series: [{ samples: [] }] })
  })

  test('has nothing where no interval ended inside, and says why', async () => {
    const measurement = await atLook(noon + 45_000, 30_000)
    expect(measurement).toEqual({
      series: [],
      complete: true,
      outdated: true,
      notes: [
        'The series has one point per 60 s: not every window of 30 s has one. Lengthen bake.interval to 60 s or more.'
      ],
      retries: 0
    })
    const next = await atLook(noon + 75_000, 30_000)
    expect(next.series[0]?.samples.map(one => one.value)).toEqual([0])
  })

  test('sums whole intervals only, and says why there is none', async () => {
    const measurement = await atLook(noon + 25_000, minute, events)
    expect(measurement).toMatchObject({ series: [], outdated: true })
    expect(measurement.notes[0]).toContain('Lengthen bake.interval to 120 s')
    const whole = await atLook(noon + 25_000, 2 * minute, events)
    expect(whole.series[0]?.samples).toEqual([{ at: noon + 25_000, value: -1 }])
  })

  test('is asked about with two minutes, to know the interval by', async () => {
    const { server } = await measured(json([]), { grid: gridOf({ width: 30_000 }) })
    expect(server.seen[0]?.url.searchParams.get('from')).toBe(String(seconds - 121))
  })
})

test('many windows are one request', async () => {
  const grid = gridOf({ first: noon - 60_000, last: noon, step: 30_000, width: 30_000 })
  const { server, measurement } = await measured(json([{ target: 'a', datapoints: points }]), {
    grid
  })
  expect(server.seen).toHaveLength(1)
  expect(measurement.series[0]?.samples.map(one => one.value)).toEqual([-7, -4, -1])
})

test('a long target travels as a form', async () => {
  const question: Question = { kind: 'value', query: queryOf(`shop.${'x'.repeat(3_000)}`) }
  const { server } = await measured(json([]), { question })
  expect(server.seen[0]?.method).toBe('POST')
})

describe('a refusal', () => {
  test.each([
    [
      text('Invalid parameters (unknown function: nope)', 400, 'text/html'),
      'invalid-query',
      'unknown function: nope'
    ],
    [
      text('<html><style>a{}</style><b>Oops</b> <i>here</i></html>', 500, 'text/html'),
      'provider-error',
      'Oops here'
    ]
  ])('%#', async (answer, code, words) => {
    const { failure } = await providerErrorOf(measured(answer))
    expect(failure.code).toBe(code)
    expect(failure.message).toContain(words)
    expect(failure.message).not.toContain('<')
  })
})

interface Setting {
  readonly question?: Question
  readonly grid?: Grid
}

async function measured(
  answer: Answer,
  { question = value, grid = gridOf() }: Setting = {}
): Promise<{ readonly measurement: Measurement; readonly server: StubServer }> {
  const server = await startStub(answer)
  const http = hastyHttp()
  closers.push(
    () => server.close(),
    () => http.close()
  )
  const source = graphite.connect(endpointTo('graphite', server.url)).source(question)
  return { measurement: await source.measure(grid, ioOf(http)), server }
}
