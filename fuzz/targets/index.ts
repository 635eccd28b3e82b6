import type { Target } from '../target.js'
import { configurationTargets } from './configuration.js'
import { forgeTargets } from './forge.js'
import { logTargets } from './logs.js'
import { pauses, providerTargets, queries, tokens } from './provider.js'
import { reportTargets } from './report.js'

/** Every parser that reads outside bytes. */
export const targets: readonly Target[] = [
  ...configurationTargets,
  ...providerTargets,
  queries,
  tokens,
  pauses,
  ...logTargets,
  ...forgeTargets,
  ...reportTargets
]
