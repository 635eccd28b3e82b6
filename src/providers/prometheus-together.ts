import { ProviderError } from '../errors.js'
import type { Part } from './grid.js'
import type { Reply } from './prometheus-part.js'
import { partedAnswers, unionOf } from './prometheus-union.js'
import type { Io } from './provider.js'
import { createTogether, type Settled, settled, type Together, toldOnce } from './together.js'

/** A query at one instant. */
export interface Instant {
  /** Whose query it is, whatever the window. */
  readonly of: object
  readonly promql: string
  /** Epoch milliseconds. */
  readonly at: number
}

/** How instants are asked. */
export interface Asking {
  /** One of them, in at most so many milliseconds. Rejects with ProviderError. */
  readonly alone: (instant: Instant, io: Io, timeout: number) => Promise<Part>
  /** Sends a query; undefined where the backend refuses it for what it is, and not for what holds of all. */
  readonly send: (instant: Omit<Instant, 'of'>, io: Io) => Promise<Reply | undefined>
  readonly partOf: (reply: Reply, at: number) => Part
  /** Milliseconds for all attempts together. */
  readonly timeout: number
}

/**
 * The questions of one check, those about one instant as a union.
 *
 * In a union nothing is what a query has that matches nothing, and what a gateway makes of a text that it does not
 * understand. So the first nothing of a query is asked for again, alone, which also tells how many series it looked at;
 * where it looked at some, so is every later one, since series can vanish.
 */
export function createUnions(asking: Asking): Together<Instant> {
  /** What alone had nothing as well, having looked at none or without a word about that. */
  const empties = new Map<object, Pick<Part, 'scanned'>>()

  const checked = async (instant: Instant, part: Settled, io: Io, started: number) => {
    if (part instanceof ProviderError || part.series.length > 0) return part
    const known = empties.get(instant.of)
    if (known !== undefined) return { ...part, ...known }
    const left = asking.timeout - (io.clock.now() - started)
    const again = await settled(() => asking.alone(instant, io, left))
    if (again instanceof ProviderError) return again
    const { series, scanned } = again
    if (series.length > 0) together.part()
    else if (scanned === undefined) empties.set(instant.of, {})
    else if (scanned === 0) empties.set(instant.of, { scanned })
    return { ...again, retries: part.retries + again.retries }
  }

  const together = createTogether<Instant>({
    alone: asking.alone,
    timeout: asking.timeout,
    keyOf: ({ at }) => String(at),
    joined: async (instants, io) => {
      const started = io.clock.now()
      const parts = await unitedParts(asking, instants, io)
      const pairs = instants.flatMap((instant, index) => {
        const part = parts[index]
        return part === undefined ? [] : [checked(instant, part, io, started)]
      })
      return Promise.all(pairs)
    }
  })
  return together
}

/** None: they have to be asked one by one. */
async function unitedParts(
  { send, partOf }: Asking,
  instants: readonly Instant[],
  io: Io
): Promise<readonly Settled[]> {
  const at = instants[0]?.at ?? 0
  const promql = unionOf(instants.map(one => one.promql))
  const told = await settled(() => send({ promql, at }, io))
  if (told === undefined) return []
  if (told instanceof ProviderError) return instants.map(() => told)
  const parts = partedAnswers(told.answer, instants.length) ?? []
  return parts.map((answer, index) => {
    const part = partOf({ answer, retries: toldOnce(told.retries, index) }, at)
    // The series that all of them looked at say nothing of one.
    const { scanned: _, ...rest } = part
    return rest
  })
}
