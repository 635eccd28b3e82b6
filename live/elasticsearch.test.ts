import { afterAll, beforeAll, expect, test } from '@jest/globals'
import {
  binaries,
  createIndex,
  loadDocuments,
  type Product,
  send,
  startElasticsearch
} from './support/elasticsearch.js'
import { describeLive, type LiveServer } from './support/servers.js'

const products: readonly Product[] = ['opensearch', 'elasticsearch']

for (const product of products) {
  describeLive(product, [binaries[product]], () => {
    let server: LiveServer
    beforeAll(async () => {
      server = await startElasticsearch(product)
    })
    afterAll(() => server.close())

    test('keeps what it is given', async () => {
      await createIndex(server, 'logs', { '@timestamp': { type: 'date' } })
      await loadDocuments(server, 'logs', [{ '@timestamp': '2026-11-23T12:00:00Z' }])
      expect(await send(server, 'POST', '/logs/_count')).toMatchObject({ count: 1 })
    })
  })
}
