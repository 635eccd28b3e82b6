import type { FailureCode, ReasonCode, Recovery, Verdict } from '../model.js'

/** What a code means and what a person does about it. Our own words; no outside text. */
export interface Words {
  /** Completes "the check …" or "because …" without a capital and a full stop. */
  readonly meaning: string
  /** One or two sentences: what to do now. */
  readonly remedy: string
}

export const REASON_WORDS: Readonly<Record<ReasonCode, Words>> = {
  healthy: {
    meaning: 'within its limits',
    remedy: 'Nothing to do.'
  },
  'nothing-worse': {
    meaning: 'no worse than before the deploy',
    remedy: 'Nothing to do.'
  },
  'above-max': {
    meaning: 'above its limit',
    remedy: 'Look at what changed since the first breach; fix forward or roll back.'
  },
  'below-min': {
    meaning: 'below its limit',
    remedy: 'Look at what changed since the first breach; fix forward or roll back.'
  },
  'worse-than-baseline': {
    meaning: 'worse than before the deploy',
    remedy: 'Compare the release with the one before it; fix forward or roll back.'
  },
  'joint-alarm': {
    meaning: 'worse together with other checks, though none alone would alarm',
    remedy:
      'Look at the checks with the largest change first; their common cause is the release or what came with it.'
  },
  'new-signatures': {
    meaning: 'log lines of a kind that was not there before',
    remedy:
      'Read the new lines. Accept the harmless ones with `bakegate accept ID`, so that they do not fail the next deploy.'
  },
  'signature-rate': {
    meaning: 'more log lines of a known kind than before',
    remedy: 'Read the lines that became more frequent and compare with the traffic.'
  },
  'alert-firing': {
    meaning: 'an alert fires',
    remedy:
      'Handle the alert first. Silence it in Alertmanager if it has nothing to do with the deploy, and run the gate again.'
  },
  'probe-failed': {
    meaning: 'the probe was not answered as expected',
    remedy: 'Call the probed address by hand; check the expected status and body.'
  },
  silent: {
    meaning: 'stopped reporting at the deploy',
    remedy: 'Check that the new instances start, take traffic and are scraped.'
  },
  'no-data': {
    meaning: 'no data, which this check counts as a failure',
    remedy: 'Check the query in the backend; change `no-data` if an empty answer is normal.'
  },
  'already-failing': {
    meaning: 'broken before the deploy as well, and not worse now',
    remedy:
      'Repair what was broken, or correct the limit; this deploy is not to blame on this evidence.'
  },
  'never-existed': {
    meaning: 'no data, before the deploy or since',
    remedy: 'Run the query in the backend: a name or a label is probably misspelt.'
  },
  'stopped-at-deploy': {
    meaning: 'data before the deploy, none since',
    remedy:
      'Check that the new instances start and are scraped. With `silence: fail` this fails the gate.'
  },
  'zero-traffic': {
    meaning: 'no requests at all since the deploy',
    remedy:
      'Check that traffic reaches the new release; a service without traffic cannot be judged.'
  },
  'undefined-ratio': {
    meaning: 'nothing divided by nothing',
    remedy: 'Check the `total` query: it has no events in the window.'
  },
  'too-few-requests': {
    meaning: 'too few requests to decide',
    remedy: 'Bake longer (`bake.duration`, `bake.extend`) or lower `min-total`.'
  },
  'too-few-samples': {
    meaning: 'too few samples to decide',
    remedy: 'Bake longer (`bake.duration`, `bake.extend`) or shorten `bake.interval`.'
  },
  'too-little-history': {
    meaning: 'too little history to know what is normal',
    remedy:
      'Give the check an absolute limit (`max`, `min`), or wait until the backend holds more history.'
  },
  'low-coverage': {
    meaning: 'too many looks went unanswered',
    remedy: 'See which looks were not answered and why; then run the gate again.'
  },
  'partial-data': {
    meaning: 'data was missing from the answers of the backend',
    remedy: 'Look at the health of the backend; then run the gate again.'
  },
  'stale-data': {
    meaning: 'the newest point is too old',
    remedy:
      'Check that the data still flows in, and that `delay` of the endpoint is as long as its ingestion takes.'
  },
  'provider-error': {
    meaning: 'the backend answered with an error or not at all',
    remedy: 'Look at the health of the backend and at its address; then run the gate again.'
  },
  'rate-limited': {
    meaning: 'the backend limits our requests',
    remedy: 'Lengthen `bake.interval`, use fewer checks, or raise the limit.'
  },
  'not-authorised': {
    meaning: 'the backend refuses our credentials',
    remedy: 'Check the token of the endpoint: that it is set, not expired, and may read.'
  },
  'response-too-large': {
    meaning: 'the answer is too large',
    remedy: 'Aggregate in the query, so that it answers with fewer series.'
  },
  'not-json': {
    meaning: 'the answer is no JSON; a login page or a proxy may have answered',
    remedy: 'Check the address of the endpoint and how it authenticates.'
  },
  'redirect-refused': {
    meaning: 'the backend redirects us, which is not followed',
    remedy:
      'Configure the address that it redirects to, if that is right; a login page means missing credentials.'
  },
  tls: {
    meaning: 'no trusted connection',
    remedy: 'Check the certificate of the endpoint; a private authority belongs in `ca-file`.'
  },
  deadline: {
    meaning: 'no answer in time',
    remedy: 'Simplify the query or lengthen `timeout` of the endpoint.'
  },
  'clock-skew': {
    meaning: 'the clocks are too far apart',
    remedy: 'Correct the clock of the backend or of the runner.'
  },
  superseded: {
    meaning: 'a newer deploy took its place',
    remedy: 'Nothing to do: the newer deploy is judged by its own run.'
  },
  'went-away': {
    meaning: 'worse for a while, then well again',
    remedy: 'Look at what happened at that time; run the gate again to be sure.'
  },
  'internal-error': {
    meaning: 'a defect of Bakegate',
    remedy: 'This says nothing about the deploy. Please report it with the log of this run.'
  },
  'invalid-config': {
    meaning: 'the configuration is not valid',
    remedy: 'Correct the places named below. Nothing was asked and nothing was written.'
  },
  'missing-secret': {
    meaning: 'a secret that the configuration names is not set',
    remedy: 'Pass it to the step under `env:`. Nothing was asked and nothing was written.'
  },
  'invalid-query': {
    meaning: 'the backend does not understand a query',
    remedy: 'Correct the query named below; try it in the backend first.'
  },
  'workflow-not-dispatchable': {
    meaning: 'the rollback workflow cannot be dispatched',
    remedy: 'Correct the workflow named below, so that a rollback will work when it is needed.'
  },
  'unsafe-trigger': {
    meaning: 'this trigger runs with the rights of the repository on the code of a stranger',
    remedy: 'Use `mode: analyze` on this trigger, or another trigger.'
  },
  cancelled: {
    meaning: 'the run was cancelled',
    remedy:
      'Run the gate again with `deployed-at` set to the time of the deploy: what has passed is judged at once.'
  }
}

/** Why a look has no answer that counts. */
export const LOOK_WORDS: Readonly<Record<FailureCode | 'partial' | 'stale' | 'empty', string>> = {
  'provider-error': REASON_WORDS['provider-error'].meaning,
  'rate-limited': REASON_WORDS['rate-limited'].meaning,
  'not-authorised': REASON_WORDS['not-authorised'].meaning,
  'response-too-large': REASON_WORDS['response-too-large'].meaning,
  'not-json': REASON_WORDS['not-json'].meaning,
  'redirect-refused': REASON_WORDS['redirect-refused'].meaning,
  tls: REASON_WORDS.tls.meaning,
  deadline: REASON_WORDS.deadline.meaning,
  'clock-skew': REASON_WORDS['clock-skew'].meaning,
  'invalid-query': REASON_WORDS['invalid-query'].meaning,
  partial: REASON_WORDS['partial-data'].meaning,
  stale: REASON_WORDS['stale-data'].meaning,
  empty: 'answered with no series at all'
}

export const VERDICT_ICONS: Readonly<Record<Verdict, string>> = {
  pass: '✅',
  fail: '❌',
  inconclusive: '⚠️',
  'config-error': '🛠️',
  cancelled: '🚫'
}

export const RECOVERY_WORDS: Readonly<Record<Recovery, string>> = {
  none: 'not judged',
  recovered: 'the service recovered',
  'not-recovered': 'the service did NOT recover',
  'cannot-tell': 'whether the service recovered cannot be told'
}

/** The codes of an exhaustive record, as a schema's enumeration wants them. */
export function codesOf<K extends string>(record: Readonly<Record<K, unknown>>): [K, ...K[]] {
  // Object.keys answers string[]; the record's keys are K by its type, and no record here is empty.
  return Object.keys(record) as [K, ...K[]]
}
