import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { liveCommit } from '../../src/rollback/live.js'
import { buildShop, EVERYTHING, openScene, settingsOf } from './support.js'
import type { Scene } from './support.js'

let scene: Scene
let shop: ReturnType<typeof buildShop>
beforeEach(async () => {
  scene = await openScene()
  shop = buildShop(scene)
})
afterEach(() => scene.close())

describe('what is live', () => {
  const live = (github = scene.github) => liveCommit(github, 'production', settingsOf())

  test('is the newest deployment that succeeded', async () => {
    expect(await live()).toBe(shop.bad)
    const sha = scene.simulator.addCommit()
    const states = ['in_progress', 'failure']
    scene.simulator.addDeployment({ environment: 'production', sha, states })
    expect(await live()).toBe(shop.bad)
  })

  test('is what a rollback run went to, and not the branch that it ran on', async () => {
    const run = scene.simulator.addRun('rollback.yml', { title: 'Rollback to v1.0.0 bg-1' })
    scene.simulator.addDeployment({ environment: 'production', sha: shop.bad, run })
    expect(await live()).toBe(shop.first)
    expect(await liveCommit(scene.github, 'production')).toBe(shop.bad)
  })

  test.each(['Rollback', 'From v1.1.0 to v1.0.0', 'Rollback to v9.9.9'])(
    'is not known after a rollback run with the title %j',
    async title => {
      const run = scene.simulator.addRun('rollback.yml', { title })
      scene.simulator.addDeployment({ environment: 'production', sha: shop.bad, run })
      expect(await live()).toBeUndefined()
    }
  )

  test('is not known where nothing was deployed or deployments may not be read', async () => {
    expect(await liveCommit(scene.github, 'staging')).toBeUndefined()
    const { deployments: _deployments, ...permissions } = EVERYTHING
    scene.simulator.addToken('t', { login: 'x', permissions })
    const warned: string[] = []
    const warn = (text: string) => void warned.push(text)
    const github = scene.connect('t')
    expect(await liveCommit(github, 'production', settingsOf(), warn)).toBeUndefined()
    expect(warned).toEqual([expect.stringContaining('`deployments: read`')])
  })
})
