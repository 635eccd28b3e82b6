import { afterEach, describe, expect, test } from '@jest/globals'
import { graphite } from '../../src/providers/graphite.js'
import type { Grid } from '../../src/providers/provider.js'
import { gridOf, noon } from '../support/asking.js'
import { aloneValue, startLook } from '../support/look.js'
import { type Answer, json, type Seen, text } from '../support/stub-server.js'

const closers: (() => unknown)[] = []
afterEach(async () => {
  for (const close of closers.splice(0)) await close()
})

const minute = 60_000
const bad = 'sumSeries(shop.errors)'
const total = 'shop.*'
const newest = gridOf()
const soFar = gridOf({ width: 10 * minute })

describe('the targets of one check', () => {
  test('over one span travel in one request, their series told apart by name', async () => {
    const answer = json([
      series('bakegate_1:b', 2),
      series('bakegate_0:a', 1),
      series('bakegate_1:c', 3)
    ])
    const { server, asked, measure } = await look([bad, total], [newest], answer)
    expect(asked).toEqual([1, 2])
    expect([...(server.seen[0]?.url.searchParams ?? [])]).toEqual([
      ['target', `aliasSub(${bad},"^","bakegate_0:")`],
      ['target', `aliasSub(${total},"^","bakegate_1:")`],
      ['from', String(noon / 1000 - 121)],
      ['until', String(noon / 1000)],
      ['format', 'json']
    ])
    expect(server.seen).toHaveLength(1)
    const told = await measure()
    const names = told.map(one =>
      one.status === 'fulfilled' ? one.value.series.map(({ labels }) => labels['target']) : one
    )
    expect(names).toEqual([['a'], ['b', 'c']])
  })

  test('over two spans are two requests, as the plan counts them', async () => {
    const answer = json([series('bakegate_0:a', 1), series('bakegate_1:b', 2)])
    const { server, sources } = await look([bad, total], [newest, soFar], answer)
    expect(server.seen.map(targetsIn).map(({ length }) => length)).toEqual([2, 2])
    const [first, second] = sources
    expect(first?.shares).toBe(second?.shares)
    expect(first?.keys?.(newest)).toEqual(second?.keys?.(newest))
    expect(first?.keys?.(newest)).not.toEqual(first?.keys?.(soFar))
  })

  test('that have no series are empty, and none of another is theirs', async () => {
    const { server, measure } = await look(
      [bad, total],
      [newest],
      json([series('bakegate_1:b', 2)])
    )
    const told = await measure()
    expect(told).toMatchObject([{ value: { series: [] } }, { value: { series: [{}] } }])
    expect(server.seen).toHaveLength(2)
  })

  test.each<[string, Answer]>([
    ['that are refused for a function', text('unknown function: aliasSub', 400)],
    ['of which one fails', text('<h1>Server Error</h1>', 500, 'text/html')],
    ['whose marks are lost', json([series('a', 1), series('bakegate_1:b', 2)])]
  ])('%s are asked one by one, and not together again', async (_what, answer) => {
    const { server, asked, again } = await look([bad, total], [newest], answer)
    expect(asked).toEqual(['alone', 'alone'])
    const { length } = server.seen
    await again()
    expect(server.seen.slice(length).map(seen => targetsIn(seen).length)).toEqual([1, 1])
  })

  test('tell their attempts once', async () => {
    let turn = 0
    const told = json([series('bakegate_0:a', 1), series('bakegate_1:b', 2)])
    const { measure } = await look([bad, total], [newest], (seen, response) => {
      turn += 1
      return (turn % 2 === 1 ? text('busy', 503) : told)(seen, response)
    })
    const retries = (await measure()).map(one =>
      one.status === 'fulfilled' ? one.value.retries : one
    )
    expect(retries).toEqual([1, 0])
  })
})

function look(queries: readonly string[], grids: readonly Grid[], joined: Answer) {
  return startLook(
    {
      provider: graphite,
      queries,
      grids,
      kind: 'value',
      answer: (seen, response) => {
        const answer = targetsIn(seen).length > 1 ? joined : json([series('a', aloneValue)])
        return answer(seen, response)
      }
    },
    closers
  )
}

function targetsIn({ url }: Seen): readonly string[] {
  return url.searchParams.getAll('target')
}

function series(target: string, value: number) {
  return { target, datapoints: [20, 10].map(ago => [value, noon / 1000 - ago]) }
}
