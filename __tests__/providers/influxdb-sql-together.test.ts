import { afterEach, describe, expect, test } from '@jest/globals'
import { influxdbSql } from '../../src/providers/influxdb-sql.js'
import type { Grid } from '../../src/providers/provider.js'
import { gridOf, noon } from '../support/asking.js'
import { aloneValue, startLook } from '../support/look.js'
import { type Answer, json, type Seen, text } from '../support/stub-server.js'

const closers: (() => unknown)[] = []
afterEach(async () => {
  for (const close of closers.splice(0)) await close()
})

const minute = 60_000
const bad = "SELECT count(*) FROM requests WHERE code = '500'"
const total = 'SELECT host AS "the ""host""", count(*) AS n FROM requests GROUP BY host'
const newest = gridOf()
const soFar = gridOf({ width: 10 * minute })

describe('the questions of one check', () => {
  test('travel in one request, each with columns of its own', async () => {
    const rows = [
      { bakegate_part: 1, bakegate_1_0: 'a', bakegate_1_1: 7 },
      { bakegate_part: 0, bakegate_0_0: 3 },
      { bakegate_part: 1, bakegate_1_0: 'b', bakegate_1_1: 8 }
    ]
    const { server, measure, asked } = await look([bad, total], [newest], json(rows))
    const window = "time >= '2026-11-23T11:59:00.000Z' AND time < '2026-11-23T12:00:00.000Z'"
    expect(queryIn(server.seen[0])).toBe(
      [
        `SELECT 0 AS bakegate_part, "bakegate_value" AS bakegate_0_0, NULL AS bakegate_1_0, NULL AS bakegate_1_1 FROM (SELECT count(*) AS bakegate_value FROM requests WHERE (code = '500') AND ${window})`,
        `SELECT 1 AS bakegate_part, NULL AS bakegate_0_0, "the ""host""" AS bakegate_1_0, "n" AS bakegate_1_1 FROM (SELECT host AS "the ""host""", count(*) AS n FROM requests WHERE ${window} GROUP BY host)`
      ].join(' UNION ALL ')
    )
    expect(asked).toEqual([3, 7])
    expect(server.seen).toHaveLength(1)
    const [, hosts] = await measure()
    expect(hosts?.status === 'fulfilled' ? hosts.value.series : hosts).toEqual(
      [7, 8].map((value, index) => ({
        labels: { 'the "host"': 'ab'.charAt(index) },
        samples: [{ at: noon, value }]
      }))
    )
  })

  test('are a window, steps with their numbers, and one without a row', async () => {
    const steps = { first: noon - minute, last: noon, step: minute, width: minute }
    const rows = [
      { bakegate_part: 0, bakegate_0_0: 4, bakegate_0_1: 1 },
      { bakegate_part: 0, bakegate_0_0: 3, bakegate_0_1: 0 },
      { bakegate_part: 2, bakegate_2_0: 9 }
    ]
    const { server, measure } = await look([bad, total], [steps, soFar], json(rows))
    expect(queryIn(server.seen[0])).toContain('"bakegate_step" AS bakegate_0_1')
    const told = await measure()
    expect(
      told.map(one => (one.status === 'fulfilled' ? one.value.series[0]?.samples : one))
    ).toEqual([
      [
        { at: noon, value: 4 },
        { at: noon - minute, value: 3 }
      ].toReversed(),
      undefined,
      [{ at: noon, value: 9 }],
      undefined
    ])
  })

  test('fail each for what is its own', async () => {
    const rows = [
      { bakegate_part: 0, bakegate_0_0: 'up' },
      { bakegate_part: 1, bakegate_1_0: 'a', bakegate_1_1: 7 },
      { bakegate_part: 2, bakegate_2_0: 1 },
      { bakegate_part: 2, bakegate_2_0: 2 }
    ]
    const { server, asked } = await look([bad, total, bad], [newest], json(rows))
    expect(asked).toEqual([
      expect.stringMatching(/a string where a number is expected/),
      7,
      expect.stringMatching(/several rows of one series/)
    ])
    expect(server.seen).toHaveLength(1)
  })

  test.each<[string, Answer]>([
    ['which the planner refuses', text('Error during planning: no UNION', 400)],
    ['which fails while it runs', text('memory limit exceeded', 500)],
    ['which a firewall takes for an attack', text('<h1>Blocked</h1>', 403, 'text/html')],
    ['with a row that is nobody’s', json([{ bakegate_part: 2 }])],
    ['without marks', json([{ bakegate_0_0: 3 }])]
  ])('%s are asked one by one, and not together again', async (_what, answer) => {
    const { server, asked, again } = await look([bad, total], [newest], answer)
    expect(asked).toEqual(['alone', 'alone'])
    const { length } = server.seen.filter(seen => queryIn(seen).includes('UNION ALL'))
    await again()
    expect(server.seen.filter(seen => queryIn(seen).includes('UNION ALL'))).toHaveLength(length)
  })

  test('tell their attempts once', async () => {
    let turn = 0
    const rows = [
      { bakegate_part: 0, bakegate_0_0: 3 },
      { bakegate_part: 1, bakegate_1_0: 'a', bakegate_1_1: 7 }
    ]
    const { measure } = await look([bad, total], [newest], (seen, response) => {
      turn += 1
      return (turn % 2 === 1 ? text('busy', 503) : json(rows))(seen, response)
    })
    const told = await measure()
    expect(told.map(one => (one.status === 'fulfilled' ? one.value.retries : one))).toEqual([1, 0])
  })
})

function look(queries: readonly string[], grids: readonly Grid[], joined: Answer) {
  const options = { database: 'shop' }
  return startLook(
    {
      provider: influxdbSql,
      options,
      queries,
      grids,
      answer: (seen, response) => {
        const row = { bakegate_value: aloneValue, n: aloneValue }
        const answer = queryIn(seen).includes(' UNION ALL ') ? joined : json([row])
        return answer(seen, response)
      }
    },
    closers
  )
}

function queryIn(seen: Seen | undefined): string {
  return (JSON.parse(seen?.body ?? '{}') as { readonly q: string }).q
}
