import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { standingClaim } from '../../src/rollback/claim.js'
import {
  claimContext,
  clip,
  overrideDescription,
  readVerdict,
  recordContext,
  recordVerdict
} from '../../src/rollback/record.js'
import type { CommitStatus } from '../../src/world.js'
import { BOT, buildShop, EVERYTHING, openScene } from './support.js'
import type { Scene } from './support.js'

const scope = { environment: 'production', service: '' }

function status(id: number, change: Partial<CommitStatus>): CommitStatus {
  return {
    id: String(id),
    state: 'pending',
    context: 'bakegate/production',
    description: '',
    targetUrl: '',
    creator: BOT,
    createdAt: id,
    ...change
  }
}

describe('the verdict on record', () => {
  test.each<[string, Partial<CommitStatus>[], string]>([
    ['nothing', [], 'none'],
    ['a running bake', [{ state: 'pending' }], 'none'],
    ['an inconclusive one', [{ state: 'error' }], 'none'],
    ['our pass', [{ state: 'success' }], 'good'],
    ["somebody else's pass", [{ state: 'success', creator: 'mallory' }], 'none'],
    ['our failure', [{ state: 'failure' }], 'bad'],
    ["somebody else's failure", [{ state: 'failure', creator: 'mallory' }], 'bad'],
    ['a pass after a failure', [{ state: 'failure' }, { state: 'success' }], 'good'],
    ['a failure after a pass', [{ state: 'success' }, { state: 'failure' }], 'bad'],
    [
      'a bake after a failure',
      [{ state: 'failure' }, { state: 'pending' }, { state: 'error' }],
      'bad'
    ],
    [
      "a stranger's pass after a failure",
      [{ state: 'failure' }, { state: 'success', creator: 'm' }],
      'bad'
    ],
    ['another environment', [{ state: 'failure', context: 'bakegate/staging' }], 'none'],
    ['a service', [{ state: 'failure', context: 'bakegate/api/production' }], 'none'],
    ['another case', [{ state: 'failure', context: 'Bakegate/Production' }], 'bad']
  ])('is read from %s', (_name, statuses, expected) => {
    const all = statuses.map((change, index) => status(9 + index, change))
    expect(readVerdict(all, scope, BOT)).toBe(expected)
    expect(readVerdict(all.toReversed(), scope, BOT)).toBe(expected)
  })

  test('is newest by id, also where the ids differ in length', () => {
    const all = [status(99, { state: 'failure' }), status(100, { state: 'success' })]
    expect(readVerdict(all, scope, BOT)).toBe('good')
  })
})

describe('the contexts', () => {
  test('are as published', () => {
    expect(recordContext(scope)).toBe('bakegate/production')
    expect(recordContext({ ...scope, service: 'api' })).toBe('bakegate/api/production')
  })

  test('of two deploys are never the same', () => {
    const names = ['a', 'b', 'a/b', 'rollback', 'a%2Fb', '']
    const scopes = names.flatMap(service =>
      names.filter(it => it !== '').map(environment => ({ service, environment }))
    )
    const contexts = scopes.flatMap(it => [recordContext(it), claimContext(it)])
    expect(new Set(contexts).size).toBe(contexts.length)
  })
})

test('contexts of very long names are still distinct, and short enough', () => {
  const [a, b] = ['a', 'b'].map(end =>
    recordContext({ service: 's'.repeat(250), environment: end })
  )
  expect(a).toHaveLength(255)
  expect(a).not.toBe(b)
})

describe('a description', () => {
  test('is one line of 140 characters at most, whole characters', () => {
    expect(clip('a\n  b')).toBe('a b')
    expect(Array.from(clip('😀'.repeat(200)))).toHaveLength(140)
    expect(clip('😀'.repeat(200))).not.toContain('\ud83d…')
    expect(overrideDescription('octocat', 'flaky metric')).toBe('override by octocat: flaky metric')
  })
})

describe('the standing claim', () => {
  const claim = (id: number, correlation: string, creator = BOT) =>
    status(id, { context: claimContext(scope), description: `claimed [${correlation}]`, creator })
  const release = (id: number, correlation: string, creator = BOT) =>
    status(id, {
      context: claimContext(scope),
      description: `Claim released: cancelled [${correlation}]`,
      creator
    })

  test.each<[string, CommitStatus[], string | undefined]>([
    ['nobody’s, where there is none', [], undefined],
    ['the lowest id', [claim(100, 'b'), claim(99, 'a')], '99'],
    [
      'the next, where the lowest was released',
      [claim(1, 'a'), release(2, 'a'), claim(3, 'b')],
      '3'
    ],
    ['not released by another claimant', [claim(1, 'a'), release(2, 'b')], '1'],
    ['not released by another person', [claim(1, 'a'), release(2, 'a', 'mallory')], '1'],
    [
      'released with all its repetitions',
      [claim(1, 'a'), claim(2, 'a'), release(3, 'a')],
      undefined
    ],
    ['not a mark without a claimant', [status(1, { context: claimContext(scope) })], undefined],
    ['not of another environment', [status(1, { description: 'claimed [a]' })], undefined]
  ])('is %s', (_name, statuses, expected) => {
    expect(standingClaim(statuses, scope)?.id).toBe(expected)
    expect(standingClaim(statuses.toReversed(), scope)?.id).toBe(expected)
  })
})

describe('recording', () => {
  let scene: Scene
  beforeEach(async () => {
    scene = await openScene()
  })
  afterEach(() => scene.close())

  test('writes the status and learns who we are', async () => {
    const { bad } = buildShop(scene)
    const record = {
      scope,
      sha: bad,
      state: 'pending',
      description: 'x'.repeat(300),
      url: 'https://r'
    } as const
    const written = await recordVerdict(scene.github, scene.log, record)
    expect(written).toEqual({ creator: BOT })
    const [status] = await scene.github.statuses(bad)
    expect(status).toMatchObject({ context: 'bakegate/production', targetUrl: 'https://r' })
    expect(status?.description).toHaveLength(140)
  })

  test.each([
    ['a missing permission', { ...EVERYTHING, statuses: 'read' } as const],
    ['no permission', {}]
  ])('with %s only warns, and names the line to add', async (_name, permissions) => {
    const { bad } = buildShop(scene)
    scene.simulator.addToken('t', { login: BOT, permissions })
    const record = { scope, sha: bad, state: 'failure', description: 'x', url: '' } as const
    expect(await recordVerdict(scene.connect('t'), scene.log, record)).toBeUndefined()
    expect(scene.log.warnings).toEqual([expect.stringContaining('`statuses: write`')])
  })
})
