import { spawnSync } from 'node:child_process'
import { perSeries } from './methods.js'
import type { Method } from './methods.js'

/** What Otava's own documentation shows: about fifty samples of the past. */
const RECENT = 50

interface OtavaCase {
  readonly past: readonly number[]
  readonly bake: readonly number[]
  readonly sign: number
}

/**
 * Apache Otava (formerly Hunter), the real one: change points by E-divisive means and a t test. Python is started
 * once for all: `ask` runs everything that will be judged, first only to learn what that is, then with the
 * answers. undefined: no Python with Otava is named.
 */
export function otava(ask: (method: Method) => void): Method | undefined {
  const python = process.env.OTAVA_PYTHON
  if (python === undefined) return undefined
  const cases = new Map<string, OtavaCase>()
  ask(
    perSeries('Otava', (past, bake, sign) => {
      const asked = { past: past.slice(-RECENT), bake, sign }
      cases.set(JSON.stringify(asked), asked)
      return undefined
    })
  )
  const script = new URL('./otava_gate.py', import.meta.url).pathname
  const found = spawnSync(python, [script], {
    input: JSON.stringify([...cases.values()]),
    encoding: 'utf8',
    maxBuffer: 1e9
  })
  if (found.status !== 0) throw new Error(`Otava: ${found.stderr.slice(-500)}`)
  const alarms = JSON.parse(found.stdout) as (number | null)[]
  const answers = new Map([...cases.keys()].map((key, i) => [key, alarms[i] ?? undefined]))
  return perSeries('Otava', (past, bake, sign) =>
    answers.get(JSON.stringify({ past: past.slice(-RECENT), bake, sign }))
  )
}
