import { binomialTail } from '../../src/stats/beta.js'

/** A share with its exact 95 % interval (Clopper and Pearson). */
export function share(hits: number, runs: number): string {
  const low = hits === 0 ? 0 : invert(p => binomialTail(hits, runs, p) - 0.025)
  const high = hits === runs ? 1 : invert(p => binomialTail(hits + 1, runs, p) - 0.975)
  return `${(hits / runs).toFixed(3)} (${low.toFixed(3)}–${high.toFixed(3)})`
}

function invert(rises: (p: number) => number): number {
  let [low, high] = [0, 1]
  for (let i = 0; i < 40; i++) {
    const middle = (low + high) / 2
    if (rises(middle) > 0) high = middle
    else low = middle
  }
  return high
}
