import type { Frame } from '../model.js'

/**
 * What of the past may be learned from: the steps that do not touch a time at which a bad release was live. What
 * it did then is neither a level to be held against nor a placebo.
 */
export function quietPast<T extends { readonly at: number }>(
  past: readonly T[],
  grain: number,
  { leftOut = [] }: Frame
): readonly T[] {
  if (leftOut.length === 0) return past
  return past.filter(({ at }) =>
    leftOut.every(({ start, end }) => at <= start || at - grain >= end)
  )
}
