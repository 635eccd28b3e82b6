import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { createServer } from 'node:http'
import type { Server, ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { GitHubError } from '../../src/errors.js'
import { createGitHub } from '../../src/io/github.js'
import { buildShop, EVERYTHING, fakeClock, octokitOf, openScene } from '../rollback/support.js'
import type { Scene } from '../rollback/support.js'

describe('against a strict GitHub', () => {
  let scene: Scene
  let shop: ReturnType<typeof buildShop>
  beforeEach(async () => {
    scene = await openScene()
    shop = buildShop(scene)
  })
  afterEach(() => scene.close())

  const failed = async (ask: Promise<unknown>): Promise<GitHubError> => {
    const error: unknown = await ask.then(
      () => undefined,
      (reason: unknown) => reason
    )
    expect(error).toBeInstanceOf(GitHubError)
    return error as GitHubError
  }

  test('reads the repository, a file, a commit', async () => {
    const { github } = scene
    expect(await github.repository()).toEqual({ private: false, defaultBranch: 'main' })
    expect(await github.file('src/v1.0.0.ts', 'main')).toBe('v1.0.0')
    expect(await github.file('src/none.ts', 'main')).toBeUndefined()
    expect(await github.file('src/v1.0.0.ts', 'no-such-branch')).toBeUndefined()
    expect(await github.commit('v1.1.0')).toBe(shop.good)
    expect(await github.commit('nothing')).toBeUndefined()
  })

  test('keeps text beyond ASCII, and files longer than a line of base64', async () => {
    const content = '# Größe: 日本\n'.repeat(50)
    scene.simulator.addCommit({ files: { 'docs/größe 100%.md': content } })
    expect(await scene.github.file('docs/größe 100%.md', 'main')).toBe(content)
  })

  test.each(['../../../acme/other', 'a/../b', './a'])('never climbs out by %s', async path => {
    const error = await failed(scene.github.file(path, 'main'))
    expect(error.message).toContain(path)
    expect(scene.simulator.log).toHaveLength(0)
  })

  test('takes a tag and not the branch of the same name', async () => {
    const other = scene.simulator.addCommit({ branch: 'v1.1.0', message: 'A branch' })
    expect(await scene.github.tagCommit('v1.1.0')).toBe(shop.good)
    expect(other).not.toBe(shop.good)
    scene.simulator.addCommit({ branch: 'only-a-branch' })
    expect(await scene.github.tagCommit('only-a-branch')).toBeUndefined()
  })

  test('peels annotated tags, and a tag of a tree is no commit', async () => {
    scene.simulator.addTag('annotated', shop.good, { annotated: true })
    scene.simulator.addTag('tree', shop.good, { type: 'tree' })
    scene.simulator.addTag('annotated-tree', shop.good, { annotated: true, type: 'tree' })
    expect(await scene.github.tagCommit('annotated')).toBe(shop.good)
    expect(await scene.github.tagCommit('tree')).toBeUndefined()
    expect(await scene.github.tagCommit('annotated-tree')).toBeUndefined()
  })

  test.each(['pkg/v1.2.3', 'app@1.2.3', 'v1.2.3+build', '100%', 'a#1', 'a b', 'ü'])(
    'finds the tag %s',
    async tag => {
      scene.simulator.addTag(tag, shop.good)
      expect(await scene.github.tagCommit(tag)).toBe(shop.good)
      expect(await scene.github.tagsOf(shop.good)).toEqual(['v1.1.0', tag])
    }
  )

  test('asks for an unchanged run conditionally', async () => {
    const run = scene.simulator.addRun('rollback.yml')
    const first = await scene.github.run(String(run.id))
    expect(await scene.github.run(String(run.id))).toEqual(first)
    expect(scene.simulator.log.map(it => it.status)).toEqual([200, 304])
    scene.simulator.setRun(run, { status: 'completed', conclusion: 'failure' })
    expect(await scene.github.run(String(run.id))).toMatchObject({ conclusion: 'failure' })
  })

  test('lists dispatched runs of other events and older ones not', async () => {
    const now = scene.clock.now()
    scene.simulator.addRun('rollback.yml', { title: 'old', at: now - 7_200_000 })
    scene.simulator.addRun('rollback.yml', { title: 'push', event: 'push' })
    scene.simulator.addRun('rollback.yml', { title: 'new' })
    const runs = await scene.github.dispatchedRuns('rollback.yml', now - 3_600_000)
    expect(runs.map(run => run.title)).toEqual(['new'])
  })

  test('answers a dispatch with the run, or with nothing where the server names none', async () => {
    const inputs = { tag: 'v1.1.0' }
    const run = await scene.github.dispatch('rollback.yml', 'main', inputs)
    expect(run?.runId).toBe(String(scene.simulator.state.runs[0]?.id))
    await scene.close()
    scene = await openScene({ enterprise: true, basePath: '/api/v3' })
    buildShop(scene)
    expect(await scene.github.dispatch('rollback.yml', 'main', inputs)).toBeUndefined()
    expect(scene.simulator.state.runs).toHaveLength(1)
  })

  test('never repeats a dispatch, and says that it may have happened', async () => {
    const path = /dispatches$/
    scene.simulator.fail({ method: 'POST', path, effect: 'after', answer: 'cut', times: 1 })
    const error = await failed(scene.github.dispatch('rollback.yml', 'main', { tag: 'v1.1.0' }))
    expect(error).toMatchObject({ status: 0, mayHaveHappened: true })
    expect(scene.simulator.log.filter(it => path.test(it.path))).toHaveLength(1)
  })

  test.each([
    [{ status: 502 }, 3],
    ['cut' as const, 3],
    [{ status: 404 }, 1],
    [{ status: 429, headers: { 'retry-after': '3' } }, 3],
    [{ status: 403, message: 'You have exceeded a secondary rate limit' }, 1],
    [{ status: 403, headers: { 'retry-after': '60' } }, 1]
  ])('tries a read answered with %j %i times', async (answer, times) => {
    scene.simulator.fail({ effect: 'before', answer, times: 9 })
    await failed(scene.github.releases())
    expect(scene.simulator.log).toHaveLength(times)
    expect(Math.max(0, ...scene.clock.slept)).toBeLessThanOrEqual(10_000)
  })

  test('a read succeeds when the server comes back', async () => {
    scene.simulator.fail({ effect: 'before', answer: { status: 503 }, times: 2 })
    expect(await scene.github.releases()).toHaveLength(3)
  })

  test('an exhausted budget is a rate limit and not a missing permission', async () => {
    scene.simulator.setRemaining(0)
    const error = await failed(scene.github.createComment(1, 'x'))
    expect(error.status).toBe(429)
    expect(error.message).not.toContain('permissions')
  })

  test.each<[string, (scene: Scene, sha: string) => Promise<unknown>]>([
    ['contents: read', ({ github }) => github.file('a', 'main')],
    ['deployments: read', ({ github }) => github.deployments('production', 5)],
    [
      'statuses: write',
      ({ github }, sha) =>
        github.createStatus(sha, { state: 'pending', context: 'x', description: '', targetUrl: '' })
    ],
    ['actions: write', ({ github }) => github.dispatch('rollback.yml', 'main', {})],
    ['actions: read', ({ github }) => github.workflow('rollback.yml')],
    ['pull-requests: write', ({ github }) => github.createComment(1, 'x')],
    ['issues: write', ({ github }) => github.createIssue('x', 'y', [])]
  ])('names the missing permission %s', async (permission, ask) => {
    scene.simulator.addToken('t-none', { login: 'x', permissions: {} })
    const error = await failed(ask({ ...scene, github: scene.connect('t-none') }, shop.bad))
    expect(error.status).toBe(403)
    expect(error.message).toContain(`\`${permission}\``)
    expect(error.mayHaveHappened).toBe(false)
  })

  test('names method, path and the words of GitHub', async () => {
    const error = await failed(scene.github.dispatch('rollback.yml', 'nowhere', { tag: 'v1.1.0' }))
    expect(error.message).toBe(
      'GitHub POST /repos/acme/shop/actions/workflows/rollback.yml/dispatches answered 422: No ref found for: nowhere.'
    )
  })

  test('measures the skew of the clock and counts requests', async () => {
    expect(scene.github.skew()).toBeUndefined()
    scene.simulator.setSkew(600_000)
    await scene.github.repository()
    expect(scene.github.skew()).toBeGreaterThanOrEqual(599_000)
    expect(scene.github.skew()).toBeLessThanOrEqual(601_000)
    expect(scene.github.requests()).toBe(1)
  })

  test('reads a thousand comments with no more than twelve requests', async () => {
    scene.simulator.addPull({ number: 7, headSha: shop.bad })
    for (let at = 0; at < 1000; at++) scene.simulator.addComment(7, 'dev', `comment ${at}`)
    const comments = await scene.github.comments(7)
    expect(comments).toHaveLength(1000)
    expect(new Set(comments.map(it => it.id)).size).toBe(1000)
    expect(scene.simulator.log.length).toBeLessThanOrEqual(12)
  })

  test('of very many comments it reads the first and the newest', async () => {
    scene.simulator.addPull({ number: 7, headSha: shop.bad })
    for (let at = 0; at < 2000; at++) scene.simulator.addComment(7, 'dev', `comment ${at}`)
    const comments = await scene.github.comments(7)
    expect(comments[0]?.body).toBe('comment 0')
    expect(comments.at(-1)?.body).toBe('comment 1999')
    expect(scene.simulator.log).toHaveLength(12)
  })

  test('compares by what the head has and the base has not', async () => {
    const comparison = await scene.github.compare('v1.0.0', 'v1.2.0')
    expect(comparison).toMatchObject({
      status: 'ahead',
      files: ['src/v1.1.0.ts', 'src/v1.2.0.ts'],
      filesTruncated: false
    })
    expect(comparison.commits.map(it => it.title)).toEqual(['Release v1.1.0', 'Release v1.2.0'])
    expect((await scene.github.compare('v1.2.0', 'v1.0.0')).status).toBe('behind')
    expect((await scene.github.compare('v1.2.0', 'v1.2.0')).status).toBe('identical')
  })

  test('says that a comparison of 300 files may have more', async () => {
    const files = Object.fromEntries(Array.from({ length: 301 }, (_, at) => [`f${at}`, 'x']))
    scene.simulator.addCommit({ files })
    expect(await scene.github.compare('v1.2.0', 'main')).toMatchObject({ filesTruncated: true })
  })

  test('finds pull requests of a commit; of an unknown commit there are none', async () => {
    scene.simulator.addPull({ number: 7, headSha: shop.bad, mergedAt: scene.clock.now() })
    expect(await scene.github.pullRequestsOf(shop.bad)).toEqual([
      expect.objectContaining({ number: 7, state: 'closed', baseRef: 'main', headSha: shop.bad })
    ])
    expect(await scene.github.pullRequestsOf('0'.repeat(40))).toEqual([])
  })

  test('writes and finds an incident issue', async () => {
    const { url } = await scene.github.createIssue('Incident', 'what happened', ['bakegate'])
    expect(url).toContain('/issues/')
    expect(await scene.github.issues('bakegate')).toEqual([
      expect.objectContaining({ number: 1, body: 'what happened' })
    ])
    expect(await scene.github.issues('other')).toEqual([])
  })

  test('drafts are listed to those who may push only', async () => {
    scene.simulator.addRelease('v9', { draft: true })
    expect(await scene.github.releases()).toHaveLength(3)
    const permissions = { ...EVERYTHING, contents: 'write' } as const
    scene.simulator.addToken('t-push', { login: 'x', permissions })
    const all = await scene.connect('t-push').releases()
    expect(all.find(it => it.draft)).toEqual({ tag: 'v9', draft: true, prerelease: false })
  })
})

describe('against a broken server', () => {
  let server: Server
  let answer: (response: ServerResponse) => void
  beforeEach(async () => {
    server = createServer((_request, response) => answer(response))
    await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  })
  afterEach(() => void server.close())

  const connect = (token: string, signal?: AbortSignal) => {
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
    const options = { owner: 'acme', repo: 'shop', clock: fakeClock() }
    const octokit = octokitOf(token, url)
    return createGitHub(octokit, { ...options, ...(signal === undefined ? {} : { signal }) })
  }
  const json = (response: ServerResponse, body: string) => {
    response.writeHead(200, { 'content-type': 'application/json' })
    response.end(body)
  }

  test('fields that no decision needs may be missing', async () => {
    const at = '2026-11-23T10:00:00Z'
    answer = response =>
      json(
        response,
        JSON.stringify([{ id: 1, state: 'success', context: 'c', creator: null, created_at: at }])
      )
    expect(await connect('t').statuses('a'.repeat(40))).toEqual([
      expect.objectContaining({ id: '1', description: '', targetUrl: '', creator: '' })
    ])
    answer = response =>
      json(
        response,
        JSON.stringify([{ id: '7', sha: 'a', ref: 'v1', environment: 'e', created_at: at }])
      )
    expect(await connect('t').deployments('e', 10)).toEqual([
      expect.objectContaining({ id: '7', ref: 'v1', creator: '' })
    ])
    answer = response => json(response, '[{"id": 1, "sha": "a"}]')
    expect(await connect('t').deployments('e', 10)).toEqual([
      expect.objectContaining({ sha: 'a', ref: '', createdAt: 0 })
    ])
    answer = response => json(response, '[{"state": "success"}]')
    expect(await connect('t').deploymentStatuses('1')).toEqual([{ state: 'success', createdAt: 0 }])
    answer = response => json(response, '[{"number": 7}]')
    expect(await connect('t').pullRequestsOf('a')).toEqual([
      expect.objectContaining({ number: 7, state: 'open' })
    ])
    answer = response => json(response, '{"default_branch": "trunk"}')
    expect(await connect('t').repository()).toEqual({ private: false, defaultBranch: 'trunk' })
    answer = response => json(response, '{"state": "active"}')
    expect(await connect('t').workflow('r.yml')).toMatchObject({ state: 'active' })
    answer = response => json(response, '{"id": 5, "status": "completed", "conclusion": "success"}')
    expect(await connect('t').run('5')).toMatchObject({ conclusion: 'success', updatedAt: 0 })
    answer = response => json(response, '{}')
    const status = { state: 'success', context: 'c', description: '', targetUrl: '' } as const
    expect(await connect('t').createStatus('a', status)).toEqual({ creator: '' })
    answer = response => json(response, '{"id": 6, "body": "hi"}')
    expect(await connect('t').createComment(7, 'hi')).toMatchObject({ id: '6', url: '' })
    answer = response => json(response, '{"workflow_run_id": 5}')
    expect(await connect('t').dispatch('rollback.yml', 'main', {})).toEqual({ runId: '5', url: '' })
    const gitea = { id: 8, html_url: 'u', status: 'completed', conclusion: 'success' }
    const times = { started_at: at, completed_at: '2026-11-23T10:01:00Z' }
    answer = response => json(response, JSON.stringify({ ...gitea, ...times }))
    const began = Date.parse(at)
    expect(await connect('t').run('8')).toMatchObject({
      createdAt: began,
      startedAt: began,
      updatedAt: began + 60_000
    })
    answer = response => json(response, '{"content": "aGk="}')
    expect(await connect('t').file('a', 'main')).toBe('hi')
  })

  test.each([
    ['a login page', '<html>Sign in</html>'],
    ['half of an answer', '{"private": true, "default_'],
    ['another shape', '{"private": "yes", "default_branch": "main"}'],
    ['nothing', '']
  ])('%s is an error that names the request', async (_name, body) => {
    answer = response => json(response, body)
    await expect(connect('t').repository()).rejects.toThrow(/GET \/repos\/acme\/shop/)
  })

  test('ids that a double cannot hold stay whole', async () => {
    const body = '{"workflow_run_id": 9007199254740993, "html_url": "https://x.example/1"}'
    answer = response => json(response, body)
    const run = await connect('t').dispatch('r.yml', 'main', {})
    expect(run).toEqual({ runId: '9007199254740993', url: 'https://x.example/1' })
  })

  test('a renamed file counts under both its names', async () => {
    const files = [{ filename: 'src/a.sql', previous_filename: 'db/migrations/a.sql' }]
    answer = response => json(response, JSON.stringify({ status: 'ahead', commits: [], files }))
    const comparison = await connect('t').compare('a', 'b')
    expect(comparison.files).toEqual(['src/a.sql', 'db/migrations/a.sql'])
  })

  test('a write whose answer is cut in half may have happened', async () => {
    answer = response => {
      response.writeHead(200, { 'content-type': 'application/json', 'content-length': '400' })
      response.write('{"workflow_run_id": 1')
      response.destroy()
    }
    await expect(connect('t').dispatch('r.yml', 'main', {})).rejects.toMatchObject({
      mayHaveHappened: true
    })
  })

  test('nobody listening means that certainly nothing happened', async () => {
    const github = connect('t')
    await new Promise(resolve => server.close(resolve))
    await expect(github.dispatch('r.yml', 'main', {})).rejects.toMatchObject({
      status: 0,
      mayHaveHappened: false
    })
  })

  test.each(['ghp_secret0123456789', 'ghp_secret\n0123456789'])(
    'no error holds the token %j',
    async token => {
      answer = response => response.destroy()
      const error: unknown = await connect(token)
        .createComment(1, 'x')
        .catch((reason: unknown) => reason)
      expect(error).toBeInstanceOf(GitHubError)
      const shown = JSON.stringify(error) + String(error) + String((error as Error).stack)
      expect(shown).not.toContain('ghp_secret')
      expect((error as Error).cause).toBeUndefined()
    }
  )

  test('once cancelled, nothing is tried again', async () => {
    let requests = 0
    answer = response => {
      requests++
      response.destroy()
    }
    const github = connect('t', AbortSignal.abort(new Error('SIGINT')))
    await expect(github.repository()).rejects.toBeInstanceOf(GitHubError)
    expect(requests).toBe(1)
  })
})
