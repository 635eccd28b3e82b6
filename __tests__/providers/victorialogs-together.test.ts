import { afterEach, describe, expect, test } from '@jest/globals'
import type { Grid } from '../../src/providers/provider.js'
import { victorialogs } from '../../src/providers/victorialogs.js'
import { isFilter } from '../../src/providers/logsql.js'
import { endpointTo, gridOf, noon, queryOf } from '../support/asking.js'
import { aloneValue, startLook } from '../support/look.js'
import { json, type Seen } from '../support/stub-server.js'

const closers: (() => unknown)[] = []
afterEach(async () => {
  for (const close of closers.splice(0)) await close()
})

const minute = 60_000
const bad = '{app="shop"} error or warn # of all'
const total = '{app="shop"}'
const newest = gridOf()
const soFar = gridOf({ width: 10 * minute })

describe('the counts of one check', () => {
  test('travel in one request, over the span of all windows, each over its own', async () => {
    const { server, asked } = await look([bad, total], [newest, soFar])
    expect(server.seen).toHaveLength(1)
    expect(server.seen[0]?.url.pathname).toBe('/select/logsql/stats_query')
    const step = '_time:[2026-11-23T11:59:00.000Z, 2026-11-23T12:00:00.000Z)'
    const all = '_time:[2026-11-23T11:50:00.000Z, 2026-11-23T12:00:00.000Z)'
    expect(Object.fromEntries(new URLSearchParams(server.seen[0]?.body))).toEqual({
      query: [
        `(\n${bad}\n) or (\n${total}\n) | stats count() if (${step} (\n${bad}\n)) as bakegate_0`,
        `count() if (${step} (\n${total}\n)) as bakegate_1`,
        `count() if (${all} (\n${bad}\n)) as bakegate_2`,
        `count() if (${all} (\n${total}\n)) as bakegate_3`
      ].join(', '),
      time: `${noon}000000`,
      start: `${noon - 10 * minute}000000`,
      end: `${noon}000000`,
      extra_filters: all
    })
    expect(asked).toEqual([0, 1, 2, 3])
  })

  test('of several windows are stamped with the end of each', async () => {
    const grid = gridOf({ last: noon + 4 * minute, width: 2 * minute })
    const { server, measure } = await look([bad], [grid])
    expect(server.seen).toHaveLength(1)
    const [told] = await measure()
    expect(told?.status === 'fulfilled' ? told.value.series : told).toEqual([
      { labels: {}, samples: [0, 1, 2, 3, 4].map(n => ({ at: noon + n * minute, value: n })) }
    ])
  })

  test('that are not told are asked alone', async () => {
    const { asked, again } = await look([bad, total], [newest], numbers => numbers.slice(0, 1))
    expect(asked).toEqual([0, 'alone'])
    expect(await again()).toEqual(['alone', 'alone'])
  })

  test('are asked one by one where that query is refused', async () => {
    const { server, asked } = await look([bad, total], [newest], () => undefined)
    expect(asked).toEqual(['alone', 'alone'])
    expect(server.seen).toHaveLength(3)
  })

  test('are partial together, and tell their attempts once', async () => {
    let turn = 0
    const { measure } = await startLook(
      {
        provider: victorialogs,
        queries: [bad, total],
        grids: [newest],
        answer: (seen, response) => {
          turn += 1
          if (turn % 2 === 1) return json({}, 503)(seen, response)
          const rows = [0, 1].map(one => row(`bakegate_${one}`, one, seen))
          return json({ ...vector(rows), isPartial: true })(seen, response)
        }
      },
      closers
    )
    const told = await measure()
    expect(told).toMatchObject([
      { value: { complete: false, retries: 1 } },
      { value: { complete: false, retries: 0 } }
    ])
  })

  test('beside a query with a pipe, which is asked as ever, and steps, which are a request of their own', async () => {
    const steps = { first: noon - 19 * minute, last: noon, step: minute, width: minute }
    const piped = 'error | filter level:error'
    const { server, sources } = await look([bad, piped], [newest, soFar, steps])
    const paths = server.seen.map(({ url }) => url.pathname.replace('/select/logsql/', ''))
    expect(paths.toSorted()).toEqual([
      'stats_query',
      'stats_query',
      'stats_query',
      'stats_query_range',
      'stats_query_range'
    ])
    const [joined, apart] = sources
    expect([joined?.keys?.(newest), joined?.keys?.(steps)]).toEqual([[''], undefined])
    expect(apart).not.toHaveProperty('shares')
  })
})

test('A comment swallows neither our count nor the text that is looked for', async () => {
  const { server, sources } = await look([bad], [newest])
  expect(new URLSearchParams(server.seen[0]?.body).get('query')).toBe(
    `${bad}\n| stats count() as value`
  )
  expect(sources[0]?.describe(minute)).toBe(`${bad}\n| stats count() as value`)
  const lines = victorialogs.connect(endpointTo('victorialogs', server.url)).lines?.(queryOf(bad))
  expect(lines?.containing?.('a b')?.describe()).toBe(`${bad}\n| filter _msg:~"a b"`)
})

test.each([
  ['error', true],
  ['{app="shop", pod=~"a|b"} (error or warn) -"(timeout"', true],
  ["a:'x | y' b:`c) | d`", true],
  ['error | filter x', false],
  ['user:in(error | fields user)', false],
  ['_time:5m error', false],
  ['"_time" error', true],
  ['error) or (warn', false],
  ['(error', false],
  ['took:range[1, 5)', false],
  ['"no end', false],
  ['', false]
])('%s may stand between brackets: %p', (query, may) => {
  expect(isFilter(query)).toBe(may)
})

/** Each count is its own number. `told`: which of them are told; undefined: several are refused. */
function look(
  queries: readonly string[],
  grids: readonly Grid[],
  told: (numbers: readonly number[]) => readonly number[] | undefined = numbers => numbers
) {
  return startLook(
    {
      provider: victorialogs,
      queries,
      grids,
      answer: (seen, response) => {
        const numbers = countsIn(seen)
        if (seen.url.pathname.endsWith('range')) return json(matrix)(seen, response)
        if (numbers.length === 0) {
          return json(vector([row('value', aloneValue, seen)]))(seen, response)
        }
        const kept = told(numbers)
        if (kept === undefined) return json({ error: 'cannot parse if' }, 422)(seen, response)
        return json(vector(kept.map(one => row(`bakegate_${one}`, one, seen))))(seen, response)
      }
    },
    closers
  )
}

function countsIn({ body }: Seen): readonly number[] {
  const query = new URLSearchParams(body).get('query') ?? ''
  return [...query.matchAll(/ as bakegate_(\d+)/g)].map(([, index]) => Number(index))
}

/** Stamped with the end of all windows, as VictoriaLogs does with `time`. */
function row(name: string, value: number, { body }: Pick<Seen, 'body'>) {
  const at = Number(new URLSearchParams(body).get('time')) / 1e9
  return { metric: { __name__: name }, value: [at, String(value)] }
}

const matrix = { status: 'success', data: { resultType: 'matrix', result: [] } }

function vector(result: readonly object[]) {
  return { status: 'success', data: { resultType: 'vector', result } }
}
