import { calibrate, judge } from '../../src/judge/judge.js'
import { draws } from './simulated.js'
import { caseOf, frameOf } from './methods.js'
import type { Episode } from './data.js'

/** How long a judgement takes: processor time, the best of some repetitions, since other work only ever adds. */

const LOOKS = 30
/** Of a check: until its code is compiled. */
const CHECK_REPEATS = 40
const GATE_REPEATS = 5

/** One check with 300 placebo windows: learned and judged once. */
export function timeOneCheck(): string {
  const { cases, frame, windows } = gateOf(1)
  const times = timesOf(CHECK_REPEATS, () => {
    const calibration = calibrate(cases(0), frame, 0.01)
    judge(cases(LOOKS), frame, calibration, { final: true, earlyPass: false, earlyStop: true })
  })
  const [first = NaN] = times
  return `one check against ${windows} placebo windows: ${Math.min(...times).toFixed(1)} ms, ${first.toFixed(1)} ms while the process is young`
}

/** Fifty checks over thirty looks, each look judged as a gate does. */
export function timeGate(): string {
  const { cases, frame } = gateOf(50)
  const times = timesOf(GATE_REPEATS, () => {
    const calibration = calibrate(cases(0), frame, 0.01)
    for (let look = 1; look <= LOOKS; look++) {
      judge(cases(look), frame, calibration, {
        final: look === LOOKS,
        earlyPass: false,
        earlyStop: true
      })
    }
  })
  return `50 checks over ${LOOKS} looks: ${(Math.min(...times) / 1000).toFixed(2)} s`
}

function gateOf(checks: number) {
  const PAST = 3060
  const episodes = Array.from({ length: checks }, (_, i): Episode => {
    const draw = draws(i + 1)
    let state = 0
    const values = Array.from({ length: PAST + LOOKS }, () => {
      state = 0.7 * state + draw.normal()
      return 100 * Math.exp(0.1 * state)
    })
    return {
      set: 'simulated',
      series: `${i}`,
      kind: 'gauge',
      way: 'increase',
      past: values.slice(0, PAST),
      bake: values.slice(PAST)
    }
  })
  const frame = frameOf(episodes)
  const cases = (looks: number) =>
    episodes.map((episode, i) => caseOf(episode, episode.bake.slice(0, looks), frame, i, 'higher'))
  const calibration = calibrate(cases(0), frame, 0.01)
  const judged = judge(cases(LOOKS), frame, calibration, {
    final: true,
    earlyPass: false,
    earlyStop: true
  })
  return { cases, frame, windows: judged.judgements[0]?.placebo?.windows ?? 0 }
}

/** Milliseconds of each repetition. */
function timesOf(repeats: number, work: () => void): number[] {
  return Array.from({ length: repeats }, () => {
    const started = process.cpuUsage()
    work()
    const { user, system } = process.cpuUsage(started)
    return (user + system) / 1000
  })
}
