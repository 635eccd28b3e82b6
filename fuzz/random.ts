/** Chance that a seed decides: the same on every machine. */
export interface Random {
  /** [0, 1) */
  next(): number
  /** A whole number, 0 to `limit` - 1; 0 where there is nothing to choose from. */
  below(limit: number): number
  /** Throws where there is nothing to pick. */
  pick<T>(from: readonly T[]): T
}

/** mulberry32: 32 bits of state, enough to choose mutations by. */
export function createRandom(seed: number): Random {
  let state = seed >>> 0
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
  const below = (limit: number): number => Math.floor(next() * limit)
  return {
    next,
    below,
    pick: from => {
      if (from.length === 0) throw new Error('there is nothing to pick from')
      return from[below(from.length)] as (typeof from)[number]
    }
  }
}
