import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { loadOpenApi } from '../../acceptance/support/openapi.js'
import type { Exchange } from '../../src/demo/github.js'
import { startGitHub } from '../../src/demo/github.js'
import type { Simulator } from '../../src/demo/github.js'
import { buildShop, EVERYTHING, fakeClock, openScene } from '../rollback/support.js'
import type { Scene } from '../rollback/support.js'

let simulator: Simulator
beforeEach(async () => {
  simulator = await startGitHub({ basePath: '/api/v3' })
  simulator.addToken('t', { login: 'x', permissions: EVERYTHING })
})
afterEach(() => simulator.close())

const ask = (path: string, headers: Record<string, string> = { authorization: 'token t' }) =>
  fetch(`${simulator.url}${path}`, { headers })

describe('the simulated GitHub', () => {
  test.each(['/repos/acme/other', '/repos/acme/shop/nothing', '/user', '/'])(
    'knows no route %s, and remembers that it was asked',
    async path => {
      expect((await ask(path)).status).toBe(404)
      expect(simulator.unknown).toHaveLength(1)
    }
  )

  test('knows nothing outside its base path', async () => {
    const outside = simulator.url.replace('/api/v3', '/repos/acme/shop')
    expect((await fetch(outside)).status).toBe(404)
    expect(simulator.unknown).toHaveLength(1)
  })

  test.each<[string, Record<string, string>]>([
    ['no token', {}],
    ['an unknown token', { authorization: 'token other' }]
  ])('refuses %s', async (_name, headers) => {
    const answer = await ask('/repos/acme/shop', headers)
    expect(answer.status).toBe(401)
    expect(await answer.json()).toMatchObject({ message: 'Bad credentials' })
  })

  test('keeps no token in what it remembers', async () => {
    await ask('/repos/acme/shop', { authorization: 'Bearer t' })
    expect(JSON.stringify(simulator.log)).not.toContain('Bearer')
    expect(simulator.log[0]).toMatchObject({ status: 200, login: 'x' })
  })

  test('pages its listings with links', async () => {
    const sha = simulator.addCommit()
    for (let at = 0; at < 5; at++) simulator.addTag(`v${at}`, sha)
    const answer = await ask('/repos/acme/shop/tags?per_page=2&page=2')
    const names = ((await answer.json()) as { name: string }[]).map(it => it.name)
    expect(names).toEqual(['v2', 'v3'])
    const link = answer.headers.get('link') ?? ''
    for (const part of ['page=3>; rel="next"', 'page=3>; rel="last"', 'page=1>; rel="prev"']) {
      expect(link).toContain(part)
    }
  })

  test('answers 304 to what has not changed, and does not count it', async () => {
    const first = await ask('/repos/acme/shop')
    const headers = { authorization: 'token t', 'if-none-match': first.headers.get('etag') ?? '' }
    const second = await ask('/repos/acme/shop', headers)
    expect(second.status).toBe(304)
    const remaining = 'x-ratelimit-remaining'
    expect(second.headers.get(remaining)).toBe(first.headers.get(remaining))
    simulator.state.private = true
    expect((await ask('/repos/acme/shop', headers)).status).toBe(200)
  })

  test('has a clock that may be wrong', async () => {
    simulator.setSkew(-90_000)
    const date = Date.parse((await ask('/repos/acme/shop')).headers.get('date') ?? '')
    expect(Math.abs(date - (Date.now() - 90_000))).toBeLessThan(2_000)
  })

  test('lets runs follow their plans', async () => {
    const clock = fakeClock()
    await simulator.close()
    simulator = await startGitHub({ now: () => clock.now() })
    simulator.addToken('t', { login: 'x', permissions: EVERYTHING })
    simulator.addCommit()
    simulator.addWorkflow('rollback.yml', 'on: workflow_dispatch\n')
    const run = simulator.addRun('rollback.yml')
    simulator.planRun(run, [
      { after: 1_000, status: 'in_progress' },
      { after: 2_000, status: 'completed', conclusion: 'failure' }
    ])
    const seen: unknown[] = []
    for (const at of [0, 1_000, 2_000]) {
      clock.set(run.createdAt + at)
      const answer = await ask(`/repos/acme/shop/actions/runs/${run.id}`)
      const { status, conclusion } = (await answer.json()) as Record<string, unknown>
      seen.push([status, conclusion])
    }
    expect(seen).toEqual([
      ['queued', null],
      ['in_progress', null],
      ['completed', 'failure']
    ])
  })

  test.each([
    ['Back to ${{ inputs.tag }}!', { tag: 'v1' }, 'Back to v1!'],
    ["${{ inputs['tag'] }} ${{ github.event.inputs.why }}", { tag: 'v1', why: 'x' }, 'v1 x'],
    ["To ${{ inputs.tag || 'the last' }}", {}, 'To the last'],
    ["To ${{ inputs.tag || 'the last' }}", { tag: 'v1' }, 'To v1']
  ])('names a run by %j', async (name, inputs, title) => {
    const on = 'on: {workflow_dispatch: {inputs: {tag: {}, why: {}}}}'
    simulator.addWorkflow('rollback.yml', `run-name: ${JSON.stringify(name)}\n${on}\n`)
    const route = '/repos/acme/shop/actions/workflows/rollback.yml/dispatches'
    const body = JSON.stringify({ ref: 'main', inputs })
    const headers = { authorization: 'token t' }
    await fetch(`${simulator.url}${route}`, { method: 'POST', headers, body })
    expect(simulator.state.runs[0]?.title).toBe(title)
  })

  test('cuts a connection where it is told to', async () => {
    simulator.fail({ effect: 'before', answer: 'cut', times: 1 })
    await expect(ask('/repos/acme/shop')).rejects.toThrow()
    expect((await ask('/repos/acme/shop')).status).toBe(200)
  })
})

describe("GitHub's own description", () => {
  let scene: Scene
  beforeEach(async () => {
    scene = await openScene()
  })
  afterEach(() => scene.close())

  test('fits every answer of the simulator', async () => {
    const { bad, good } = buildShop(scene)
    const { github, simulator: it } = scene
    it.addPull({ number: 7, headSha: bad, mergedAt: scene.clock.now() })
    it.addPull({ number: 8, headSha: bad })
    it.addTag('annotated', good, { annotated: true })
    const comment = await github.createComment(7, 'x')
    await github.updateComment(comment.id, 'y')
    await github.comments(7)
    await github.deleteComment(comment.id)
    await github.createIssue('t', 'b', ['bakegate'])
    await github.issues('bakegate')
    const status = { state: 'failure', context: 'c', description: 'd', targetUrl: '' } as const
    await github.createStatus(bad, status)
    await github.statuses(bad)
    await github.pullRequestsOf(bad)
    await github.tagCommit('annotated')
    await github.tagsOf(good)
    await github.commit('main')
    await github.file('.github/workflows/rollback.yml', 'main')
    await github.repository()
    await github.compare('v1.0.0', 'main')
    await github.releases()
    const [deployment] = await github.deployments('production', 5)
    await github.deploymentStatuses(deployment?.id ?? '')
    await github.workflow('rollback.yml')
    const run = await github.dispatch('rollback.yml', 'main', { tag: 'v1.1.0' })
    await github.run(run?.runId ?? '')
    await github.dispatchedRuns('rollback.yml', 0)
    // The scene's close() holds all of these against the description.
    expect(new Set(it.log.map(each => `${each.method} ${each.route?.path}`)).size).toBe(23)
    expect(it.log.filter(each => each.status >= 300)).toEqual([])
  })

  test.each<[string, (exchange: Exchange) => Exchange]>([
    [
      'an answer without a required field',
      it => ({ ...it, answer: { ...(it.answer as object), id: undefined } })
    ],
    [
      'an answer of another type',
      it => ({ ...it, answer: { ...(it.answer as object), id: 'one' } })
    ],
    ['an undocumented status', it => ({ ...it, status: 299 })],
    ['a request without a required field', it => ({ ...it, body: {} })],
    ['a request of another type', it => ({ ...it, body: { body: 5 } })],
    ['an unknown route', ({ route: _route, ...it }) => it]
  ])('does not fit %s', async (_name, spoil) => {
    const { bad } = buildShop(scene)
    scene.simulator.addPull({ number: 7, headSha: bad })
    await scene.github.createComment(7, 'x')
    const [exchange] = scene.simulator.log
    const { problemsOf } = await loadOpenApi()
    if (exchange === undefined) throw new Error('nothing was sent')
    expect(problemsOf(exchange)).toEqual([])
    const spoilt = JSON.parse(JSON.stringify(spoil(exchange))) as Exchange
    expect(problemsOf(spoilt)).not.toEqual([])
  })
})
