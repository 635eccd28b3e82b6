import { afterEach, beforeEach, expect, test } from '@jest/globals'
import { GitHubError } from '../../src/errors.js'
import { dispatchRollback } from '../../src/rollback/dispatch.js'
import type { GitHub } from '../../src/world.js'
import { buildShop, openScene } from './support.js'
import type { Scene } from './support.js'

const correlation = 'bg-00000000-00000000-0123456789abcdef'

let scene: Scene
beforeEach(async () => {
  scene = await openScene()
  buildShop(scene)
})
afterEach(() => scene.close())

/** The scene's GitHub with another dispatch, of which a run may come. */
function dispatching(answer: () => ReturnType<GitHub['dispatch']>, titled?: string) {
  let dispatches = 0
  const github: GitHub = {
    ...scene.github,
    dispatch: () => {
      dispatches++
      if (titled !== undefined) scene.simulator.addRun('rollback.yml', { title: titled })
      return answer()
    }
  }
  const { signal } = new AbortController()
  const sent = dispatchRollback(
    { github, clock: scene.clock, signal },
    { workflow: 'rollback.yml', ref: 'main', inputs: {}, correlation, isShown: false }
  )
  return sent.then(result => ({ result, dispatches }))
}

const accepted = () => Promise.resolve(undefined)
const lost = () => Promise.reject(new GitHubError(502, 'Bad gateway', true))

test('a run that turns up with our correlation id is ours, though its run-name was not understood', async () => {
  const { result } = await dispatching(accepted, `Rollback ${correlation}`)
  expect(result).toMatchObject({ kind: 'run' })
  const late = await dispatching(lost, `Rollback ${correlation}`)
  expect(late).toMatchObject({ result: { kind: 'run' }, dispatches: 1 })
})

test('a run that does not show it may exist all the same, so nothing is sent again', async () => {
  const { result, dispatches } = await dispatching(lost, 'Rollback')
  expect(result).toMatchObject({ kind: 'unknown', accepted: false })
  expect(dispatches).toBe(1)
})
