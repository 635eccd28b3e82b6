// Datadog's own client, sending the bodies of requests that it is told: each is read into the client's types, and
// sent as the client writes those. Prints the answers, as the client reads them, as JSON.
// usage: datadog-client datadog-bodies.mjs '{"url", "keys", "asked": [{"kind": "scalar" or "timeseries", "body"}]}'
import { createRequire } from 'node:module'
import { join } from 'node:path'

const load = createRequire(join(process.env.NODE_PATH, 'index.js'))
const { client, v2 } = load('@datadog/datadog-api-client')
const models = '@datadog/datadog-api-client/dist/packages/datadog-api-client-v2/models'
const { ObjectSerializer } = load(`${models}/ObjectSerializer.js`)

const { url, keys, asked } = JSON.parse(process.argv[2])
const configuration = client.createConfiguration({
  authMethods: { apiKeyAuth: keys.api, appKeyAuth: keys.application },
  baseServer: new client.BaseServerConfiguration(url, {})
})
const metrics = new v2.MetricsApi(configuration)
const calls = {
  scalar: [v2.ScalarFormulaQueryRequest, body => metrics.queryScalarData({ body })],
  timeseries: [v2.TimeseriesFormulaQueryRequest, body => metrics.queryTimeseriesData({ body })]
}

async function main() {
  const answers = []
  for (const { kind, body } of asked) {
    const [type, send] = calls[kind]
    const request = ObjectSerializer.deserialize(body, type.name)
    const answer = await send(request)
    const unparsed = JSON.stringify([request, answer]).includes('"_unparsed":true')
    const queries = request.data.attributes.queries.map(query => query.constructor.name)
    answers.push({ unparsed, queries, attributes: answer.data.attributes })
  }
  process.stdout.write(JSON.stringify(answers))
}

main().catch(error => {
  process.stderr.write(String(error.stack))
  process.exitCode = 1
})
