import type { Judgement, JudgementCode, Outcome } from '../model.js'
import { wordsOf } from './code-words.js'
import { link, named, strong, words } from './document.js'
import type { Phrase } from './document.js'
import { running } from './headline.js'
import { ROLLBACK_WORDS } from './rollback-words.js'
import { REASON_WORDS } from './words.js'

/** What a person does now; empty where there is nothing to do. Most urgent first. */
export function nextSteps(outcome: Outcome): readonly Phrase[] {
  if (running(outcome) !== undefined || outcome.mode === 'override') return []
  const seen = new Set<string>()
  return allSteps(outcome).filter(step => {
    const text = JSON.stringify(step)
    const isNew = !seen.has(text)
    seen.add(text)
    return isNew
  })
}

function allSteps(outcome: Outcome): readonly Phrase[] {
  switch (outcome.verdict) {
    case 'pass':
      return []
    case 'config-error':
      return [words(wordsOf(outcome.code).remedy)]
    case 'cancelled':
      return [...rollbackSteps(outcome), words(REASON_WORDS.cancelled.remedy)]
    case 'fail':
      return [...rollbackSteps(outcome), ...(isHandled(outcome) ? [] : checkSteps(outcome, 'fail'))]
    case 'inconclusive':
      return [
        ...rollbackSteps(outcome),
        ...checkSteps(outcome, 'inconclusive'),
        ...policySteps(outcome)
      ]
  }
}

/** A rollback is under way or done: what to do about the release's checks can wait. */
function isHandled({ rollback }: Outcome): boolean {
  return ['dispatched', 'succeeded', 'unverified'].includes(rollback.status)
}

function rollbackSteps(outcome: Outcome): readonly Phrase[] {
  const { status, runUrl, recovery } = outcome.rollback
  const run: Phrase = runUrl === undefined ? [] : [' ', link('Rollback run', runUrl), '.']
  switch (status) {
    case 'none':
      return outcome.verdict === 'fail' ? [[untouchedStep(outcome)]] : []
    case 'refused':
    case 'failed':
    case 'dispatched':
      return [[...words(rollbackRemedy(outcome)), ...run]]
    case 'succeeded':
      return [
        [
          'Nothing is urgent: the release before is back and healthy. Find the cause before the next deploy; this release is on record as bad and is never chosen as a target.'
        ]
      ]
    case 'unverified':
      return [[unverifiedStep(recovery), ...run]]
  }
}

function rollbackRemedy({ rollback }: Outcome): string {
  return rollback.code === undefined
    ? 'Watch the rollback run until it ends, then look at the service.'
    : ROLLBACK_WORDS[rollback.code].remedy
}

function untouchedStep({ dryRun, mode }: Outcome): string {
  if (dryRun) return 'This is a dry run: the job does not fail and nothing was dispatched.'
  if (mode === 'verify') return 'Look at the service by hand: there is no second rollback.'
  return 'Nothing was rolled back: the release is still out. Roll back by hand or fix forward.'
}

function unverifiedStep(recovery: Outcome['rollback']['recovery']): string {
  return recovery === 'not-recovered'
    ? 'The same checks still fail on the release before, so the deploy may be innocent: look for another cause (traffic, a dependency, the infrastructure). There is no second rollback.'
    : 'Look at the service by hand: the rollback run succeeded, but the checks could not prove recovery.'
}

/** One step for each reason, after the names of the checks that have it. */
function checkSteps(outcome: Outcome, verdict: Judgement['verdict']): readonly Phrase[] {
  const judgements = (outcome.analysis?.judgements ?? []).filter(
    judgement => judgement.verdict === verdict && judgement.required
  )
  // Superseded, a defect of ours and the like: no check is to blame.
  if (!judgements.some(judgement => judgement.code === outcome.code)) {
    return [words(wordsOf(outcome.code).remedy)]
  }
  const codes = [...new Set(judgements.map(judgement => judgement.code))]
  return codes.map(reason =>
    reasonStep(
      reason,
      judgements.filter(judgement => judgement.code === reason)
    )
  )
}

const MOST_NAMES = 3

function reasonStep(reason: JudgementCode, judgements: readonly Judgement[]): Phrase {
  const names = judgements
    .slice(0, MOST_NAMES)
    .flatMap(({ check }, index): Phrase => [index > 0 ? ', ' : '', strong(named(check))])
  const more = judgements.length - MOST_NAMES
  return [...names, more > 0 ? ` and ${more} more: ` : ': ', ...words(REASON_WORDS[reason].remedy)]
}

function policySteps({ mode, code, onInconclusive, dryRun }: Outcome): readonly Phrase[] {
  if (mode === 'resolve' || mode === 'verify' || code === 'internal-error' || dryRun) return []
  switch (onInconclusive) {
    case 'fail':
      return [
        words(
          'No verdict counts as a failure here (`on-inconclusive: fail`), and not knowing never rolls back.'
        )
      ]
    case 'pass':
      return [
        words(
          'No verdict lets the job pass here (`on-inconclusive: pass`): look at the service yourself.'
        )
      ]
    case 'rollback':
      return [words('No verdict rolls back here (`on-inconclusive: rollback`).')]
  }
}
