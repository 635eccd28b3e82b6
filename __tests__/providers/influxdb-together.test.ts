import { afterEach, describe, expect, test } from '@jest/globals'
import { influxdb } from '../../src/providers/influxdb.js'
import type { Grid } from '../../src/providers/provider.js'
import { gridOf, noon } from '../support/asking.js'
import { aloneValue, startLook } from '../support/look.js'
import { json } from '../support/stub-server.js'

const closers: (() => unknown)[] = []
afterEach(async () => {
  for (const close of closers.splice(0)) await close()
})

const minute = 60_000
const count = 'SELECT count(x) FROM r'
const mean = 'SELECT mean(x) FROM r GROUP BY host'
const newest = gridOf()
const soFar = gridOf({ width: 10 * minute })

describe('the questions of one check', () => {
  test('travel in one request, told apart by the number of their statement', async () => {
    const results = [3, 1, 0, 2].map(at => point(at, at))
    const { server, asked } = await look([count, mean], [newest, soFar], results)
    expect(server.seen).toHaveLength(1)
    expect(server.seen[0]?.url.searchParams.get('q')).toBe(
      [
        `SELECT count(x) FROM r WHERE time >= ${noon - minute}ms AND time < ${noon}ms`,
        `SELECT mean(x) FROM r WHERE time >= ${noon - minute}ms AND time < ${noon}ms GROUP BY host`,
        `SELECT count(x) FROM r WHERE time >= ${noon - 10 * minute}ms AND time < ${noon}ms`,
        `SELECT mean(x) FROM r WHERE time >= ${noon - 10 * minute}ms AND time < ${noon}ms GROUP BY host`
      ].join(';\n')
    )
    expect(asked).toEqual([0, 1, 2, 3])
  })

  test('travel as a form where they are long', async () => {
    const long = `${count} WHERE host = '${'x'.repeat(600)}'`
    const results = [0, 1, 2, 3].map(at => point(at, at))
    const { server, asked } = await look([long, long], [newest, soFar], results)
    expect(server.seen.map(({ method }) => method)).toEqual(['POST'])
    expect(asked).toEqual([0, 1, 2, 3])
  })

  test('are told in their order by a server that does not number them', async () => {
    const results = [point(0, 3), point(1, 4)].map(({ series }) => ({ series }))
    const { asked } = await look([count, mean], [newest], results)
    expect(asked).toEqual([3, 4])
  })

  test('fail each for its own error; those behind it, which were not executed, are asked alone', async () => {
    const results = [
      point(0, 7),
      { statement_id: 1, error: 'undefined function cunt()' },
      { statement_id: 2, error: 'not executed' }
    ]
    const { server, asked } = await look([count, mean, count], [newest], results)
    expect(asked).toEqual([7, expect.stringMatching(/undefined function cunt/), 'alone'])
    expect(server.seen).toHaveLength(2)
  })

  test.each<[string, readonly object[]]>([
    ['that a limit of all together left out', [point(0, 7)]],
    ['that a limit of all together cut', [point(0, 7), { ...point(1, 8), partial: true }]],
    ['in another form', [point(0, 7), { statement_id: 1, series: 3 }]]
  ])('%s are asked alone, and never together again', async (_what, results) => {
    const { server, asked, again } = await look([count, mean], [newest], results)
    expect(asked).toEqual([7, 'alone'])
    expect(server.seen).toHaveLength(2)
    expect(await again()).toEqual(['alone', 'alone'])
    expect(server.seen).toHaveLength(4)
  })

  test('that hold a text fail alone', async () => {
    const { server, asked } = await look([count, mean], [newest], [point(0, 7), point(1, 'up')])
    expect(asked).toEqual([7, expect.stringMatching(/a string where a number is expected/)])
    expect(server.seen).toHaveLength(1)
  })

  test('are asked one by one where a server takes one statement', async () => {
    const { server, asked } = await look([count, mean], [newest], undefined)
    expect(asked).toEqual(['alone', 'alone'])
    expect(server.seen).toHaveLength(3)
  })

  test('are told to have been tried once for all', async () => {
    let turn = 0
    const { measure } = await startLook(
      {
        ...check([count, mean], [newest]),
        answer: (seen, response) => {
          turn += 1
          const answer =
            turn % 2 === 1 ? json({}, 503) : json({ results: [point(0, 7), point(1, 8)] })
          return answer(seen, response)
        }
      },
      closers
    )
    const told = await measure()
    expect(told.map(one => (one.status === 'fulfilled' ? one.value.retries : one))).toEqual([1, 0])
  })
})

function check(queries: readonly string[], grids: readonly Grid[]) {
  return { provider: influxdb, options: { database: 'shop' }, queries, grids }
}

/** undefined: several statements are refused. */
function look(
  queries: readonly string[],
  grids: readonly Grid[],
  results: readonly object[] | undefined
) {
  return startLook(
    {
      ...check(queries, grids),
      answer: (seen, response) => {
        const { method, body, url } = seen
        const q = (method === 'POST' ? new URLSearchParams(body) : url.searchParams).get('q') ?? ''
        if (!q.includes(';')) return json({ results: [point(0, aloneValue)] })(seen, response)
        if (results === undefined) return json({ error: 'one statement' }, 400)(seen, response)
        return json({ results })(seen, response)
      }
    },
    closers
  )
}

function point(statement_id: number, value: unknown) {
  const series = [{ name: 'r', columns: ['time', 'count'], values: [[0, value]] }]
  return { statement_id, series }
}
