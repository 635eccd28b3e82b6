import { parentPort, workerData } from 'node:worker_threads'
import { readCorpus, writeCorpus } from './corpus.js'
import { startCoverage } from './coverage.js'
import { distilled, fuzz, type Progress } from './engine.js'
import { createRandom } from './random.js'
import type { Target } from './target.js'

/** What the worker is told. */
export interface Order {
  readonly name: string
  readonly seed: number
  readonly seconds: number
  readonly runs: number
  /** Write what is worth keeping into the corpus. */
  readonly keep: boolean
  /** The input that is being fed: which it is, its length, its bytes. */
  readonly shared: SharedArrayBuffer
}

/** What it tells, now and then and at the end. */
export interface Report {
  readonly kind: 'begun' | 'going' | 'done'
  readonly runs: number
  readonly corpus: number
  readonly blocks: Progress['blocks']
  readonly findings: Progress['findings']
}

/** Characters of one kept input: the corpus is for reading, too. */
const longestKept = 3_000

await work(workerData as Order)

async function work(order: Order): Promise<void> {
  // Before the sources are loaded: what was compiled earlier is counted by functions only.
  const coverage = startCoverage(url => url.includes('/src/') && !url.includes('/node_modules/'))
  const target = await targetOf(order.name)
  coverage.see(coverage.take())
  const entries = readCorpus(target)
  const deadline = Date.now() + order.seconds * 1000
  let told = 0
  const tell = (kind: Report['kind'], { runs, corpus, blocks, findings }: Progress): void =>
    parentPort?.postMessage({
      kind,
      runs,
      corpus: corpus.length,
      blocks,
      findings
    } satisfies Report)
  const end = await fuzz({
    target,
    corpus: entries.map(({ input }) => input),
    random: createRandom(order.seed),
    coverage,
    about: remember(order.shared),
    goesOn: progress => {
      if (told === 0) tell('begun', progress)
      else if (Date.now() - told > 5_000) tell('going', progress)
      if (told === 0 || Date.now() - told > 5_000) told = Date.now()
      return Date.now() < deadline && progress.runs < order.runs
    }
  })
  coverage.stop()
  if (order.keep) await keep(target, end)
  tell('done', end)
}

/** Inputs that once found something stay, whatever they reach by now. */
async function keep(target: Target, { corpus, findings }: Progress): Promise<void> {
  const fresh = startCoverage(url => url.includes('/src/') && !url.includes('/node_modules/'))
  for (const seed of target.seeds) await target.feed(Buffer.from(seed)).catch(() => undefined)
  fresh.see(fresh.take())
  const small = corpus.filter(({ length }) => length <= longestKept)
  const kept = await distilled(target, small, fresh)
  fresh.stop()
  const known = readCorpus(target).filter(({ found }) => found !== undefined)
  writeCorpus(target, [
    ...known,
    ...findings.map(({ input, message }) => ({ input, found: message })),
    ...kept.map(input => ({ input }))
  ])
}

async function targetOf(name: string): Promise<Target> {
  const { targets } = await import('./targets/index.js')
  const found = targets.find(target => target.name === name)
  if (found === undefined) throw new Error(`there is no target ${name}`)
  return found
}

function remember(shared: SharedArrayBuffer): (input: Uint8Array) => void {
  const head = new Int32Array(shared, 0, 2)
  const bytes = new Uint8Array(shared, 8)
  return input => {
    const kept = input.subarray(0, bytes.length)
    bytes.set(kept)
    head[0] = (head[0] ?? 0) + 1
    head[1] = kept.length
  }
}
