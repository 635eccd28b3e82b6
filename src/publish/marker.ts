import { compareIds } from '../ids.js'

/** What a comment of ours says about itself, unseen by the reader. */
export interface Marker {
  /** One comment per key: service and environment. */
  readonly key: string
  readonly run: string
  readonly attempt: number
  /** Counts the writes of one run. */
  readonly generation: number
}

/**
 * marker = "<!-- bakegate:" fields " -->", the first line of the comment
 * fields = key, run, attempt and generation as in a URL's query, so that no name can end the comment
 */
export function writeMarker({ key, run, attempt, generation }: Marker): string {
  const fields = new URLSearchParams({
    key,
    run,
    attempt: String(attempt),
    generation: String(generation)
  })
  return `<!-- bakegate:${fields.toString()} -->`
}

/** Only at the very beginning: a comment that quotes ours is not ours. */
export function readMarker(body: string): Marker | undefined {
  const found = /^<!-- bakegate:([^\s>]+) -->/.exec(body)
  if (found?.[1] === undefined) return undefined
  const fields = new URLSearchParams(found[1])
  const [key, run] = [fields.get('key'), fields.get('run')]
  const [attempt, generation] = [Number(fields.get('attempt')), Number(fields.get('generation'))]
  if (key === null || run === null || !/^\d+$/.test(run)) return undefined
  if (!Number.isInteger(attempt) || !Number.isInteger(generation)) return undefined
  return { key, run, attempt, generation }
}

/** By run, then attempt, then generation. Positive: `a` is newer. */
export function compareMarkers(a: Marker, b: Marker): number {
  return compareIds(a.run, b.run) || a.attempt - b.attempt || a.generation - b.generation
}
