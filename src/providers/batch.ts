import { ProviderError } from '../errors.js'
import type { Io } from './provider.js'

/** Asks one question; it travels together with the others that are asked in the same turn. */
export type Batched<Question, Answer> = (question: Question, io: Io) => Promise<Answer>

/**
 * Sends questions in one request: one answer or failure for each, in their order. A rejection is the
 * answer to all of them.
 */
export type SendAll<Question, Answer> = (
  questions: readonly Question[],
  io: Io
) => Promise<readonly (Answer | ProviderError)[]>

interface Waiter<Question, Answer> {
  readonly question: Question
  readonly resolve: (answer: Answer) => void
  readonly reject: (reason: unknown) => void
}

/**
 * Collects the questions that one look asks and sends them together. There is no time to wait for: the
 * request leaves when everything that could run in this turn of the event loop has run. Questions with
 * different `io` (another bake, another signal) never share a request. A request takes `most`, in the measure
 * of `weigh`; a question heavier than that travels alone.
 */
export function createBatcher<Question, Answer>(
  sendAll: SendAll<Question, Answer>,
  most: number,
  weigh: (question: Question) => number = () => 1
): Batched<Question, Answer> {
  const open = new Map<Io, Waiter<Question, Answer>[]>()
  return (question, io) =>
    new Promise((resolve, reject) => {
      const waiter = { question, resolve, reject }
      const waiting = open.get(io)
      if (waiting !== undefined) {
        waiting.push(waiter)
        return
      }
      open.set(io, [waiter])
      setImmediate(() => {
        const all = open.get(io) ?? []
        open.delete(io)
        for (const load of loadsOf(all, most, weigh)) void send(load, sendAll, io)
      })
    })
}

/** In the order of asking, as few as the limit allows without sorting. */
function loadsOf<Question, Answer>(
  waiters: readonly Waiter<Question, Answer>[],
  most: number,
  weigh: (question: Question) => number
): readonly (readonly Waiter<Question, Answer>[])[] {
  const loads: Waiter<Question, Answer>[][] = []
  let weight = Infinity
  for (const waiter of waiters) {
    const more = weigh(waiter.question)
    weight += more
    const load = loads.at(-1)
    if (load === undefined || weight > most) {
      loads.push([waiter])
      weight = more
    } else {
      load.push(waiter)
    }
  }
  return loads
}

/** Never rejects: whatever happens reaches every waiter. */
async function send<Question, Answer>(
  waiters: readonly Waiter<Question, Answer>[],
  sendAll: SendAll<Question, Answer>,
  io: Io
): Promise<void> {
  try {
    io.signal.throwIfAborted()
    const answers = await sendAll(
      waiters.map(({ question }) => question),
      io
    )
    if (answers.length !== waiters.length) throw new Error('a batch with another number of answers')
    waiters.forEach(({ resolve, reject }, index) => {
      const answer = answers[index] as Answer | ProviderError
      if (answer instanceof ProviderError) reject(answer)
      else resolve(answer)
    })
  } catch (error) {
    for (const { reject } of waiters) reject(error)
  }
}

/**
 * Sends those with the same key together, up to `most` in one request, and the others apart: the answers in the
 * order of the questions. Cut before that, questions of one key would travel apart.
 */
export async function byKey<Question, Answer>(
  questions: readonly Question[],
  keyOf: (question: Question) => string,
  most: number,
  send: (questions: readonly Question[]) => Promise<readonly Answer[]>
): Promise<readonly Answer[]> {
  const indices = questions.map((_, index) => index)
  const groups = [...alike(questions.map(keyOf)).values()].flatMap(group => cut(group, most))
  const told = await Promise.all(
    groups.map(async group => {
      const answers = await send(group.map(index => questions[index] as Question))
      return group.flatMap((index, at) =>
        answers.slice(at, at + 1).map(one => [index, one] as const)
      )
    })
  )
  const answers = new Map(told.flat())
  return indices.flatMap(index => (answers.has(index) ? [answers.get(index) as Answer] : []))
}

/** Where each key stands. */
function alike(keys: readonly string[]): ReadonlyMap<string, readonly number[]> {
  const places = new Map<string, number[]>()
  for (const [index, key] of keys.entries()) {
    const known = places.get(key)
    if (known === undefined) places.set(key, [index])
    else known.push(index)
  }
  return places
}

function cut<T>(all: readonly T[], most: number): readonly (readonly T[])[] {
  const count = Math.ceil(all.length / most)
  return Array.from({ length: count }, (_, at) => all.slice(at * most, (at + 1) * most))
}
