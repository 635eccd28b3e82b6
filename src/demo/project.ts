/** The repository that the demo plays with: three releases of a shop, and the files that Bakegate reads. */

export const REPOSITORY = 'acme/shop'

export interface ProjectRelease {
  readonly tag: string
  readonly sha: string
  readonly title: string
  readonly author: string
  readonly pullRequest: number
  /** Files that differ from the release before. */
  readonly files: readonly string[]
  /** What its users notice. */
  readonly effect: string
}

export const FIRST: ProjectRelease = {
  tag: 'v1.0.0',
  sha: '1f0c5a9e3b7d2846a1c95e70d8b34f62917ac001',
  title: 'Open the shop',
  author: 'ada',
  pullRequest: 40,
  files: ['src/server.ts', 'src/checkout/checkout.ts', 'src/checkout/store.ts'],
  effect: 'every checkout succeeds'
}

export const GOOD: ProjectRelease = {
  tag: 'v1.1.0',
  sha: '2b8e41d07c6f95a3e1d2b480f9c7365a84de1101',
  title: 'Round prices once, at the end',
  author: 'ada',
  pullRequest: 41,
  files: ['src/checkout/price.ts'],
  effect: 'every checkout succeeds, as before'
}

export const BAD: ProjectRelease = {
  tag: 'v1.2.0',
  sha: '3d97f2c64ab108e5739f0d1c2e8ba645b7f01201',
  title: 'Save every order in a transaction of its own',
  author: 'grace',
  pullRequest: 42,
  files: ['src/checkout/checkout.ts', 'src/checkout/store.ts'],
  effect: 'its database refuses one order in seven, the others are slow; /healthz stays green'
}

export const ROLLBACK_FILE = 'rollback.yml'

/** `.github/bakegate.yml`: minutes made seconds, for a demo; everything else as one would write it. */
export function configuration(urls: {
  readonly metrics: string
  readonly logs: string
  readonly site: string
}): string {
  return `version: 1

bake:
  settle: 1s
  duration: 10s
  interval: 1s
  early-stop: false    # only the critical check ends the bake: the others may show what they see
baseline: {kind: before, duration: 10s, gap: 1s, history: 10s}

endpoints:
  metrics: {provider: prometheus, url: "${urls.metrics}", delay: 1s}
  logs:    {provider: victorialogs, url: "${urls.logs}", delay: 1s}
  site:    {provider: http, url: "${urls.site}"}

checks:
  - name: error ratio
    endpoint: metrics
    ratio:
      bad:   sum(increase(http_requests_total{job="shop",code=~"5.."}[{{window}}]))
      total: sum(increase(http_requests_total{job="shop"}[{{window}}]))
    max: 1%
    compare: {worse: higher, tolerance: 50%}
    min-total: 200
    critical: true

  - name: p99
    endpoint: metrics
    query: histogram_quantile(0.99, sum by (le) (rate(http_request_duration_seconds_bucket{job="shop"}[2s])))
    unit: s
    max: 500ms

  - name: error lines
    endpoint: logs
    count: '{app="shop"} level:ERROR'
    compare: {worse: higher, tolerance: 50%}

  - name: new error signatures
    endpoint: logs
    logs: '{app="shop"} level:ERROR'
    new-signatures: {max: 0, min-count: 3}
    deploy-noise: 0s
    no-data: zero      # a shop without one error is well

  - name: health
    endpoint: site
    probe: {path: /healthz, expect-status: 200}

rollback:
  workflow: ${ROLLBACK_FILE}
  input: tag
  tag-pattern: "v*"
  verify: {settle: 2s, duration: 8s}
`
}

/** `.github/workflows/rollback.yml`, as far as the gate reads it: it can be dispatched, with these inputs. */
export const ROLLBACK_WORKFLOW = `name: Rollback
run-name: Rollback to \${{ inputs.tag }} \${{ inputs.bakegate-correlation }}
on:
  workflow_dispatch:
    inputs:
      tag: {type: string, required: true}
      bakegate-correlation: {type: string, default: ''}
      bakegate-origin: {type: string, default: ''}
jobs:
  rollback:
    runs-on: ubuntu-latest
    steps:
      - run: ./deploy "$TAG"
        env:
          TAG: \${{ inputs.tag }}
`
