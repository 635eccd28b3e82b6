import { calibrate, judge } from '../judge/judge.js'
import type { Analysis, CheckVerdict } from '../model.js'
import { readEvidence } from '../report/evidence.js'
import type { StoredBake } from '../report/evidence.js'
import { columns, readNamed, shown } from './terminal.js'
import type { ExitCode, Options, Terminal } from './terminal.js'

const exitCodes: Readonly<Record<CheckVerdict, ExitCode>> = { pass: 0, fail: 1, inconclusive: 3 }

/** `bakegate replay`: judges an evidence file with this version's judge and compares with what was said. */
export async function replay(
  files: readonly string[],
  _: Options,
  terminal: Terminal
): Promise<ExitCode> {
  const [file = ''] = files
  const read = readEvidence(await readNamed(file, terminal))
  if (read.kind === 'problems') {
    terminal.writeError(shown(read.problems.map(problem => `${file}: ${problem}`)))
    return 2
  }
  const analysis = judgeAgain(read.bake)
  if (analysis === undefined) {
    const said = `${file} holds no bake: its gate ended with ${read.bake.verdict} (${read.bake.code}).`
    terminal.writeError(shown([said]))
    return 2
  }
  terminal.write(shown(replayLines(read.bake, analysis)))
  return exitCodes[analysis.verdict]
}

/** As the gate did it: with more looks to come; and where that decides nothing, for the last time. */
function judgeAgain(bake: StoredBake): Analysis | undefined {
  const { cases, frame, falseAlarmRate, earlyPass, earlyStop } = bake
  if (frame === undefined || cases.length === 0) return undefined
  const calibration = calibrate(cases, frame, falseAlarmRate)
  const early = judge(cases, frame, calibration, { final: false, earlyPass, earlyStop })
  const ended = early.decided && (early.verdict === 'fail' || earlyPass)
  return ended ? early : judge(cases, frame, calibration, { final: true, earlyPass, earlyStop })
}

function replayLines(bake: StoredBake, analysis: Analysis): readonly string[] {
  const { deploy } = bake
  const recorded = new Map(bake.judgements.map(judgement => [judgement.check, judgement]))
  const rows = analysis.judgements.map(({ check, verdict, code }) => {
    const then = recorded.get(check)
    const same = then?.verdict === verdict && then.code === code
    const was = then === undefined ? 'not judged then' : `was ${then.verdict} (${then.code})`
    return [check, verdict, code, ...(same ? [] : [was])]
  })
  const same = bake.verdict === analysis.verdict && bake.code === analysis.code
  return [
    `Deploy of ${deploy.version} (${deploy.sha.slice(0, 7)}) of ${deploy.repository} to ${deploy.environment}`,
    '',
    ...columns([['CHECK', 'VERDICT', 'REASON'], ...rows]),
    '',
    `Verdict: ${analysis.verdict} (${analysis.code}). ${analysis.sentence}`,
    same
      ? 'The gate said the same.'
      : `The gate said ${bake.verdict} (${bake.code}): ${bake.sentence}`
  ]
}
