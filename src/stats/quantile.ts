/** Order statistics. None of these changes its input. */

export function sorted(values: readonly number[]): number[] {
  return Float64Array.from(values).sort() as unknown as number[]
}

/** Quantile of type 7 (R's and NumPy's default) of ascending values; NaN where there is none. */
export function quantileOfSorted(ascending: ArrayLike<number>, level: number): number {
  if (ascending.length === 0) return NaN
  const place = level * (ascending.length - 1)
  const below = Math.floor(place)
  const low = ascending[below] ?? NaN
  const high = ascending[Math.min(below + 1, ascending.length - 1)] ?? NaN
  return low === high ? low : low + (high - low) * (place - below)
}

export function quantile(values: readonly number[], level: number): number {
  return quantileOfSorted(sorted(values), level)
}

export function median(values: readonly number[]): number {
  return quantile(values, 0.5)
}

export function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value / values.length, 0)
}
