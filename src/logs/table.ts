/** A hash table from pairs of 32-bit numbers to a number, of fixed size: a Map of doubles takes five times as long. */
export interface Table {
  /** The place of this pair; its value is 0 until it is set. */
  slotOf(left: number, right: number): number
  readonly values: Int32Array
}

/** For at most so many pairs. */
export function createTable(most: number): Table {
  const size = 2 ** Math.ceil(Math.log2(Math.max(16, most * 2)))
  const lefts = new Int32Array(size)
  const rights = new Int32Array(size)
  const values = new Int32Array(size)
  return {
    values,
    slotOf(left, right) {
      let slot = (left ^ (right >>> 7)) & (size - 1)
      while (values[slot] !== 0 && (lefts[slot] !== (left | 0) || rights[slot] !== (right | 0))) {
        slot = (slot + 1) & (size - 1)
      }
      lefts[slot] = left
      rights[slot] = right
      return slot
    }
  }
}

/** The same with room for any number of pairs, and a value above 0 for each that was set. */
export interface Numbers {
  /** 0 where it was not set. */
  get(left: number, right: number): number
  set(left: number, right: number, value: number): void
}

const FIRST_ROOM = 64

export function createNumbers(): Numbers {
  let room = FIRST_ROOM
  let count = 0
  let table = createTable(room)
  let pairs = new Int32Array(room * 2)
  const double = (): void => {
    const [old, before] = [table, pairs]
    room *= 2
    table = createTable(room)
    pairs = new Int32Array(room * 2)
    pairs.set(before)
    for (let at = 0; at < count * 2; at += 2) {
      const [left = 0, right = 0] = [pairs[at], pairs[at + 1]]
      table.values[table.slotOf(left, right)] = old.values[old.slotOf(left, right)] ?? 0
    }
  }
  return {
    get: (left, right) => table.values[table.slotOf(left, right)] ?? 0,
    set(left, right, value) {
      if (count === room) double()
      pairs[count * 2] = left
      pairs[count * 2 + 1] = right
      count++
      table.values[table.slotOf(left, right)] = value
    }
  }
}
