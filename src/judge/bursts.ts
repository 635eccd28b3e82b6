import type { CountTrack, Tally } from '../model.js'
import { studentTail } from '../stats/beta.js'
import { normalUpperQuantile } from '../stats/normal.js'

/**
 * Events that come in bursts are worth less than independent ones. How bursty they are is estimated from steps: of
 * the time before the deploy, or, with a control group, of both groups in the same steps, since a burst that hits
 * both says nothing about either.
 */
export interface Bursts {
  /** Variance of the log rate ratio, as a multiple of what independent events would have. */
  readonly inflation: number
  /** Degrees of freedom of that estimate. */
  readonly freedom: number
}

export interface BurstQuestion {
  /** Start of the bake, width of a step, and width of the baseline window. */
  readonly start: number
  readonly grain: number
  readonly baselineWidth: number
  /** The ends of the planned looks. */
  readonly looks: readonly number[]
}

/** With fewer blocks of steps their variance says nothing. */
const FEWEST_BLOCKS = 8

const EVEN: Bursts = { inflation: 1, freedom: Infinity }

/** What bursts make of the events up to a look, held against this baseline. */
export type BurstMeter = (tally: Tally, baseline: Tally) => Bursts

/**
 * Steps whose rate varies by itself with relative variance v add v/n to the variance of a log rate over n
 * steps; independent events alone give 1/events.
 */
export function measureBursts(track: CountTrack, question: BurstQuestion): BurstMeter {
  const { start, grain, baselineWidth } = question
  const baselineSteps = Math.max(1, baselineWidth / grain)
  const most = Math.max(baselineSteps, ((question.looks.at(-1) ?? start) - start) / grain)
  const alone = knownVariance(track.control === undefined ? track.past : track.control.past, most)
  return (tally, baseline) => {
    const pairs = pairsOf(track, tally.at)
    const { variance, freedom } = pairs === undefined ? alone : varianceOfPairs(pairs, most)
    if (variance === 0) return EVEN
    const bakeSteps = Math.max(1, (tally.at - start) / grain)
    const baseSteps = track.control === undefined ? baselineSteps : bakeSteps
    const rate = (tally.bad + baseline.bad) / (tally.total + baseline.total)
    const events = (side: Tally) => Math.max(0.5, rate * side.total)
    const independent = 1 / events(tally) + 1 / events(baseline)
    const added = variance / bakeSteps + (pairs === undefined ? variance / baseSteps : 0)
    const total = independent + added
    // Satterthwaite: only the part that was estimated is uncertain.
    const part = total / added
    return { inflation: total / independent, freedom: freedom * part * part }
  }
}

/** A deviate allowing for bursts: its variance is larger, and known only from so many steps. */
export function tempered(deviate: number, { inflation, freedom }: Bursts): number {
  const shrunk = deviate / Math.sqrt(inflation)
  if (!Number.isFinite(freedom)) return shrunk
  const normal = normalUpperQuantile(studentTail(Math.abs(shrunk), freedom))
  // Beyond what doubles can tell of a tail nothing is to be weighed any more.
  return Number.isFinite(normal) ? Math.sign(shrunk) * normal : shrunk
}

/** Relative variance of the steps' rates beyond what independent events explain, per step; 0 where there is none. */
export function rateVariance(past: readonly Step[]): number {
  return varianceOf(past, past.length).variance
}

interface Step {
  readonly bad: number
  readonly total: number
}
/** Both groups in one step. */
type Pair = readonly [Step, Step]

/** Steps that both groups know: of the past, else of the bake so far; undefined where these are too few. */
function pairsOf({ past, steps, control }: CountTrack, until: number): Pair[] | undefined {
  if (control === undefined) return undefined
  const both = (own: readonly Tally[], other: readonly Tally[]): Pair[] => {
    const others = new Map(other.map(tally => [tally.at, tally]))
    return own.flatMap((tally): Pair[] => {
      const match = others.get(tally.at)
      return match === undefined || tally.at > until ? [] : [[tally, match]]
    })
  }
  const before = both(past, control.past)
  const pairs = before.length >= FEWEST_BLOCKS ? before : both(steps, control.steps)
  return pairs.length >= FEWEST_BLOCKS ? pairs : undefined
}

interface Variance {
  /** Relative, per step. */
  readonly variance: number
  /** Degrees of freedom of the estimate. */
  readonly freedom: number
}

/** A past of days is measured once, not at every look. */
const known = new WeakMap<readonly Step[], { readonly most: number; readonly found: Variance }>()

function knownVariance(past: readonly Step[], most: number): Variance {
  const before = known.get(past)
  if (before?.most === most) return before.found
  const found = varianceOf(past, most)
  known.set(past, { most, found })
  return found
}

/** Relative variance beyond what independent events explain, per step; 0 where there is none. */
function varianceOf(past: readonly Step[], most: number): Variance {
  return varianceOver(past.length, most, (from, to) => sumOf(past, from, to), excessVariance)
}

function varianceOfPairs(pairs: readonly Pair[], most: number): Variance {
  const own = pairs.map(([step]) => step)
  const other = pairs.map(([, step]) => step)
  const sum = (from: number, to: number): Pair => [sumOf(own, from, to), sumOf(other, from, to)]
  return varianceOver(pairs.length, most, sum, excessOfShares)
}

/**
 * Bursts that last longer than a step show in the sums of several. What is no more than a standard error is left to
 * chance, for single steps as for what larger blocks add. No block is larger than the windows that are compared.
 */
function varianceOver<T>(
  steps: number,
  most: number,
  sum: (from: number, to: number) => T,
  measure: (blocks: readonly T[]) => Excess
): Variance {
  let best = { variance: 0, freedom: 0 }
  for (let size = 1; size <= most; size *= 3) {
    const blocks = Math.floor(steps / size)
    if (blocks < FEWEST_BLOCKS) break
    const sums = Array.from({ length: blocks }, (_, i) => sum(i * size, (i + 1) * size))
    const { relative, error } = measure(sums)
    // Of gamma-distributed rates, whose excess kurtosis is six times their relative variance.
    const freedom = 2 / (2 / (blocks - 1) + (6 * relative) / blocks)
    const isMore = size * relative > best.variance + size * error
    if (isMore) best = { variance: size * relative, freedom }
  }
  return best
}

interface Excess {
  /** Relative variance of the blocks' rates; negative where they vary less than by chance. */
  readonly relative: number
  /** Its standard error where events are independent. */
  readonly error: number
}

function sumOf(steps: readonly Step[], from?: number, to?: number): Step {
  const sum = { bad: 0, total: 0 }
  for (const { bad, total } of steps.slice(from, to)) {
    sum.bad += bad
    sum.total += total
  }
  return sum
}

function excessVariance(steps: readonly Step[]): Excess {
  const { bad: events, total: exposure } = sumOf(steps)
  const rate = events / exposure
  let excess = 0
  let square = 0
  for (const { bad, total } of steps) {
    const expected = rate * total
    const gap = bad - expected
    excess += gap * gap - expected
    square += expected * expected
  }
  return excessOf(excess, square)
}

/** The same of the log ratio between both groups: given their sum, one's events are binomial. */
function excessOfShares(pairs: readonly Pair[]): Excess {
  const own = sumOf(pairs.map(([step]) => step)).bad
  const other = sumOf(pairs.map(([, step]) => step)).bad
  const share = own / (own + other)
  let excess = 0
  let square = 0
  for (const [mine, theirs] of pairs) {
    const spread = (mine.bad + theirs.bad) * share * (1 - share)
    const gap = mine.bad - (mine.bad + theirs.bad) * share
    excess += gap * gap - spread
    square += spread * spread
  }
  return excessOf(excess, square)
}

/** Without events both are NaN or infinite: never more than anything. */
function excessOf(excess: number, square: number): Excess {
  return { relative: excess / square, error: Math.sqrt(2 / square) }
}
