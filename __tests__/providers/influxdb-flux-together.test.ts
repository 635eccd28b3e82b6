import { afterEach, describe, expect, test } from '@jest/globals'
import { isExpression, readFlux } from '../../src/providers/flux.js'
import { influxdbFlux } from '../../src/providers/influxdb-flux.js'
import type { Grid } from '../../src/providers/provider.js'
import { gridOf, noon } from '../support/asking.js'
import { aloneValue, startLook } from '../support/look.js'
import { type Answer, type Seen, text } from '../support/stub-server.js'

const closers: (() => unknown)[] = []
afterEach(async () => {
  for (const close of closers.splice(0)) await close()
})

const minute = 60_000
const range = 'range(start: v.timeRangeStart, stop: v.timeRangeStop)'
const bad = `from(bucket: "errors") |> ${range} |> count() // of all`
const total = `from(bucket: "shop") |> ${range} |> count()`
const newest = gridOf()

describe('the questions of one check', () => {
  test('travel in one request, each a function with its own window and result', async () => {
    const steps = { first: noon - minute, last: noon, step: minute, width: minute }
    const answer = csv([
      'bakegate_1,0,2026-11-23T11:58:00Z,7',
      'bakegate_0,0,2026-11-23T11:58:00Z,3'
    ])
    const { server, asked } = await look([bad, total], [steps], answer)
    const v =
      '{timeRangeStart: 2026-11-23T11:58:00.000Z, timeRangeStop: 2026-11-23T12:00:00.000Z, windowPeriod: 60000ms}'
    const window = '|> window(every: 60000ms, offset: 0ms)'
    expect(queryIn(server.seen[0])).toBe(
      [
        `bakegate_0 = () => {\nv = ${v}\nreturn from(bucket: "errors") |> ${range} ${window} |> count() // of all\n}`,
        'bakegate_0() |> yield(name: "bakegate_0")',
        `bakegate_1 = () => {\nv = ${v}\nreturn from(bucket: "shop") |> ${range} ${window} |> count()\n}`,
        'bakegate_1() |> yield(name: "bakegate_1")'
      ].join('\n')
    )
    expect(asked).toEqual([3, 7])
    expect(server.seen).toHaveLength(1)
  })

  test('have no label of the result, and one without a table is empty', async () => {
    const answer = csv(['bakegate_1,0,2026-11-23T11:59:00Z,7'])
    const { measure } = await look([bad, total], [newest], answer)
    const told = await measure()
    expect(told.map(one => (one.status === 'fulfilled' ? one.value.series : one))).toEqual([
      [],
      [{ labels: {}, samples: [{ at: noon, value: 7 }] }]
    ])
  })

  test('fail each for several rows of its own', async () => {
    const row = (part: number) => `bakegate_${part},0,2026-11-23T11:59:00Z,7`
    const { server, asked } = await look([bad, total], [newest], csv([row(0), row(1), row(1)]))
    expect(asked).toEqual([7, expect.stringMatching(/several rows of one series/)])
    expect(server.seen).toHaveLength(1)
  })

  test.each<[string, Answer]>([
    ['that do not compile', text('{"code":"invalid","message":"compilation failed"}', 400)],
    [
      'of which one fails while it runs',
      text(
        '#datatype,string,string\r\n#group,true,true\r\n#default,,\r\n,error,reference\r\n,memory allocation limit reached,\r\n\r\n'
      )
    ],
    ['whose results lost their names', csv([',0,2026-11-23T11:59:00Z,7'])]
  ])('%s are asked one by one, and not together again', async (_what, answer) => {
    const { server, asked, again } = await look([bad, total], [newest], answer)
    expect(asked).toEqual(['alone', 'alone'])
    expect(server.seen).toHaveLength(3)
    await again()
    expect(server.seen).toHaveLength(5)
  })

  test('that are more than an expression are asked alone, and the plan counts them so', async () => {
    const named = `data = ${total}\ndata`
    const { server, sources } = await look([named, named], [newest], csv([]))
    expect(server.seen).toHaveLength(2)
    expect(sources[0]).not.toHaveProperty('shares')
  })
})

test.each([
  [total, true],
  [
    `from(bucket: "a = b") |> ${range} |> filter(fn: (r) => r.x == "y" and r.z >= 1) |> count()`,
    true
  ],
  [`import "math"\n${total}`, false],
  [`x = 1\n${total}`, false],
  [`${total} |> yield(name: "mine")`, false]
])('%s is one expression: %p', (query, is) => {
  expect(isExpression(readFlux(query))).toBe(is)
})

function look(queries: readonly string[], grids: readonly Grid[], joined: Answer) {
  return startLook(
    {
      provider: influxdbFlux,
      queries,
      grids,
      answer: (seen, response) => {
        const alone = csv([`,0,2026-11-23T11:59:00Z,${aloneValue}`])
        return (queryIn(seen).includes('yield') ? joined : alone)(seen, response)
      }
    },
    closers
  )
}

function queryIn(seen: Seen | undefined): string {
  return (JSON.parse(seen?.body ?? '{}') as { readonly query: string }).query
}

function csv(rows: readonly string[]): Answer {
  const head = [
    '#datatype,string,long,dateTime:RFC3339,long',
    '#group,false,false,true,false',
    '#default,_result,,,',
    ',result,table,_start,_value'
  ]
  return text([...head, ...rows.map(row => `,${row}`), '\r\n'].join('\r\n'), 200, 'text/csv')
}
