// Datadog's own client, asking a server that it is told about. Prints what it was answered as JSON.
// usage: datadog-client datadog-client.mjs '{"url", "keys", "from", "to", "step", "metric", "search", "tags"}'
import { createRequire } from 'node:module'
import { join } from 'node:path'

const load = createRequire(join(process.env.NODE_PATH, 'index.js'))
const { client, v1, v2 } = load('@datadog/datadog-api-client')

const { url, keys, from, to, step, metric, search, tags } = JSON.parse(process.argv[2])

function configuration() {
  const created = client.createConfiguration({
    authMethods: { apiKeyAuth: keys.api, appKeyAuth: keys.application },
    baseServer: new client.BaseServerConfiguration(url, {})
  })
  return created
}

function body(type, queries, more = {}) {
  const formulas = queries.map(({ name }) => ({ formula: name }))
  return { body: { data: { type, attributes: { from, to, queries, formulas, ...more } } } }
}

async function main() {
  const metrics = new v2.MetricsApi(configuration())
  const logs = new v2.LogsApi(configuration())
  const monitors = new v1.MonitorsApi(configuration())
  const asked = { name: 'a', dataSource: 'metrics', query: metric }
  const found = {
    name: 'b',
    dataSource: 'logs',
    compute: { aggregation: 'count' },
    search: { query: search },
    indexes: ['*']
  }
  const scalar = await metrics.queryScalarData(
    body('scalar_request', [{ ...asked, aggregator: 'sum' }, found])
  )
  const series = await metrics.queryTimeseriesData(
    body('timeseries_request', [asked], { interval: step })
  )
  const filter = {
    query: search,
    from: String(new Date(from).toISOString()),
    to: new Date(to).toISOString()
  }
  const lines = []
  for await (const line of logs.listLogsWithPagination({
    body: { filter, sort: '-timestamp', page: { limit: 100 } }
  })) {
    lines.push(line.attributes.timestamp.getTime())
  }
  const alerting = await monitors.listMonitors({ monitorTags: tags, groupStates: 'alert' })
  const unparsed = JSON.stringify([scalar, series, alerting]).includes('"_unparsed":true')
  process.stdout.write(
    JSON.stringify({
      numbers: scalar.data.attributes.columns.map(column => column.values),
      times: series.data.attributes.times,
      values: series.data.attributes.values,
      lines: lines.sort((a, b) => a - b),
      alerting: alerting.map(({ name, overallState }) => [name, overallState]),
      unparsed
    })
  )
}

main().catch(error => {
  process.stderr.write(String(error.stack))
  process.exitCode = 1
})
