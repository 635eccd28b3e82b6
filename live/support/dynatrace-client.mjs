// Dynatrace's own client, asking a server that it is told about. Prints what it was answered as JSON.
// usage: dynatrace-client dynatrace-client.mjs '{"url", "token", "start", "end", "queries"}'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

const load = createRequire(join(process.env.NODE_PATH, 'index.js'))
const { httpClient } = load('@dynatrace-sdk/http-client')
const { QueryExecutionClient } = load('@dynatrace-sdk/client-query')
const { url, token, start, end, queries } = JSON.parse(process.argv[2])

httpClient._setBaseURL(url)
httpClient._setDefaultHeaders({ Authorization: `Bearer ${token}` })
const client = new QueryExecutionClient(httpClient)

async function run(query) {
  const body = { query, defaultTimeframeStart: start, defaultTimeframeEnd: end }
  let answer = await client.queryExecute({ body })
  const { requestToken } = answer
  while (answer.state === 'RUNNING') {
    await sleep(20)
    answer = await client.queryPoll({ requestToken })
  }
  return answer.result.records
}

const answers = []
for (const query of queries) answers.push(await run(query))
process.stdout.write(JSON.stringify(answers))
