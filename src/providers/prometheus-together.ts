import { ProviderError } from '../errors.js'
import { createBatcher } from './batch.js'
import type { Part } from './grid.js'
import type { Answer } from './prometheus-answer.js'
import type { Reply } from './prometheus-part.js'
import { partedAnswers, unionOf } from './prometheus-union.js'
import type { Io, Shares } from './provider.js'

/** A query at one instant. */
export interface Instant {
  /** Whose query it is, whatever the window. */
  readonly of: object
  readonly promql: string
  /** Epoch milliseconds. */
  readonly at: number
}

export interface Together {
  readonly shares: Shares
  readonly ask: (instant: Instant, io: Io) => Promise<Part>
}

/** How instants are asked. */
export interface Asking {
  /** One of them, in at most so many milliseconds where that is said. Rejects with ProviderError. */
  readonly alone: (instant: Instant, io: Io, timeout?: number) => Promise<Part>
  /** Sends a query; undefined where the backend refuses it for what it is, and not for what holds of all. */
  readonly send: (instant: Omit<Instant, 'of'>, io: Io) => Promise<Reply | undefined>
  readonly partOf: (reply: Reply, at: number) => Part
  /** Milliseconds for all attempts together. */
  readonly timeout: number
}

/** A ratio and its control group, each over the newest step and over the bake so far. */
const most = 8

/**
 * The questions of one check, those about one instant in one request: what one of them lacks, the check lacks.
 * A union that is refused is asked query by query, so that the backend's words are about the one that is wrong;
 * where each alone is answered, unions are not for this backend. Nor are they where one takes too long.
 *
 * In a union nothing is what a query has that matches nothing, and what a gateway makes of a text that it does not
 * understand. So the first nothing of a query is asked for again, alone, which also tells how many series it looked at;
 * where it looked at some, so is every later one, since series can vanish.
 */
export function createTogether(asking: Asking): Together {
  let unites = true
  /** What alone had nothing as well, having looked at none or without a word about that. */
  const empties = new Map<object, Pick<Part, 'scanned'>>()

  const alone = (instants: readonly Instant[], io: Io, started: number) => {
    const left = asking.timeout - (io.clock.now() - started)
    return Promise.all(instants.map(instant => settled(() => asking.alone(instant, io, left))))
  }

  const checked = async (instant: Instant, part: Settled, io: Io, started: number) => {
    if (part instanceof ProviderError || part.series.length > 0) return part
    const known = empties.get(instant.of)
    if (known !== undefined) return { ...part, ...known }
    const [again = part] = await alone([instant], io, started)
    if (again instanceof ProviderError) return again
    const { series, scanned } = again
    if (series.length > 0) unites = false
    else if (scanned === undefined) empties.set(instant.of, {})
    else if (scanned === 0) empties.set(instant.of, { scanned })
    return { ...again, retries: part.retries + again.retries }
  }

  const group = async (instants: readonly Instant[], io: Io): Promise<readonly Settled[]> => {
    const started = io.clock.now()
    if (!unites || instants.length === 1) return alone(instants, io, started)
    const united = await unitedParts(asking, instants, io)
    if (united.length === 0) {
      const each = await alone(instants, io, started)
      unites &&= each.some(part => part instanceof ProviderError)
      return each
    }
    if (united.some(isLate)) unites = false
    return Promise.all(
      instants.map((instant, index) => {
        const part = united[index]
        return part === undefined ? asking.alone(instant, io) : checked(instant, part, io, started)
      })
    )
  }
  return { shares: { most }, ask: createBatcher((all, io) => byInstant(all, io, group), most) }
}

type Settled = Part | ProviderError

async function byInstant(
  all: readonly Instant[],
  io: Io,
  group: (instants: readonly Instant[], io: Io) => Promise<readonly Settled[]>
): Promise<readonly Settled[]> {
  const answers = new Map<Instant, Settled>()
  await Promise.all(
    [...new Set(all.map(({ at }) => at))].map(async at => {
      const instants = all.filter(one => one.at === at)
      const parts = await group(instants, io)
      parts.forEach((part, index) => {
        const instant = instants[index]
        if (instant !== undefined) answers.set(instant, part)
      })
    })
  )
  return all.flatMap(instant => answers.get(instant) ?? [])
}

function isLate(part: Settled): boolean {
  return part instanceof ProviderError && part.failure.code === 'deadline'
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
  const parts: readonly Answer[] = partedAnswers(told.answer, instants.length) ?? []
  return parts.map((answer, index) => {
    // The attempts of the one request are told once.
    const part = partOf({ answer, retries: index === 0 ? told.retries : 0 }, at)
    // The series that all of them looked at say nothing of one.
    const { scanned: _, ...rest } = part
    return rest
  })
}

async function settled<T>(question: () => Promise<T>): Promise<T | ProviderError> {
  try {
    return await question()
  } catch (error) {
    if (error instanceof ProviderError) return error
    throw error
  }
}
