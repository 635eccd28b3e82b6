import type { Analysis, CheckSettings, Judgement, Outcome, RollbackOutcome } from '../model.js'
import type { Deploy, Frame } from '../model.js'
import { suspectLines } from './changes.js'
import { wordsOf } from './code-words.js'
import { cut, inertLine } from './inert.js'
import { formatClock, formatDuration, formatValue } from './numbers.js'
import { plainText } from './plain.js'
import { because, headline, running } from './headline.js'
import { nextSteps } from './next-steps.js'
import { limitText, shownValue, shownValues, worstFirst } from './table.js'
import { ROLLBACK_WORDS } from './rollback-words.js'
import { RECOVERY_WORDS, VERDICT_ICONS } from './words.js'

/** Lines of the job's log. Each is one line without a workflow command in it, whatever the texts hold. */

/** What is judged and when it will be decided. */
export function startLines(
  deploy: Deploy,
  frame: Frame,
  checks: readonly Pick<CheckSettings, 'name' | 'kind' | 'endpoint'>[]
): readonly string[] {
  const { bake, looks, baseline } = frame
  const service = deploy.service === '' ? '' : `${deploy.service} `
  return [
    `Judging ${service}${deploy.version} (${deploy.sha.slice(0, 12)}) on ${deploy.environment}, deployed at ${formatClock(deploy.deployedAt)} UTC`,
    `Bake ${formatClock(bake.start)} to ${formatClock(bake.end)} UTC, ${looks.length} looks, compared with ${formatDuration(baseline.end - baseline.start)} before ${formatClock(baseline.end)} UTC`,
    ...checks.map(check => `  ${check.name} (${check.kind}, endpoint ${check.endpoint})`)
  ].map(line => inertLine(line))
}

/** `endpoint logs reads about 12 MB a look, 3.4 GB in all with the time before the deploy`. */
export function readingLine(
  endpoint: string,
  { perLook, total }: { readonly perLook: number; readonly total: number }
): string {
  const [look, all] = [perLook, total].map(bytes => formatValue(bytes, 'bytes'))
  return inertLine(
    `  endpoint ${endpoint} reads about ${look} a look, ${all} in all with the time before the deploy`
  )
}

/** `look 12/30  error ratio 0.7 % (before 0.2 %) ok · p99 latency 1.2 s (≤ 800 ms) failed`. */
export function lookLine(analysis: Analysis): string {
  const { done, planned } = analysis.looks
  const parts = analysis.judgements.map(judgementText)
  return inertLine(`look ${done}/${planned}  ${parts.join(' · ')}`)
}

/** The verdict, why, and what to do. */
export function verdictLines(outcome: Outcome): readonly string[] {
  const steps = nextSteps(outcome).map(step => `  → ${plainText(step)}`)
  const checks = worstFirst(outcome).map(
    judgement =>
      `  ${VERDICT_ICONS[judgement.verdict]} ${judgement.check}: ${judgement.sentence} [${judgement.code}]`
  )
  const problems = outcome.problems.map(problem => `  ${problem}`)
  return [
    plainText(headline(outcome)),
    plainText(because(outcome)),
    ...problems,
    ...checks,
    ...suspectLines(outcome),
    ...steps
  ]
    .filter(line => line !== '')
    .map(line => inertLine(line))
}

/** How far the rollback is. */
export function rollbackLines(rollback: RollbackOutcome): readonly string[] {
  const target = rollback.target === undefined ? '' : ` to ${rollback.target.tag}`
  const reason = rollback.code === undefined ? '' : `: ${ROLLBACK_WORDS[rollback.code].meaning}`
  const run = rollback.runUrl === undefined ? [] : [`  run ${rollback.runUrl}`]
  const recovery =
    rollback.recovery === 'none' ? [] : [`  recovery: ${RECOVERY_WORDS[rollback.recovery]}`]
  return [
    `rollback${target} ${rollback.status}${reason}`,
    ...(rollback.sentence === '' ? [] : [`  ${rollback.sentence}`]),
    ...run,
    ...recovery
  ].map(line => inertLine(line))
}

/** GitHub refuses a longer description of a commit status. */
export const STATUS_LIMIT = 140

/** The commit status' description: at most 140 characters, one line. */
export function statusDescription(outcome: Outcome): string {
  const { frame } = outcome
  const now = running(outcome)
  if (now !== undefined) {
    const until = `decision by ${formatClock(now.deadline)} UTC`
    const since = frame === undefined ? '' : `bake from ${formatClock(frame.bake.start)} UTC, `
    return cut(`${now.phase}: ${since}${until}`, STATUS_LIMIT)
  }
  const check = outcome.analysis?.decidedBy
  const named = check === undefined ? '' : ` (${check})`
  const rolledBack =
    outcome.rollback.status === 'none' ? '' : `; rollback ${outcome.rollback.status}`
  const room = STATUS_LIMIT - rolledBack.length
  const text = `${outcome.verdict}: ${wordsOf(outcome.code).meaning}${named}`
  return inertLine(`${cut(text, room)}${rolledBack}`, STATUS_LIMIT).slice(0, STATUS_LIMIT)
}

function judgementText(judgement: Judgement): string {
  const { check, verdict, certain } = judgement
  const { before, after } = shownValues(judgement)
  const now = after === undefined ? 'no value,' : shownValue(judgement, after)
  const against =
    before === undefined
      ? judgement.limit === undefined
        ? ''
        : ` (${limitText(judgement)})`
      : ` (before ${shownValue(judgement, before)})`
  const state = isBeyond(judgement) ? 'beyond its limit' : stateText(verdict, certain)
  return `${check} ${now}${against} ${state}`
}

/** Not yet, or no more, at as many looks running as a failure needs. */
function isBeyond({ verdict, limit, after }: Judgement): boolean {
  if (verdict !== 'pass' || limit === undefined || after === undefined) return false
  if (limit.kind === 'max') return after > limit.value
  return limit.kind === 'min' && after < limit.value
}

function stateText(verdict: Judgement['verdict'], certain: boolean): string {
  switch (verdict) {
    case 'pass':
      return 'ok'
    case 'fail':
      return certain ? 'FAILED' : 'failing'
    case 'inconclusive':
      return 'not known yet'
  }
}
