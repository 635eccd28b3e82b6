import { describe, expect, test } from '@jest/globals'
import {
  countCheck,
  counted,
  firingCheck,
  frameOf,
  judgeAll,
  judgeOne,
  evidenceOf,
  looksOf,
  probeCheck,
  queryCheck,
  ratioCheck,
  track,
  wander
} from './builders.js'
import type { Look, Unit, Worse } from '../../src/model.js'

const frame = frameOf(20)
const steady = (count: number, bad: number, total: number) =>
  Array.from({ length: count }, (): [number, number] => [bad, total])
const level = (count: number, value: number) => Array.from({ length: count }, () => value)
const compare = { worse: 'higher' as const, tolerance: 0.5 }

describe('limits', () => {
  test('a value above its maximum at two looks running fails and says by how much', () => {
    const values = [track(frame, [], [0.5, 0.9, 0.95, 0.5])]
    const { verdict, code, judgements, decided } = judgeOne(
      frame,
      queryCheck({ max: 0.8, unit: 'seconds' }),
      { values },
      { final: false }
    )
    expect({ verdict, code, decided }).toEqual({
      verdict: 'fail',
      code: 'above-max',
      decided: true
    })
    expect(judgements[0]?.sentence).toBe(
      '900 ms is above the maximum of 800 ms at 2 evaluations running.'
    )
    expect(judgements[0]?.firstBreach).toBe(frame.looks[1])
  })

  test('one breach that goes away passes with a note', () => {
    const values = [track(frame, [], [0.9, ...level(19, 0.5)])]
    const { verdict, sentence, judgements } = judgeOne(frame, queryCheck({ max: 0.8 }), { values })
    expect(verdict).toBe('pass')
    expect(judgements[0]?.sentence).toContain('broken at 1 of 20 evaluations')
    expect(sentence).toBe('The check passed.')
  })

  test('one breach of a critical check fails', () => {
    const values = [track(frame, [], [0.9, ...level(19, 0.5)])]
    expect(judgeOne(frame, queryCheck({ max: 0.8, critical: true }), { values }).verdict).toBe(
      'fail'
    )
  })

  test('a query over the window is held against its limit over the bake so far', () => {
    const spiky = track(frame, [], [0.5, 0.9, 0.9, ...level(17, 0.5)])
    const soFar = frame.looks.map(at => ({ at, value: 0.6 }))
    const check = queryCheck({ max: 0.8 })
    expect(judgeOne(frame, check, { values: [spiky] }).verdict).toBe('fail')
    expect(judgeOne(frame, check, { values: [{ ...spiky, soFar }] }).verdict).toBe('pass')
  })

  test('a value below its minimum fails', () => {
    const values = [track(frame, [], level(20, 3))]
    expect(judgeOne(frame, queryCheck({ min: 5 }), { values }).code).toBe('below-min')
  })

  test('a value at its limit does not break it', () => {
    const values = [track(frame, [], level(20, 5))]
    expect(judgeOne(frame, queryCheck({ min: 5, max: 5 }), { values }).verdict).toBe('pass')
  })

  test('a ratio above its maximum is judged over the bake so far', () => {
    const counts = [counted(frame, [], [[5, 100], [0, 100], [0, 100], ...steady(17, 0, 100)])]
    const { code, judgements } = judgeOne(frame, ratioCheck({ max: 0.02 }), { counts })
    expect(code).toBe('above-max')
    expect(judgements[0]?.after).toBeCloseTo(0.025)
  })

  test('a count is judged over the bake so far', () => {
    const counts = [counted(frame, [], steady(20, 1, 30))]
    expect(judgeOne(frame, countCheck({ max: 10 }), { counts }).code).toBe('above-max')
    expect(judgeOne(frame, countCheck({ max: 30 }), { counts }).code).toBe('healthy')
  })

  test('a limit that the baseline broke as well is not blamed on the deploy', () => {
    const values = [track(frame, wander(120, { level: 1 }), wander(20, { level: 1, seed: 2 }))]
    const { verdict, code } = judgeOne(frame, queryCheck({ max: 0.5 }), { values })
    expect({ verdict, code }).toEqual({ verdict: 'inconclusive', code: 'already-failing' })
  })

  test('a limit that the baseline broke as well fails when it got worse', () => {
    const values = [track(frame, wander(120, { level: 1 }), wander(20, { level: 3, seed: 2 }))]
    expect(judgeOne(frame, queryCheck({ max: 0.5 }), { values }).code).toBe('above-max')
  })

  test('a ratio limit that the baseline broke as well fails only when it got worse', () => {
    const check = ratioCheck({ max: 0.01 })
    const same = [counted(frame, steady(120, 3, 100), steady(20, 3, 100))]
    const worse = [counted(frame, steady(120, 3, 100), steady(20, 9, 100))]
    expect(judgeOne(frame, check, { counts: same }).code).toBe('already-failing')
    expect(judgeOne(frame, check, { counts: worse }).code).toBe('above-max')
  })

  test('fewer requests than needed decide nothing', () => {
    const counts = [counted(frame, [], [...steady(19, 1, 1), [18, 18]])]
    const { verdict, code, judgements } = judgeOne(
      frame,
      ratioCheck({ max: 0.01, minTotal: 200 }),
      {
        counts
      }
    )
    expect({ verdict, code }).toEqual({ verdict: 'inconclusive', code: 'too-few-requests' })
    expect(judgements[0]?.sentence).toBe('Only 37 of the 200 requests that are needed to decide.')
  })
})

describe('comparisons', () => {
  const check = queryCheck({ compare: { worse: 'higher', tolerance: 0.2 }, unit: 'seconds' })

  test.each([
    [60, 10],
    [60, 30],
    [120, 10],
    [120, 30]
  ])('with %i values before and %i since, three times the latency fails', (before, since) => {
    const small = frameOf(since, 2000, before)
    for (const memory of [0, 0.5]) {
      const past = wander(before, { level: 0.2, memory })
      const bake = wander(since, { level: 0.6, memory, seed: 9 })
      const { code } = judgeOne(small, check, { values: [track(small, past, bake)] })
      expect(code).toBe('worse-than-baseline')
    }
  })

  test.each([
    [60, 10],
    [60, 30],
    [120, 10],
    [120, 30]
  ])('with %i values before and %i since, the same latency passes', (before, since) => {
    const small = frameOf(since, 2000, before)
    const alarms = Array.from({ length: 40 }, (_, seed) => {
      const all = wander(before + since, { level: 0.2, memory: 0.5, seed: 100 + seed })
      const values = [track(small, all.slice(0, before), all.slice(before))]
      return judgeOne(small, check, { values }).verdict
    })
    expect(alarms.filter(verdict => verdict === 'fail').length).toBeLessThanOrEqual(1)
    expect(alarms.filter(verdict => verdict === 'pass').length).toBeGreaterThanOrEqual(36)
  })

  test('the verdict does not depend on the unit', () => {
    const past = wander(400, { level: 0.2, memory: 0.5 })
    const bake = wander(20, { level: 0.31, memory: 0.5, seed: 5 })
    const scaled = (factor: number) =>
      judgeOne(frame, check, {
        values: [
          track(
            frame,
            past.map(value => value * factor),
            bake.map(value => value * factor)
          )
        ]
      }).judgements[0]
    expect(scaled(1e6)?.verdict).toBe(scaled(1)?.verdict)
    expect(scaled(1e6)?.chance).toBeCloseTo(scaled(1)?.chance ?? -1, 9)
  })

  test('a constant past and a constant rise fail, a constant past and the same constant pass', () => {
    const past = level(120, 0.25)
    expect(judgeOne(frame, check, { values: [track(frame, past, level(20, 0.5))] }).verdict).toBe(
      'fail'
    )
    expect(judgeOne(frame, check, { values: [track(frame, past, level(20, 0.25))] }).verdict).toBe(
      'pass'
    )
  })

  test('a gauge that was always zero and is not any more fails', () => {
    const values = [track(frame, level(120, 0), level(20, 4))]
    expect(judgeOne(frame, check, { values }).verdict).toBe('fail')
  })

  test('a fall fails where lower is worse', () => {
    const lower = queryCheck({ compare: { worse: 'lower', tolerance: 0.3 } })
    const values = [track(frame, wander(400), wander(20, { level: 40, seed: 3 }))]
    expect(judgeOne(frame, lower, { values }).code).toBe('worse-than-baseline')
    expect(judgeOne(frame, check, { values }).code).toBe('nothing-worse')
  })

  describe('a share of successes', () => {
    const dips = wander(400, { level: 0.002, spread: 0.5, seed: 6 })
    const past = dips.map(failed => 1 - failed)
    const fallen = dips.slice(0, 20).map(failed => 1 - 15 * failed)
    const judgeShare = (worse: Worse, unit: Unit, factor: number) => {
      const scaled = (values: readonly number[]) => values.map(value => factor * value)
      const values = [track(frame, scaled(past), scaled(fallen))]
      return judgeOne(frame, queryCheck({ compare: { worse, tolerance: 0.25 }, unit }), { values })
        .code
    }

    test('that falls from 99.8 % to 97 % is fifteen times the failures', () => {
      expect(judgeShare('lower', 'fraction', 1)).toBe('worse-than-baseline')
      expect(judgeShare('either', 'fraction', 1)).toBe('worse-than-baseline')
    })

    test('is told by its unit: a plain number fell by 3 %, which is tolerated', () => {
      expect(judgeShare('lower', 'none', 1)).toBe('nothing-worse')
    })

    test('of which more is worse is compared as it is', () => {
      expect(judgeShare('higher', 'fraction', 1)).toBe('nothing-worse')
      const busy = (level: number) =>
        judgeOne(
          frame,
          queryCheck({ compare: { worse: 'higher', tolerance: 0.25 }, unit: 'fraction' }),
          {
            values: [
              track(
                frame,
                wander(400, { level: 0.6, spread: 0.02 }),
                Array.from({ length: 20 }, () => level)
              )
            ]
          }
        ).code
      expect(busy(0.68)).toBe('nothing-worse')
      expect(busy(0.8)).toBe('worse-than-baseline')
    })
  })

  test('without a past there is no comparison, and that is not healthy', () => {
    const { verdict, code } = judgeOne(frame, check, { values: [track(frame, [], level(20, 1))] })
    expect({ verdict, code }).toEqual({ verdict: 'inconclusive', code: 'too-little-history' })
  })

  test('twice the errors fail with the counts in the sentence', () => {
    const counts = [counted(frame, steady(120, 3, 1000), steady(20, 8, 1000))]
    const { code, judgements } = judgeOne(frame, ratioCheck({ compare }), { counts })
    expect(code).toBe('worse-than-baseline')
    expect(judgements[0]?.sentence).toMatch(
      /^\d+ bad events in [\d ]+ requests \(0\.8 %\), [\d.]+ expected \(0\.3 %\); would happen by chance in (less than )?1 of [\d ]+ deploys\.$/
    )
    expect(judgements[0]?.chance).toBeLessThan(0.01)
  })

  test('the same share of errors passes', () => {
    const counts = [counted(frame, steady(120, 3, 1000), steady(20, 3, 1000))]
    expect(judgeOne(frame, ratioCheck({ compare }), { counts }).code).toBe('nothing-worse')
  })

  test('a rise of less than a tenth of a percentage point is no incident', () => {
    const counts = [counted(frame, steady(120, 3, 100_000), steady(20, 60, 100_000))]
    expect(judgeOne(frame, ratioCheck({ compare }), { counts }).code).toBe('nothing-worse')
  })

  test('events that always come in bursts are judged more carefully than even ones', () => {
    const even = steady(120, 5, 1000)
    const bursts = even.map((_, i): [number, number] => [i % 10 === 0 ? 50 : 0, 1000])
    const bake = steady(20, 9, 1000)
    const verdict = (past: [number, number][]) =>
      judgeOne(frame, ratioCheck({ compare }), { counts: [counted(frame, past, bake)] }).verdict
    expect(verdict(even)).toBe('fail')
    expect(verdict(bursts)).toBe('inconclusive')
  })

  test('a count compares with the time before', () => {
    const check = countCheck({ compare })
    const past = steady(120, 2, 30)
    expect(
      judgeOne(frame, check, { counts: [counted(frame, past, steady(20, 2, 30))] }).verdict
    ).toBe('pass')
    const worse = judgeOne(frame, check, { counts: [counted(frame, past, steady(20, 6, 30))] })
    expect(worse.code).toBe('worse-than-baseline')
    expect(worse.judgements[0]?.sentence).toContain('events in')
  })

  test('the worst series wins and is named', () => {
    const values = ['a', 'b', 'c'].map((pod, i) =>
      track(
        frame,
        wander(400, { seed: i }),
        wander(20, { level: pod === 'b' ? 300 : 100, seed: 7 + i }),
        { pod }
      )
    )
    const { judgements } = judgeOne(frame, check, { values })
    expect(judgements[0]).toMatchObject({ verdict: 'fail', series: { pod: 'b' }, seriesCount: 3 })
  })

  test('a new instance is held against those that it replaced', () => {
    const old = [0, 1].map(i => track(frame, wander(400, { seed: i }), [], { pod: `old-${i}` }))
    const fresh = (height: number) =>
      track(frame, [], wander(20, { level: height, seed: 5 }), { pod: 'new' })
    expect(judgeOne(frame, check, { values: [...old, fresh(100)] }).verdict).toBe('pass')
    expect(judgeOne(frame, check, { values: [...old, fresh(300)] }).verdict).toBe('fail')
  })
})

describe('no data', () => {
  const states = (state: Look['state']) => Array.from({ length: 20 }, () => state)
  const empty = looksOf(frame, states('empty'))

  test('a query that never had an answer is told apart from one that stopped', () => {
    const never = judgeOne(frame, queryCheck({ max: 1 }), { looks: empty })
    expect(never).toMatchObject({ verdict: 'inconclusive', code: 'never-existed' })
    const values = [track(frame, level(120, 1), [])]
    const stopped = judgeOne(frame, queryCheck({ max: 1 }), { values, looks: empty })
    expect(stopped).toMatchObject({ verdict: 'inconclusive', code: 'stopped-at-deploy' })
  })

  test('silence fails where the check says so', () => {
    const values = [track(frame, level(120, 1), [])]
    const silent = judgeOne(frame, queryCheck({ max: 1, silence: 'fail' }), {
      values,
      looks: empty
    })
    expect(silent).toMatchObject({ verdict: 'fail', code: 'silent' })
  })

  test('a dead endpoint is not silence', () => {
    const values = [track(frame, level(120, 1), [])]
    const looks = looksOf(frame, states('failed'))
    const dead = judgeOne(frame, queryCheck({ max: 1, silence: 'fail' }), { values, looks })
    expect(dead).toMatchObject({ verdict: 'inconclusive', code: 'provider-error' })
  })

  test.each([
    ['inconclusive', 'inconclusive', 'never-existed'],
    ['fail', 'fail', 'no-data'],
    ['pass', 'pass', 'healthy'],
    ['zero', 'pass', 'healthy']
  ] as const)('no-data: %s makes it %s', (noData, verdict, code) => {
    expect(judgeOne(frame, queryCheck({ max: 1, noData }), { looks: empty })).toMatchObject({
      verdict,
      code
    })
  })

  test('zero traffic is told apart from a ratio that was never defined', () => {
    const check = ratioCheck({ max: 0.01 })
    const gone = [counted(frame, steady(120, 0, 100), steady(20, 0, 0))]
    const never = [counted(frame, steady(120, 0, 0), steady(20, 0, 0))]
    expect(judgeOne(frame, check, { counts: gone }).code).toBe('zero-traffic')
    expect(judgeOne(frame, check, { counts: never }).code).toBe('undefined-ratio')
    expect(judgeOne(frame, { ...check, silence: 'fail' }, { counts: gone }).code).toBe('silent')
  })

  test('a log query that read lines and matched none counts zero', () => {
    const looks = looksOf(frame, states('empty'))
    expect(judgeOne(frame, countCheck({ max: 3 }), { looks, scanned: 500 }).code).toBe('healthy')
    expect(judgeOne(frame, countCheck({ max: 3 }), { looks, scanned: 0 }).code).toBe(
      'never-existed'
    )
  })

  test.each([
    ['partial', 'partial-data'],
    ['stale', 'stale-data'],
    ['failed', 'provider-error'],
    ['empty', 'low-coverage']
  ] as const)('half of the looks %s is %s', (state, code) => {
    const looks = looksOf(
      frame,
      [...Array.from({ length: 10 }, () => 'answered' as const), ...states(state)].slice(0, 20)
    )
    const values = [track(frame, [], level(10, 0.1))]
    expect(judgeOne(frame, queryCheck({ max: 1 }), { values, looks })).toMatchObject({
      verdict: 'inconclusive',
      code
    })
  })

  test('a breach seen only in incomplete data does not fail', () => {
    const looks = looksOf(frame, states('partial'))
    const values = [track(frame, [], level(20, 5))]
    expect(judgeOne(frame, queryCheck({ max: 1 }), { values, looks }).code).toBe('partial-data')
  })
})

describe('points in time', () => {
  const at = (values: number[]) => ({ values: [track(frame, [], values)], pointInTime: true })

  test('a probe that fails twice running fails the check', () => {
    expect(judgeOne(frame, probeCheck(), at([1, 0, 1, ...level(17, 1)])).verdict).toBe('pass')
    expect(judgeOne(frame, probeCheck(), at([1, 0, 0, ...level(17, 1)])).code).toBe('probe-failed')
  })

  test('a firing alert fails the check', () => {
    expect(judgeOne(frame, firingCheck(), at([...level(19, 0), 1])).code).toBe('alert-firing')
    expect(judgeOne(frame, firingCheck(), at(level(20, 0))).code).toBe('healthy')
  })

  test('is planned from its first look on', () => {
    const looks = looksOf(
      frame,
      Array.from({ length: 20 }, () => 'answered' as const)
    ).slice(-1)
    const values = [{ labels: {}, past: [], bake: [{ at: frame.bake.end, value: 1 }] }]
    expect(judgeOne(frame, probeCheck(), { looks, values, pointInTime: true }).verdict).toBe('pass')
  })
})

describe('the gate', () => {
  const good = {
    check: queryCheck({ name: 'good', max: 1 }),
    evidence: evidenceOf(frame, { values: [track(frame, [], level(20, 0.5))] })
  }
  const bad = {
    check: queryCheck({ name: 'bad', max: 1 }),
    evidence: evidenceOf(frame, { values: [track(frame, [], level(20, 5))] })
  }
  const down = {
    check: queryCheck({ name: 'down', max: 1 }),
    evidence: evidenceOf(frame, {
      looks: looksOf(
        frame,
        Array.from({ length: 20 }, () => 'failed' as const)
      )
    })
  }

  test('a certain breach wins over an endpoint that is down, and both are reported', () => {
    const analysis = judgeAll(frame, [down, good, bad])
    expect(analysis).toMatchObject({ verdict: 'fail', code: 'above-max', decidedBy: 'bad' })
    expect(analysis.judgements.map(({ verdict }) => verdict)).toEqual([
      'inconclusive',
      'pass',
      'fail'
    ])
  })

  test('ignorance about one required check is never a pass', () => {
    expect(judgeAll(frame, [good, down])).toMatchObject({
      verdict: 'inconclusive',
      decidedBy: 'down'
    })
  })

  test('a check that is not required is reported and not counted', () => {
    const optional = { ...bad, check: queryCheck({ name: 'bad', max: 1, required: false }) }
    const analysis = judgeAll(frame, [good, optional])
    expect(analysis.verdict).toBe('pass')
    expect(analysis.judgements[1]?.verdict).toBe('fail')
    expect(judgeAll(frame, [optional]).verdict).toBe('inconclusive')
  })

  test('an empty set of checks never passes', () => {
    expect(judgeAll(frame, []).verdict).toBe('inconclusive')
  })

  test('a run that ends before the first evaluation never passes', () => {
    expect(judgeOne(frame, queryCheck({ max: 1 }), {}).verdict).toBe('inconclusive')
  })

  test('a healthy start is not decided before the end', () => {
    const values = [track(frame, [], level(10, 0.5))]
    const sofar = judgeOne(frame, queryCheck({ max: 1 }), { values }, { final: false })
    expect(sofar).toMatchObject({ verdict: 'pass', decided: false })
  })

  test('an early pass needs fifteen looks and ten minutes', () => {
    const long = frameOf(60)
    const early = (looks: number) =>
      judgeOne(
        long,
        queryCheck({ max: 1 }),
        { values: [track(long, [], level(looks, 0.5))] },
        { final: false, earlyPass: true }
      ).decided
    expect(early(19)).toBe(false)
    expect(early(20)).toBe(true)
  })
})

describe('an early pass of a comparison', () => {
  const long = frameOf(60)
  const soon = { final: false, earlyPass: true }
  const looks = 25

  test('needs one that would have seen twice the tolerated change', () => {
    const decided = (spread: number) =>
      judgeOne(
        long,
        queryCheck({ compare: { worse: 'higher', tolerance: 0.2 } }),
        { values: [track(long, wander(600, { spread }), wander(looks, { spread, seed: 2 }))] },
        soon
      )
    expect(decided(0.02)).toMatchObject({ verdict: 'pass', decided: true })
    expect(decided(1)).toMatchObject({ verdict: 'pass', decided: false })
  })

  test('needs events enough for the boundary of that look, not of the last', () => {
    const decided = (errors: number) => {
      const counts = [counted(long, steady(120, errors, 1000), steady(looks, errors, 1000))]
      return judgeOne(long, ratioCheck({ compare }), { counts }, soon).decided
    }
    expect(decided(20)).toBe(true)
    expect(decided(0.4)).toBe(false)
  })
})

test('the worked example of docs/judging.md comes out as it says', () => {
  const long = frameOf(30)
  const past = steady(20, 3, 1000)
  const at = long.looks[14] ?? 0
  const before = { at: long.rolloutStart, bad: 60, total: 20_000 }
  const soFar = [{ at, bad: 31, total: 4210 }]
  const counts = [{ ...counted(long, past, []), before, soFar }]
  const looks = looksOf(
    long,
    Array.from({ length: 15 }, () => 'answered' as const)
  )
  const { judgements } = judgeOne(
    long,
    ratioCheck({ compare }),
    { counts, looks },
    { final: false }
  )
  expect(judgements[0]?.sentence).toBe(
    '31 bad events in 4 210 requests (0.74 %), 13 expected (0.3 %); would happen by chance in 1 of 210 deploys.'
  )
})

describe('a control group', () => {
  const check = queryCheck({ compare: { worse: 'higher', tolerance: 0.2 } })
  /** Canary and control share the same swings; the canary is `factor` times as high since the deploy. */
  const together = (factor: number) => {
    const swing = wander(420, { memory: 0.95, spread: 0.4, seed: 4 })
    const own = wander(420, { level: 1, spread: 0.03, seed: 8 }).map(
      (value, i) => value * (swing[i] ?? 0)
    )
    const past = track(frame, own.slice(0, 400), [])
    const control = track(frame, swing.slice(0, 400), swing.slice(400))
    const bake = own.slice(400).map(value => value * factor)
    return { ...past, bake: track(frame, [], bake).bake, control }
  }

  test('takes away the swings that both share', () => {
    expect(judgeOne(frame, check, { values: [together(1)] }).verdict).toBe('pass')
    expect(judgeOne(frame, check, { values: [together(1.5)] }).verdict).toBe('fail')
    const { control: _control, ...alone } = together(1.5)
    expect(judgeOne(frame, check, { values: [alone] }).verdict).toBe('pass')
  })

  test('of counts is held against the canary in the same time', () => {
    const ratio = ratioCheck({ compare })
    const own = (bad: number) => counted(frame, [], steady(20, bad, 100))
    const control = counted(frame, [], steady(20, 9, 900))
    const verdict = (bad: number) =>
      judgeOne(frame, ratio, { counts: [{ ...own(bad), control }] }).verdict
    expect(verdict(1)).toBe('pass')
    expect(verdict(4)).toBe('fail')
  })

  test('that lives while the new release is silent makes silence certain', () => {
    const values = [{ ...track(frame, [], []), control: track(frame, [], level(20, 1)) }]
    const looks = looksOf(
      frame,
      Array.from({ length: 20 }, () => 'empty' as const)
    )
    expect(judgeOne(frame, { ...check, silence: 'fail' }, { values, looks }).code).toBe('silent')
  })
})

describe('the alarm over all series', () => {
  test('finds a fault that shows a little in several of them', () => {
    const quiet = frameOf(30)
    const cases = (factor: number) =>
      Array.from({ length: 6 }, (_, i) => {
        const all = wander(930, { memory: 0.3, spread: 0.15, seed: 40 + i })
        const bake = all.slice(900).map(value => value * factor)
        const check = queryCheck({ name: `c${i}`, compare: { worse: 'higher', tolerance: 0.05 } })
        return {
          check,
          evidence: evidenceOf(quiet, { values: [track(quiet, all.slice(0, 900), bake)] })
        }
      })
    expect(judgeAll(quiet, cases(1)).verdict).toBe('pass')
    expect(judgeAll(quiet, cases(1.08))).toMatchObject({ verdict: 'fail', code: 'joint-alarm' })
  })
})
