import { describe, expect, test } from '@jest/globals'
import type { LogsTrack, SignatureJudgement, SignatureTrack } from '../../src/model.js'
import { judgeSignatures } from '../../src/judge/signatures.js'
import type { Form } from './simulated-logs.js'
import { LOOKS, logsCheck, randomOf, simulate } from './simulated-logs.js'

const ALPHA = 0.01
const DEPLOYS = 150
/** One in a hundred, and what chance adds to it in so many deploys (binomial, 99.9 %). */
const MOST_FALSE = 6

describe('healthy deploys', () => {
  const rare = Array.from({ length: 60 }, (_, i): Form => ({ rate: 0.5 / (i + 1) }))
  const usual = Array.from({ length: 20 }, (_, i): Form => ({ rate: 1 + i }))
  const bursty = Array.from({ length: 20 }, (_, i): Form => ({ rate: 1 + i, bursts: 4 }))

  test.each([
    ['many rare signatures', rare],
    ['usual ones', usual],
    ['bursts', bursty],
    ['rare bursts', rare.map(form => ({ ...form, bursts: 3 }))],
    ['all of these', [...rare, ...usual, ...bursty]]
  ])('with %s alarm seldom, over all looks', (_, forms) => {
    const random = randomOf(7)
    let alarms = 0
    for (let i = 0; i < DEPLOYS; i++) {
      const found = judge(simulate(forms, random))
      if (found.some(({ state }) => state === 'new' || state === 'more')) alarms++
    }
    expect(alarms).toBeLessThanOrEqual(MOST_FALSE)
  })

  test('with three times the traffic alarm seldom: other lines tell of it', () => {
    const random = randomOf(8)
    const calm: Form = { rate: 40, level: 'info' }
    let alarms = 0
    for (let i = 0; i < DEPLOYS; i++) {
      const found = judge(simulate([calm, calm, { rate: 2 }, { rate: 5 }], random, 2.5))
      if (found.some(({ state }) => state === 'more')) alarms++
    }
    expect(alarms).toBeLessThanOrEqual(MOST_FALSE)
  })
})

describe('a bad deploy', () => {
  const noise = Array.from({ length: 50 }, (_, i): Form => ({ rate: 2 / (i + 1) }))

  test('whose new error comes once in a minute is found', () => {
    const random = randomOf(9)
    let found = 0
    for (let i = 0; i < 100; i++) {
      const world = simulate([...noise, { rate: 0.5 }], random)
      const fresh = {
        ...world.logs,
        signatures: world.logs.signatures.map(track =>
          track.id === 's50' ? withoutPast(track) : track
        )
      }
      if (stateOf(judge({ ...world, logs: fresh }), 's50') === 'new') found++
    }
    expect(found).toBeGreaterThanOrEqual(90)
  })

  test.each([
    [2, 1, 5, 95],
    [0.3, 1, 10, 80],
    [10, 4, 8, 80]
  ])(
    'whose known error (%d in a step, bursts %d) comes %d times as often is found in %d of 100',
    (rate, bursts, times, least) => {
      const random = randomOf(10)
      let found = 0
      for (let i = 0; i < 100; i++) {
        if (
          stateOf(
            judge(simulate([...noise, { rate, bursts: bursts - 1, times }], random)),
            's50'
          ) === 'more'
        )
          found++
      }
      expect(found).toBeGreaterThanOrEqual(least)
    }
  )

  test('stays bad at every later look', () => {
    const { logs, frame } = simulate([...noise, { rate: 1, times: 8 }], randomOf(11))
    let was = false
    for (let looks = 1; looks <= LOOKS; looks++) {
      const is =
        stateOf(judge({ logs: until(logs, frame.looks[looks - 1] ?? 0), frame }), 's50') === 'more'
      expect(was && !is).toBe(false)
      was = is
    }
    expect(was).toBe(true)
  })
})

describe('a signature without a past', () => {
  const world = simulate([{ rate: 5 }, { rate: 1 }], randomOf(12))
  const judged = (
    change: Partial<SignatureTrack>,
    check = logsCheck(),
    earlierDeploys?: number
  ) => {
    const [known, track] = world.logs.signatures
    if (known === undefined || track === undefined) throw new Error('no track')
    const signatures = [known, { ...withoutPast(track), ...change }]
    const logs = {
      ...world.logs,
      signatures,
      ...(earlierDeploys === undefined ? {} : { earlierDeploys })
    }
    return stateOf(judgeSignatures({ check, logs, frame: world.frame, alpha: ALPHA }), 's1')
  }
  const few = { soFar: [{ at: world.frame.looks[3] ?? 0, bad: 2, total: 120 }] }

  test('is new', () => expect(judged({})).toBe('new'))
  test('is rare below min-count', () => expect(judged(few)).toBe('rare'))
  test('is new from min-count on', () =>
    expect(judged(few, logsCheck({ newSignatures: { max: 0, minCount: 2 } }))).toBe('new'))
  test('is unproven where the baseline was sampled', () => {
    const { absence: _, ...track } = world.logs.signatures[1] ?? ({} as SignatureTrack)
    const signatures = [withoutPast(track)]
    expect(stateOf(judge({ ...world, logs: { ...world.logs, signatures } }), 's1')).toBe('unproven')
  })
  test('is not held against the release when a person accepted it', () =>
    expect(judged({ accepted: true })).toBe('accepted'))
  test('is noise when each of at least two earlier deploys had it', () => {
    expect(judged({ earlierDeploys: 3 }, logsCheck(), 3)).toBe('deploy-noise')
    expect(judged({ earlierDeploys: 2 }, logsCheck(), 3)).toBe('new')
    expect(judged({ earlierDeploys: 1 }, logsCheck(), 1)).toBe('new')
  })
  test('is noise when it came within deploy-noise only', () => {
    const events = world.logs.signatures[1]?.soFar.at(-1)?.bad ?? 0
    const check = logsCheck({ deployNoise: 60_000 })
    expect(judged({ early: events }, check)).toBe('deploy-noise')
    expect(judged({ early: events - 1 }, check)).toBe('new')
  })
  test('is known when it came further back', () =>
    expect(judged({ earlier: { at: 0, bad: 100, total: 36_000 } })).not.toBe('new'))
})

test('an accepted signature that jumps is still told', () => {
  const world = simulate([{ rate: 1, times: 10 }], randomOf(13))
  const signatures = world.logs.signatures.map(track => ({ ...track, accepted: true }))
  expect(stateOf(judge({ ...world, logs: { ...world.logs, signatures } }), 's0')).toBe('more')
})

test('a signature that comes no more is told where the check asks for that', () => {
  const world = simulate([{ rate: 5, times: 0 }, { rate: 5 }], randomOf(14))
  const check = logsCheck({ compare: { worse: 'either', tolerance: 2 } })
  const found = judgeSignatures({ check, logs: world.logs, frame: world.frame, alpha: ALPHA })
  expect([stateOf(found, 's0'), stateOf(found, 's1')]).toEqual(['more', 'known'])
  expect(stateOf(judge(world), 's0')).toBeUndefined()
})

test('any track has an answer', () => {
  const { frame } = simulate([], randomOf(1))
  const empty: LogsTrack = { signatures: [], soFar: [] }
  expect(judgeSignatures({ check: logsCheck(), logs: empty, frame, alpha: ALPHA })).toEqual([])
  const odd = {
    id: 'a',
    template: '',
    past: [],
    soFar: [{ at: 0, bad: 5, total: 0 }],
    frames: [],
    examples: []
  }
  const zero = { at: 0, matched: 0, read: 0, exposure: 0 }
  const logs: LogsTrack = { signatures: [odd], before: zero, soFar: [zero] }
  expect(judgeSignatures({ check: logsCheck(), logs, frame, alpha: ALPHA })).toHaveLength(1)
})

function judge({
  logs,
  frame
}: Pick<ReturnType<typeof simulate>, 'logs' | 'frame'>): readonly SignatureJudgement[] {
  return judgeSignatures({ check: logsCheck(), logs, frame, alpha: ALPHA })
}

function stateOf(found: readonly SignatureJudgement[], id: string) {
  return found.find(one => one.id === id)?.state
}

function withoutPast(track: SignatureTrack): SignatureTrack {
  return {
    ...track,
    past: [],
    before: { at: track.before?.at ?? 0, bad: 0, total: track.before?.total ?? 0 }
  }
}

function until(logs: LogsTrack, at: number): LogsTrack {
  return {
    ...logs,
    soFar: logs.soFar.filter(count => count.at <= at),
    signatures: logs.signatures.map(track => ({
      ...track,
      soFar: track.soFar.filter(tally => tally.at <= at)
    }))
  }
}
