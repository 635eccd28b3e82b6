import { describe, expect, test } from '@jest/globals'
import { bake, type BakeRequest } from '../../src/bake/bake.js'
import type { ConnectedCheck } from '../../src/bake/connect.js'
import type { LogContext } from '../../src/bake/logs.js'
import { createHider, createRedactor } from '../../src/report/redact.js'
import type { BakeSettings, Evidence, Judgement, LogLine, LogsCheck } from '../../src/model.js'
import { planFrame, recoveryFrame } from '../../src/plan.js'
import { bakeDeps, connectedTo, failure, sleepingClock } from '../support/bake-world.js'
import {
  contextOf,
  lineOf,
  linesIn,
  logStore,
  type LogStore,
  type StoreOptions
} from '../support/log-store.js'

const second = 1000
const minute = 60 * second
const deployedAt = Date.UTC(2026, 10, 25, 12)
const settings: BakeSettings = {
  settle: minute,
  duration: 10 * minute,
  interval: 30 * second,
  extend: 0,
  earlyStop: true,
  earlyPass: false
}
const baseline = {
  kind: 'before' as const,
  duration: 60 * minute,
  gap: minute,
  history: 3 * 24 * 60 * minute
}
const frame = planFrame({ bake: settings, baseline, deployedAt })
const past = frame.baseline
const since = frame.bake

const known = linesIn(
  { start: past.start, end: since.end },
  700,
  index => `payment ${index} slow: took ${index * 3} ms`
)

function check(overrides: Partial<LogsCheck> = {}): LogsCheck {
  return {
    name: 'new error signatures',
    kind: 'logs',
    endpoint: 'logs',
    required: true,
    critical: false,
    compare: { worse: 'higher', tolerance: 2 },
    unit: 'count',
    noData: 'inconclusive',
    silence: 'inconclusive',
    failAfter: 2,
    minCoverage: 0.8,
    baseline,
    logs: { text: 'app', usesWindow: false, render: () => 'app' },
    newSignatures: { max: 0, minCount: 3 },
    accepted: [],
    deployNoise: 0,
    maxLines: 1000,
    ...overrides
  }
}

interface Judged {
  readonly judgement: Judgement
  readonly evidence: Evidence
  readonly store: LogStore
  readonly looks: number
  readonly verdict: string
  readonly code: string
}

interface Scene {
  readonly check?: Partial<LogsCheck>
  readonly store?: StoreOptions
  readonly context?: Partial<LogContext>
  readonly request?: Partial<BakeRequest>
  /** Where the clock stands. Default: at the deploy. */
  readonly now?: number
}

async function judged(lines: readonly LogLine[], scene: Scene = {}): Promise<Judged> {
  const store = logStore(lines, scene.store)
  const connected: ConnectedCheck = {
    ...connectedTo(check(scene.check), {}),
    lines: store.questions
  }
  const { analysis, evidence } = await bake(
    {
      checks: [connected],
      frame,
      bake: settings,
      falseAlarmRate: 0.01,
      asksPast: true,
      logs: contextOf(scene.context),
      ...scene.request
    },
    bakeDeps(sleepingClock(scene.now ?? deployedAt))
  )
  const [judgement] = analysis.judgements
  const found = evidence.get('new error signatures')
  if (judgement === undefined || found === undefined) throw new Error('nothing was judged')
  const { verdict, code, looks } = analysis
  return { judgement, evidence: found, store, looks: looks.done, verdict, code }
}

/** Failures of a registration, from five minutes after the deploy. */
const registrations = (count: number) =>
  linesIn(
    { start: deployedAt + 5 * minute, end: since.end },
    count,
    index =>
      `ERROR could not register user ${index}: column "email" of relation "users" does not exist`
  )

describe('a release', () => {
  test('that logs nothing new passes', async () => {
    const { verdict, judgement } = await judged(known)
    expect(judgement.sentence).toMatch(/1 signature in 97 lines, none of them new/)
    expect(verdict).toBe('pass')
  })

  test('with a new error fails as soon as it came often enough', async () => {
    const { verdict, code, judgement, evidence, looks } = await judged([
      ...known,
      ...registrations(12)
    ])
    expect({ verdict, code }).toEqual({ verdict: 'fail', code: 'new-signatures' })
    expect(looks).toBeLessThan(14)
    const [worst] = judgement.signatures ?? []
    expect(worst).toMatchObject({ state: 'new', before: 0, after: 3 })
    const track = evidence.logs?.signatures.find(({ id }) => id === worst?.id)
    expect(track?.template).toMatch(/could not register user <\*>/)
    expect(track?.examples[0]).toMatch(/register user 0/)
    expect(judgement.firstBreach).toBeGreaterThan(deployedAt + 5 * minute)
  })

  test('with fewer new lines than min-count passes, and the report says so', async () => {
    const { verdict, judgement } = await judged([...known, ...registrations(2)])
    expect(verdict).toBe('pass')
    expect(judgement.signatures?.[0]).toMatchObject({ state: 'rare', after: 2 })
    expect(judgement.sentence).toMatch(/1 came too seldom to count/)
  })

  test('whose new signature a person accepted passes', async () => {
    const first = await judged([...known, ...registrations(12)])
    const track = first.evidence.logs?.signatures.find(({ template }) =>
      template.includes('register')
    )
    const entry = { id: track?.id ?? '', template: track?.template ?? '' }
    const { verdict, judgement } = await judged([...known, ...registrations(12)], {
      check: { accepted: ['accepted.txt'] },
      context: { accepted: new Map([['accepted.txt', [entry]]]) }
    })
    expect(verdict).toBe('pass')
    expect(judgement.signatures?.[0]).toMatchObject({ state: 'accepted' })
  })

  test('that logs a known line many times as often fails for that', async () => {
    const flood = linesIn(since, 500, index => `payment ${index} slow: took ${index} ms`)
    const { verdict, code, judgement } = await judged([...known, ...flood])
    expect({ verdict, code }).toEqual({ verdict: 'fail', code: 'signature-rate' })
    expect(judgement.signatures?.[0]).toMatchObject({ state: 'more' })
  })

  test('is not failed by up to `max` new signatures', async () => {
    const { verdict } = await judged([...known, ...registrations(12)], {
      check: { newSignatures: { max: 1, minCount: 3 } }
    })
    expect(verdict).toBe('pass')
  })
})

describe('the past', () => {
  test('is judged at once, with one question for many looks', async () => {
    const { verdict, store } = await judged([...known, ...registrations(12)], {
      now: since.end + minute
    })
    expect(verdict).toBe('fail')
    expect(store.fetched.filter(({ literal }) => literal === undefined).length).toBeLessThan(4)
  })

  test('with more lines than fit one question is read in pieces', async () => {
    const many = linesIn(since, 3000, index => `payment ${index} slow: took ${index} ms`)
    const before = linesIn(past, 18_000, index => `payment ${index} slow: took ${index} ms`)
    const { verdict, judgement } = await judged([...before, ...many], {
      now: since.end + minute,
      check: { maxLines: 1000 }
    })
    expect(judgement.samples).toBe(3000)
    expect(verdict).toBe('pass')
  })

  test('that cannot be read leaves the verdict open', async () => {
    const { verdict, code } = await judged([...known, ...registrations(12)], {
      store: {
        before: ({ start }) => {
          if (start < frame.rolloutStart) throw failure('provider-error')
        }
      }
    })
    expect({ verdict, code }).toEqual({ verdict: 'inconclusive', code: 'too-little-history' })
  })
})

describe('more lines than may be read', () => {
  const crowd = (window: { start: number; end: number }, count: number) =>
    linesIn(window, count, index => `WARN cache miss for key ${index}`)
  const busy = [...crowd(past, 24_000), ...crowd(since, 4_000)]
  const rare = linesIn(
    past,
    30,
    index => `WARN pool ${index} of the replica was drained by its owner`
  )
  const rareNow = linesIn(
    { start: since.start + 1_300, end: since.end },
    12,
    index => `WARN pool ${index} of the replica was drained by its owner`
  )

  test('are sampled over the whole window, and the store is never asked for all of them', async () => {
    const { verdict, store, evidence } = await judged(busy, { check: { maxLines: 100 } })
    expect(verdict).toBe('pass')
    expect(store.given()).toBeLessThan(4 * 100 * 1.3 + 20 * 100 * 1.3)
    expect(evidence.logs?.before).toMatchObject({ matched: 24_000 })
    expect(evidence.logs?.before?.read).toBeLessThan(480)
    expect(evidence.notes).toContain('more lines matched than one look reads: a sample was read')
  })

  test('do not make a rare known line look new: the store is asked for its text', async () => {
    const { verdict, judgement, store } = await judged([...busy, ...rare, ...rareNow], {
      check: { maxLines: 100, newSignatures: { max: 0, minCount: 1 } }
    })
    expect(
      store.fetched.some(({ literal }) => literal?.includes('of the replica was drained'))
    ).toBe(true)
    expect(verdict).toBe('pass')
    expect(judgement.signatures?.every(({ state }) => state === 'known')).toBe(true)
  })

  test('do not hide a line that is truly new', async () => {
    const { verdict, code, evidence, judgement } = await judged([...busy, ...registrations(400)], {
      check: { maxLines: 100 }
    })
    expect({ verdict, code }).toEqual({ verdict: 'fail', code: 'new-signatures' })
    const id = judgement.signatures?.[0]?.id
    expect(evidence.logs?.signatures.find(track => track.id === id)?.absence).toBe('asked')
  })

  test('prove nothing where the store cannot be asked for a text', async () => {
    const { verdict, code } = await judged([...busy, ...registrations(400)], {
      check: { maxLines: 100 },
      store: { contains: false }
    })
    expect({ verdict, code }).toEqual({ verdict: 'inconclusive', code: 'partial-data' })
  })

  test('prove nothing where the answer about a text is not whole either', async () => {
    const { verdict, code } = await judged([...busy, ...registrations(400)], {
      check: { maxLines: 100 },
      store: { complete: ({ start, end }) => end - start < 30 * minute }
    })
    expect({ verdict, code }).toEqual({ verdict: 'inconclusive', code: 'partial-data' })
  })

  test('are read in time where the store cannot count', async () => {
    const { verdict, evidence } = await judged(busy, {
      check: { maxLines: 100 },
      store: { counts: false }
    })
    expect(verdict).toBe('pass')
    const exposure = evidence.logs?.before?.exposure ?? 0
    expect(exposure).toBeGreaterThan(0)
    expect(exposure).toBeLessThan(3600)
  })

  test('and that are too large for one answer are asked for in smaller parts', async () => {
    const { verdict } = await judged(known, { store: { largest: 60 } })
    expect(verdict).toBe('pass')
  })
})

describe('a store that', () => {
  test('goes silent at the deploy decides nothing', async () => {
    const before = known.filter(({ at }) => at < deployedAt)
    const { verdict, code } = await judged(before)
    expect({ verdict, code }).toEqual({ verdict: 'inconclusive', code: 'stopped-at-deploy' })
  })

  test('looked at rows and found no such line is no silent store', async () => {
    const before = known.filter(({ at }) => at < deployedAt)
    const { verdict } = await judged(before, { store: { scanned: 900 } })
    expect(verdict).toBe('pass')
  })

  test('never had such a line decides nothing, unless nothing means zero', async () => {
    expect(await judged([])).toMatchObject({ verdict: 'inconclusive', code: 'never-existed' })
    expect(await judged([], { check: { noData: 'zero' } })).toMatchObject({ verdict: 'pass' })
  })

  test('is down decides nothing, and what it holds back is read when it is up again', async () => {
    const down = { start: deployedAt + 4 * minute, end: deployedAt + 5 * minute }
    const scene = { check: { minCoverage: 0.5 }, request: {} }
    const lines = [...known, ...linesIn(down, 9, index => `ERROR disk ${index} is full`)]
    const { verdict, code } = await judged(lines, {
      ...scene,
      store: {
        before: ({ end }) => {
          if (end > down.start && end <= down.end) throw failure('provider-error')
        }
      }
    })
    expect({ verdict, code }).toEqual({ verdict: 'fail', code: 'new-signatures' })
    const outage = await judged(known, {
      store: {
        before: ({ end }) => {
          if (end > deployedAt) throw failure('provider-error')
        }
      }
    })
    expect(outage).toMatchObject({ verdict: 'inconclusive', code: 'provider-error' })
  })

  test('says that data is missing never passes, but a new line in what is there counts', async () => {
    const missing = { complete: ({ start }: { start: number }) => start < deployedAt }
    expect(await judged(known, { store: missing })).toMatchObject({
      verdict: 'inconclusive',
      code: 'partial-data'
    })
    expect(await judged([...known, ...registrations(12)], { store: missing })).toMatchObject({
      verdict: 'fail',
      code: 'new-signatures'
    })
  })
})

describe('lines that a store should not have', () => {
  const broken = [...known, ...registrations(12)]
  const told = ({ verdict, judgement, evidence }: Judged) => ({
    verdict,
    signatures: judgement.signatures,
    seen: evidence.logs?.signatures.map(({ firstSeen, lastSeen }) => [firstSeen, lastSeen]),
    firstBreach: judgement.firstBreach
  })
  const year = 365 * 24 * 60 * minute

  test.each([
    ['in no order', (lines: readonly LogLine[]) => [...lines].reverse()],
    [
      'with instants and characters of terminals in their texts that say nothing of when they came',
      (lines: readonly LogLine[]) =>
        lines.map((line, index) => ({
          ...line,
          text: `${['2099-01-01T00:00:00Z ', '[1970-01-01 00:00:00] ', '\u001b[31m'][index % 3] ?? ''}${line.text}\u001b[0m\r`
        }))
    ]
  ])('%s are judged as if they were as they should be', async (_, answer) => {
    const usual = await judged(broken)
    expect(told(usual).signatures?.[0]).toMatchObject({ state: 'new', after: 3 })
    expect(told(await judged(broken, { store: { answer } }))).toEqual(told(usual))
    expect(told(await judged(known, { store: { answer } })).verdict).toBe('pass')
  })

  test('twice over count twice, and none of them is new for that', async () => {
    const twice = (lines: readonly LogLine[]) => lines.flatMap(line => [line, line])
    const [usual, doubled] = [
      await judged(known),
      await judged(known, { store: { answer: twice } })
    ]
    expect(doubled.verdict).toBe('pass')
    expect(
      doubled.judgement.signatures?.map(({ state, before, after }) => [state, before, after])
    ).toEqual(
      usual.judgement.signatures?.map(({ state, before, after }) => [state, before * 2, after * 2])
    )
    const { judgement } = await judged(broken, { store: { answer: twice } })
    expect(judgement.signatures?.[0]).toMatchObject({ state: 'new', before: 0, after: 4 })
  })

  test('dated years ahead or back count in the window that brought them', async () => {
    for (const off of [year, -year]) {
      const answer = (lines: readonly LogLine[]) =>
        lines.map(line => (line.text.includes('register') ? { ...line, at: line.at + off } : line))
      const { verdict, code, judgement, looks, evidence } = await judged(broken, {
        store: { answer }
      })
      expect({ verdict, code }).toEqual({ verdict: 'fail', code: 'new-signatures' })
      expect(judgement.signatures?.[0]).toMatchObject({ state: 'new', before: 0, after: 3 })
      expect(looks).toBeLessThan(14)
      const [track] = evidence.logs?.signatures.filter(({ before }) => before?.bad === 0) ?? []
      const last = evidence.looks.at(-1)?.at ?? 0
      expect(track?.soFar.length).toBeGreaterThan(0)
      for (const { at, total } of track?.soFar ?? []) {
        expect(at).toBeLessThanOrEqual(last)
        expect(total).toBeGreaterThan(0)
      }
    }
  })

  test('in an encoding that nobody named are one signature a message', async () => {
    // Latin-1 and UTF-16, read as UTF-8.
    const forms = [
      (index: number) => `ERROR caf\ufffd ${index} ferm\ufffd`,
      (index: number) => [...`ERROR order ${index} lost`].join('\u0000')
    ]
    for (const form of forms) {
      const { verdict, judgement } = await judged([...known, ...linesIn(since, 60, form)])
      expect(verdict).toBe('fail')
      expect(judgement.signatures?.filter(({ state }) => state === 'new')).toHaveLength(1)
    }
  })
})

describe('what the deploy itself prints', () => {
  const banner = linesIn(
    { start: since.start, end: since.start + 20 * second },
    4,
    index => `WARN worker ${index} started with a cold cache`
  )

  test('is a new signature where nothing is known of deploys', async () => {
    expect(await judged([...known, ...banner])).toMatchObject({ code: 'new-signatures' })
  })

  test('is excused by deploy-noise', async () => {
    const { verdict, judgement } = await judged([...known, ...banner], {
      check: { deployNoise: 2 * minute }
    })
    expect(verdict).toBe('pass')
    expect(judgement.signatures?.[0]).toMatchObject({ state: 'deploy-noise' })
  })

  test('is learned from the windows after earlier deploys', async () => {
    const day = 24 * 60 * minute
    const earlier = [1, 2].map(days => banner.map(line => ({ ...line, at: line.at - days * day })))
    const earlierDeploys = [1, 2].map(days => ({
      start: deployedAt - days * day,
      end: since.end - days * day
    }))
    const lines = [...known, ...banner, ...earlier.flat()]
    const { verdict } = await judged(lines, {
      context: { earlierDeploys },
      check: { baseline: { ...baseline, history: 60 * minute } },
      request: { frame: { ...frame, history: frame.baseline } }
    })
    expect(verdict).toBe('pass')
    // Found after one of two deploys only: that deploy may have been as bad.
    const once = [...known, ...banner, ...(earlier[0] ?? [])]
    expect(
      await judged(once, {
        context: { earlierDeploys },
        request: { frame: { ...frame, history: frame.baseline } }
      })
    ).toMatchObject({ code: 'new-signatures' })
  })

  test('also what comes every night is known by the history', async () => {
    const nightly = [24, 48].flatMap(hours =>
      registrations(12).map(line => ({ ...line, at: line.at - hours * 60 * minute }))
    )
    expect(await judged([...known, ...nightly, ...registrations(12)])).toMatchObject({
      verdict: 'pass'
    })
    const once = nightly.slice(0, 12)
    expect(await judged([...known, ...once, ...registrations(12)])).toMatchObject({
      code: 'new-signatures'
    })
  })
})

describe('after a rollback', () => {
  const completed = since.end + 5 * minute
  const again = recoveryFrame(frame, { settle: minute, duration: 5 * minute }, completed)

  async function recovery(lines: readonly LogLine[]) {
    const bad = [...known, ...registrations(12)]
    const first = await judged(bad)
    return judged([...bad, ...lines], {
      now: completed,
      request: {
        frame: again,
        asksPast: false,
        past: new Map([['new error signatures', first.evidence]])
      }
    })
  }
  const calm = linesIn(again.bake, 50, index => `payment ${index} slow: took ${index} ms`)

  test('the service has recovered when the signature does not come any more', async () => {
    expect(await recovery(calm)).toMatchObject({ verdict: 'pass' })
  })

  test('it has not while it still comes', async () => {
    const still = linesIn(
      again.bake,
      8,
      index =>
        `ERROR could not register user ${index}: column "email" of relation "users" does not exist`
    )
    expect(await recovery([...calm, ...still])).toMatchObject({
      verdict: 'fail',
      code: 'new-signatures'
    })
  })

  test('what only the rollback brought does not count', async () => {
    const other = linesIn(again.bake, 8, index => `WARN worker ${index} started with a cold cache`)
    expect(await recovery([...calm, ...other])).toMatchObject({ verdict: 'pass' })
  })
})

test('a line is redacted before it becomes evidence, and shown only where excerpts are', async () => {
  const redact = (text: string) => text.replaceAll('email', '[redacted]')
  const shown = await judged([...known, ...registrations(12)], { context: { redact } })
  expect(JSON.stringify(shown.evidence)).not.toContain('email')
  const hidden = await judged([...known, ...registrations(12)], { context: { excerpts: false } })
  expect(hidden.evidence.logs?.signatures.flatMap(({ examples }) => examples)).toEqual([])
})

test('no part of a secret stands in a template, however it is cut into words', async () => {
  const secret = 'Correct"Horse"Battery"99'
  const refused = linesIn(
    since,
    12,
    index => `ERROR login refused, key ${secret} is not valid, attempt ${index}`
  )
  const context = { redact: createRedactor([secret]), hide: createHider([secret]) }
  const { evidence } = await judged([...known, ...refused], { context })
  expect(evidence.logs?.signatures.map(({ template }) => template)).toContain(
    'ERROR login refused, key <*> is not valid, attempt <*>'
  )
  expect(JSON.stringify(evidence)).not.toMatch(/Horse|Battery/)
})

test('an example is at most twenty lines of 300 characters', async () => {
  const trace = Array.from({ length: 60 }, (_, index) => `  at frame${index} (${'x'.repeat(400)})`)
  const text = ['ERROR TypeError: boom', ...trace].join('\n')
  const lines = [1, 2, 3, 4].map(index => lineOf(since.start + index * 40 * second, text))
  const { evidence } = await judged([...known, ...lines])
  const [example = ''] = evidence.logs?.signatures.flatMap(({ examples }) => examples) ?? []
  expect(example.split('\n').length).toBeLessThanOrEqual(20)
  // Both ends: languages differ in where they write what was thrown.
  expect(example).toContain('TypeError: boom')
  expect(example).toContain('frame2 ')
  expect(Math.max(...example.split('\n').map(line => line.length))).toBeLessThanOrEqual(301)
})
