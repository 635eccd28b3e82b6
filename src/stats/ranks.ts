import { normalTail } from './normal.js'
import { sorted } from './quantile.js'

/** Below this size on both sides, and without ties, the exact distribution is used. */
const EXACT_SIZE = 20

export interface RankTest {
  /** Pairs in which `after` is greater, ties counting half. */
  readonly u: number
  /** Standardised U, corrected for ties and continuity, positive when `after` tends to be greater. */
  readonly z: number
  /** P(U this great or greater) when both come from one distribution of independent values. */
  readonly tail: number
}

/** One-sided Mann–Whitney test: is `after` stochastically greater than `before`? */
export function mannWhitney(before: readonly number[], after: readonly number[]): RankTest {
  const [n, m] = [before.length, after.length]
  if (n === 0 || m === 0) return { u: 0, z: 0, tail: 1 }
  const { rankSum, tieCubes } = rankAfter(before, after)
  const u = rankSum - (m * (m + 1)) / 2
  const total = n + m
  const spread = ((n * m) / 12) * (total + 1 - tieCubes / (total * Math.max(1, total - 1)))
  const gap = u - (n * m) / 2
  const z = spread > 0 ? (gap - 0.5 * Math.sign(gap)) / Math.sqrt(spread) : 0
  if (tieCubes === 0 && n <= EXACT_SIZE && m <= EXACT_SIZE)
    return { u, z, tail: exactTail(u, n, m) }
  const upward = spread > 0 ? (gap - 0.5) / Math.sqrt(spread) : 0
  return { u, z, tail: spread > 0 ? normalTail(upward) : 1 }
}

/** Sum of the mid-ranks of `after`, and Σ(t³ − t) over groups of ties. */
function rankAfter(before: readonly number[], after: readonly number[]) {
  const mine = sorted(after)
  const all = sorted([...before, ...after])
  let rankSum = 0
  let tieCubes = 0
  let next = 0
  for (let start = 0; start < all.length;) {
    const value = all[start]
    let end = start + 1
    while (end < all.length && all[end] === value) end++
    const ties = end - start
    tieCubes += ties ** 3 - ties
    for (; next < mine.length && mine[next] === value; next++) rankSum += (start + 1 + end) / 2
    start = end
  }
  return { rankSum, tieCubes }
}

/** Share of the C(n+m, m) arrangements whose U is at least u, by the usual recursion. */
function exactTail(u: number, n: number, m: number): number {
  const most = n * m
  let ways = new Float64Array(most + 1)
  ways[0] = 1
  // The generating function is the Gaussian binomial: Π (1 − q^(n+i)) / (1 − q^i).
  for (let i = 1; i <= m; i++) {
    const next = Float64Array.from(ways)
    for (let j = most; j >= n + i; j--) next[j] = (next[j] ?? 0) - (next[j - n - i] ?? 0)
    for (let j = i; j <= most; j++) next[j] = (next[j] ?? 0) + (next[j - i] ?? 0)
    ways = next
  }
  const total = ways.reduce((sum, count) => sum + count, 0)
  return ways.subarray(Math.ceil(u)).reduce((sum, count) => sum + count, 0) / total
}
