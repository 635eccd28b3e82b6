import type { ActionResult } from '../../src/demo/runner.js'
import type { Scene } from './scene.js'

export interface ToldCheck {
  readonly name: string
  readonly verdict: string
  readonly reason_code: string
  readonly sentence: string
}

/** The `result` output. */
export function resultOf({ outputs }: ActionResult): {
  readonly checks: readonly ToldCheck[]
  readonly warnings: readonly string[]
  readonly problems: readonly string[]
  readonly rollback: Readonly<Record<string, unknown>>
} {
  return JSON.parse(outputs['result'] ?? '') as ReturnType<typeof resultOf>
}

/** Context and state of every commit status that was written, oldest first. */
export function statusesOf({ github }: Scene): readonly (readonly [string, string])[] {
  return github.state.statuses.map(({ context, state }) => [context, state] as const)
}
