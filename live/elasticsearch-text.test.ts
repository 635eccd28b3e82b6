import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { Client } from '@opensearch-project/opensearch'
import fc from 'fast-check'
import { readQuery } from '../src/config/placeholders.js'
import type { Query } from '../src/model.js'
import { elasticsearch } from '../src/providers/elasticsearch.js'
import { connectTo, ioWith, liveHttp, queryOf } from './support/asking.js'
import {
  binaries,
  createIndex,
  loadDocuments,
  type Product,
  startElasticsearch
} from './support/elasticsearch.js'
import { describeLive, type LiveServer } from './support/servers.js'

const begin = Date.UTC(2026, 10, 25, 12)
const end = begin + 3_600_000

/** What could end a literal, join a query, or be read as an expression. */
const hostile = [
  'shop',
  'shop" OR app:*',
  'shop/ OR app:/.*',
  'a\\',
  'a\\"',
  '\\/',
  'a/b/',
  'a b',
  ' OR ',
  'NOT',
  '.*',
  'a.c',
  'abc',
  '@&~#<1-9>',
  '"}}, {"match_all": {}',
  '\\u0041',
  'A',
  '\n',
  'n',
  'tab\there',
  'ünï \u{1f600}',
  '{{window}}',
  '[^a]',
  '*',
  '?'
]
const values = [
  ...hostile,
  ...fc
    .sample(
      fc.string({
        unit: fc.constantFrom(...'"\\/ab .*[]()|&~<>{}?+-:!^\n'),
        minLength: 1,
        maxLength: 6
      }),
      { numRuns: 150, seed: 7 }
    )
    .filter(value => !hostile.includes(value))
]

const forms = [
  'app:{{string v}}',
  '{"term": {"app": {{string v}}}}',
  'app:/{{regex v}}/',
  '{"regexp": {"app": "{{regex v}}"}}',
  '{"query": {"query_string": {"query": "app:/{{regex v}}/"}}}'
]

for (const product of ['opensearch', 'elasticsearch'] satisfies readonly Product[]) {
  describeLive(`${product}'s reading of queries`, [binaries[product]], () => {
    const http = liveHttp()
    const io = ioWith(http)
    let server: LiveServer
    beforeAll(async () => {
      server = await startElasticsearch(product)
      await createIndex(server, 'logs', {
        '@timestamp': { type: 'date' },
        app: { type: 'keyword' },
        message: { type: 'text' }
      })
      const documents = values.map((app, index) => ({
        '@timestamp': begin + index * 1_000,
        app,
        message: `payment of ${app}`
      }))
      await loadDocuments(server, 'logs', documents)
    })
    afterAll(async () => {
      http.close()
      await server.close()
    })

    const countOf = async (query: Query): Promise<number | undefined> => {
      const grid = { first: end, last: end, step: end - begin, width: end - begin }
      const endpoint = connectTo(elasticsearch, server.url, { options: { index: 'logs' } })
      const { series } = await endpoint.source({ kind: 'events', query }).measure(grid, io)
      return series[0]?.samples[0]?.value
    }

    test.each(forms)('takes any value for itself in %s', async form => {
      const counts = await Promise.all(
        values.map(async value => {
          const read = readQuery(form, 'lucene', new Map([['v', value]]))
          if ('error' in read) throw new Error(read.error)
          return [value, await countOf(read.ok.query)]
        })
      )
      const expected = values.map(value => [value, values.filter(one => one === value).length])
      expect(counts).toEqual(expected)
    })

    if (product === 'opensearch') {
      test("agrees with OpenSearch's own client, in counts and in lines", async () => {
        const client = new Client({ node: server.url })
        const range = { range: { '@timestamp': { gte: begin, lt: end } } }
        for (const text of ['*', 'app:shop', 'app:a*', 'message:payment AND NOT app:shop']) {
          const query = { bool: { filter: [range, { query_string: { query: text } }] } }
          const { body } = await client.count({ index: 'logs', body: { query } })
          expect(await countOf(queryOf(text))).toBe(body.count)
          const pages = await pagesOf(client, query)
          const endpoint = connectTo(elasticsearch, server.url, { options: { index: 'logs' } })
          const batch = await endpoint
            .lines?.(queryOf(text))
            .fetch({ start: begin, end }, 10_000, io)
          expect(batch?.complete).toBe(true)
          expect(batch?.lines.map(line => line.text)).toEqual(pages)
        }
        await client.close()
      })
    }
  })
}

/** The messages in order of time, by a point in time and search_after, fifty at a time. */
async function pagesOf(client: Client, query: Record<string, unknown>): Promise<string[]> {
  const { body: pit } = await client.createPit({ index: ['logs'], keep_alive: '1m' })
  const messages: string[] = []
  let after: unknown[] | undefined
  for (;;) {
    const { body } = await client.search({
      body: {
        size: 50,
        query,
        pit: { id: pit.pit_id ?? '', keep_alive: '1m' },
        sort: [{ '@timestamp': { order: 'asc' } }],
        ...(after === undefined ? {} : { search_after: after as string[] })
      }
    })
    for (const hit of body.hits.hits) {
      messages.push((hit._source as { readonly message: string }).message)
    }
    after = body.hits.hits.at(-1)?.sort
    if (after === undefined) return messages
  }
}
