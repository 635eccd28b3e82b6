import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { createCommentPublisher } from '../../src/publish/comment.js'
import type { CommentPlace } from '../../src/publish/comment.js'
import { compareMarkers, readMarker, writeMarker } from '../../src/publish/marker.js'
import type { GitHub } from '../../src/world.js'
import { BOT, buildShop, EVERYTHING, openScene } from '../rollback/support.js'
import type { Scene } from '../rollback/support.js'

const PULL = 7
const scope = { service: '', environment: 'production' }

let scene: Scene
beforeEach(async () => {
  scene = await openScene()
  const { bad } = buildShop(scene)
  scene.simulator.addPull({ number: PULL, headSha: bad })
})
afterEach(() => scene.close())

function publisher(change: Partial<CommentPlace> = {}, github: GitHub = scene.github) {
  const signal = new AbortController().signal
  const { clock, log } = scene
  return createCommentPublisher(
    { github, clock, log, signal },
    { issue: PULL, scope, run: { id: '900', attempt: 1 }, ...change }
  )
}
const run = (id: string, attempt = 1) => ({ run: { id, attempt } })
const bodies = () => scene.simulator.state.comments.map(it => it.body.replace(/^<!--.*-->\n/, ''))
const writes = () => scene.simulator.log.filter(it => it.method !== 'GET')
const later = () => scene.clock.set(scene.clock.now() + 61_000)
const final = { final: true } as const

describe('the comment', () => {
  test('is created once and updated from then on', async () => {
    const { publish } = publisher()
    const first = await publish('settling', { final: false })
    later()
    await publish('baking', { final: false })
    const last = await publish('passed', final)
    expect(bodies()).toEqual(['passed'])
    expect(last).toEqual(first)
    expect(last?.url).toContain('#issuecomment-')
  })

  test('of an earlier run is taken over', async () => {
    await publisher().publish('first', final)
    await publisher(run('901')).publish('second', final)
    await publisher(run('901', 2)).publish('third', final)
    expect(bodies()).toEqual(['third'])
  })

  test('of a newer run is left alone', async () => {
    await publisher(run('1000')).publish('newer', final)
    expect(await publisher(run('999')).publish('older', final)).toBeDefined()
    expect(bodies()).toEqual(['newer'])
    await publisher(run('1000', 2)).publish('attempt 2', final)
    await publisher(run('1000')).publish('attempt 1', final)
    expect(bodies()).toEqual(['attempt 2'])
  })

  test('is one per environment and service', async () => {
    await publisher().publish('production', final)
    await publisher({ scope: { service: '', environment: 'staging' } }).publish('staging', final)
    await publisher({ scope: { service: 'api', environment: 'production' } }).publish('api', final)
    expect(bodies()).toEqual(['production', 'staging', 'api'])
  })

  test('is never somebody else’s, even with our marker in it', async () => {
    const marker = writeMarker({ key: '["","production"]', run: '1', attempt: 1, generation: 1 })
    scene.simulator.addComment(PULL, 'mallory', `${marker}\nforged`)
    await publisher().publish('ours', final)
    expect(bodies()).toEqual(['forged', 'ours'])
  })

  test('is found again by whoever our token is', async () => {
    scene.simulator.addToken('t-app', { login: 'our-app[bot]', permissions: EVERYTHING })
    const github = scene.connect('t-app')
    await publisher({}, github).publish('first', final)
    await publisher(run('901'), github).publish('second', final)
    expect(bodies()).toEqual(['second'])
    await publisher({ ...run('902'), identity: 'our-app[bot]' }, github).publish('third', final)
    expect(bodies()).toEqual(['third'])
  })

  test('is found again where the server does not say who wrote it', async () => {
    const github: GitHub = {
      ...scene.github,
      createComment: async (...asked) => ({
        ...(await scene.github.createComment(...asked)),
        author: ''
      })
    }
    const { publish } = publisher({}, github)
    await publish('one', { final: false })
    await publish('two', final)
    expect(bodies()).toEqual(['two'])
  })

  test('comes back when a person deletes it', async () => {
    const { publish } = publisher()
    await publish('one', { final: false })
    scene.simulator.state.comments.length = 0
    await publish('two', final)
    expect(bodies()).toEqual(['two'])
  })
})

describe('two gates at once', () => {
  test('end with one comment, that of the newer run', async () => {
    const [older, newer] = [publisher(run('900')), publisher(run('901'))]
    await Promise.all([older.publish('older', final), newer.publish('newer', final)])
    await Promise.all([older.publish('older end', final), newer.publish('newer end', final)])
    expect(bodies()).toEqual(['newer end'])
  })

  test('leave the older comment, also where the newer run was first to create', async () => {
    const key = '["","production"]'
    const write = (id: string, text: string) =>
      scene.simulator.addComment(
        PULL,
        BOT,
        `${writeMarker({ key, run: id, attempt: 1, generation: 1 })}\n${text}`
      )
    write('901', 'newer')
    write('900', 'older')
    await publisher(run('902')).publish('newest', final)
    expect(bodies()).toEqual(['newest'])
  })
})

describe('a lost answer', () => {
  test.each(['cut' as const, { status: 502 }, { status: 500 }])(
    'of a creation that happened (%j) makes no second comment',
    async answer => {
      const path = /comments$/
      scene.simulator.fail({ method: 'POST', path, effect: 'after', answer, times: 1 })
      expect(await publisher().publish('one', final)).toBeDefined()
      expect(bodies()).toEqual(['one'])
      expect(writes()).toHaveLength(1)
    }
  )

  test('of a creation that did not happen is made good', async () => {
    scene.simulator.fail({ method: 'POST', effect: 'before', answer: 'cut', times: 1 })
    expect(await publisher().publish('one', final)).toBeDefined()
    expect(bodies()).toEqual(['one'])
  })

  test('of an update is repeated', async () => {
    const { publish } = publisher()
    await publish('one', { final: false })
    scene.simulator.fail({ method: 'PATCH', effect: 'before', answer: 'cut', times: 1 })
    await publish('two', final)
    expect(bodies()).toEqual(['two'])
  })
})

describe('restraint', () => {
  test('writes progress once a minute at most, and the end always', async () => {
    const { publish } = publisher()
    for (let at = 0; at < 5; at++) await publish(`progress ${at}`, { final: false })
    expect(bodies()).toEqual(['progress 0'])
    await publish('end', final)
    expect(bodies()).toEqual(['end'])
  })

  test('writes ten times at most', async () => {
    const { publish } = publisher()
    for (let at = 0; at < 30; at++) {
      await publish(`progress ${at}`, { final: false })
      later()
    }
    await publish('end', final)
    expect(bodies()).toEqual(['end'])
    expect(writes()).toHaveLength(10)
  })

  test('keeps the order of texts that are published at the same time', async () => {
    const { publish } = publisher()
    await Promise.all([publish('one', final), publish('two', final), publish('three', final)])
    expect(bodies()).toEqual(['three'])
  })
})

describe('a body that is too long', () => {
  const long = 'x'.repeat(70_000)

  test('is replaced by the short one, when created and when updated', async () => {
    const { publish } = publisher()
    await publish(long, { final: false, minimal: 'short 1' })
    expect(bodies()).toEqual(['short 1'])
    await publish(long, { final: true, minimal: 'short 2' })
    expect(bodies()).toEqual(['short 2'])
  })

  test('is tried once only', async () => {
    expect(await publisher().publish(long, { final: true, minimal: long })).toBeUndefined()
    expect(writes()).toHaveLength(2)
    expect(scene.log.warnings).toHaveLength(1)
  })
})

describe('where no comment is possible', () => {
  test('for want of a permission, the line to add is named, once', async () => {
    scene.simulator.addToken('t', { login: BOT, permissions: { 'pull-requests': 'read' } })
    const { publish } = publisher({}, scene.connect('t'))
    for (let at = 0; at < 3; at++) expect(await publish('x', final)).toBeUndefined()
    expect(scene.log.warnings).toEqual([expect.stringContaining('`pull-requests: write`')])
    expect(writes()).toHaveLength(1)
  })

  test.each([403, 404, 410, 423])('because of %i, it is not tried again', async status => {
    const answer = { status, message: 'no' }
    scene.simulator.fail({ method: 'POST', effect: 'before', answer, times: 9 })
    const { publish } = publisher()
    expect(await publish('x', { final: false })).toBeUndefined()
    expect(await publish('y', final)).toBeUndefined()
    expect(scene.log.warnings).toHaveLength(1)
    expect(writes()).toHaveLength(1)
  })

  test('because there is no such pull request', async () => {
    expect(await publisher({ issue: 999 }).publish('x', final)).toBeUndefined()
    expect(scene.log.warnings).toHaveLength(1)
  })
})

describe('a rate limit', () => {
  const limit = { status: 403, headers: { 'retry-after': '30' } }

  test('leaves progress out without a wait', async () => {
    scene.simulator.fail({ method: 'POST', effect: 'before', answer: limit, times: 1 })
    await publisher().publish('progress', { final: false })
    expect(bodies()).toEqual([])
    expect(scene.clock.slept).toEqual([])
  })

  test('is waited out once at the end', async () => {
    scene.simulator.fail({ method: 'POST', effect: 'before', answer: limit, times: 1 })
    await publisher().publish('end', final)
    expect(bodies()).toEqual(['end'])
  })

  test('that lasts is given up', async () => {
    scene.simulator.setRemaining(0)
    expect(await publisher().publish('end', final)).toBeUndefined()
    expect(scene.clock.slept.reduce((a, b) => a + b, 0)).toBeLessThanOrEqual(60_000)
    expect(scene.log.warnings).toHaveLength(1)
  })
})

describe('the marker', () => {
  const name = fc.string({ unit: 'binary', maxLength: 40 })
  const aMarker = fc.record({
    key: name,
    run: fc.bigInt({ min: 0n, max: 10n ** 20n }).map(String),
    attempt: fc.nat(),
    generation: fc.nat()
  })

  test('is read as it was written, whatever the names hold, and ends only at its end', () => {
    fc.assert(
      fc.property(aMarker, marker => {
        const written = writeMarker({ ...marker, key: marker.key.toWellFormed() })
        expect(readMarker(`${written}\nbody`)).toEqual({
          ...marker,
          key: marker.key.toWellFormed()
        })
        expect(written.indexOf('-->')).toBe(written.length - 3)
        expect(written).not.toContain('\n')
      }),
      { numRuns: 1000 }
    )
  })

  test.each([
    ['> <!-- bakegate:key=a&run=1&attempt=1&generation=1 -->'],
    ['text <!-- bakegate:key=a&run=1&attempt=1&generation=1 -->'],
    ['<!-- bakegate:run=1&attempt=1&generation=1 -->'],
    ['<!-- bakegate:key=a&run=x&attempt=1&generation=1 -->'],
    ['<!-- bakegate:key=a&run=x1&attempt=1&generation=1 -->'],
    ['<!-- bakegate:key=a&run=1x&attempt=1&generation=1 -->'],
    ['<!-- bakegate:key=a&run=1&attempt=one&generation=1 -->'],
    ['<!-- other:key=a -->'],
    ['']
  ])('is not read from %j', body => {
    expect(readMarker(body)).toBeUndefined()
  })

  test('is newer by run, then attempt, then generation', () => {
    const base = { key: 'a', run: '99', attempt: 5, generation: 9 }
    expect(compareMarkers({ ...base, run: '100', attempt: 1 }, base)).toBeGreaterThan(0)
    expect(compareMarkers({ ...base, attempt: 6, generation: 1 }, base)).toBeGreaterThan(0)
    expect(compareMarkers({ ...base, generation: 10 }, base)).toBeGreaterThan(0)
    expect(compareMarkers(base, base)).toBe(0)
  })
})
