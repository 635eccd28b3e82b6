import { normalTail, normalUpperQuantile } from './normal.js'
import { quantileOfSorted, sorted } from './quantile.js'

/**
 * The test of Mann and Whitney (1947), and the shift of Hodges and Lehmann (1963) with its interval. Both take
 * all values as independent; `inflation` is by how much memory makes the variance larger than theirs: what
 * so many values are worth, the other way round (see `dependence.ts`).
 */

/** Up to so many values together the distribution is counted out; beyond it is normal (as in R). */
const MOST_EXACT = 50

/** P(the values rank so high among both | no difference): one-sided, ties count half. */
export function rankChance(
  values: readonly number[],
  others: readonly number[],
  inflation = 1
): number {
  const [m, n] = [values.length, others.length]
  if (m === 0 || n === 0) return 1
  const all = sorted([...values, ...others])
  const doubled = doubledRanks(all)
  const rankOf = new Map(doubled.map((rank, i) => [all[i], rank]))
  const sum = values.reduce((total, value) => total + (rankOf.get(value) ?? 0), 0)
  if (inflation === 1 && m + n <= MOST_EXACT) return shareFrom(subsetSums(doubled, m), sum)
  const spread = Math.sqrt(inflation * rankVariance(doubled, m))
  // Half a step of continuity: doubled ranks move by two where nothing is tied.
  return spread === 0 ? 1 : normalTail((sum - 1 - m * (m + n + 1)) / (2 * spread))
}

export interface Shift {
  /** Median of all differences between one of the values and one of the others. */
  readonly shift: number
  readonly low: number
  readonly high: number
}

/**
 * How far the values lie above the others; each end of the interval is missed with this chance at most. An end
 * is infinite where there are too few values to tell; ties make it wider. NaN where a side is empty.
 */
export function shiftBetween(
  values: readonly number[],
  others: readonly number[],
  tail: number,
  { inflation = 1, exact = true }: { readonly inflation?: number; readonly exact?: boolean } = {}
): Shift {
  const [m, n] = [values.length, others.length]
  const pairs = sorted(values.flatMap(value => others.map(other => value - other)))
  const left =
    exact && inflation === 1 && m + n <= MOST_EXACT
      ? exactRank(m, n, tail)
      : normalRank(m, n, tail, inflation)
  return {
    shift: quantileOfSorted(pairs, 0.5),
    low: pairs[left] ?? (m * n === 0 ? NaN : -Infinity),
    high: pairs[m * n - 1 - left] ?? (m * n === 0 ? NaN : Infinity)
  }
}

/** How many pairs may be left out at an end; negative where not even none. */
function exactRank(m: number, n: number, tail: number): number {
  const doubled = Array.from({ length: m + n }, (_, i) => 2 * (i + 1))
  const ways = subsetSums(doubled, m)
  const all = ways.reduce((sum, count) => sum + count, 0)
  let below = 0
  // The least sum of doubled ranks stands for no pair, two more for each pair.
  for (let u = 0; ; u++) {
    below += ways[m * (m + 1) + 2 * u] ?? 0
    if (below > tail * all || u > m * n) return u - 1
  }
}

function normalRank(m: number, n: number, tail: number, inflation: number): number {
  const spread = Math.sqrt((inflation * m * n * (m + n + 1)) / 12)
  return Math.floor((m * n) / 2 - normalUpperQuantile(tail) * spread)
}

/** Twice the mean rank of each ascending value: whole numbers, ties included. */
function doubledRanks(ascending: readonly number[]): number[] {
  const ranks: number[] = []
  for (let start = 0; start < ascending.length;) {
    let end = start
    while (end < ascending.length && ascending[end] === ascending[start]) end++
    while (ranks.length < end) ranks.push(start + 1 + end)
    start = end
  }
  return ranks
}

/** Of the sum of m ranks drawn without replacement from two or more (Lehmann 1975): less where there are ties. */
function rankVariance(doubled: readonly number[], m: number): number {
  const total = doubled.length
  const squares = doubled.reduce((sum, rank) => sum + ((rank - total - 1) / 2) ** 2, 0)
  return (m * (total - m) * squares) / (total * (total - 1))
}

/** In how many ways m of the ranks have each sum; whole numbers below 2⁵³. */
function subsetSums(doubled: readonly number[], m: number): Float64Array {
  const most = doubled.reduce((sum, rank) => sum + rank, 0)
  const ways = Array.from({ length: m + 1 }, () => new Float64Array(most + 1))
  ways[0]?.fill(1, 0, 1)
  for (const rank of doubled) {
    for (let size = m; size >= 1; size--) {
      const [more, fewer] = [ways[size], ways[size - 1]]
      if (more === undefined || fewer === undefined) continue
      for (let sum = most; sum >= rank; sum--) {
        more[sum] = (more[sum] ?? 0) + (fewer[sum - rank] ?? 0)
      }
    }
  }
  return ways[m] ?? new Float64Array(0)
}

function shareFrom(ways: Float64Array, sum: number): number {
  const all = ways.reduce((total, count) => total + count, 0)
  return ways.subarray(sum).reduce((total, count) => total + count, 0) / all
}
