import { expect, test } from '@jest/globals'
import { calibrate, judge } from '../../src/judge/judge.js'
import { evidenceOf, frameOf, queryCheck, samplesBefore, samplesSince, wander } from './builders.js'

/** Two series of one check, watched to the end of the bake; they alarm together at this sum of surprises. */
const frame = frameOf(20, 30_000, 400)
const check = queryCheck({ compare: { worse: 'higher', tolerance: 0.1 } })
const pasts = [1, 2].map(seed => samplesBefore(frame, wander(400, { spread: 0.05, seed })))
const casesOf = (...bakes: readonly (readonly number[])[]) => {
  const values = pasts.map((past, i) => ({
    labels: { pod: String(i) },
    past,
    bake: samplesSince(frame, bakes[i] ?? [])
  }))
  return [{ check, evidence: evidenceOf(frame, { values }) }]
}
const { joint, ...learned } = calibrate(casesOf(), frame, 0.01)
function judged(threshold: number, ...bakes: readonly (readonly number[])[]) {
  if (joint === undefined) throw new Error('not calibrated')
  const options = { final: false, earlyPass: false, earlyStop: false }
  const calibration = { ...learned, joint: { ...joint, threshold } }
  return judge(casesOf(...bakes), frame, calibration, options).judgements[0]
}
const level = (count: number, value = 100) => Array.from({ length: count }, () => value)

test('an alarm over all series is over when as many looks after it are calm as an alarm of one takes', () => {
  const whole = [...level(6), 116, 116, ...level(12)]
  const at = (looks: number) => judged(1, whole.slice(0, looks), whole.slice(0, looks))
  expect(at(8)?.firstBreach).toBe(frame.looks[7])
  expect(at(12)?.verdict).toBe('fail')
  expect(at(13)?.code).toBe('went-away')
})

test('an alarm over all series does not go away where its leader has no value any more', () => {
  const one = [...level(3), 115, 115, ...level(7)]
  const other = [...level(14), 115, 115, ...level(4)]
  const found = judged(3, one, other)
  expect(found?.firstBreach).toBe(frame.looks[15])
  expect(found?.code).toBe('joint-alarm')
})
