// Azure's own client of Log Analytics, asking a server that it is told about. Prints the tables that it was answered as JSON.
// usage: azure-client azure-client.mjs '{"url", "token", "workspace", "asked": [{"query", "timespan"}]}'
import { createRequire } from 'node:module'
import { join } from 'node:path'

const load = createRequire(join(process.env.NODE_PATH, 'index.js'))
const { LogsQueryClient } = load('@azure/monitor-query-logs')
const { createDefaultHttpClient } = load('@azure/core-rest-pipeline')
const { url, token, workspace, asked } = JSON.parse(process.argv[2])

// The client gives its token to https alone, and the simulated server speaks http.
const plain = createDefaultHttpClient()
const httpClient = {
  sendRequest: request => {
    request.url = request.url.replace(/^https:/, 'http:')
    request.allowInsecureConnection = true
    return plain.sendRequest(request)
  }
}
const credential = {
  getToken: async () => ({ token, expiresOnTimestamp: Date.now() + 3_600_000 })
}
const endpoint = `${url.replace(/^http:/, 'https:')}/v1`
const client = new LogsQueryClient(credential, { endpoint, httpClient })
const answers = []
for (const { query, timespan } of asked) {
  const [startTime, endTime] = timespan.split('/').map(at => new Date(at))
  const result = await client.queryWorkspace(workspace, query, { startTime, endTime })
  const tables = result.status === 'Success' ? result.tables : result.partialTables
  for (const { columnDescriptors, rows } of tables) {
    answers.push({ status: result.status, names: columnDescriptors.map(({ name }) => name), rows })
  }
}
process.stdout.write(JSON.stringify(answers))
