import { describe, expect, test } from '@jest/globals'
import { bake, type BakeRequest } from '../../src/bake/bake.js'
import type { ConnectedCheck } from '../../src/bake/connect.js'
import type { BakeSettings, Evidence, LogLine, LogsCheck, Window } from '../../src/model.js'
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

/**
 * More lines than are read, by far: of fifteen hundred lines of a look a hundred. What is rare among them is found by the
 * patterns of the store, or by one line of it in the sample, and counted by its text.
 */

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
const all = { start: past.start, end: since.end }

const check: LogsCheck = {
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
  maxLines: 100
}

const crowd = linesIn(all, 210_000, index => `WARN cache miss for key ${index}`)
/** What stands for a line in a store that masks its numbers. */
const masked = (text: string) => text.replace(/\d+/g, '<_>')
const clusters = { patterns: { of: masked } }

interface Judged {
  readonly verdict: string
  readonly code: string
  readonly evidence: Evidence
  readonly store: LogStore
  readonly looks: number
  readonly signatures: readonly { readonly state: string; readonly template: string }[]
}

async function judged(
  lines: readonly LogLine[],
  options: StoreOptions = {},
  request: Partial<BakeRequest> = {},
  now = since.end + minute
): Promise<Judged> {
  const store = logStore([...crowd, ...lines], options)
  const connected: ConnectedCheck = { ...connectedTo(check, {}), lines: store.questions }
  const { analysis, evidence } = await bake(
    {
      checks: [connected],
      frame,
      bake: settings,
      falseAlarmRate: 0.01,
      asksPast: true,
      logs: contextOf(),
      ...request
    },
    bakeDeps(sleepingClock(now))
  )
  const [judgement] = analysis.judgements
  const found = evidence.get(check.name)
  if (judgement === undefined || found === undefined) throw new Error('nothing was judged')
  const templates = new Map(found.logs?.signatures.map(({ id, template }) => [id, template]))
  const { verdict, code, looks } = analysis
  return {
    verdict,
    code,
    evidence: found,
    store,
    looks: looks.done,
    signatures: (judgement.signatures ?? []).map(({ id, state }) => ({
      state,
      template: templates.get(id) ?? ''
    }))
  }
}

/** Lines between the moments that a sample reads. */
const invoices = (window: Window, count: number) =>
  linesIn(window, count, index => `ERROR invoice ${index} has no customer in the ledger`)
const fromSecondMinute = { start: deployedAt + 2 * minute + 17, end: since.end }

describe('a new error that the sample may miss', () => {
  test('is found by the patterns of the store, in the looks of a bake', async () => {
    const now = deployedAt
    const found = await judged(invoices(fromSecondMinute, 40), clusters, {}, now)
    expect(found).toMatchObject({ verdict: 'fail', code: 'new-signatures' })
    expect(found.looks).toBeLessThan(16)
    expect(found.signatures[0]).toMatchObject({ state: 'new' })
  })

  test('is the signature that it is where every line is read', async () => {
    const lines = invoices(fromSecondMinute, 40)
    const crowded = await judged(lines, clusters)
    const read = logStore(lines)
    const connected: ConnectedCheck = {
      ...connectedTo({ ...check, maxLines: 5000 }, {}),
      lines: read.questions
    }
    const { evidence } = await bake(
      {
        checks: [connected],
        frame,
        bake: settings,
        falseAlarmRate: 0.01,
        asksPast: true,
        logs: contextOf()
      },
      bakeDeps(sleepingClock(since.end + minute))
    )
    const [expected] = evidence.get(check.name)?.logs?.signatures ?? []
    const idsOf = ({ evidence: { logs } }: Judged) => logs?.signatures.map(({ id }) => id)
    expect(expected?.template).toBe('ERROR invoice <*> has no customer in the ledger')
    expect(idsOf(crowded)).toContain(expected?.id)
  })

  test('is counted to its last line, though hardly one of it was read', async () => {
    const { evidence } = await judged(invoices(fromSecondMinute, 40), clusters)
    const track = evidence.logs?.signatures.find(({ template }) => template.includes('invoice'))
    expect(track).toMatchObject({
      absence: 'asked',
      counted: expect.stringContaining('has no customer')
    })
    expect(track?.soFar.at(-1)?.bad).toBe(40)
    // Whole seconds, since every line counts.
    expect(track?.soFar.at(-1)?.total).toBe((since.end - since.start) / second)
  })

  test('is found without patterns by one line of it in the sample', async () => {
    const { verdict, code, store } = await judged(invoices(fromSecondMinute, 60))
    expect(store.clustered).toEqual([])
    expect({ verdict, code }).toEqual({ verdict: 'fail', code: 'new-signatures' })
  })

  test('is known as a whole trace where its lines are many in the store', async () => {
    const trace = [
      'Traceback (most recent call last):',
      '  File "/srv/shop/app/db.py", line 12, in commit',
      '    raise OperationalError("no such column: users.email")',
      'sqlalchemy.exc.OperationalError: no such column: users.email'
    ]
    const lines = linesIn(fromSecondMinute, 40, () => '').flatMap(({ at }) =>
      trace.map(text => lineOf(at, text, 'worker'))
    )
    const { verdict, evidence } = await judged(lines, clusters)
    const track = evidence.logs?.signatures.find(({ counted }) => counted !== undefined)
    expect(verdict).toBe('fail')
    expect(track).toMatchObject({ errorType: 'sqlalchemy.exc.OperationalError' })
    expect(track?.frames[0]).toMatchObject({ file: '/srv/shop/app/db.py' })
  })
})

describe('a rare line that was always there', () => {
  const always = invoices(all, 280)

  test('is known, whatever the patterns say', async () => {
    const hiding = { of: masked, before: ({ start }: Window) => hide(start) }
    const hide = (start: number) => {
      if (start < frame.rolloutStart) throw failure('provider-error')
    }
    expect(await judged(always, clusters)).toMatchObject({ verdict: 'pass' })
    const unknown = await judged(always, { patterns: hiding })
    expect(unknown.verdict).toBe('pass')
    expect(unknown.evidence.notes.join()).toMatch(/the store was asked for its own patterns:/)
  })

  test('and comes twenty times as often is told as that', async () => {
    const lines = [...always, ...invoices(fromSecondMinute, 800)]
    expect(await judged(lines, clusters)).toMatchObject({
      verdict: 'fail',
      code: 'signature-rate'
    })
  })

  test('has not become more frequent because only its newest lines are known', async () => {
    // One in seventy lines: a sample of four hundred of the baseline has some, one of a hundred may not.
    const steady = invoices(all, 3000)
    expect(await judged(steady, clusters)).toMatchObject({ verdict: 'pass' })
    expect(await judged(steady)).toMatchObject({ verdict: 'pass' })
  })
})

test('in a log with many forms that come once in a while more lines are asked for', async () => {
  const odd = (index: number) => `ERROR ${'abcdefghijklmnopqrstuvwxyz'[index] ?? ''} ledger closed`
  const names = Array.from({ length: 26 }, (_, index) => odd(index))
  // Each comes three times in an hour, all within a minute.
  const rare = names.flatMap((text, index) =>
    [0, 1, 2].map(part => lineOf(past.start + index * 2 * minute + part * 9 * second + 13, text))
  )
  const three = [0, 1, 2].map(part =>
    lineOf(since.start + part * 3 * minute + 17, 'ERROR nothing of the kind was ever seen')
  )
  const healthy = await judged([...rare, ...three], clusters)
  expect(healthy.verdict).toBe('pass')
  const clean = await judged(three, clusters)
  expect(clean).toMatchObject({ verdict: 'fail', code: 'new-signatures' })
})

test('of the patterns that come once in a while it is kept how often they came on both sides', async () => {
  const rare = [
    ...linesIn(past, 3, () => 'ERROR the ledger is closed'),
    ...linesIn(past, 3, () => 'ERROR the ledger is torn'),
    ...linesIn(past, 3, () => 'ERROR the ledger is wet'),
    ...linesIn(since, 2, () => 'ERROR the ledger is wet'),
    ...linesIn(since, 2, () => 'ERROR the ledger is new'),
    ...linesIn(past, 40, () => 'WARN the ledger is full'),
    ...linesIn(since, 1, () => 'WARN the ledger is full'),
    ...linesIn(past, 40, () => 'WARN the ledger is old')
  ]
  const { evidence } = await judged(rare, clusters)
  expect(evidence.logs?.patterns?.rare).toEqual([
    [3, 0, 2],
    [3, 2, 1],
    [40, 0, 1]
  ])
})

test('a store that leaves rare patterns out asks for more lines too', async () => {
  const lossy = { patterns: { of: masked, least: 2 } }
  const few = await judged(invoices(fromSecondMinute, 8), lossy)
  expect(few.verdict).toBe('pass')
  const many = await judged(invoices(fromSecondMinute, 90), lossy)
  expect(many).toMatchObject({ verdict: 'fail', code: 'new-signatures' })
})

test('a store that refuses its patterns is asked twice at most', async () => {
  const refusing = {
    of: masked,
    before: () => {
      throw failure('provider-error')
    }
  }
  const { verdict, store } = await judged([], { patterns: refusing }, {}, deployedAt)
  expect(verdict).toBe('pass')
  expect(store.clustered.length).toBeLessThanOrEqual(2)
})

test('patterns are not asked for where every line is read', async () => {
  const store = logStore(invoices(all, 60), clusters)
  const connected: ConnectedCheck = { ...connectedTo(check, {}), lines: store.questions }
  await bake(
    {
      checks: [connected],
      frame,
      bake: settings,
      falseAlarmRate: 0.01,
      asksPast: true,
      logs: contextOf()
    },
    bakeDeps(sleepingClock(deployedAt))
  )
  expect(store.clustered).toEqual([])
})

describe('after a rollback', () => {
  const completed = since.end + 5 * minute
  const again = recoveryFrame(frame, { settle: minute, duration: 5 * minute }, completed)
  const bad = invoices(fromSecondMinute, 40)
  const calm = linesIn(again.bake, 15_000, index => `WARN cache miss for key ${index}`)

  async function recovery(lines: readonly LogLine[]) {
    const first = await judged(bad, clusters)
    return judged(
      [...bad, ...calm, ...lines],
      clusters,
      { frame: again, asksPast: false, past: new Map([[check.name, first.evidence]]) },
      completed
    )
  }

  test('a rare signature that still comes is asked for by its text', async () => {
    expect(await recovery([])).toMatchObject({ verdict: 'pass' })
    const still = invoices({ start: again.bake.start + 23, end: again.bake.end }, 20)
    expect(await recovery(still)).toMatchObject({ verdict: 'fail', code: 'new-signatures' })
  })
})
