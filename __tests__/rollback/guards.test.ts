import { describe, expect, test } from '@jest/globals'
import { refuseIfSuperseded } from '../../src/rollback/guards.js'
import type { DeploymentStatus, GitHub, WorkflowRun } from '../../src/world.js'
import { deployOf, fakeLog, START } from './support.js'

describe('a newer deployment', () => {
  const status: DeploymentStatus = {
    state: 'success',
    createdAt: START,
    logUrl: 'https://github.example/acme/shop/actions/runs/171/job/1'
  }
  const github = {
    deployments: () => Promise.resolve([{ id: '1', sha: 'b'.repeat(40), createdAt: START }]),
    deploymentStatuses: () => Promise.resolve([status])
  } as unknown as GitHub

  test.each([
    ['171', undefined],
    // Its id only begins alike.
    ['17', 'superseded']
  ])('by run 171, where run %s is a rollback of ours: %j', async (id, code) => {
    const runs = [{ id }] as unknown as readonly WorkflowRun[]
    const deploy = deployOf('a'.repeat(40))
    const refusal = await refuseIfSuperseded({ github, log: fakeLog() }, { deploy }, runs)
    expect(refusal?.code).toBe(code)
  })
})
