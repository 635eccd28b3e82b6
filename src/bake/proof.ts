import type { Signature } from '../logs/miner.js'
import type { Frame, Tally, Window } from '../model.js'
import { type Finder, type FinderOptions, finderOf, type Found } from './find.js'
import type { Entry, Proof } from './signatures.js'

/**
 * A signature that looks new is held against the release only after the store was asked for its text: in the
 * baseline, where that was only sampled; in the history before it, where what comes once a night is at home;
 * and after earlier deploys, where banners of a start-up are.
 */
export interface Prover {
  prove(candidates: readonly Entry[]): Promise<void>
  /** One of which hardly a line was read. */
  proveOne(signature: Signature): Promise<Proof>
  readonly proofs: ReadonlyMap<string, Proof>
}

export interface ProverOptions extends FinderOptions {
  readonly frame: Frame
  /** Windows of the baseline of which not every line was read. */
  readonly sampled: () => readonly Window[]
  /** Windows after earlier deploys, the newest first. */
  readonly earlierDeploys: readonly Window[]
}

/** More new signatures than these make no better verdict. */
const mostProofs = 30
/** Lines of the text that are read of the history. */
const mostHistoryLines = 200
const mostBaselineLines = 100
const mostDeployLines = 20
/** Two bursts further apart than this are two occasions. */
const occasionGap = 60 * 60_000

export function createProver(options: ProverOptions): Prover {
  const proofs = new Map<string, Proof>()
  const proveOne = async (signature: Signature): Promise<Proof> => {
    const proof = proofs.get(signature.id) ?? (await proofOf(signature, options))
    proofs.set(signature.id, proof)
    return proof
  }
  let spent = 0
  return {
    proofs,
    proveOne,
    async prove(candidates) {
      const open = candidates.filter(({ signature }) => !proofs.has(signature.id))
      for (const { signature } of open.slice(0, mostProofs - spent)) {
        spent++
        await proveOne(signature)
      }
    }
  }
}

async function proofOf(signature: Signature, options: ProverOptions): Promise<Proof> {
  const { frame, sampled, earlierDeploys } = options
  const finder = finderOf(signature, options)
  if (finder === undefined) return { asked: false }
  let asked = true
  for (const window of sampled()) {
    const found = await finder.find(window, mostBaselineLines)
    if (found === undefined) asked = false
    // One line is enough: then it is known, at the rate at which the store has it.
    else if (found.instants.length > 0) return { asked, earlier: usualIn(found, window, frame) }
  }
  const earlier = options.lines.billed === true ? undefined : await pastOccasions(finder, frame)
  if (earlier !== undefined) return { asked, earlier }
  const deploys = await askDeploys(earlierDeploys, window => finder.find(window, mostDeployLines))
  return { asked, ...(deploys === undefined ? {} : { earlierDeploys: deploys }) }
}

/** What comes again and again before the rollout. */
async function pastOccasions(finder: Finder, frame: Frame): Promise<Tally | undefined> {
  const history = { start: frame.history.start, end: frame.rolloutStart }
  const found = await finder.find(history, mostHistoryLines)
  return found === undefined || occasions(found.instants) <= 1
    ? undefined
    : usualIn(found, history, frame)
}

/**
 * Its busiest stretch. Of lines that were too many to read all of them only the newest are known, which is no
 * rate of the whole window: then they count for the time that they reach back, where that makes them more.
 */
function usualIn({ instants, from }: Found, window: Window, frame: Frame): Tally {
  const busy = busiest(instants, frame)
  if (from <= window.start) return busy
  const reach = Math.max(1, window.end - from) / 1000
  const isBusier = instants.length / reach > busy.bad / busy.total
  return isBusier ? { at: busy.at, bad: instants.length, total: reach } : busy
}

/** The most that came in any stretch as long as the bake. */
function busiest(instants: readonly number[], { bake }: Frame): Tally {
  const width = bake.end - bake.start
  let first = 0
  let most = 0
  instants.forEach((at, index) => {
    while (at - (instants[first] ?? at) >= width) first++
    most = Math.max(most, index - first + 1)
  })
  return { at: instants.at(-1) ?? 0, bad: most, total: width / 1000 }
}

function occasions(instants: readonly number[]): number {
  return instants.filter(
    (at, index) => index === 0 || at - (instants[index - 1] ?? at) > occasionGap
  ).length
}

async function askDeploys(
  windows: readonly Window[],
  find: (window: Window) => Promise<Found | undefined>
): Promise<number | undefined> {
  if (windows.length === 0) return undefined
  const found = await Promise.all(windows.map(find))
  if (found.some(one => one === undefined)) return undefined
  return found.filter(one => one !== undefined && one.instants.length > 0).length
}
