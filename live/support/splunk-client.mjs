// Splunk's own client, asking a server that it is told about. Prints what it was answered as JSON.
// usage: splunk-client splunk-client.mjs '{"url", "token", "earliest", "latest", "searches"}'
import { createRequire } from 'node:module'
import { join } from 'node:path'

const load = createRequire(join(process.env.NODE_PATH, 'index.js'))
const { Service } = load('splunk-sdk')
const { url, token, earliest, latest, searches } = JSON.parse(process.argv[2])
const { protocol, hostname, port } = new URL(url)

const service = new Service({
  scheme: protocol.slice(0, -1),
  host: hostname,
  port,
  sessionKey: token,
  authorization: 'Bearer',
  version: '9.3'
})
const answers = []
for (const search of searches) {
  const span = { earliest_time: earliest, latest_time: latest, output_mode: 'json', count: 0 }
  const { results } = await service.oneshotSearch(search, { ...span, exec_mode: 'oneshot' })
  answers.push(results)
}
process.stdout.write(JSON.stringify(answers))
