import type {
  CheckSettings,
  ProbeCheck,
  Query,
  QueryCheck,
  RatioCheck,
  Settings
} from '../../src/model.js'

/** Settings as the configuration loader makes them, for tests of what comes after it. */
export function settingsOf(checks: readonly CheckSettings[]): Settings {
  return {
    bake: {
      settle: 60_000,
      duration: 900_000,
      interval: 30_000,
      extend: 0,
      earlyStop: true,
      earlyPass: false
    },
    endpoints: new Map(),
    checks,
    falseAlarmRate: 0.01,
    onInconclusive: 'fail',
    report: { excerpts: 'auto', links: {} }
  }
}

export function queryOf(text: string): Query {
  return { text, usesWindow: text.includes('{{window}}'), render: () => text }
}

const common = {
  endpoint: 'metrics',
  required: true,
  critical: false,
  noData: 'inconclusive',
  silence: 'inconclusive',
  failAfter: 2,
  minCoverage: 0.8,
  baseline: { kind: 'before', duration: 3_600_000, gap: 300_000, history: 259_200_000 }
} as const

export const ratioCheck: RatioCheck = {
  ...common,
  name: 'error ratio',
  kind: 'ratio',
  unit: 'fraction',
  bad: queryOf('bad[{{window}}]'),
  total: queryOf('total[{{window}}]'),
  minTotal: 200,
  max: 0.01,
  compare: { worse: 'higher', tolerance: 0.5 }
}

export const latencyCheck: QueryCheck = {
  ...common,
  name: 'p99 latency',
  kind: 'query',
  unit: 'seconds',
  query: queryOf('p99'),
  max: 0.8,
  compare: { worse: 'higher', tolerance: 0.2 }
}

export const probeCheck: ProbeCheck = {
  ...common,
  name: 'health endpoint',
  kind: 'probe',
  unit: 'none',
  probe: { method: 'GET', path: '/healthz', headers: {}, expectStatus: [200] }
}
