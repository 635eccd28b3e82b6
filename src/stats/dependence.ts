/** Serial dependence of a series on a regular grid; NaN marks a gap. */

/** Lag-1 autocorrelation, corrected for its downward bias (Marriott & Pope 1954); 0 where it is unknown. */
export function lagOneCorrelation(values: ArrayLike<number>): number {
  const present = Array.from(values).filter(value => !Number.isNaN(value))
  const n = present.length
  if (n < 4) return 0
  const centre = present.reduce((sum, value) => sum + value / n, 0)
  let variance = 0
  let covariance = 0
  let pairs = 0
  for (let i = 0; i < values.length; i++) {
    const here = (values[i] ?? NaN) - centre
    const next = (values[i + 1] ?? NaN) - centre
    if (!Number.isNaN(here)) variance += here * here
    if (Number.isNaN(here * next)) continue
    covariance += here * next
    pairs++
  }
  if (variance === 0 || pairs === 0) return 0
  const raw = covariance / pairs / (variance / n)
  return Math.max(-1, Math.min(1, raw + (1 + 3 * raw) / n))
}

/** How many independent values n values with this lag-1 correlation are worth; at least 1, at most n. */
export function effectiveSize(n: number, correlation: number): number {
  const rho = Math.max(0, Math.min(0.999, correlation))
  return Math.max(1, (n * (1 - rho)) / (1 + rho))
}
