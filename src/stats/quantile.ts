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

/**
 * The median as `median` gives it, without sorting everything. Reorders the values. For the thousands of
 * short windows of a calibration.
 */
export function medianInPlace(values: Float64Array): number {
  const { length } = values
  if (length === 0) return NaN
  const middle = length >> 1
  const upper = select(values, middle)
  if (length % 2 === 1) return upper
  let lower = -Infinity
  for (let i = 0; i < middle; i++) lower = Math.max(lower, values[i] ?? lower)
  return lower === upper ? lower : lower + (upper - lower) * 0.5
}

/** Hoare's selection: afterwards values[k] stands where sorting would put it, no greater one before it. */
function select(values: Float64Array, k: number): number {
  let [low, high] = [0, values.length - 1]
  while (low < high) {
    const [right, left] = partition(values, low, high)
    if (k <= right) high = right
    else if (k >= left) low = left
    else break
  }
  return values[k] ?? NaN
}

/** Up to the first answer no value is greater than the pivot, from the second on none is smaller. */
function partition(values: Float64Array, low: number, high: number): readonly [number, number] {
  const at = (i: number) => values[i] ?? NaN
  const pivot = at((low + high) >> 1)
  let [left, right] = [low, high]
  while (left <= right) {
    while (at(left) < pivot) left++
    while (at(right) > pivot) right--
    if (left > right) break
    const swapped = at(left)
    values[left++] = at(right)
    values[right--] = swapped
  }
  return [right, left]
}
