/** Configurations as objects: JSON is YAML, and a test names only what it is about. */
export type Part = Readonly<Record<string, unknown>>

export interface Urls {
  readonly metrics: string
  readonly logs: string
  readonly lines?: string
  readonly site: string
}

/** A bake of 15 minutes that is judged in half-minute steps against the hour before. */
export const PAST = {
  bake: { settle: '1m', duration: '15m', interval: '30s' },
  baseline: { duration: '1h', gap: '1m', history: '1h' }
}

/** Fewer looks, where each costs the retries of a backend that is down. */
export const FEW_LOOKS = { bake: { settle: '1m', duration: '3m', interval: '1m' } }

/** A bake of three seconds, from now on. */
export const LIVE = {
  bake: { settle: '0s', duration: '3s', interval: '1s' },
  baseline: { duration: '60s', gap: '1s', history: '60s' }
}

export const errorRatio: Part = {
  name: 'error ratio',
  endpoint: 'metrics',
  ratio: {
    bad: 'sum(increase(errors[{{window}}]))',
    total: 'sum(increase(requests[{{window}}]))'
  },
  max: '1%',
  'min-total': 100,
  critical: true
}

export const latency: Part = {
  name: 'p99 latency',
  endpoint: 'metrics',
  query: 'latency',
  unit: 's',
  max: '800ms'
}

export const errorLines: Part = {
  name: 'error log lines',
  endpoint: 'logs',
  count: '{app="shop"} |= "ERROR"',
  compare: { worse: 'higher', tolerance: '50%' }
}

export const health: Part = {
  name: 'health endpoint',
  endpoint: 'site',
  probe: { path: '/healthz', 'expect-status': 200 }
}

export const ROLLBACK: Part = {
  workflow: 'rollback.yml',
  input: 'tag',
  'tag-pattern': 'v*',
  verify: { settle: '0s', duration: '2s' }
}

/** The configuration's text; the last parts win. Endpoints that no check asks are left out. */
export function configuration(urls: Urls, ...parts: readonly Part[]): string {
  const endpoints: Readonly<Record<string, Part>> = {
    metrics: { provider: 'prometheus', url: urls.metrics, delay: '0s', timeout: '3s' },
    logs: { provider: 'loki', url: urls.logs, delay: '0s', timeout: '3s' },
    lines: { provider: 'victorialogs', url: urls.lines ?? '', delay: '0s', timeout: '20s' },
    site: { provider: 'http', url: urls.site, timeout: '3s' }
  }
  const base: Part = { version: 1, ...PAST, checks: [errorRatio] }
  const whole = parts.reduce<Part>((so, part) => ({ ...so, ...part }), base)
  const asked = (whole['checks'] as readonly Part[]).map(check => check['endpoint'])
  const used = Object.entries(endpoints).filter(([name]) => asked.includes(name))
  return JSON.stringify({ endpoints: Object.fromEntries(used), ...whole }, undefined, 2)
}

/** `.github/workflows/rollback.yml`, as our examples have it. */
export const ROLLBACK_WORKFLOW = `name: Rollback
run-name: Rollback to \${{ inputs.tag }} \${{ inputs.bakegate-correlation }}
on:
  workflow_dispatch:
    inputs:
      tag: {type: string, required: true}
      bakegate-correlation: {type: string, default: ''}
      bakegate-origin: {type: string, default: ''}
concurrency: {group: rollback-production}
jobs:
  rollback:
    runs-on: ubuntu-latest
    steps:
      - run: ./deploy "$TAG"
        env:
          TAG: \${{ inputs.tag }}
`
