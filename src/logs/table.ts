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
