import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Target } from './target.js'

/**
 * The inputs of one target that are kept in the repository, one JSON value a line: a text as a string, bytes
 * that are no UTF-8 as `{"base64": "…"}`. What once was a finding says so: `{"found": "…", "text": "…"}`.
 */
type Kept =
  | string
  | { readonly found?: string; readonly text: string }
  | { readonly found?: string; readonly base64: string }

export interface Entry {
  readonly input: Uint8Array
  /** What it once found. */
  readonly found?: string
}

const folder = join(import.meta.dirname, 'corpus')

/** The seeds of a target and what its corpus file holds. */
export function readCorpus({ name, seeds }: Pick<Target, 'name' | 'seeds'>): readonly Entry[] {
  const kept = existsSync(fileOf(name)) ? readFileSync(fileOf(name), 'utf8').split('\n') : []
  return [
    ...seeds.map(seed => ({ input: Buffer.from(seed) })),
    ...kept.filter(line => line !== '').map(line => entryOf(JSON.parse(line) as Kept))
  ]
}

/** Writes what is no seed, the shortest first. */
export function writeCorpus(
  { name, seeds }: Pick<Target, 'name' | 'seeds'>,
  entries: readonly Entry[]
): void {
  const known = new Set(seeds)
  const lines = entries.map(keptOf).filter(kept => typeof kept !== 'string' || !known.has(kept))
  const sorted = [...new Set(lines.map(line => JSON.stringify(line)))].sort(
    (a, b) => a.length - b.length || (a < b ? -1 : 1)
  )
  writeFileSync(fileOf(name), sorted.map(line => `${line}\n`).join(''))
}

function fileOf(name: string): string {
  return join(folder, `${name}.jsonl`)
}

function entryOf(kept: Kept): Entry {
  if (typeof kept === 'string') return { input: Buffer.from(kept) }
  const input = 'text' in kept ? Buffer.from(kept.text) : Buffer.from(kept.base64, 'base64')
  return { input, ...(kept.found === undefined ? {} : { found: kept.found }) }
}

function keptOf({ input, found }: Entry): Kept {
  const bytes = Buffer.from(input)
  const text = bytes.toString('utf8')
  const told = found === undefined ? {} : { found }
  if (!Buffer.from(text).equals(bytes)) return { ...told, base64: bytes.toString('base64') }
  return found === undefined ? text : { ...told, text }
}
