import { isDeepStrictEqual } from 'node:util'
import { isNativeError } from 'node:util/types'
import { Finding, hold, type Target } from './target.js'

/** What is wrong with an answer, in words that are the same for the same fault. */
export interface Fault {
  /** Tells faults apart: the words without numbers and quotations. */
  readonly key: string
  readonly message: string
  readonly stack: string
}

/** Milliseconds of this process for one input. Ours are short; a second is a parser that goes wrong. */
const usualLongest = 2_000

export interface Trial {
  /** Feed it again, and compare. */
  readonly twice?: boolean
  /** Milliseconds. */
  readonly longest?: number
}

/**
 * Feeds one input and holds what is true of every target: no prototype is changed, it ends in time, and the
 * same input comes to the same twice.
 */
export async function tried(
  target: Target,
  input: Uint8Array,
  { twice = false, longest = usualLongest }: Trial = {}
): Promise<Fault | undefined> {
  const before = prototypeKeys()
  const started = process.cpuUsage()
  try {
    const first = await target.feed(input)
    const { user } = process.cpuUsage(started)
    hold(user / 1000 < longest, `one input takes no more than ${longest} ms`)
    hold(prototypeKeys() === before, 'no prototype is changed')
    if (twice)
      hold(isDeepStrictEqual(first, await target.feed(input)), 'the same input comes to the same')
    return undefined
  } catch (error) {
    return faultOf(error)
  } finally {
    restorePrototypes()
  }
}

const prototypes: readonly object[] = [
  Object.prototype,
  Array.prototype,
  String.prototype,
  Function.prototype
]

function prototypeKeys(): number {
  return prototypes.reduce((sum, one) => sum + Reflect.ownKeys(one).length, 0)
}

/** So that one finding is not the finding of every input after it. */
function restorePrototypes(): void {
  Reflect.deleteProperty(Object.prototype, 'polluted')
}

function faultOf(error: unknown): Fault {
  const known = isNativeError(error)
    ? error
    : new Error(`not an error was thrown: ${String(error)}`)
  const message = known instanceof Finding ? known.message : `${known.name}: ${known.message}`
  const place =
    known instanceof Finding ? '' : (/at .*?\/src\/[^\s)]+/.exec(known.stack ?? '')?.[0] ?? '')
  const key = `${message.replace(/["'`«].*?["'`»]|\d+/g, '').slice(0, 100)} ${place.replace(/.*\/src\//, '')}`
  return { key, message, stack: known.stack ?? '' }
}
