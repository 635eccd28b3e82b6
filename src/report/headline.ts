import type { Outcome, Phase } from '../model.js'
import { carrier } from './carrier.js'
import { wordsOf } from './code-words.js'
import { code, named, prose, strong, words } from './document.js'
import type { Phrase } from './document.js'
import { formatClock } from './numbers.js'
import { ROLLBACK_WORDS } from './rollback-words.js'
import { RECOVERY_WORDS, VERDICT_ICONS } from './words.js'

/** The outcome in one line, in words: what was judged, what came of it, what was done. */
export function headline(outcome: Outcome): Phrase {
  const opening = outcome.dryRun ? 'Bakegate (dry run): ' : 'Bakegate: '
  return [`${iconOf(outcome)} `, strong(opening, ...told(outcome))]
}

/** One sentence: why. Empty where the headline says it all. */
export function because(outcome: Outcome): Phrase {
  const { analysis, mode } = outcome
  if (mode === 'override') return []
  if (analysis?.decidedBy !== undefined && analysis.code === outcome.code) {
    const { decidedBy } = analysis
    const judgement = analysis.judgements.find(candidate => candidate.check === decidedBy)
    const where = judgement === undefined ? [] : carrier(judgement)
    const sentence = prose(judgement?.sentence ?? analysis.sentence)
    return [strong(named(decidedBy)), ...where, ': ', sentence]
  }
  return [prose(outcome.sentence)]
}

export interface Running {
  readonly phase: Exclude<Phase, 'done'>
  readonly deadline: number
}

/** What goes on now and until when at the latest; undefined once it is over. */
export function running({ progress }: Outcome): Running | undefined {
  if (progress === undefined) return undefined
  const { phase, deadline } = progress
  return phase === 'done' ? undefined : { phase, deadline }
}

const PHASE_ICONS: Readonly<Record<Running['phase'], string>> = {
  settling: '⏳',
  baking: '⏳',
  'rolling-back': '⏪',
  verifying: '⏪'
}

function iconOf(outcome: Outcome): string {
  const { verdict, dryRun, mode } = outcome
  const { status, recovery } = outcome.rollback
  const now = running(outcome)
  if (now !== undefined) return PHASE_ICONS[now.phase]
  if (mode === 'override') return '📝'
  if (verdict !== 'fail') return VERDICT_ICONS[verdict]
  if (dryRun) return '🧪'
  return status === 'unverified' && recovery !== 'recovered' ? '🚨' : VERDICT_ICONS.fail
}

function told(outcome: Outcome): Phrase {
  const now = running(outcome)
  if (now !== undefined) return runningLine(outcome, now)
  switch (outcome.mode) {
    case 'override':
      return [prose(outcome.sentence)]
    case 'resolve':
      return targetLine(outcome)
    case 'gate':
    case 'analyze':
    case 'rollback':
    case 'verify':
      return verdictLine(outcome)
  }
}

/** `shop` `v1.4.0` on `production`. */
function subject({ deploy }: Outcome): Phrase {
  const { service, version, environment } = deploy
  // Ended before it was known what was deployed, or where.
  if (version === '' || environment === '') return ['the deploy']
  const name: Phrase = service === '' ? [] : [code(service), ' ']
  return [...name, code(version), ' on ', code(environment)]
}

function runningLine(outcome: Outcome, { phase, deadline }: Running): Phrase {
  const who = subject(outcome)
  const until = `by ${formatClock(deadline)} UTC`
  switch (phase) {
    case 'settling': {
      const start = outcome.frame?.bake.start
      const from = start === undefined ? '' : `, judged from ${formatClock(start)} UTC`
      return [...who, ` is settling${from}, decision ${until}`]
    }
    case 'baking': {
      const looks = outcome.analysis?.looks
      const done = looks === undefined ? '' : `: look ${looks.done} of ${looks.planned}`
      return [...who, ` is baking${done}, decision ${until}`]
    }
    case 'rolling-back':
      return [...who, ' failed; rolling back', ...toTarget(outcome), `, done ${until}`]
    case 'verifying':
      return [
        ...who,
        ' failed and was rolled back',
        ...toTarget(outcome),
        `; recovery is decided ${until}`
      ]
  }
}

function targetLine(outcome: Outcome): Phrase {
  const { rollback, deploy } = outcome
  if (rollback.target === undefined) {
    return ['no rollback target for ', code(deploy.environment), ': ', ...codeReason(outcome)]
  }
  return ['a rollback of ', code(deploy.environment), ' goes to ', code(rollback.target.tag)]
}

function verdictLine(outcome: Outcome): Phrase {
  const who = subject(outcome)
  switch (outcome.verdict) {
    case 'pass':
      return [...who, outcome.mode === 'verify' ? ' recovered' : ' is healthy']
    case 'fail':
      return failedLine(outcome, who)
    case 'inconclusive':
      return ['no verdict on ', ...who, ': ', ...codeReason(outcome), ...afterInconclusive(outcome)]
    case 'config-error':
      return ['could not judge ', ...who, ': ', ...codeReason(outcome)]
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

function wouldRollBack(outcome: Outcome): Phrase {
  const { rollback } = outcome
  if (rollback.status === 'refused') {
    return [' and would NOT have been rolled back: ', ...rollbackReason(outcome)]
  }
  if (rollback.target === undefined) return []
  return [' and would have been rolled back', ...toTarget(outcome)]
}

/** What became of the release. `goesOn`: the words need "it" or the release's name before them. */
interface Clause {
  readonly goesOn: boolean
  readonly phrase: Phrase
}

function rolledBack(outcome: Outcome): Clause {
  const { status, recovery } = outcome.rollback
  const target = toTarget(outcome)
  switch (status) {
    case 'none':
      return { goesOn: false, phrase: ['nothing was rolled back'] }
    case 'refused':
    case 'failed':
      return { goesOn: true, phrase: ['was NOT rolled back: ', ...rollbackReason(outcome)] }
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
        phrase: ['was rolled back', ...target, '; ', RECOVERY_WORDS[recovery]]
      }
  }
}

function toTarget({ rollback }: Outcome): Phrase {
  return rollback.target === undefined ? [] : [' to ', code(rollback.target.tag)]
}

function rollbackReason({ rollback }: Outcome): Phrase {
  return rollback.code === undefined ? ['see below'] : words(ROLLBACK_WORDS[rollback.code].meaning)
}

function codeReason(outcome: Outcome): Phrase {
  return words(wordsOf(outcome.code).meaning)
}

function afterInconclusive(outcome: Outcome): Phrase {
  const { rollback, dryRun } = outcome
  if (rollback.status === 'none' || dryRun) return []
  // The reason stands in the line already.
  if (rollback.code === outcome.code) return ['; NOT rolled back']
  const { goesOn, phrase } = rolledBack(outcome)
  return [goesOn ? '; it ' : '; ', ...phrase]
}

function afterCancel({ rollback }: Outcome): Phrase {
  return rollback.status === 'dispatched' ? ['; its rollback goes on'] : []
}
