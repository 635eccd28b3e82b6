import { expect, test } from '@jest/globals'
import type { CheckSettings, CountTrack, Evidence, Look } from '../../src/model.js'
import { counted, frameOf, judgeOne, looksOf, queryCheck, ratioCheck, track } from './builders.js'

const frame = frameOf(20)
const steps = (count: number, bad: number, total: number) =>
  Array.from({ length: count }, (): [number, number] => [bad, total])
const looks = (...parts: readonly (readonly [number, Look['state']])[]) =>
  looksOf(
    frame,
    parts.flatMap(([count, state]) => Array.from({ length: count }, () => state))
  )

function told(check: CheckSettings, evidence: Partial<Evidence>) {
  const [judgement] = judgeOne(frame, check, evidence).judgements
  const { verdict, code, sentence } = judgement ?? {}
  return { verdict, code, sentence }
}
const past = Array.from({ length: 120 }, () => 1)
const silentCounts = (before: number, labels: Record<string, string> = {}) =>
  counted(frame, steps(120, 0, before), steps(20, 0, 0), labels)

test('a bake without a look says nothing of the series', () => {
  expect(told(queryCheck(), { values: [track(frame, past, [])], looks: [] }).code).toBe(
    'low-coverage'
  )
})

test('as many looks without a value as with none are silent looks all', () => {
  const values = [track(frame, past, [])]
  expect(told(queryCheck(), { values, looks: looks([10, 'empty'], [10, 'answered']) })).toEqual({
    verdict: 'inconclusive',
    code: 'stopped-at-deploy',
    sentence:
      'The series was there until the deploy; since then 20 evaluations of a living endpoint had no value.'
  })
})

test('traffic that comes late is traffic', () => {
  const counts = [counted(frame, steps(120, 0, 100), [...steps(5, 0, 0), ...steps(15, 0, 100)])]
  expect(told(ratioCheck(), { counts }).verdict).toBe('pass')
})

test('no series at all is not taken for zero where the endpoint did not say that it is empty', () => {
  const check = ratioCheck({ noData: 'zero' })
  expect(told(check, { counts: [], looks: looks([20, 'answered']) }).code).toBe('never-existed')
})

test('counts that stopped before the rollout are told so', () => {
  const { before: _, ...whole } = counted(frame, steps(120, 0, 100), [])
  const counts = [{ ...whole, past: whole.past.slice(0, 114) }]
  expect(told(ratioCheck(), { counts, looks: looks([20, 'empty']) }).sentence).toBe(
    'The series had already stopped 3 min before the rollout.'
  )
})

test('a baseline without its steps is a past', () => {
  expect(told(ratioCheck(), { counts: [{ ...silentCounts(3), past: [] }] }).code).toBe(
    'zero-traffic'
  )
})

test('bad events of one series without a total are told', () => {
  const odd = counted(frame, steps(120, 0, 3), steps(20, 1, 0), { pod: 'b' })
  expect(told(ratioCheck(), { counts: [silentCounts(3, { pod: 'a' }), odd] }).sentence).toBe(
    'Bad events were counted, but the total is zero. Compare the two queries.'
  )
})

test('no traffic is told beside a series that is new and one that went away', () => {
  const fresh: CountTrack = counted(frame, [], steps(20, 0, 0), { pod: 'b' })
  const gone = counted(frame, steps(120, 0, 3), [], { pod: 'c' })
  expect(
    told(ratioCheck(), { counts: [silentCounts(3, { pod: 'a' }), fresh, gone] }).sentence
  ).toBe('Not one request since the deploy; 60 were to be expected from the time before it.')
})
