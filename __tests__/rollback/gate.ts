import type { Deploy, RollbackOutcome, RollbackSettings } from '../../src/model.js'
import { resolveTarget } from '../../src/rollback/gather.js'
import type { TargetRequest } from '../../src/rollback/gather.js'
import { preflightRollback } from '../../src/rollback/preflight.js'
import { rollBack } from '../../src/rollback/rollback.js'
import type { RollbackRequest } from '../../src/rollback/rollback.js'
import type { GitHub } from '../../src/world.js'
import { BOT, deployOf, settingsOf } from './support.js'
import type { Scene } from './support.js'

export interface GateOptions {
  readonly settings?: Partial<RollbackSettings>
  readonly deploy?: Partial<Deploy>
  readonly request?: Partial<RollbackRequest>
  readonly explicit?: string
  readonly github?: GitHub
  readonly signal?: AbortSignal
  /** Happens between the preflight and the rollback. */
  readonly duringBake?: () => void
  readonly onProgress?: (partial: RollbackOutcome) => void
}

/** The part of a gate that rolls back, from the preflight on, as the action does it after a failed bake. */
export async function runGate(
  scene: Scene,
  sha: string,
  options: GateOptions = {}
): Promise<RollbackOutcome> {
  const { clock, log } = scene
  const github = options.github ?? scene.github
  const settings = settingsOf(options.settings)
  const deploy = deployOf(sha, options.deploy)
  const target: TargetRequest = {
    deploy,
    rules: settings,
    workflow: settings.workflow,
    identity: BOT,
    ...(options.explicit === undefined ? {} : { explicit: options.explicit })
  }
  const preflight = await preflightRollback(github, settings, { defaultBranch: 'main' })
  const before = await resolveTarget(github, github, target)
  options.duringBake?.()
  return rollBack(
    {
      github,
      rollbackGitHub: github,
      clock,
      log,
      signal: options.signal ?? new AbortController().signal,
      onProgress: options.onProgress ?? (() => undefined)
    },
    {
      deploy,
      settings,
      run: { id: '900', attempt: 1, url: 'https://github.example/acme/shop/actions/runs/900' },
      decision: before.decision,
      resolveAgain: async remembering =>
        (await resolveTarget(remembering, github, target, before.facts)).decision,
      declares: preflight.declares,
      ref: preflight.ref,
      isRollback: false,
      evidenceKinds: ['metrics'],
      ...options.request
    }
  )
}
