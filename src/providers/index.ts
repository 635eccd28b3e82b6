import { alertmanager } from './alertmanager.js'
import { datadog } from './datadog.js'
import { datadogLogs } from './datadog-logs.js'
import { dynatrace } from './dynatrace.js'
import { elasticsearch } from './elasticsearch.js'
import { graphite } from './graphite.js'
import { azureLogs } from './azure-logs.js'
import { cloudwatch } from './cloudwatch.js'
import { cloudwatchLogs } from './cloudwatch-logs.js'
import { googleLogging } from './google-logging.js'
import { honeycomb } from './honeycomb.js'
import { http } from './http.js'
import { influxdb } from './influxdb.js'
import { influxdbFlux } from './influxdb-flux.js'
import { influxdbSql } from './influxdb-sql.js'
import { loki } from './loki.js'
import { newrelic } from './newrelic.js'
import { prometheus } from './prometheus.js'
import type { Provider } from './provider.js'
import { sentry } from './sentry.js'
import { splunk } from './splunk.js'
import { victorialogs } from './victorialogs.js'

/** Every kind of backend, in the order of the documentation. */
export const providers: readonly Provider[] = [
  prometheus,
  loki,
  elasticsearch,
  victorialogs,
  influxdb,
  influxdbFlux,
  influxdbSql,
  graphite,
  cloudwatch,
  cloudwatchLogs,
  googleLogging,
  azureLogs,
  http,
  alertmanager,
  datadog,
  datadogLogs,
  newrelic,
  sentry,
  dynatrace,
  splunk,
  honeycomb
]
