import type { Coverage } from './coverage.js'
import { mutate } from './mutate.js'
import type { Random } from './random.js'
import { shrunk } from './shrink.js'
import type { Target } from './target.js'
import { type Fault, tried } from './trial.js'

export interface Course {
  readonly target: Target
  readonly corpus: readonly Uint8Array[]
  readonly random: Random
  readonly coverage: Coverage
  /** Asked after each batch. */
  readonly goesOn: (progress: Progress) => boolean
  /** Told before an input is fed: what is left when it never comes back. */
  readonly about?: (input: Uint8Array) => void
}

export interface Progress {
  readonly runs: number
  readonly corpus: readonly Uint8Array[]
  readonly blocks: { readonly seen: number; readonly known: number }
  readonly findings: readonly Found[]
}

export interface Found extends Fault {
  /** As short as it was made. */
  readonly input: Uint8Array
}

/** Inputs between two takes of the coverage. */
const batchSize = 64
/** Of so many inputs one is fed twice, to see that it comes to the same. */
const twiceOf = 16

/**
 * Feeds mutations of the corpus; an input that reaches a block which none reached before joins the corpus.
 * A batch that reached something is fed again one by one, to learn which input it was. Deterministic: seed,
 * corpus and target decide every input.
 */
export async function fuzz(course: Course): Promise<Progress> {
  const { target, random, coverage, goesOn } = course
  const corpus: Uint8Array[] = []
  const findings: Found[] = []
  let runs = 0
  const progress = (): Progress => ({ runs, corpus, blocks: coverage.blocks(), findings })

  const feed = async (input: Uint8Array): Promise<void> => {
    runs += 1
    course.about?.(input)
    const fault = await tried(target, input, { twice: runs % twiceOf === 0 })
    if (fault !== undefined) await found(fault, input)
  }
  const found = async (fault: Fault, input: Uint8Array): Promise<void> => {
    if (findings.some(({ key }) => key === fault.key)) return
    const same = async (smaller: Uint8Array): Promise<boolean> => {
      course.about?.(smaller)
      return (await tried(target, smaller, { twice: true }))?.key === fault.key
    }
    findings.push({ ...fault, input: await shrunk(input, same) })
  }
  const sift = async (inputs: readonly Uint8Array[]): Promise<void> => {
    for (const input of inputs) {
      await feed(input)
      const taken = coverage.take()
      if (coverage.isNew(taken)) corpus.push(input)
      coverage.see(taken)
    }
  }

  await sift(course.corpus)
  // Where nothing is new by now, what the corpus holds is still worth changing.
  const pool = (): readonly Uint8Array[] => (corpus.length === 0 ? course.corpus : corpus)
  while (goesOn(progress())) {
    const batch = Array.from({ length: batchSize }, () =>
      mutate(chosenOf(pool(), random), target, pool(), random)
    )
    for (const input of batch) await feed(input)
    const taken = coverage.take()
    if (!coverage.isNew(taken)) continue
    await sift(batch)
    coverage.see(taken)
  }
  return progress()
}

/** Half of the time one of the newest: they stand where nobody was before. */
function chosenOf(pool: readonly Uint8Array[], random: Random): Uint8Array {
  const newest = Math.max(1, pool.length >> 2)
  if (random.next() < 0.5) return random.pick(pool.slice(-newest))
  return random.pick(pool)
}

/** As few inputs as reach the same blocks, the shortest first. */
export async function distilled(
  target: Target,
  corpus: readonly Uint8Array[],
  coverage: Coverage
): Promise<readonly Uint8Array[]> {
  const kept: Uint8Array[] = []
  for (const input of corpus.toSorted((a, b) => a.length - b.length)) {
    await tried(target, input)
    const taken = coverage.take()
    if (coverage.isNew(taken)) kept.push(input)
    coverage.see(taken)
  }
  return kept
}
