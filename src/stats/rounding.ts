/**
 * Comparisons that rounding cannot tip. Real data stand exactly on a limit more often than chance would have it (a
 * rise of 15 % where 15 % is tolerated), and there the last digit of a sum or a logarithm would decide: another
 * order of adding, another processor, another verdict. So a billionth counts as equal.
 */

const EQUAL = 1e-9

/** value ≥ limit, or as good as that. */
export function reaches(value: number, limit: number): boolean {
  return value >= limit - EQUAL * Math.abs(limit)
}

/** value > limit by more than rounding. */
export function exceeds(value: number, limit: number): boolean {
  if (!Number.isFinite(limit)) return value > limit
  return value > limit + EQUAL * Math.max(1, Math.abs(limit))
}

/**
 * base^exponent for a positive base. Exponential and logarithm are computed by the engine itself, alike on every
 * platform; `**` may be left to the system's library.
 */
export function power(base: number, exponent: number): number {
  return Math.exp(exponent * Math.log(base))
}
