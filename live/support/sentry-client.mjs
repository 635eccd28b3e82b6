// Sentry's own client, asking a server that it is told about. Prints what it was answered as JSON.
// usage: sentry-client sentry-client.mjs '{"url", "token", "organization", "start", "end", "query", "issues"}'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'

const entry = join(process.env.NODE_PATH, '@sentry', 'api', 'dist', 'index.js')
const api = await import(pathToFileURL(entry).href)
const { url, token, organization, start, end, query, issues } = JSON.parse(process.argv[2])

const common = {
  baseUrl: url,
  auth: () => token,
  throwOnError: true,
  path: { organization_id_or_slug: organization }
}
const span = { start, end, project: ['shop'] }

const events = await api.queryExploreEventsInTableFormat({
  ...common,
  query: { ...span, dataset: 'errors', field: ['count()'], query, per_page: 1 }
})
const series = await api.queryExploreEventsInTimeseriesFormat({
  ...common,
  query: { ...span, dataset: 'errors', yAxis: 'count()', query, interval: '1m' }
})
const found = await api.listAnOrganization_sIssues({
  ...common,
  query: { ...span, query: issues, sort: 'new', limit: 100 }
})
process.stdout.write(
  JSON.stringify({
    count: events.data.data[0]['count()'],
    steps: series.data.timeSeries[0].values,
    issues: found.data.map(({ title }) => title)
  })
)
