import { describe, expect, test } from '@jest/globals'
import { pastSpans } from '../src/bake/keeper.js'
import { GitHubError } from '../src/errors.js'
import { withoutSpoiled, spoiledWindows } from '../src/modes/spoiled.js'
import type { Baseline } from '../src/model.js'
import { leaveOut, newestOf, planFrame, without } from '../src/plan.js'
import type { Session } from '../src/session.js'
import type { CommitStatus, Deployment, GitHub } from '../src/world.js'
import { settingsOf } from './support/settings.js'

const minute = 60_000
const deployedAt = Date.UTC(2026, 0, 1, 12)
const before: Baseline = {
  kind: 'before',
  duration: 60 * minute,
  gap: 5 * minute,
  history: 24 * 60 * minute
}
const settings = settingsOf([])
const { bake } = settings
const frame = planFrame({ bake, baseline: before, deployedAt })
const rollout = frame.rolloutStart

function deployment(sha: string, minutesBefore: number): Deployment {
  return {
    id: sha,
    sha,
    ref: 'main',
    environment: 'production',
    createdAt: rollout - minutesBefore * minute,
    task: 'deploy',
    creator: 'octocat'
  }
}

function minutes(windows: readonly { start: number; end: number }[] | undefined) {
  return windows?.map(({ start, end }) => [(rollout - start) / minute, (rollout - end) / minute])
}

describe('a release that failed its own bake', () => {
  const bad = new Set(['bad'])

  test('spoils the time from its deployment until the next one has come to rest', () => {
    const found = spoiledWindows(
      [deployment('new', 40), deployment('good', 200), deployment('bad', 90)],
      bad,
      rollout,
      5 * minute
    )
    expect(minutes(found)).toEqual([[90, 35]])
  })

  test('spoils all time up to the rollout where nothing came after it', () => {
    const list = [deployment('bad', 30), deployment('good', 200)]
    expect(minutes(spoiledWindows(list, bad, rollout, 5 * minute))).toEqual([[30, 0]])
  })

  test('is not replaced by deploying it once more', () => {
    const list = [deployment('bad', 90), deployment('bad', 60), deployment('good', 20)]
    const found = spoiledWindows(list, bad, rollout, 0)
    expect(minutes(leaveOut(frame, found).leftOut)).toEqual([[90, 20]])
  })
})

describe('what is left out', () => {
  test('is joined, clipped to the history, and absent where there is nothing', () => {
    const window = (from: number, to: number) => ({
      start: rollout - from * minute,
      end: rollout - to * minute
    })
    const left = leaveOut(frame, [window(50, 40), window(45, 20), window(2000, 1430)])
    expect(minutes(left.leftOut)).toEqual([
      [1440, 1430],
      [50, 20]
    ])
    expect(leaveOut(frame, [window(3000, 2000)])).toBe(frame)
  })

  test('never is the whole past: then that is the only one there is', () => {
    expect(leaveOut(frame, [frame.history])).toBe(frame)
  })

  test('makes the baseline reach further back, so that it is as long as ever', () => {
    const left = leaveOut(frame, [{ start: rollout - 50 * minute, end: rollout - 20 * minute }])
    const spans = pastSpans(before, left)
    expect(minutes(spans.baseline)).toEqual([
      [90, 50],
      [20, 0]
    ])
    expect(spans.history).toEqual([frame.history])
  })

  test('drops the days on which the same hours were spoiled, unless these are all', () => {
    const daily: Baseline = {
      ...before,
      kind: 'same-time',
      offsets: [24 * 60 * minute, 48 * 60 * minute],
      timeZone: 'UTC'
    }
    const spans = pastSpans(daily, frame).baseline
    expect(spans).toHaveLength(2)
    const [older, newer] = spans
    const left = { ...frame, leftOut: newer === undefined ? [] : [newer] }
    expect(pastSpans(daily, left).baseline).toEqual([older])
    expect(pastSpans(daily, { ...frame, leftOut: spans }).baseline).toEqual(spans)
  })

  test('windows are cut and counted from the newest', () => {
    expect(without({ start: 0, end: 10 }, [{ start: 2, end: 3 }])).toEqual([
      { start: 0, end: 2 },
      { start: 3, end: 10 }
    ])
    expect(newestOf([{ start: 0, end: 2 }], 5)).toEqual([{ start: 0, end: 2 }])
    expect(newestOf([], 5)).toEqual([])
  })
})

describe('what GitHub remembers', () => {
  function status(state: CommitStatus['state']): CommitStatus {
    const context = 'bakegate/production'
    const creator = 'github-actions[bot]'
    return { id: '1', state, context, description: '', targetUrl: '', creator, createdAt: 0 }
  }

  function sessionOf(github: Partial<GitHub>): { session: Session; lines: string[] } {
    const lines: string[] = []
    const session = {
      github,
      settings,
      deploy: { environment: 'production', service: '', sha: 'new' },
      identity: 'github-actions[bot]',
      world: { log: { info: (line: string) => void lines.push(line) } }
    }
    return { session: session as unknown as Session, lines }
  }

  const history = [deployment('good', 20), deployment('bad', 90), deployment('old', 300)]

  test('says which releases failed, and how long they were live', async () => {
    const asked: string[] = []
    const { session, lines } = sessionOf({
      deployments: () => Promise.resolve(history),
      statuses: sha => {
        asked.push(sha)
        return Promise.resolve([status(sha === 'bad' ? 'failure' : 'success')])
      }
    })
    const left = await withoutSpoiled(session, frame, undefined)
    expect(asked).toEqual(['good', 'bad', 'old'])
    expect(left.leftOut).toHaveLength(1)
    expect(left.leftOut?.[0]?.start).toBe(rollout - 90 * minute)
    expect(lines[0]).toContain('left out of the past')
  })

  test('is not asked again for what the choice of the target knew, and never for long', async () => {
    let asked = 0
    const { session } = sessionOf({
      statuses: () => {
        asked++
        return Promise.resolve([status('success')])
      }
    })
    const many = Array.from({ length: 12 }, (_, i) => deployment(`r${i}`, 10 + i))
    const known = { deployments: many, verdicts: new Map([['r0', 'bad' as const]]) }
    const left = await withoutSpoiled(session, frame, known)
    expect(asked).toBe(3)
    expect(minutes(left.leftOut)?.[0]?.[0]).toBe(10)
  })

  test('may be out of reach: the past is then read as it is', async () => {
    const denied = new GitHubError(403, 'not permitted', false)
    const { session } = sessionOf({ deployments: () => Promise.reject(denied) })
    expect(await withoutSpoiled(session, frame, undefined)).toBe(frame)
    const broken = sessionOf({ deployments: () => Promise.reject(new TypeError('ours')) })
    await expect(withoutSpoiled(broken.session, frame, undefined)).rejects.toThrow('ours')
  })
})
