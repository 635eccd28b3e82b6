import type { z } from 'zod'
import { pathOf } from './findings.js'
import { mapOf } from './maps.js'

/** What could be read of a map, and the keys that had to be left out. */
export interface Salvaged<T> {
  readonly data: T
  readonly broken: ReadonlySet<string>
}

/**
 * Reads a map without its broken keys, so that one mistake in it does not hide the others. The broken keys
 * are reported elsewhere. `standIns` take the place of required keys that nothing else depends on.
 */
export function salvage<T>(
  schema: z.ZodType<T>,
  value: unknown,
  standIns: Readonly<Record<string, unknown>> = {}
): Salvaged<T> | undefined {
  const first = schema.safeParse(value)
  if (first.success) return { data: first.data, broken: new Set() }
  const broken = new Set(first.error.issues.flatMap(brokenKeys))
  const sound = Object.entries(mapOf(value)).filter(([key]) => !broken.has(key))
  const second = schema.safeParse({ ...standIns, ...Object.fromEntries(sound) })
  return second.success ? { data: second.data, broken } : undefined
}

function brokenKeys(issue: z.core.$ZodIssue): readonly string[] {
  const [key] = pathOf(issue)
  if (key !== undefined) return [String(key)]
  return issue.code === 'unrecognized_keys' ? issue.keys : []
}
