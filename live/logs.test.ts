import { afterAll, beforeAll, expect, test } from '@jest/globals'
import fc from 'fast-check'
import type { EndpointSettings } from '../src/model.js'
import type { Provider, Question, Grid } from '../src/providers/provider.js'
import { loki } from '../src/providers/loki.js'
import { victorialogs } from '../src/providers/victorialogs.js'
import { startLokiStandIn } from '../__tests__/support/loki-stand-in.js'
import { providerErrorOf } from '../__tests__/support/rejection.js'
import { connectTo, ioWith, liveHttp, queryOf } from './support/asking.js'
import type { LogLine } from './support/log-lines.js'
import { startLoki } from './support/loki.js'
import { askBoth } from './support/together.js'
import { startVictoriaLogs } from './support/victoria-logs.js'
import { describeLive, type LiveServer } from './support/servers.js'

/** Two hours that ended an hour ago; a line every 1.7 s, every fifth an error, a silence in between. */
const begin = Math.floor(Date.now() / 3_600_000) * 3_600_000 - 3 * 3_600_000
const lines: readonly LogLine[] = Array.from({ length: 4_000 }, (_, index) => ({
  at: begin + index * 1_700,
  app: 'shop',
  text: index % 5 === 0 ? `ERROR payment ${index} failed` : `paid ${index}`
})).filter((_, index) => index < 1_000 || index >= 1_600)

interface Backend {
  readonly name: string
  readonly needs: readonly string[]
  readonly provider: Provider
  readonly options: EndpointSettings['options']
  readonly start: () => Promise<Pick<LiveServer, 'url' | 'close'>>
  readonly errors: string
  readonly nobody: string
  readonly broken: string
  /** How many of the given stamps lie in the window that ends at `at`. */
  readonly inside: (stamps: readonly number[], at: number, width: number) => number
  /** Whether a selector that matches nothing can be told from no matching line. */
  readonly scans: boolean
  /** Lines can be asked for by a text in them. */
  readonly contains: boolean
  /** Steps are laid on multiples of themselves. */
  readonly aligns: (grid: Grid) => boolean
}

const backends: readonly Backend[] = [
  {
    name: 'VictoriaLogs',
    needs: ['victoria-logs'],
    provider: victorialogs,
    options: {},
    start: () => startVictoriaLogs(lines),
    errors: '{app="shop"} ERROR',
    nobody: '{app="nobody"} ERROR',
    broken: '{app="shop"} | stats',
    inside: (stamps, at, width) => stamps.filter(one => one >= at - width && one < at).length,
    scans: false,
    contains: true,
    aligns: grid => grid.width === grid.step && countOf(grid) > 12
  },
  {
    name: 'Loki',
    needs: ['loki'],
    provider: loki,
    options: { tenant: 'shop' },
    start: () => startLoki(lines, 'shop'),
    errors: '{app="shop"} |= "ERROR"',
    nobody: '{app="nobody"} |= "ERROR"',
    broken: '{app="shop"',
    inside: (stamps, at, width) => stamps.filter(one => one >= at - width && one < at).length,
    scans: true,
    contains: true,
    aligns: grid => countOf(grid) > 12
  },
  {
    // What Loki does since 2.3: offsets, and a front end that moves the instants of a range.
    name: 'Loki (a stand-in for newer ones)',
    needs: [],
    provider: loki,
    options: {},
    start: () =>
      startLokiStandIn(
        lines.map(({ at, app, text }) => ({
          stamp: BigInt(at) * 1_000_000n,
          labels: { app },
          text
        }))
      ),
    errors: '{app="shop"} |= "ERROR"',
    nobody: '{app="nobody"} |= "ERROR"',
    broken: '{app="shop"',
    inside: (stamps, at, width) => stamps.filter(one => one >= at - width && one < at).length,
    scans: true,
    contains: true,
    aligns: grid => countOf(grid) > 12
  }
]

for (const backend of backends) {
  describeLive(backend.name, backend.needs, () => {
    const http = liveHttp()
    const io = ioWith(http)
    let server: Pick<LiveServer, 'url' | 'close'>

    beforeAll(async () => {
      server = await backend.start()
    })
    afterAll(async () => {
      http.close()
      await server.close()
    })

    const connected = () => connectTo(backend.provider, server.url, { options: backend.options })
    const count = (query: string, grid: Grid) => {
      const question: Question = { kind: 'events', query: queryOf(query) }
      return connected().source(question).measure(grid, io)
    }

    test('counts exactly the lines of any window', async () => {
      const errors = lines.filter(({ text }) => text.includes('ERROR')).map(({ at }) => at)
      await fc.assert(
        fc.asyncProperty(grids, async grid => {
          const { series, complete } = await count(backend.errors, grid)
          expect(complete).toBe(true)
          const instants = instantsOf(grid, backend.aligns(grid))
          const expected = instants.map(at => ({
            at,
            value: backend.inside(errors, at, grid.width)
          }))
          const answered = series.flatMap(({ samples }) => samples)
          // Where nothing was looked at, a backend that tells so has no sample instead of a zero.
          const known = new Set(answered.map(({ at }) => at))
          expect(answered).toEqual(expected.filter(({ at, value }) => known.has(at) || value > 0))
          if (!backend.scans) expect(known.size).toBe(instants.length)
        }),
        { numRuns: 100 }
      )
    })

    test('counts the lines of one long window', async () => {
      const last = begin + 4_000 * 1_700
      const grid = { first: last, last, step: 60_000, width: last - begin + 1_000 }
      const { series } = await count(backend.errors, grid)
      expect(series).toHaveLength(1)
      expect(series[0]?.samples).toEqual([{ at: last, value: 680 }])
    })

    test('tells a wrong selector from no error, where the backend does', async () => {
      const at = begin + 600_000
      const grid = { first: at, last: at, step: 60_000, width: 600_000 }
      const { series, scanned } = await count(backend.nobody, grid)
      const values = series.flatMap(({ samples }) => samples.map(({ value }) => value))
      expect(values).toEqual(backend.scans ? [] : [0])
      expect(scanned).toBe(backend.scans ? 0 : undefined)
    })

    test('reads the lines of a window, and says where there are more', async () => {
      const source = connected().lines?.(queryOf(backend.errors))
      if (source === undefined) throw new Error('it has lines')
      const window = { start: begin, end: begin + 4_000 * 1_700 }
      const errors = lines.filter(({ text }) => text.includes('ERROR'))
      const all = await source.fetch(window, 1_000, io)
      expect(all.complete).toBe(true)
      expect(all.lines.map(({ at, text }) => ({ at, text }))).toEqual(
        errors.map(({ at, text }) => ({ at, text }))
      )
      const newest = await source.fetch(window, 100, io)
      expect(newest.complete).toBe(false)
      expect(newest.lines.map(({ at }) => at)).toEqual(errors.slice(-100).map(({ at }) => at))
      // [start, end): the first line of the next window is in that one.
      const [first, second] = errors
      const exact = { start: first?.at ?? 0, end: second?.at ?? 0 }
      expect((await source.fetch(exact, 10, io)).lines.map(({ at }) => at)).toEqual([first?.at])
    })

    test('finds the lines that hold a text, and no others', async () => {
      const source = connected().lines?.(queryOf(backend.errors))
      expect(source?.containing !== undefined).toBe(backend.contains)
      const holding = source?.containing?.('payment 100 fail')
      if (holding === undefined) return
      const window = { start: begin, end: begin + 4_000 * 1_700 }
      const { lines: found } = await holding.fetch(window, 10, io)
      expect(found.map(({ text }) => text)).toEqual(['ERROR payment 100 failed'])
      // Not a regular expression, and not only whole words.
      const none = source?.containing?.('payment .* fail')
      expect((await none?.fetch(window, 10, io))?.lines).toEqual([])
      const part = source?.containing?.('yment 10 fai')
      expect((await part?.fetch(window, 10, io))?.lines).toHaveLength(1)
    })

    test('calls a query that it cannot read invalid', async () => {
      const at = begin + 600_000
      const grid = { first: at, last: at, step: 60_000, width: 600_000 }
      const { failure } = await providerErrorOf(count(backend.broken, grid))
      expect(failure.code).toBe('invalid-query')
    })
  })
}

describeLive('VictoriaLogs, asked for several counts at once', ['victoria-logs'], () => {
  const http = liveHttp()
  const io = ioWith(http)
  let server: LiveServer
  const begins = lines.map(({ at }) => at)

  beforeAll(async () => {
    server = await startVictoriaLogs(lines)
  })
  afterAll(async () => {
    http.close()
    await server.close()
  })

  const checkOf = (queries: readonly string[]) => ({
    provider: victorialogs,
    url: server.url,
    queries
  })

  /** Some windows begin or end on a line. */
  const windows = fc
    .record({
      end: fc.integer({ min: begin, max: begin + 7_000_000 }),
      line: fc.integer({ min: 0, max: begins.length - 1 }),
      on: fc.constantFrom('neither', 'start', 'end'),
      widths: fc.array(fc.integer({ min: 1, max: 900_000 }), { minLength: 2, maxLength: 4 })
    })
    .map(({ end, line, on, widths }) =>
      widths.map(width => {
        const at = begins[line] ?? 0
        const last = { neither: end, end: at, start: at + width }[on]
        return { first: last, last, step: width, width }
      })
    )

  test('counts exactly the lines of each window, as it does alone', async () => {
    const errors = lines.filter(({ text }) => text.includes('ERROR')).map(({ at }) => at)
    await fc.assert(
      fc.asyncProperty(windows, async grids => {
        const queries = ['{app="shop"} ERROR # all', '{app="shop"}']
        const asked = await askBoth(checkOf(queries), grids, io)
        expect(asked.requests).toBe(1)
        expect(asked.together).toEqual(asked.alone)
        const counts = asked.together.map(({ series }) => series[0]?.samples[0]?.value)
        const inside = (stamps: readonly number[], { last, width }: Grid) =>
          stamps.filter(at => at >= last - width && at < last).length
        expect(counts).toEqual(grids.flatMap(grid => [inside(errors, grid), inside(begins, grid)]))
      }),
      { numRuns: 100 }
    )
  }, 60_000)

  test.each([
    '*',
    'ERROR or paid',
    'ERROR -"payment 100"',
    '-ERROR',
    '{app="nobody"}',
    '{app="shop"} _stream:{app="shop"} paid',
    '_msg:~"paid .*7$"',
    'app:=shop ERROR',
    'app:in(shop, other) i(error)',
    'seq(ERROR, failed)',
    '_msg:len_range(1, 9)',
    '_msg:contains_any("payment 5 failed", nothing)',
    '"(" or paid*',
    'no_such_field:""',
    'no_such_field:*'
  ])('%s means the same between brackets as alone', async filter => {
    const last = begin + 1_500_000
    const grids = [60_000, 1_000_000].map(width => ({ first: last, last, step: width, width }))
    const asked = await askBoth(checkOf([filter, '{app="shop"} ERROR']), grids, io)
    expect(asked.requests).toBe(1)
    expect(asked.together).toEqual(asked.alone)
  })
})

const grids = fc
  .record({
    first: fc.integer({ min: begin, max: begin + 7_000_000 }),
    step: fc.integer({ min: 1, max: 60 }).map(seconds => seconds * 1_000),
    count: fc.integer({ min: 1, max: 40 }),
    widthIsStep: fc.boolean(),
    onLine: fc.boolean()
  })
  .map(({ first, step, count, widthIsStep, onLine }) => {
    const start = onLine ? begin + Math.floor((first - begin) / 1_700) * 1_700 : first
    const instants = widthIsStep ? count : Math.min(count, 12)
    const width = widthIsStep ? step : step * 3
    return { first: start, last: start + (instants - 1) * step, step, width }
  })

function countOf({ first, last, step }: Grid): number {
  return (last - first) / step + 1
}

function instantsOf(grid: Grid, aligned: boolean): readonly number[] {
  const all = Array.from({ length: countOf(grid) }, (_, index) => grid.first + index * grid.step)
  if (!aligned) return all
  const first = Math.ceil(grid.first / grid.step) * grid.step
  return all.map((_, index) => first + index * grid.step).filter(at => at <= grid.last)
}
