import type { Outcome, RefusalCode, RollbackOutcome } from '../model.js'
import { asksRollback, type Ending, noRollback, outcomeOf } from '../outcome.js'
import { restoreAnalysis, restoreSignatures } from '../report/restored.js'
import { type AnalysisResult, parseResult } from '../report/read-result.js'
import { restoreFindings } from '../report/result-why.js'
import type { Session } from '../session.js'
import { planRollback, rollBackAndVerify } from './recover.js'
import type { Reporter } from './reporter.js'

/**
 * `rollback`: the second of two jobs. It reads nothing but the verdict of the first, and only where that
 * speaks of this very deploy and run.
 */
export async function rollback(session: Session, reporter: Reporter): Promise<Outcome> {
  const { settings, inputs } = session
  const parsed = parseResult(inputs.analysis)
  if (parsed.kind === 'problems') {
    return told(session, refused(parsed.problems.join(' ')))
  }
  const { analysis } = parsed
  const foreign = foreignTo(session, analysis)
  if (foreign !== undefined) return told(session, refused(foreign))

  const { verdict, code, sentence } = analysis
  const ending: Ending = { verdict, code, sentence }
  const tell = (more: Partial<Ending>): Outcome => told(session, { ...ending, ...more }, analysis)
  if (!asksRollback(verdict, settings.onInconclusive)) return tell({})
  if (settings.rollback === undefined || inputs.dryRun) return tell({})
  if (analysis.frame === undefined) {
    return told(session, refused('The analysis holds no bake to compare a recovery with.'))
  }
  const plan = await planRollback(session, settings.rollback)
  const failing = analysis.checks
    .filter(check => check.required && check.verdict === 'fail')
    .map(check => check.name)
  const incident = { frame: analysis.frame, failing }
  const outcome = await rollBackAndVerify(session, plan, incident, (partial, progress) =>
    reporter.progress(tell({ rollback: partial, progress }))
  )
  return tell({ rollback: outcome })
}

/** Why an analysis does not speak of this deploy; undefined: it does. */
export function foreignTo(session: Session, analysis: AnalysisResult): string | undefined {
  const { deploy, run } = session
  const pairs: readonly (readonly [string, string, string])[] = [
    ['repository', analysis.deploy.repository.toLowerCase(), deploy.repository.toLowerCase()],
    ['environment', analysis.deploy.environment, deploy.environment],
    ['service', analysis.deploy.service, deploy.service],
    ['commit', analysis.deploy.sha, deploy.sha],
    ['run', analysis.runId, run.runId]
  ]
  const differs = pairs.find(([, theirs, ours]) => theirs !== ours)
  if (differs === undefined) return undefined
  return `The analysis is of another ${differs[0]}. Pass the result output of the analyze job of this run.`
}

function refused(sentence: string): Ending {
  const code: RefusalCode = 'no-analysis'
  const outcome: RollbackOutcome = { ...noRollback, status: 'refused', code, sentence }
  return { verdict: 'inconclusive', code, sentence, rollback: outcome }
}

/** The report shows what the first job judged beside what this one did. */
function told(session: Session, ending: Ending, analysis?: AnalysisResult): Outcome {
  const { facts, warnings, world } = session
  const outcome = outcomeOf(facts, ending, undefined, [...warnings], world.clock.now())
  const restored = analysis === undefined ? undefined : restoreAnalysis(analysis.result)
  return {
    ...outcome,
    ...(restored === undefined ? {} : { analysis: restored }),
    ...(analysis === undefined
      ? {}
      : { ...restoreFindings(analysis.result), evidence: restoreSignatures(analysis.result) }),
    ...(analysis?.frame === undefined ? {} : { frame: analysis.frame })
  }
}
