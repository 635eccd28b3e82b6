import type { Analysis, Frame } from '../model.js'
import type { JudgedCheck } from './check.js'
import { worst } from './finding.js'

/** An early pass needs this much: on real faults, ten looks would miss a sixth of what thirty find. */
const EARLIEST_PASS = { looks: 15, duration: 10 * 60_000 }

/** The gate's verdict: the worst of its required checks. Nothing judged is never a pass. */
export function conclude(
  judged: readonly Pick<JudgedCheck, 'judgement' | 'powerful'>[],
  frame: Frame,
  done: number,
  options: { readonly final: boolean; readonly earlyPass: boolean }
): Analysis {
  const judgements = judged.map(({ judgement }) => judgement)
  const required = judgements.filter(judgement => judgement.required)
  const looks = { done, planned: frame.looks.length }
  const found = worst(required)
  if (found === undefined) {
    const sentence = 'No required check was judged.'
    const nothing = { verdict: 'inconclusive', code: 'low-coverage' } as const
    return { ...nothing, sentence, decided: options.final, judgements, looks }
  }
  if (found.verdict === 'pass') {
    const compared = required.some(judgement => judgement.code === 'nothing-worse')
    const decided = options.final || (options.earlyPass && maturesEarly(judged, frame, done))
    return {
      verdict: 'pass',
      code: compared ? 'nothing-worse' : 'healthy',
      sentence: passSentence(required.length),
      decided,
      judgements,
      looks
    }
  }
  const { verdict, code, check, sentence } = found
  const decided = options.final || (verdict === 'fail' && found.certain)
  return { verdict, code, decidedBy: check, sentence, decided, judgements, looks }
}

function maturesEarly(
  judged: readonly Pick<JudgedCheck, 'judgement' | 'powerful'>[],
  frame: Frame,
  done: number
): boolean {
  const elapsed = (frame.looks[done - 1] ?? frame.bake.start) - frame.bake.start
  const required = judged.filter(({ judgement }) => judgement.required)
  return (
    done >= EARLIEST_PASS.looks &&
    elapsed >= EARLIEST_PASS.duration &&
    required.every(({ powerful }) => powerful)
  )
}

function passSentence(checks: number): string {
  return checks === 1 ? 'The check passed.' : `All ${checks} required checks passed.`
}
