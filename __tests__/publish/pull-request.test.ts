import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { GitHubError } from '../../src/errors.js'
import { choosePullRequest, findPullRequest } from '../../src/publish/pull-request.js'
import type { PullRequest } from '../../src/world.js'
import { buildShop, openScene } from '../rollback/support.js'
import type { Scene } from '../rollback/support.js'

const SHA = 'a'.repeat(40)

function pull(number: number, change: Partial<PullRequest> = {}): PullRequest {
  return { number, state: 'open', baseRef: 'main', headSha: SHA, title: '', ...change }
}
const merged = (number: number, mergedAt: number, baseRef = 'main') =>
  pull(number, { state: 'closed', mergedAt, baseRef, headSha: 'b'.repeat(40) })

describe('the pull request of a commit', () => {
  test.each<[string, PullRequest[], number | undefined]>([
    ['none', [], undefined],
    ['the merged one', [merged(1, 5)], 1],
    ['the newest merged one', [merged(1, 5), merged(2, 9), merged(3, 7)], 2],
    ['the one merged into the default branch', [merged(1, 5), merged(2, 9, 'release')], 1],
    ['the merged one and no open one', [pull(3), merged(1, 5)], 1],
    ['the highest of those merged at once', [merged(1, 5), merged(2, 5)], 2],
    ['the only open one that ends in it', [pull(3), pull(4, { headSha: 'c'.repeat(40) })], 3],
    ['none of two open ones', [pull(3), pull(4)], undefined],
    ['the only one, merged elsewhere', [merged(1, 5, 'release')], 1],
    ['the only one, which has grown since', [pull(4, { headSha: 'c'.repeat(40) })], 4],
    ['none of two merged elsewhere', [merged(1, 5, 'release'), merged(2, 6, 'next')], undefined],
    ['none that was closed without a merge', [pull(3, { state: 'closed' })], undefined]
  ])('is %s', (_name, all, expected) => {
    expect(choosePullRequest(all, SHA, 'main')).toBe(expected)
    expect(choosePullRequest(all.toReversed(), SHA, 'main')).toBe(expected)
  })
})

describe('it is looked for', () => {
  let scene: Scene
  let sha: string
  beforeEach(async () => {
    scene = await openScene()
    sha = buildShop(scene).bad
    scene.simulator.addPull({ number: 7, headSha: sha, mergedAt: scene.clock.now() })
  })
  afterEach(() => scene.close())

  const find = (more: { input?: number; event?: number } = {}, github = scene.github) =>
    findPullRequest(github, scene.log, { sha, defaultBranch: 'main', ...more })

  test('in the input, then the event, then the commit', async () => {
    expect(await find({ input: 1, event: 2 })).toBe(1)
    expect(await find({ event: 2 })).toBe(2)
    expect(scene.simulator.log).toHaveLength(0)
    expect(await find()).toBe(7)
  })

  test('and where that is not permitted, the line to add is named', async () => {
    scene.simulator.addToken('t', { login: 'x', permissions: { contents: 'read' } })
    expect(await find({}, scene.connect('t'))).toBeUndefined()
    expect(scene.log.warnings).toEqual([expect.stringContaining('`pull-requests: write`')])
  })

  test('and an answer of another form is no direct push: it is told', async () => {
    const odd = new GitHubError(200, 'GitHub: 0.number is odd.', false, 'odd-answer')
    const github = { ...scene.github, pullRequestsOf: () => Promise.reject(odd) }
    expect(await find({}, github)).toBeUndefined()
    expect(scene.log.warnings).toEqual([expect.stringContaining('0.number is odd')])
  })

  test('and a direct push has none, without a word', async () => {
    scene.simulator.state.pulls.length = 0
    expect(await find()).toBeUndefined()
    expect(scene.log.warnings).toEqual([])
  })
})
