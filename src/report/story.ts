import type { Judgement, Outcome, Phase } from '../model.js'
import { code, link, named, prose, strong } from './document.js'
import type { Inline, Phrase } from './document.js'
import { formatClock } from './numbers.js'
import { ROLLBACK_WORDS } from './rollback-words.js'
import { wordsOf } from './code-words.js'
import { REASON_WORDS, RECOVERY_WORDS, VERDICT_ICONS } from './words.js'

/** The outcome in one line, in words: what was judged, what came of it, what was done. */
export function headline(outcome: Outcome): Phrase {
  const { progress } = outcome
  if (progress !== undefined && progress.phase !== 'done') {
    return runningLine(outcome, progress.phase, progress.deadline)
  }
  const icon = outcome.dryRun && outcome.verdict === 'fail' ? '🧪' : iconOf(outcome)
  const opening = outcome.dryRun ? 'Bakegate (dry run): ' : 'Bakegate: '
  return [`${icon} `, strong(opening, ...ending(outcome))]
}

/** One sentence: why. */
export function because(outcome: Outcome): Phrase {
  const { analysis } = outcome
  if (analysis?.decidedBy !== undefined && analysis.code === outcome.code) {
    const { decidedBy } = analysis
    const judgement = analysis.judgements.find(candidate => candidate.check === decidedBy)
    return [strong(named(decidedBy)), ': ', prose(judgement?.sentence ?? analysis.sentence)]
  }
  return [prose(outcome.sentence)]
}

/** What a person does now; empty where there is nothing to do. Most urgent first. */
export function nextSteps(outcome: Outcome): readonly Phrase[] {
  if (isRunning(outcome)) return []
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

/** Our own words, in which back-ticks mark a name. */
export function words(text: string): Phrase {
  return text
    .split('`')
    .map((piece, index): Inline => (index % 2 === 0 ? piece : code(piece)))
    .filter(piece => piece !== '')
}

export function isRunning(outcome: Outcome): boolean {
  return outcome.progress !== undefined && outcome.progress.phase !== 'done'
}

/** `shop` `v1.4.0` on `production`. */
export function subject(outcome: Outcome): Phrase {
  const { service, version, environment } = outcome.deploy
  // Ended before it was known what was deployed, or where.
  if (version === '' || environment === '') return ['the deploy']
  const name: Phrase = service === '' ? [] : [code(service), ' ']
  return [...name, code(version), ' on ', code(environment)]
}

function iconOf(outcome: Outcome): string {
  const { status, recovery } = outcome.rollback
  if (outcome.verdict === 'fail' && status === 'unverified' && recovery !== 'recovered') return '🚨'
  return VERDICT_ICONS[outcome.verdict]
}

function runningLine(outcome: Outcome, phase: Phase, deadline: number): Phrase {
  const until = `by ${formatClock(deadline)} UTC`
  const looks = outcome.analysis?.looks
  const start = outcome.frame?.bake.start
  const target: Phrase =
    outcome.rollback.target === undefined ? [] : [' to ', code(outcome.rollback.target.tag)]
  switch (phase) {
    case 'settling': {
      const from = start === undefined ? '' : `, judged from ${formatClock(start)} UTC`
      return [
        '⏳ ',
        strong('Bakegate: ', ...subject(outcome), ` is settling${from}, decision ${until}`)
      ]
    }
    case 'baking': {
      const done = looks === undefined ? '' : `: look ${looks.done} of ${looks.planned}`
      return [
        '⏳ ',
        strong('Bakegate: ', ...subject(outcome), ` is baking${done}, decision ${until}`)
      ]
    }
    case 'rolling-back':
      return [
        '⏪ ',
        strong(
          'Bakegate: ',
          ...subject(outcome),
          ' failed; rolling back',
          ...target,
          `, done ${until}`
        )
      ]
    case 'verifying':
      return [
        '⏪ ',
        strong(
          'Bakegate: ',
          ...subject(outcome),
          ' failed and was rolled back',
          ...target,
          `; recovery is decided ${until}`
        )
      ]
    case 'done':
      return ending(outcome)
  }
}

function ending(outcome: Outcome): Phrase {
  const who = subject(outcome)
  switch (outcome.verdict) {
    case 'pass':
      return outcome.mode === 'verify' ? [...who, ' recovered'] : [...who, ' is healthy']
    case 'fail':
      return failedLine(outcome, who)
    case 'inconclusive':
      return [
        'no verdict on ',
        ...who,
        `: ${wordsOf(outcome.code).meaning}`,
        ...afterInconclusive(outcome)
      ]
    case 'config-error':
      return ['could not judge ', ...who, `: ${wordsOf(outcome.code).meaning}`]
    case 'cancelled':
      return ['cancelled, no verdict on ', ...who, ...afterCancel(outcome)]
  }
}

function failedLine(outcome: Outcome, who: Phrase): Phrase {
  if (outcome.mode === 'verify') return [...who, ' did NOT recover']
  if (outcome.dryRun) return [...who, ' would have failed', ...wouldRollBack(outcome)]
  const { goesOn, phrase } = rolledBack(outcome)
  return [...who, goesOn ? ' failed and ' : ' failed; ', ...phrase]
}

function wouldRollBack({ rollback }: Outcome): Phrase {
  if (rollback.status === 'refused') {
    return [' and would NOT have been rolled back: ', ...rollbackReason(rollback.code)]
  }
  if (rollback.target === undefined) return []
  return [' and would have been rolled back to ', code(rollback.target.tag)]
}

/** What became of the release. `goesOn`: the words need "it" or the release's name before them. */
interface Clause {
  readonly goesOn: boolean
  readonly phrase: Phrase
}

function rolledBack({ rollback }: Outcome): Clause {
  const target: Phrase = rollback.target === undefined ? [] : [' to ', code(rollback.target.tag)]
  switch (rollback.status) {
    case 'none':
      return { goesOn: false, phrase: ['nothing was rolled back'] }
    case 'refused':
    case 'failed':
      return { goesOn: true, phrase: ['was NOT rolled back: ', ...rollbackReason(rollback.code)] }
    case 'dispatched':
      return {
        goesOn: false,
        phrase: ['the rollback', ...target, ' is under way and was NOT seen to end']
      }
    case 'succeeded':
      return {
        goesOn: true,
        phrase: ['was rolled back', ...target, '; ', RECOVERY_WORDS.recovered]
      }
    case 'unverified':
      return {
        goesOn: true,
        phrase: ['was rolled back', ...target, '; ', RECOVERY_WORDS[rollback.recovery]]
      }
  }
}

function rollbackReason(reason: Outcome['rollback']['code']): Phrase {
  return reason === undefined ? ['see below'] : words(ROLLBACK_WORDS[reason].meaning)
}

function afterInconclusive(outcome: Outcome): Phrase {
  if (outcome.rollback.status === 'none' || outcome.dryRun) return []
  const { goesOn, phrase } = rolledBack(outcome)
  return [goesOn ? '; it ' : '; ', ...phrase]
}

function afterCancel({ rollback }: Outcome): Phrase {
  return rollback.status === 'dispatched' ? ['; its rollback goes on'] : []
}

/** A rollback is under way or done: what to do about the release's checks can wait. */
function isHandled({ rollback }: Outcome): boolean {
  return ['dispatched', 'succeeded', 'unverified'].includes(rollback.status)
}

function rollbackSteps(outcome: Outcome): readonly Phrase[] {
  const { rollback } = outcome
  const run: Phrase =
    rollback.runUrl === undefined ? [] : [' ', link('Rollback run', rollback.runUrl), '.']
  switch (rollback.status) {
    case 'none':
      return outcome.verdict === 'fail' ? [[untouchedStep(outcome)]] : []
    case 'refused':
    case 'failed':
    case 'dispatched': {
      const text =
        rollback.code === undefined
          ? 'Watch the rollback run until it ends, then look at the service.'
          : ROLLBACK_WORDS[rollback.code].remedy
      return [[...words(text), ...run]]
    }
    case 'succeeded':
      return [
        [
          'Nothing is urgent: the release before is back and healthy. Find the cause before the next deploy; this release is on record as bad and is never chosen as a target.'
        ]
      ]
    case 'unverified':
      return [[unverifiedStep(rollback.recovery), ...run]]
  }
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

/** One step for each reason, named after the first check that has it. */
function checkSteps(outcome: Outcome, verdict: Judgement['verdict']): readonly Phrase[] {
  const judgements = (outcome.analysis?.judgements ?? []).filter(
    judgement => judgement.verdict === verdict && judgement.required
  )
  if (judgements.length === 0) return [words(wordsOf(outcome.code).remedy)]
  const codes = [...new Set(judgements.map(judgement => judgement.code))]
  return codes.map(reason => {
    const names = judgements.filter(judgement => judgement.code === reason)
    return [
      ...names
        .slice(0, 3)
        .flatMap(({ check }, index): Phrase => [index > 0 ? ', ' : '', strong(named(check))]),
      names.length > 3 ? ` and ${names.length - 3} more: ` : ': ',
      ...words(REASON_WORDS[reason].remedy)
    ]
  })
}

function policySteps(outcome: Outcome): readonly Phrase[] {
  if (outcome.code === 'internal-error') return []
  switch (outcome.onInconclusive) {
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
