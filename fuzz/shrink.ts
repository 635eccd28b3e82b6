import { type Tree, replaced, sizeOf, treeOf, written } from './tree.js'

/** Attempts for one finding; what is left then is small enough. */
const mostAttempts = 2_000

/** A shorter input with the same fault: members, then runs of bytes are left out as long as it stays. */
export async function shrunk(
  input: Uint8Array,
  stillFails: (input: Uint8Array) => Promise<boolean>
): Promise<Uint8Array> {
  let attempts = 0
  const fails = async (smaller: Uint8Array): Promise<boolean> => {
    attempts += 1
    return attempts <= mostAttempts && (await stillFails(smaller))
  }
  return withoutBytes(await withoutNodes(input, fails), fails)
}

type Fails = (input: Uint8Array) => Promise<boolean>

async function withoutNodes(input: Uint8Array, fails: Fails): Promise<Uint8Array> {
  let tree: Tree
  try {
    tree = treeOf(JSON.parse(Buffer.from(input).toString('utf8')))
  } catch {
    return input
  }
  // What JSON cannot say of itself (a member twice) is lost by parsing: then the bytes have to do.
  if (!(await fails(Buffer.from(written(tree))))) return input
  for (let index = sizeOf(tree) - 1; index > 0; index -= 1) {
    const smaller = replaced(tree, index, () => undefined)
    if (smaller === undefined || !(await fails(Buffer.from(written(smaller))))) continue
    tree = smaller
    index = Math.min(index, sizeOf(tree))
  }
  return Buffer.from(written(tree))
}

async function withoutBytes(input: Uint8Array, fails: Fails): Promise<Uint8Array> {
  let bytes = Buffer.from(input)
  for (let run = bytes.length >> 1; run > 0; run >>= 1) {
    for (let at = 0; at < bytes.length;) {
      const smaller = Buffer.concat([bytes.subarray(0, at), bytes.subarray(at + run)])
      if (await fails(smaller)) bytes = smaller
      else at += run
    }
  }
  return bytes
}
