import type {
  Analysis,
  CheckReport,
  CountTrack,
  Evidence,
  Frame,
  Judgement,
  Look,
  Outcome,
  RollbackOutcome,
  Sample,
  Tally,
  ValueTrack
} from '../../src/model.js'
import { logsEvidence, logsJudgement, logsReport } from './log-outcomes.js'

/** Sample outcomes: one shop, one release, every way it can end. Nothing here is random. */

const MINUTE = 60_000
export const DEPLOYED_AT = Date.parse('2026-11-23T14:03:00Z')
const ROLLOUT_AT = DEPLOYED_AT - 5 * MINUTE
const INTERVAL = 30_000
const PLANNED = 30

export const frame: Frame = {
  rolloutStart: ROLLOUT_AT,
  deployedAt: DEPLOYED_AT,
  bake: { start: DEPLOYED_AT + MINUTE, end: DEPLOYED_AT + 16 * MINUTE },
  interval: INTERVAL,
  looks: Array.from(
    { length: PLANNED },
    (_, index) => DEPLOYED_AT + MINUTE + (index + 1) * INTERVAL
  ),
  baseline: { start: ROLLOUT_AT - 60 * MINUTE, end: ROLLOUT_AT },
  history: { start: ROLLOUT_AT - 3 * 24 * 60 * MINUTE, end: ROLLOUT_AT }
}

export const noRollback: RollbackOutcome = {
  status: 'none',
  sentence: '',
  rejected: [],
  recovery: 'none'
}

// ── Evidence ─────────────────────────────────────────────────────────────────────────────────────

/** A value between 0 and 1 that looks random and is the same in every run. */
export function noise(seed: number): number {
  const value = Math.sin(seed * 12.9898 + 78.233) * 43758.5453
  return value - Math.floor(value)
}

function looksUntil(count: number, state: Look['state'] = 'answered'): readonly Look[] {
  return frame.looks.slice(0, count).map(at => ({ at, state, retries: 0 }))
}

/** Steps of so many requests, a share of them bad, before and since. */
export function ratioEvidence(
  before: number,
  since: (step: number) => number,
  done = PLANNED
): Evidence {
  const tally = (at: number, rate: number, seed: number): Tally => {
    const total = 400 + Math.floor(noise(seed) * 120)
    return { at, bad: Math.round(total * rate * (0.5 + noise(seed + 0.5))), total }
  }
  const past = Array.from({ length: 120 }, (_, index) =>
    tally(ROLLOUT_AT - (119 - index) * INTERVAL, before, index)
  )
  const steps = frame.looks.slice(0, done).map((at, index) => tally(at, since(index), 500 + index))
  const track: CountTrack = {
    labels: {},
    before: { ...sum(past), at: ROLLOUT_AT },
    past,
    soFar: steps.map((step, index) => ({ ...sum(steps.slice(0, index + 1)), at: step.at })),
    steps
  }
  return {
    looks: looksUntil(done),
    grain: INTERVAL,
    counts: [track],
    values: [],
    pointInTime: false,
    notes: []
  }
}

export function valueEvidence(
  before: number,
  since: (step: number) => number | undefined,
  done = PLANNED
): Evidence {
  const wobble = (value: number, seed: number): number => value * (0.94 + 0.12 * noise(seed))
  const past = Array.from({ length: 120 }, (_, index): Sample => ({
    at: ROLLOUT_AT - (119 - index) * INTERVAL,
    value: wobble(before, index + 900)
  }))
  const bake = frame.looks.slice(0, done).flatMap((at, index): readonly Sample[] => {
    const value = since(index)
    return value === undefined ? [] : [{ at, value: wobble(value, index + 1300) }]
  })
  const track: ValueTrack = { labels: { route: '/checkout', pod: 'shop-7d9f' }, past, bake }
  return {
    looks: looksUntil(done),
    grain: INTERVAL,
    counts: [],
    values: [track],
    pointInTime: false,
    notes: []
  }
}

export function pointEvidence(value: number, done = PLANNED): Evidence {
  const bake = frame.looks.slice(0, done).map(at => ({ at, value }))
  return {
    looks: looksUntil(done),
    grain: INTERVAL,
    counts: [],
    values: [{ labels: {}, past: [], bake }],
    pointInTime: true,
    notes: []
  }
}

function sum(tallies: readonly Tally[]): { readonly bad: number; readonly total: number } {
  return {
    bad: tallies.reduce((total, tally) => total + tally.bad, 0),
    total: tallies.reduce((total, tally) => total + tally.total, 0)
  }
}

// ── Judgements ───────────────────────────────────────────────────────────────────────────────────

export function judgement(overrides: Partial<Judgement> = {}): Judgement {
  return {
    check: 'error ratio',
    kind: 'ratio',
    required: true,
    critical: false,
    unit: 'fraction',
    verdict: 'pass',
    code: 'nothing-worse',
    certain: true,
    sentence:
      '28 bad events in 13 652 requests (0.21 %), 27 expected (0.2 %); that is not worse than before the deploy.',
    before: 0.002,
    after: 0.00205,
    limit: { kind: 'max', value: 0.01 },
    effect: { as: 'ratio', value: 1.03, low: 0.7, high: 1.4 },
    counts: { bad: 28, total: 13_652, expected: 27.3 },
    samples: 30,
    looks: { planned: PLANNED, answered: PLANNED },
    placebo: { windows: 214, alarmed: 1 },
    seriesCount: 1,
    failures: [],
    ...overrides
  }
}

export const errorRatioFails = judgement({
  verdict: 'fail',
  code: 'above-max',
  critical: true,
  sentence: '3.4 % is above the maximum of 1 % at 2 evaluations running.',
  after: 0.034,
  effect: { as: 'ratio', value: 16.6, low: 12.1, high: 23 },
  counts: { bad: 187, total: 5_502, expected: 11 },
  chance: 2.1e-9,
  samples: 12,
  looks: { planned: PLANNED, answered: 12 },
  firstBreach: DEPLOYED_AT + 6 * MINUTE
})

export const latencyPasses: Judgement = {
  check: 'p99 latency',
  kind: 'query',
  required: true,
  critical: false,
  verdict: 'pass',
  code: 'nothing-worse',
  certain: true,
  unit: 'seconds',
  sentence: '412 ms (+2 %), 404 ms before the deploy; that is not worse than before the deploy.',
  before: 0.404,
  after: 0.412,
  limit: { kind: 'max', value: 0.8 },
  effect: { as: 'ratio', value: 1.02 },
  series: { route: '/checkout', pod: 'shop-7d9f' },
  seriesCount: 6,
  placebo: { windows: 214, alarmed: 1 },
  samples: PLANNED,
  looks: { planned: PLANNED, answered: PLANNED },
  failures: []
}

export const latencyFails: Judgement = {
  ...latencyPasses,
  verdict: 'fail',
  code: 'worse-than-baseline',
  sentence:
    '694 ms (+72 %), 404 ms before the deploy; would happen by chance in 1 of 20 000 deploys; checked against 214 past windows, 0 of which would have alarmed.',
  after: 0.694,
  limit: { kind: 'tolerance', value: 0.2, worse: 'higher' },
  effect: { as: 'ratio', value: 1.72, low: 1.5, high: 1.9 },
  chance: 5e-5,
  samples: 12,
  looks: { planned: PLANNED, answered: 12 },
  firstBreach: DEPLOYED_AT + 5 * MINUTE
}

export const logLines = judgement({
  check: 'error log lines',
  kind: 'count',
  unit: 'count',
  sentence: '41 events in 15 min, 38 expected; that is not worse than before the deploy.',
  before: 0.042,
  after: 0.0456,
  limit: { kind: 'tolerance', value: 0.5, worse: 'higher' },
  effect: { as: 'ratio', value: 1.08 },
  counts: { bad: 41, total: 900, expected: 38 }
})

export const probePasses: Judgement = {
  check: 'health endpoint',
  kind: 'probe',
  required: true,
  critical: false,
  unit: 'none',
  verdict: 'pass',
  code: 'healthy',
  certain: true,
  sentence: 'All 30 requests got the expected answer.',
  after: 1,
  samples: PLANNED,
  looks: { planned: PLANNED, answered: PLANNED },
  seriesCount: 1,
  failures: []
}

export function analysis(
  judgements: readonly Judgement[],
  overrides: Partial<Analysis> = {}
): Analysis {
  const decisive =
    judgements.find(one => one.verdict === 'fail') ??
    judgements.find(one => one.verdict === 'inconclusive')
  const done = Math.max(0, ...judgements.map(one => one.looks.answered))
  return {
    verdict: decisive?.verdict ?? 'pass',
    code: decisive?.code ?? 'nothing-worse',
    ...(decisive === undefined ? {} : { decidedBy: decisive.check }),
    sentence: decisive?.sentence ?? `All ${judgements.length} required checks passed.`,
    decided: true,
    judgements,
    looks: { done, planned: PLANNED },
    ...overrides
  }
}

/** The same judgements when the bake ended after twelve looks. */
function untilEarlyStop(judgements: readonly Judgement[]): readonly Judgement[] {
  return judgements.map(one => ({
    ...one,
    samples: 12,
    looks: { planned: PLANNED, answered: 12 },
    ...(one.counts === undefined
      ? {}
      : { counts: { bad: 16, total: one.kind === 'count' ? 360 : 5_480, expected: 15.2 } })
  }))
}

// ── Outcomes ─────────────────────────────────────────────────────────────────────────────────────

export const checks: readonly CheckReport[] = [
  {
    name: 'error ratio',
    kind: 'ratio',
    endpoint: 'metrics',
    provider: 'prometheus',
    host: 'prometheus.example.com',
    queries: [
      { name: 'bad', text: 'sum(increase(http_requests_total{job="shop",code=~"5.."}[900s]))' },
      { name: 'total', text: 'sum(increase(http_requests_total{job="shop"}[900s]))' }
    ],
    max: 0.01,
    tolerance: 0.5,
    unit: 'fraction'
  },
  {
    name: 'p99 latency',
    kind: 'query',
    endpoint: 'metrics',
    provider: 'prometheus',
    host: 'prometheus.example.com',
    queries: [
      {
        name: 'query',
        text: 'histogram_quantile(0.99, sum by (le, route, pod) (rate(http_request_duration_seconds_bucket{job="shop"}[1m])))'
      }
    ],
    max: 0.8,
    tolerance: 0.2,
    unit: 'seconds'
  },
  {
    name: 'error log lines',
    kind: 'count',
    endpoint: 'logs',
    provider: 'loki',
    host: 'loki.example.com',
    queries: [{ name: 'count', text: 'count_over_time({app="shop"} |= "ERROR" [30s])' }],
    tolerance: 0.5,
    unit: 'count'
  },
  {
    name: 'health endpoint',
    kind: 'probe',
    endpoint: 'site',
    provider: 'http',
    host: 'shop.example.com',
    queries: [{ name: 'probe', text: 'GET https://shop.example.com/healthz' }],
    unit: 'none'
  }
]

export const healthyEvidence: ReadonlyMap<string, Evidence> = new Map([
  ['error ratio', ratioEvidence(0.002, () => 0.0021)],
  ['p99 latency', valueEvidence(0.404, () => 0.412)],
  ['error log lines', ratioEvidence(0.003, () => 0.0031)],
  ['health endpoint', pointEvidence(1)]
])

export const badEvidence: ReadonlyMap<string, Evidence> = new Map([
  ['error ratio', ratioEvidence(0.002, step => (step < 4 ? 0.003 : 0.045), 12)],
  ['p99 latency', valueEvidence(0.404, step => (step < 3 ? 0.42 : 0.69), 12)],
  ['error log lines', ratioEvidence(0.003, () => 0.0031, 12)],
  ['health endpoint', pointEvidence(1, 12)]
])

const healthy = analysis([judgement(), latencyPasses, logLines, probePasses])
const bad = analysis([errorRatioFails, latencyFails, ...untilEarlyStop([logLines, probePasses])])

/** A run that ended before the bake was planned. */
export function withoutBake(overrides: Partial<Outcome>): Outcome {
  return {
    mode: 'gate',
    dryRun: false,
    deploy: {
      repository: 'octo/shop',
      environment: 'production',
      service: '',
      sha: '4f2a9c1d7e8b3a6f5c0d9e8f7a6b5c4d3e2f1a0b',
      version: 'v1.4.0',
      deployedAt: DEPLOYED_AT,
      startedAt: ROLLOUT_AT
    },
    verdict: 'pass',
    code: 'nothing-worse',
    sentence: 'All 4 required checks passed.',
    problems: [],
    checks: [],
    evidence: new Map(),
    rollback: noRollback,
    onInconclusive: 'fail',
    links: {
      grafana: 'https://grafana.example.com/d/shop?from=now-1h',
      runbook: 'https://wiki.example.com/shop/runbook'
    },
    warnings: [],
    runUrl: 'https://github.com/octo/shop/actions/runs/18234567890',
    runId: '18234567890',
    runAttempt: 1,
    startedAt: DEPLOYED_AT + 10_000,
    at: DEPLOYED_AT + 17 * MINUTE,
    ...overrides
  }
}

export function outcome(overrides: Partial<Outcome> = {}): Outcome {
  return withoutBake({ frame, checks, evidence: healthyEvidence, analysis: healthy, ...overrides })
}

export function failing(
  rollback: Partial<RollbackOutcome>,
  overrides: Partial<Outcome> = {}
): Outcome {
  return outcome({
    verdict: 'fail',
    code: 'above-max',
    sentence: errorRatioFails.sentence,
    analysis: bad,
    evidence: badEvidence,
    at: DEPLOYED_AT + 7 * MINUTE + 10_000,
    rollback: { ...noRollback, ...rollback },
    ...overrides
  })
}

/** Only the log speaks against the release, so nothing is rolled back. */
function newSignatures(excerpts: boolean): Outcome {
  const logs = logsJudgement(frame)
  return failing(
    {
      status: 'refused',
      code: 'logs-only',
      sentence:
        'Only log lines speak against the release, and rollback.logs-may-rollback is counts: whoever can make the service log a line could force a downgrade.'
    },
    {
      code: 'new-signatures',
      sentence: logs.sentence,
      analysis: analysis([logs, latencyPasses, probePasses]),
      checks: [...checks, logsReport],
      evidence: new Map([...healthyEvidence, [logs.check, logsEvidence(frame, excerpts)]]),
      at: DEPLOYED_AT + 8 * MINUTE + 10_000
    }
  )
}

const target: RollbackOutcome['target'] = {
  tag: 'v1.3.2',
  sha: '9b8a7c6d5e4f3a2b1c0d9e8f7a6b5c4d3e2f1a0b',
  source: 'deployment',
  strength: 'passed',
  why: 'Its own bake on production passed on 2026-11-20.'
}
const rejected: RollbackOutcome['rejected'] = [
  {
    tag: 'v1.3.3',
    sha: '1111111d5e4f3a2b1c0d9e8f7a6b5c4d3e2f1a0b',
    why: 'Its bake failed on 2026-11-21.'
  }
]
const run = {
  target,
  rejected,
  runId: '18234599999',
  runUrl: 'https://github.com/octo/shop/actions/runs/18234599999',
  dispatchedAt: DEPLOYED_AT + 7 * MINUTE + 20_000
} as const
const finished = {
  ...run,
  startedAt: DEPLOYED_AT + 7 * MINUTE + 45_000,
  completedAt: DEPLOYED_AT + 10 * MINUTE
}

const backToNormal = analysis([
  judgement({ sentence: '14 bad events in 6 810 requests (0.21 %); at most 1 % is allowed.' }),
  latencyPasses
])
const stillBad = analysis([
  judgement({
    ...errorRatioFails,
    sentence: '3.1 % is above the maximum of 1 % at 2 evaluations running.'
  }),
  latencyPasses
])

const missing: readonly Judgement[] = [
  judgement({
    verdict: 'inconclusive',
    code: 'too-few-requests',
    certain: false,
    sentence: 'Only 37 of the 200 requests that are needed to decide.',
    after: 0,
    counts: { bad: 0, total: 37 },
    effect: { as: 'ratio', value: 0.4, low: 0, high: 2.1 }
  }),
  {
    ...latencyPasses,
    verdict: 'inconclusive',
    code: 'low-coverage',
    certain: false,
    sentence: '19 of 30 evaluations were answered; at least 24 are needed.',
    looks: { planned: PLANNED, answered: 19 },
    samples: 19,
    failures: [
      {
        code: 'provider-error',
        looks: 8,
        message: 'prometheus https://prometheus.example.com answered 503: query processing failed'
      },
      { code: 'stale', looks: 3 }
    ]
  },
  {
    check: 'error log lines',
    kind: 'count',
    unit: 'count',
    verdict: 'inconclusive',
    code: 'never-existed',
    required: false,
    critical: false,
    certain: false,
    sentence: 'There is no data, neither before the deploy nor since.',
    samples: 0,
    looks: { planned: PLANNED, answered: 0 },
    seriesCount: 0,
    failures: [{ code: 'empty', looks: 30 }]
  },
  probePasses
]

const newestCommit = {
  sha: '4f2a9c1d7e8b3a6f5c0d9e8f7a6b5c4d3e2f1a0b',
  title: 'Write registrations in one transaction (#412)',
  author: 'mara'
}
/** What came since v1.3.2, and whom the stack traces lead to. */
const findings: Pick<Outcome, 'changes' | 'suspects'> = {
  changes: {
    base: { name: 'v1.3.2', sha: '9b8a7c6d5e4f3a2b1c0d9e8f7a6b5c4d3e2f1a0b' },
    total: 14,
    commits: [
      newestCommit,
      ...Array.from({ length: 13 }, (_, index) => ({
        sha: `${String(index).padStart(2, '0')}b1c2d3e4f5061728394a5b6c7d8e9f00112233`,
        title: `Reword the ${['cart', 'receipt', 'greeting'][index % 3]} page (#${400 - index})`,
        author: index % 2 === 0 ? 'jo' : ''
      }))
    ],
    files: 31,
    filesTruncated: false
  },
  suspects: [
    {
      file: 'shop/store.py',
      line: 40,
      check: 'new error signatures',
      signature: '3f2a91c07b4d',
      evidence: 'line',
      sentence:
        '`shop/store.py`, line 40, is frame 2 of the stack trace in `register` (new signature `3f2a91c07b4d`); this release changed that line.',
      commits: [newestCommit],
      pullRequests: [{ number: 412, title: 'Write registrations in one transaction' }]
    },
    {
      file: 'shop/app.py',
      check: 'new error signatures',
      signature: '3f2a91c07b4d',
      evidence: 'file',
      sentence:
        '`shop/app.py` is frame 3 of the stack trace (new signature `3f2a91c07b4d`); this release changed that file.',
      commits: [newestCommit],
      pullRequests: []
    }
  ]
}

/** Every way a run can end, by the name of its golden file. */
export const samples: Readonly<Record<string, Outcome>> = {
  passed: outcome({ at: DEPLOYED_AT + 16 * MINUTE + 4_000 }),
  'failed-and-recovered': failing(
    {
      ...finished,
      status: 'succeeded',
      sentence: 'v1.3.2 is deployed again: the rollback run succeeded and the checks are well.',
      recovery: 'recovered',
      recoveryAnalysis: backToNormal
    },
    { at: DEPLOYED_AT + 21 * MINUTE }
  ),
  'failed-and-not-recovered': failing(
    {
      ...finished,
      status: 'unverified',
      sentence: 'v1.3.2 is deployed again, but the error ratio did not come down.',
      recovery: 'not-recovered',
      recoveryAnalysis: stillBad
    },
    { at: DEPLOYED_AT + 21 * MINUTE }
  ),
  'failed-rollback-refused': failing({
    status: 'refused',
    code: 'no-target',
    rejected,
    sentence: 'No release qualifies as a target: 1 was looked at and is known to be bad.'
  }),
  'failed-rollback-not-permitted': failing({
    target,
    status: 'failed',
    code: 'not-permitted',
    sentence: 'GitHub answered 403 to the dispatch of rollback.yml: the token lacks actions: write.'
  }),
  'failed-waiting-for-approval': failing({
    ...run,
    status: 'dispatched',
    code: 'waiting-approval',
    sentence: 'The rollback run waits for the approval of environment production.'
  }),
  'failed-without-rollback': failing({}, { mode: 'analyze' }),
  'failed-with-new-signatures': newSignatures(true),
  'failed-with-new-signatures-in-public': newSignatures(false),
  'failed-with-suspects': failing({}, { mode: 'analyze', ...findings }),
  baking: outcome({
    verdict: 'inconclusive',
    code: 'low-coverage',
    sentence: 'The bake goes on.',
    analysis: analysis(
      untilEarlyStop([judgement(), latencyPasses, logLines, probePasses]).map(one => ({
        ...one,
        certain: false
      })),
      { decided: false }
    ),
    evidence: new Map([
      ['error ratio', ratioEvidence(0.002, () => 0.0021, 12)],
      ['p99 latency', valueEvidence(0.404, () => 0.412, 12)],
      ['error log lines', ratioEvidence(0.003, () => 0.0031, 12)],
      ['health endpoint', pointEvidence(1, 12)]
    ]),
    progress: { phase: 'baking', deadline: DEPLOYED_AT + 32 * MINUTE },
    at: DEPLOYED_AT + 7 * MINUTE
  }),
  inconclusive: outcome({
    verdict: 'inconclusive',
    code: 'too-few-requests',
    sentence: missing[0]?.sentence ?? '',
    analysis: analysis(missing),
    evidence: new Map([
      ['error ratio', ratioEvidence(0.002, () => 0)],
      [
        'p99 latency',
        {
          ...valueEvidence(0.404, step => (step % 3 === 1 ? undefined : 0.412)),
          looks: frame.looks.map((at, index) => ({
            at,
            state: 'answered',
            retries: index % 9 === 0 ? 1 : 0
          })),
          notes: ['PromQL info: metric might not be a counter: http_requests']
        }
      ],
      ['health endpoint', pointEvidence(1)]
    ]),
    warnings: [
      'The token cannot write commit statuses, so this verdict is not remembered. Add `statuses: write` to the permissions of the job.'
    ]
  }),
  'config-error': withoutBake({
    verdict: 'config-error',
    code: 'invalid-config',
    sentence: '3 problems in .github/bakegate.yml.',
    problems: [
      '.github/bakegate.yml:12:5 checks[2].max: "0,5" is not a number. Write 0.5.',
      '.github/bakegate.yml:19:3 checks[3].endpont: unknown key. Did you mean endpoint?',
      '.github/bakegate.yml:31:13 rollback.timeout: "30" has no unit. Write 30m or 30s.'
    ]
  }),
  verifying: failing(
    {
      ...finished,
      status: 'dispatched',
      sentence: 'v1.3.2 is deployed again; its checks are watched.'
    },
    {
      progress: { phase: 'verifying', deadline: DEPLOYED_AT + 22 * MINUTE },
      at: DEPLOYED_AT + 12 * MINUTE
    }
  ),
  cancelled: outcome({
    verdict: 'cancelled',
    code: 'cancelled',
    sentence: 'The run was cancelled after 12 of 30 looks.',
    analysis: analysis([{ ...latencyPasses, looks: { planned: PLANNED, answered: 12 } }], {
      decided: false
    }),
    at: DEPLOYED_AT + 7 * MINUTE
  }),
  'dry-run': failing({ target, rejected, sentence: '' }, { dryRun: true })
}
