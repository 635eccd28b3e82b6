import { execFileSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { binaryOf, type LiveServer, startServer } from './servers.js'

/** One series of one sample per stamp. */
export interface Seed {
  readonly name: string
  readonly labels: Readonly<Record<string, string>>
  /** Ascending. `at` in epoch milliseconds. */
  readonly samples: readonly { readonly at: number; readonly value: number }[]
}

export interface PrometheusOptions {
  readonly seeds?: readonly Seed[]
  readonly flags?: readonly string[]
  /** Scraped every second. */
  readonly target?: string
  readonly externalLabels?: Readonly<Record<string, string>>
  /** Alerts that fire at once, by name and labels; evaluated every second. */
  readonly alerts?: readonly {
    readonly name: string
    readonly labels: Readonly<Record<string, string>>
  }[]
}

export function startPrometheus(options: PrometheusOptions = {}): Promise<LiveServer> {
  return startServer({
    binary: 'prometheus',
    readyPath: '/-/ready',
    prepare: directory => {
      writeFileSync(join(directory, 'prometheus.yml'), configOf(options))
      writeFileSync(join(directory, 'rules.yml'), rulesOf(options))
      if (options.seeds !== undefined) loadHistory(directory, options.seeds)
    },
    arguments: (port, directory) => [
      `--config.file=${join(directory, 'prometheus.yml')}`,
      `--storage.tsdb.path=${join(directory, 'data')}`,
      '--storage.tsdb.retention.time=100y',
      `--web.listen-address=127.0.0.1:${port}`,
      ...(options.flags ?? [])
    ]
  })
}

export async function startVictoriaMetrics(seeds: readonly Seed[]): Promise<LiveServer> {
  const server = await startServer({
    binary: 'victoria-metrics',
    readyPath: '/health',
    arguments: (port, directory) => [
      `-storageDataPath=${join(directory, 'data')}`,
      `-httpListenAddr=127.0.0.1:${port}`,
      '-retentionPeriod=100y',
      '-http.maxGracefulShutdownDuration=100ms'
    ]
  })
  const body = seeds.flatMap(linesOf).map(({ line, at, value }) => `${line} ${value} ${at}`)
  await fetch(`${server.url}/api/v1/import/prometheus`, { method: 'POST', body: body.join('\n') })
  await fetch(`${server.url}/internal/force_flush`)
  return server
}

/** JSON is YAML. */
function configOf({ target, alerts, externalLabels = {} }: PrometheusOptions): string {
  const scrape =
    target === undefined
      ? []
      : [{ job_name: 'live', static_configs: [{ targets: [new URL(target).host] }] }]
  return JSON.stringify({
    global: {
      scrape_interval: '1s',
      evaluation_interval: '1s',
      external_labels: externalLabels
    },
    rule_files: alerts === undefined ? [] : ['rules.yml'],
    scrape_configs: scrape
  })
}

function rulesOf({ alerts = [] }: PrometheusOptions): string {
  const rules = alerts.map(({ name, labels }) => ({ alert: name, expr: 'vector(1)', labels }))
  return JSON.stringify({ groups: [{ name: 'live', rules }] })
}

function loadHistory(directory: string, seeds: readonly Seed[]): void {
  const promtool = binaryOf('promtool')
  if (promtool === undefined) throw new Error('promtool is not installed.')
  const history = join(directory, 'history.om')
  const lines = seeds.flatMap(seed => [
    `# TYPE ${seed.name} gauge`,
    ...linesOf(seed).map(({ line, at, value }) => `${line} ${value} ${at / 1000}`)
  ])
  writeFileSync(history, `${lines.join('\n')}\n# EOF\n`)
  execFileSync(
    promtool,
    ['tsdb', 'create-blocks-from', 'openmetrics', history, join(directory, 'data')],
    {
      stdio: 'ignore'
    }
  )
}

function linesOf({ name, labels, samples }: Seed) {
  const text = Object.entries(labels).map(([key, value]) => `${key}=${JSON.stringify(value)}`)
  const line = `${name}{${text.join(',')}}`
  return samples.map(({ at, value }) => ({ line, at, value }))
}
