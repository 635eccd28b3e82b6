import type {
  Frame,
  LineCount,
  LogsCheck,
  LogsTrack,
  SignatureJudgement,
  SignatureState
} from '../model.js'
import type { Trial } from './check.js'
import { judgeCoverage } from './coverage.js'
import type { Finding } from './finding.js'
import { fail, inconclusive, pass } from './finding.js'
import { sayCount, sayDuration, sayNumber, sayRatio } from './sentence.js'
import { judgeSignatures } from './signatures.js'

/** So many lines missing, where the rate of before promised them, are silence and not luck. */
const MISSED_LINES = 20

export interface JudgedLogs {
  readonly findings: readonly Finding[]
  readonly signatures: readonly SignatureJudgement[]
}

/** The rules for a `logs` check: signatures, whether the store speaks at all, coverage. */
export function judgeLogs(trial: Trial, check: LogsCheck): JudgedLogs {
  const { evidence, frame, alpha, final, reading } = trial
  const logs = evidence.logs ?? { signatures: [], soFar: [] }
  const signatures = judgeSignatures({ check, logs, frame, alpha })
  const planned = final ? reading.planned : Math.max(1, reading.looks.length)
  const presence = judgeLines(trial, check, logs)
  // An empty answer is one, and silence is told by its own name only.
  const answered = reading.answered + reading.empty
  const coverage =
    presence === undefined
      ? judgeCoverage({ ...reading, answered, planned }, check.minCoverage)
      : undefined
  const findings = [
    judgeNew(check, logs, signatures),
    judgeRates(check, logs, signatures),
    presence,
    coverage,
    judgePast(trial, logs),
    judgeUnproven(check, signatures)
  ].flatMap(finding => finding ?? [])
  return { findings: [...findings, healthy(check, logs, signatures)], signatures }
}

function judgeNew(
  { newSignatures }: LogsCheck,
  logs: LogsTrack,
  signatures: readonly SignatureJudgement[]
): Finding | undefined {
  const found = inState(signatures, 'new')
  if (found.length <= newSignatures.max) return undefined
  const events = found.reduce((sum, { after }) => sum + after, 0)
  const first = Math.min(...found.map(({ firstBreach }) => firstBreach ?? Infinity))
  const told = `${sayCount(found.length, 'new signature')} in ${sayCount(events, 'log event')} since the deploy, not one of them before it.`
  return fail('new-signatures', told, {
    after: found.length,
    ...seenOf(logs),
    limit: { kind: 'max', value: newSignatures.max },
    firstBreach: first
  })
}

function judgeRates(
  { compare }: LogsCheck,
  logs: LogsTrack,
  signatures: readonly SignatureJudgement[]
): Finding | undefined {
  const [worst, ...others] = inState(signatures, 'more')
  if (worst === undefined) return undefined
  const { after, expected = 0, chance, firstBreach } = worst
  const more =
    others.length === 0 ? '' : ` ${sayCount(others.length, 'other signature')} jumped too.`
  const ratio = expected > 0 ? after / expected : undefined
  const times = ratio === undefined ? '' : `, ${sayRatio(ratio)}`
  const told = `A known signature came ${sayCount(after, 'time')} where ${sayNumber(expected)} ${expected === 1 ? 'was' : 'were'} to be expected${times}.${more}`
  return fail('signature-rate', told, {
    after,
    ...seenOf(logs),
    before: expected,
    limit: { kind: 'tolerance', value: compare?.tolerance ?? 0, worse: 'higher' },
    ...(ratio === undefined ? {} : { effect: { as: 'ratio' as const, value: ratio } }),
    ...(chance === undefined ? {} : { chance }),
    ...(firstBreach === undefined ? {} : { firstBreach })
  })
}

/** What looks new may have stood among the lines that were not read: no pass, and no failure. */
function judgeUnproven(
  { newSignatures }: LogsCheck,
  signatures: readonly SignatureJudgement[]
): Finding | undefined {
  const found = inState(signatures, 'unproven')
  if (found.length <= newSignatures.max) return undefined
  const told = `${sayCount(found.length, 'signature')} may be new: not every line of before the deploy was read.`
  return inconclusive('partial-data', told, { after: found.length })
}

function judgePast({ evidence, final }: Trial, logs: LogsTrack): Finding | undefined {
  if (logs.before !== undefined || !final) return undefined
  const why = evidence.pastFailure === undefined ? 'was not asked for' : 'could not be read'
  return inconclusive(
    'too-little-history',
    `What the log held before the deploy ${why}, so nothing in it can be told to be new.`
  )
}

/**
 * Tells silence of the store from the absence of such lines. A query for errors that finds none is good news
 * where the store is known to hold lines of this kind, or says that it looked at some.
 */
function judgeLines(trial: Trial, check: LogsCheck, logs: LogsTrack): Finding | undefined {
  const { evidence, reading, final } = trial
  const alive = reading.empty + reading.answered > 0
  const looked = (evidence.scanned ?? 0) > 0
  const isZero = check.noData === 'zero' || check.noData === 'pass'
  if (!alive || looked || isZero || logs.before === undefined) return undefined
  if ((logs.soFar.at(-1)?.matched ?? 0) > 0) return judgeEnd(trial, check, logs, logs.before)
  if (logs.before.matched === 0) {
    const told =
      'Not one line answers to this query, neither since the deploy nor before. Check the query, or say `no-data: zero` where that is how it should be.'
    return byPolicy(check, 'never-existed', told, final)
  }
  return judgeSilence(trial, check, logs.before.matched)
}

function judgeSilence(trial: Trial, check: LogsCheck, before: number): Finding | undefined {
  const { reading, frame, final } = trial
  const until = reading.looks.at(-1)?.at ?? frame.bake.start
  const width = Math.max(1, frame.baseline.end - frame.baseline.start)
  const expected = (before * (until - frame.bake.start)) / width
  if (expected < MISSED_LINES) return undefined
  const told = `Not one line since the deploy; ${sayNumber(Math.round(expected))} were to be expected from the time before it.`
  if (check.silence === 'fail' && final) return fail('silent', told)
  return byPolicy(check, 'stopped-at-deploy', told, final)
}

/**
 * A store that spoke since the deploy and then no more. Logs fall quiet now and then: it is silence where the lower
 * of both rates promised as many lines, and where the time before the deploy knows no pause half as long.
 */
function judgeEnd(
  { frame, final }: Trial,
  check: LogsCheck,
  logs: LogsTrack,
  before: LineCount
): Finding | undefined {
  const last = logs.soFar.at(-1)
  const newest = logs.soFar.find(({ matched }) => matched === last?.matched)
  if (last === undefined || newest === undefined) return undefined
  const away = last.at - newest.at
  const rates = [
    before.matched / Math.max(1, frame.baseline.end - frame.baseline.start),
    newest.matched / Math.max(1, newest.at - frame.bake.start)
  ]
  const expected = Math.min(...rates) * away
  if (expected < MISSED_LINES || away <= 2 * longestPause(logs, frame)) return undefined
  const told = `Not one line in the last ${sayDuration(away)}; ${sayNumber(Math.round(expected))} were to be expected.`
  if (check.silence === 'fail' && final) return fail('silent', told)
  return byPolicy(check, 'stopped-at-deploy', told, final)
}

/** The longest time before the deploy without a line of any signature, in milliseconds. */
function longestPause({ signatures }: LogsTrack, { baseline }: Frame): number {
  const steps = signatures.flatMap(({ past }) => past.filter(({ bad }) => bad > 0))
  const times = [baseline.start, ...steps.map(({ at }) => at).sort((a, b) => a - b), baseline.end]
  return Math.max(...times.map((at, index) => at - (times[index - 1] ?? at)))
}

function byPolicy(
  { noData }: LogsCheck,
  code: 'never-existed' | 'stopped-at-deploy',
  sentence: string,
  final: boolean
): Finding {
  if (noData === 'fail' && final) {
    return fail('no-data', `${sentence} This check fails without data.`)
  }
  return inconclusive(code, sentence)
}

function healthy(
  check: LogsCheck,
  logs: LogsTrack,
  signatures: readonly SignatureJudgement[]
): Finding {
  const read = logs.soFar.at(-1)?.read ?? 0
  const rare = inState(signatures, 'rare').length
  const excused =
    inState(signatures, 'accepted').length + inState(signatures, 'deploy-noise').length
  const asides = [
    ...(rare === 0 ? [] : [`${sayNumber(rare)} came too seldom to count`]),
    ...(excused === 0 ? [] : [`${sayNumber(excused)} are accepted or belong to every deploy`])
  ]
  const after = inState(signatures, 'new').length
  const told = `${sayCount(signatures.length, 'signature')} in ${sayCount(read, 'line')}, ${after === 0 ? 'none' : sayNumber(after)} of them new`
  const link = after === 0 ? ' but for those of which ' : ', and '
  const aside = asides.length === 0 ? '' : `${link}${asides.join(' and ')}`
  const limit = { kind: 'max', value: check.newSignatures.max } as const
  return pass('nothing-worse', `${told}${aside}.`, { after, ...seenOf(logs), limit })
}

function inState(
  signatures: readonly SignatureJudgement[],
  state: SignatureState
): readonly SignatureJudgement[] {
  return signatures.filter(signature => signature.state === state)
}

/** Lines read, of those that there were. */
function seenOf({ soFar }: LogsTrack): Partial<Finding> {
  const last = soFar.at(-1)
  return last === undefined ? {} : { counts: { bad: last.read, total: last.matched } }
}
