import { afterEach, describe, expect, test } from '@jest/globals'
import { createGitHub } from '../../src/io/github.js'
import type { GitHub } from '../../src/world.js'
import { fakeClock, octokitOf } from '../rollback/support.js'
import { type Answer, json, startStub, text } from '../support/stub-server.js'

const closers: (() => unknown)[] = []
afterEach(async () => {
  for (const close of closers.splice(0)) await close()
})

const SHA = 'a'.repeat(40)
/** As Gitea 1.26 answers where its router knows no route. */
const unknown = text('404 page not found\n', 404)

/** A server that knows these routes of `acme/shop` and no other. */
async function forge(routes: Readonly<Record<string, Answer>>): Promise<GitHub> {
  const server = await startStub((seen, response) => {
    const route = `${seen.method} ${seen.url.pathname.replace('/repos/acme/shop', '')}`
    return (routes[route] ?? unknown)(seen, response)
  })
  closers.push(() => server.close())
  return createGitHub(octokitOf('token', server.url), {
    owner: 'acme',
    repo: 'shop',
    clock: fakeClock()
  })
}

describe('a forge that is not GitHub', () => {
  test('names the commit of a tag under another route', async () => {
    const github = await forge({
      'GET /tags/v1.0.0': json({ name: 'v1.0.0', commit: { sha: SHA } })
    })
    expect(await github.tagCommit('v1.0.0')).toBe(SHA)
  })

  test('has no such tag where its own route says so', async () => {
    const github = await forge({ 'GET /tags/v1.0.0': json({ message: 'not found' }, 404) })
    expect(await github.tagCommit('v1.0.0')).toBeUndefined()
  })

  test.each([
    [2, 0, 'ahead'],
    [0, 1, 'behind'],
    [0, 0, 'identical'],
    [2, 3, 'diverged']
  ])('compares by %i and %i commits: %s', async (ahead, behind, status) => {
    const apart = (count: number): Answer => json({ total_commits: count, commits: null })
    const github = await forge({
      'GET /compare/old...new': apart(ahead),
      'GET /compare/new...old': apart(behind)
    })
    // Which files differ is not known: no rule that asks about them may be satisfied.
    expect(await github.compare('old', 'new')).toMatchObject({
      status,
      total: ahead,
      files: [],
      filesTruncated: true
    })
  })

  test('finds the runs of one workflow among all', async () => {
    const run = { status: 'completed', conclusion: 'success', started_at: '2026-11-25T12:00:00Z' }
    const listed = [
      { id: 1, html_url: 'u/1', path: 'deploy.yml@refs/heads/main', ...run },
      { id: 2, html_url: 'u/2', path: 'rollback.yml@refs/heads/main', ...run }
    ]
    const github = await forge({ 'GET /actions/runs': json({ workflow_runs: listed }) })
    const found = await github.dispatchedRuns('rollback.yml', 0)
    expect(found.map(({ id }) => id)).toEqual(['2'])
  })

  test('calls the state of a status `status`', async () => {
    const status = { id: 3, status: 'success', context: 'bakegate/production', creator: null }
    const github = await forge({
      [`GET /commits/${SHA}/statuses`]: json([
        { ...status, created_at: '2026-11-25T12:00:00Z' },
        { ...status, id: 4, status: 'warning', created_at: '2026-11-25T12:00:00Z' }
      ])
    })
    expect((await github.statuses(SHA)).map(({ state }) => state)).toEqual(['error', 'success'])
  })

  test('tells the names of the files that a commit changed', async () => {
    const files = [{ filename: 'shop/db.py', status: 'modified' }]
    const github = await forge({ [`GET /git/commits/${SHA}`]: json({ sha: SHA, files }) })
    expect(await github.filesOf(SHA)).toEqual([{ path: 'shop/db.py', status: 'modified' }])
  })

  test('names the one pull request of a commit', async () => {
    const pull = {
      number: 7,
      title: 'Answer faster',
      state: 'closed',
      merged_at: '2026-11-25T12:00:00Z',
      base: { ref: 'main' },
      head: { sha: SHA }
    }
    const github = await forge({ [`GET /commits/${SHA}/pull`]: json(pull) })
    expect((await github.pullRequestsOf(SHA)).map(({ number }) => number)).toEqual([7])
  })

  test('need not have a readable run of another workflow, but one of ours', async () => {
    const run = { id: 1, html_url: 'u/1', path: 'deploy.yml@refs/heads/main' }
    const github = await forge({ 'GET /actions/runs': json({ workflow_runs: [run] }) })
    expect(await github.dispatchedRuns('rollback.yml', 0)).toEqual([])
    await expect(github.dispatchedRuns('deploy.yml', 0)).rejects.toMatchObject({
      kind: 'odd-answer',
      message: expect.stringContaining('0.status is not what the API documents')
    })
  })

  test.each<[string, string, (github: GitHub) => Promise<unknown>]>([
    ["GitHub's route", `GET /commits/${SHA}/pulls`, github => github.pullRequestsOf(SHA)],
    ["Gitea's route", `GET /commits/${SHA}/pull`, github => github.pullRequestsOf(SHA)],
    ['a tag', 'GET /git/ref/tags/v1', github => github.tagCommit('v1')],
    ['a commit', `GET /commits/${SHA}`, github => github.commit(SHA)],
    [
      'runs',
      'GET /actions/workflows/rollback.yml/runs',
      github => github.dispatchedRuns('rollback.yml', 0)
    ],
    ['a comparison', 'GET /compare/old...new', github => github.compare('old', 'new')]
  ])('answers in a form that nobody documents (%s): told, never "none"', async (_, route, ask) => {
    const github = await forge({ [route]: json({ odd: true }) })
    await expect(ask(github)).rejects.toMatchObject({
      kind: 'odd-answer',
      message: expect.stringContaining('is not what the API documents')
    })
  })

  test('has routes that nobody knows; that is no missing permission', async () => {
    const github = await forge({})
    await expect(github.deployments('production', 5)).rejects.toThrow(
      /404: this server does not know the route\.$/
    )
  })
})
