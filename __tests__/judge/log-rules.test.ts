import { describe, expect, test } from '@jest/globals'
import type { Evidence, LogsCheck, LogsTrack, Look, SignatureTrack } from '../../src/model.js'
import { judgeLogs } from '../../src/judge/logs.js'
import { read } from '../../src/judge/reading.js'
import { evidenceOf, frameOf, logsCheck, looksOf } from './builders.js'

/** Steps and looks of 32 s: 64 before the deploy, ten since. */
const LOOKS = 10
const SECONDS = 2048
const frame = frameOf(LOOKS, 32_000, 64)
const look = (i: number) => frame.bake.start + i * 32_000

/** Not in the baseline, of which every line was read; so many events at these looks. */
function unknown(
  id: string,
  since: Readonly<Record<number, number>>,
  change: Partial<SignatureTrack> = {}
): SignatureTrack {
  const constant = { template: '', past: [], frames: [], examples: [], absence: 'read' as const }
  const soFar = Object.entries(since).map(([i, bad]) => ({
    at: look(Number(i)),
    bad,
    total: 32 * Number(i)
  }))
  const before = { at: frame.rolloutStart, bad: 0, total: SECONDS }
  return { id, ...constant, before, soFar, ...change }
}
/** So many events before the deploy, of which nobody knows when they came. */
function known(
  id: string,
  events: number,
  since: Readonly<Record<number, number>>,
  change: Partial<SignatureTrack> = {}
) {
  const before = { at: frame.rolloutStart, bad: events, total: SECONDS }
  return unknown(id, since, { before, ...change })
}
function unproven(id: string, since: Readonly<Record<number, number>>): SignatureTrack {
  const { absence: _, ...track } = unknown(id, since)
  return track
}

interface Asked {
  readonly check?: Partial<LogsCheck>
  readonly logs?: Partial<LogsTrack>
  readonly evidence?: Partial<Evidence>
  readonly looks?: readonly Look['state'][]
  readonly final?: boolean
}

/** What the rules say. Before the deploy were 1280 lines, 20 for each look; since then 400, of which 300 were read. */
function findings(signatures: readonly SignatureTrack[], asked: Asked = {}) {
  const check = logsCheck(asked.check)
  const logs = {
    signatures,
    before: { at: frame.rolloutStart, matched: 1280, read: 1280, exposure: SECONDS },
    soFar: [
      { at: look(1), matched: 40, read: 30, exposure: 24 },
      { at: look(2), matched: 80, read: 60, exposure: 48 },
      { at: look(LOOKS), matched: 400, read: 300, exposure: 240 }
    ],
    ...asked.logs
  }
  const looks = looksOf(frame, asked.looks ?? all('answered'))
  return judged(check, evidenceOf(frame, { looks, logs, ...asked.evidence }), asked.final)
}
function judged(check: LogsCheck, evidence: Evidence, final = true) {
  const trial = {
    check,
    evidence,
    frame,
    final,
    reading: read(check, evidence, frame),
    comparer: undefined,
    falseAlarmRate: 0.01,
    alpha: 0.01,
    patient: false
  }
  return judgeLogs(trial, check).findings
}
function all(state: Look['state']): Look['state'][] {
  return Array.from({ length: LOOKS }, () => state)
}

const counts = { bad: 300, total: 400 }
/** The finding that stands where no other does; `told` in short. */
const passing = (told: string, after = 0, max = 0) => ({
  verdict: 'pass',
  code: 'nothing-worse',
  sentence: told,
  certain: false,
  after,
  counts,
  limit: { kind: 'max', value: max }
})
const codesOf = (...args: Parameters<typeof findings>) => findings(...args).map(({ code }) => code)

describe('new signatures', () => {
  test('are a failure, told with all of their events and the first look that had one', () => {
    const found = findings([
      unknown('a', { 2: 3, 4: 5 }),
      unknown('b', { 3: 7 }),
      unknown('rare', { 1: 1 })
    ])
    expect(found).toStrictEqual([
      {
        verdict: 'fail',
        code: 'new-signatures',
        sentence: '2 new signatures in 12 log events since the deploy, not one of them before it.',
        certain: true,
        after: 2,
        counts,
        limit: { kind: 'max', value: 0 },
        firstBreach: look(2)
      },
      passing('3 signatures in 300 lines, 2 of them new, and 1 came too seldom to count.', 2)
    ])
  })

  test('are permitted up to the limit', () => {
    const two = [unknown('a', { 2: 3 }), unknown('b', { 3: 7 })]
    const check = (max: number) => ({ newSignatures: { max, minCount: 3 } })
    expect(findings(two, { check: check(1) })[0]).toMatchObject({
      code: 'new-signatures',
      limit: { kind: 'max', value: 1 }
    })
    expect(findings(two, { check: check(2) })).toStrictEqual([
      passing('2 signatures in 300 lines, 2 of them new.', 2, 2)
    ])
  })
})

describe('signatures that may be new', () => {
  test('are no pass and no failure', () => {
    expect(findings([unproven('a', { 2: 5 })])).toStrictEqual([
      {
        verdict: 'inconclusive',
        code: 'partial-data',
        sentence: '1 signature may be new: not every line of before the deploy was read.',
        certain: false,
        after: 1
      },
      passing('1 signature in 300 lines, none of them new.')
    ])
  })

  test('are permitted up to the limit', () => {
    const two = [unproven('a', { 2: 5 }), unproven('b', { 2: 5 })]
    const check = (max: number) => ({ newSignatures: { max, minCount: 3 } })
    expect(codesOf(two, { check: check(1) })).toEqual(['partial-data', 'nothing-worse'])
    expect(codesOf(two, { check: check(2) })).toEqual(['nothing-worse'])
  })
})

describe('known signatures that jump', () => {
  test('are a failure, told by the one with the most events', () => {
    const [found, last, ...rest] = findings([
      known('a', 64, { 1: 40 }),
      known('b', 64, { 2: 60 }),
      known('c', 64, { 3: 3 })
    ])
    expect(found).toStrictEqual({
      verdict: 'fail',
      code: 'signature-rate',
      sentence:
        'A known signature came 60 times where 2 were to be expected, 30 times. 1 other signature jumped too.',
      certain: true,
      after: 60,
      before: 2,
      counts,
      limit: { kind: 'tolerance', value: 2, worse: 'higher' },
      effect: { as: 'ratio', value: 30 },
      chance: expect.any(Number),
      firstBreach: look(2)
    })
    expect(last).toStrictEqual(passing('3 signatures in 300 lines, none of them new.'))
    expect(rest).toEqual([])
  })

  test('are told alone, and by the tolerance of the check', () => {
    const check = { compare: { worse: 'higher' as const, tolerance: 4 } }
    expect(findings([known('a', 64, { 1: 40 })], { check })[0]).toMatchObject({
      sentence: 'A known signature came 40 times where 1 was to be expected, 40 times.',
      limit: { kind: 'tolerance', value: 4 }
    })
  })

  test('are told by no tolerance where the check does not compare', () => {
    const check = logsCheck()
    const { compare: _, ...alone } = check
    const logs = { signatures: [known('a', 64, { 1: 40 })], soFar: [] }
    const evidence = evidenceOf(frame, { looks: looksOf(frame, all('answered')), logs })
    expect(judged(alone, evidence)[0]).toMatchObject({
      code: 'signature-rate',
      limit: { kind: 'tolerance', value: 0 }
    })
  })

  test('are told by no ratio where nothing was to be expected', () => {
    const soFar = [{ at: look(1), bad: 40, total: 0 }]
    const [found] = findings([{ ...known('a', 64, {}), soFar }])
    expect(found?.sentence).toBe('A known signature came 40 times where 0 were to be expected.')
    expect(found).not.toHaveProperty('effect')
    expect(found?.before).toBe(0)
  })
})

describe('signatures that are held against nobody', () => {
  test('are told with their number', () => {
    const check = { deployNoise: 1 }
    const signatures = [
      unknown('rare', { 1: 1 }),
      unknown('rarer', { 1: 1 }),
      unknown('accepted', { 1: 9 }, { accepted: true }),
      unknown('noise', { 1: 9 }, { early: 9 }),
      unknown('more noise', { 1: 9 }, { early: 9 }),
      known('known', 640, { 1: 9 })
    ]
    expect(findings(signatures, { check })).toStrictEqual([
      passing(
        '6 signatures in 300 lines, none of them new but for those of which 2 came too seldom to count and 3 are accepted or belong to every deploy.'
      )
    ])
    expect(findings(signatures.slice(2), { check })).toStrictEqual([
      passing(
        '4 signatures in 300 lines, none of them new but for those of which 3 are accepted or belong to every deploy.'
      )
    ])
  })
})

describe('without what the log held before', () => {
  const unread = (asked: Asked = {}) => {
    const logs = { signatures: [], soFar: [] }
    const looks = looksOf(frame, all('answered'))
    return judged(logsCheck(), evidenceOf(frame, { looks, logs, ...asked.evidence }), asked.final)
  }
  const nothing = {
    verdict: 'pass',
    code: 'nothing-worse',
    sentence: '0 signatures in 0 lines, none of them new.',
    certain: false,
    after: 0,
    limit: { kind: 'max', value: 0 }
  }

  test('nothing can be told to be new at the end', () => {
    const pastFailure = { code: 'deadline' as const, message: '', retries: 0 }
    expect(unread()).toStrictEqual([
      {
        verdict: 'inconclusive',
        code: 'too-little-history',
        sentence:
          'What the log held before the deploy was not asked for, so nothing in it can be told to be new.',
        certain: false
      },
      nothing
    ])
    expect(unread({ evidence: { pastFailure } })[0]?.sentence).toBe(
      'What the log held before the deploy could not be read, so nothing in it can be told to be new.'
    )
  })

  test('the end is waited for', () => {
    expect(unread({ final: false })).toStrictEqual([nothing])
  })

  test('and without any line since, the same is told', () => {
    const evidence = evidenceOf(frame, { looks: looksOf(frame, all('answered')) })
    expect(judged(logsCheck(), evidence)).toStrictEqual(unread())
  })
})

describe('a store that says nothing since the deploy', () => {
  const silent = (matched = 1280): Partial<LogsTrack> => ({
    before: { at: frame.rolloutStart, matched, read: matched, exposure: SECONDS },
    soFar: []
  })
  const codes = (asked: Asked = {}) =>
    codesOf([], { looks: all('empty'), logs: silent(), ...asked })

  test('is told, with the lines that the time before promised for the bake', () => {
    const [found, ...rest] = findings([], { looks: all('empty'), logs: silent() })
    expect(found).toStrictEqual({
      verdict: 'inconclusive',
      code: 'stopped-at-deploy',
      sentence: 'Not one line since the deploy; 200 were to be expected from the time before it.',
      certain: false
    })
    expect(rest.map(({ code }) => code)).toEqual(['nothing-worse'])
  })

  test('is luck below twenty lines', () => {
    const looks = ['empty'] as const
    expect(codes({ looks, final: false })).toEqual(['stopped-at-deploy', 'nothing-worse'])
    expect(codes({ looks, final: false, logs: silent(1279) })).toEqual(['nothing-worse'])
    expect(codes({ logs: silent(128) })).toEqual(['stopped-at-deploy', 'nothing-worse'])
    expect(codes({ logs: silent(127) })).toEqual(['nothing-worse'])
  })

  test('is told whatever the kind of its empty answers', () => {
    expect(codes({ looks: all('answered') })).toEqual(['stopped-at-deploy', 'nothing-worse'])
    const half = all('answered').map((state, i) => (i % 2 === 0 ? state : 'empty'))
    expect(codes({ looks: half })).toEqual(['stopped-at-deploy', 'nothing-worse'])
  })

  test('is told by its own name only, though looks are missing too', () => {
    const looks = all('empty').map((state, i) => (i < 6 ? state : 'failed'))
    expect(codes({ looks })).toEqual(['stopped-at-deploy', 'nothing-worse'])
  })

  test('is not told where it did not answer at all', () => {
    expect(codes({ looks: all('failed') })).toEqual(['provider-error', 'nothing-worse'])
  })

  test('is not told where it looked at lines, or any came by the last look', () => {
    expect(codes({ evidence: { scanned: 0 } })[0]).toBe('stopped-at-deploy')
    expect(codes({ evidence: { scanned: 1 } })).toEqual(['nothing-worse'])
    const line = (i: number, matched: number) => ({ at: look(i), matched, read: 0, exposure: 0 })
    const since = (...matched: readonly number[]) => ({
      logs: { ...silent(), soFar: matched.map((count, i) => line(i + 1, count)) }
    })
    expect(codes(since(0, 0, 0))[0]).toBe('stopped-at-deploy')
    expect(codes(since(0, 0, 1))).toEqual(['nothing-worse'])
  })

  test('is told where it spoke since the deploy and then no more', () => {
    const line = (i: number, matched: number) => ({ at: look(i), matched, read: 0, exposure: 0 })
    /** 20 lines a look up to the third, and none from there on. */
    const soFar = Array.from({ length: LOOKS }, (_, i) => line(i + 1, 20 * Math.min(i + 1, 3)))
    const everyStep = (every: number) =>
      known(
        'a',
        1280,
        { 3: 60 },
        {
          past: Array.from({ length: 64 / every }, (_, i) => ({
            at: frame.baseline.start + (i + 1) * every * 32_000,
            bad: 20,
            total: 32
          }))
        }
      )
    const ended = (every: number, asked: Asked = {}) =>
      findings([everyStep(every)], { logs: { soFar }, ...asked })
    expect(ended(1)[0]).toStrictEqual({
      verdict: 'inconclusive',
      code: 'stopped-at-deploy',
      sentence: 'Not one line in the last 3.73 min; 140 were to be expected.',
      certain: false
    })
    expect(ended(1, { check: { silence: 'fail' } })[0]?.code).toBe('silent')
    expect(ended(1, { check: { silence: 'fail' }, final: false })[0]?.code).toBe(
      'stopped-at-deploy'
    )
    expect(ended(1, { check: { noData: 'zero' } })[0]?.code).toBe('nothing-worse')
    expect(ended(1, { evidence: { scanned: 1 } })[0]?.code).toBe('nothing-worse')
    // Seven steps without a line: pauses of up to three were there before.
    expect(ended(3)[0]?.code).toBe('stopped-at-deploy')
    expect(ended(4)[0]?.code).toBe('nothing-worse')
    // Two looks are no longer than twice the time between two steps; and many are luck where few lines came since.
    const upTo = (looks: number) => ended(1, { logs: { soFar: soFar.slice(0, looks) } })[0]?.code
    expect([upTo(5), upTo(6)]).toEqual(['nothing-worse', 'stopped-at-deploy'])
    expect(ended(1, { logs: { soFar: [line(1, 19), line(2, 19)] } })[0]?.code).toBe('nothing-worse')
    expect(ended(1, { logs: { soFar: [line(9, 20), line(LOOKS, 20)] } })[0]?.code).toBe(
      'nothing-worse'
    )
  })

  test('is no news where the check says that no data is zero, or a pass', () => {
    expect(codes({ check: { noData: 'zero' } })).toEqual(['nothing-worse'])
    expect(codes({ check: { noData: 'pass' } })).toEqual(['nothing-worse'])
  })

  test('is a failure at the end where the check says so', () => {
    const told = 'Not one line since the deploy; 200 were to be expected from the time before it.'
    const of = (check: Partial<LogsCheck>, final = true) =>
      findings([], { looks: all('empty'), logs: silent(), check, final })[0]
    expect(of({ silence: 'fail' })).toMatchObject({
      verdict: 'fail',
      code: 'silent',
      sentence: told
    })
    expect(of({ silence: 'fail' }, false)?.code).toBe('stopped-at-deploy')
    expect(of({ noData: 'fail' })).toMatchObject({
      verdict: 'fail',
      code: 'no-data',
      sentence: `${told} This check fails without data.`
    })
    expect(of({ noData: 'fail' }, false)).toMatchObject({
      verdict: 'inconclusive',
      code: 'stopped-at-deploy',
      sentence: told
    })
  })

  test('and nothing before it either never had such a line', () => {
    const of = (check: Partial<LogsCheck>, final = true) =>
      findings([], { looks: all('empty'), logs: silent(0), check, final })
    const told =
      'Not one line answers to this query, neither since the deploy nor before. Check the query, or say `no-data: zero` where that is how it should be.'
    expect(of({})[0]).toStrictEqual({
      verdict: 'inconclusive',
      code: 'never-existed',
      sentence: told,
      certain: false
    })
    expect(of({})).toHaveLength(2)
    // Silence is of what once spoke.
    expect(of({ silence: 'fail' })[0]?.code).toBe('never-existed')
    expect(of({ noData: 'fail' })[0]).toMatchObject({ verdict: 'fail', code: 'no-data' })
    expect(of({ noData: 'fail' }, false)[0]?.code).toBe('never-existed')
  })
})

describe('looks without an answer', () => {
  const some = (...states: readonly Look['state'][]) => [
    ...states,
    ...all('failed').slice(states.length)
  ]

  test('are no pass where they are too many of the planned ones', () => {
    const eight = some(...all('answered').slice(2))
    const seven = some(...all('answered').slice(3))
    expect(codesOf([], { looks: eight })).toEqual(['nothing-worse'])
    expect(findings([], { looks: seven })[0]).toMatchObject({
      verdict: 'inconclusive',
      code: 'provider-error',
      sentence:
        '7 of 10 planned evaluations had a complete and fresh answer; 80 % are needed. The endpoint answered with an error.'
    })
  })

  test('are only those that failed: an empty answer is one', () => {
    const looks = some('answered', 'answered', 'answered', 'answered', ...all('empty').slice(6))
    expect(codesOf([], { looks })).toEqual(['nothing-worse'])
  })

  test('are counted among those so far while the bake goes on', () => {
    const looks = ['answered', 'answered'] as const
    expect(codesOf([], { looks, final: false })).toEqual(['nothing-worse'])
    expect(codesOf([], { looks })).toEqual(['low-coverage', 'nothing-worse'])
    expect(findings([], { looks: [], final: false })[0]?.sentence).toBe(
      '0 of 1 planned evaluation had a complete and fresh answer; 80 % are needed. The rest had no value.'
    )
  })
})
