import { ProviderError } from '../errors.js'
import type { EndpointSettings } from '../model.js'
import { byKey, createBatcher } from './batch.js'
import type { Part } from './grid.js'
import type { Endpoint, Io, Question, Shares, Source } from './provider.js'

/** An answer, or why there is none. */
export type Settled = Part | ProviderError

/** How the questions of one check are asked. */
export interface Asking<One> {
  /** One of them, in at most so many milliseconds. Rejects with ProviderError. */
  readonly alone: (question: One, io: Io, timeout: number) => Promise<Part>
  /**
   * All in one request: an answer or failure for each, in their order; undefined, or missing, for one that it does
   * not tell. Rejects with ProviderError.
   */
  readonly joined: (questions: readonly One[], io: Io) => Promise<readonly (Settled | undefined)[]>
  /** Milliseconds for all attempts together. */
  readonly timeout: number
  /** Only those with the same key travel together. */
  readonly keyOf?: (question: One) => string
}

export interface Together<One> {
  readonly shares: Shares
  readonly ask: (question: One, io: Io) => Promise<Part>
  /** From now on each is asked alone. */
  readonly part: () => void
}

/** A ratio and its control group, each over the newest step and over the bake so far. */
const most = 8

/**
 * The questions of one check that are asked in the same turn, in one request: what one of them lacks, the check
 * lacks. Where that request may have been refused for its form, and for each that it did not tell, they are asked
 * one by one, so that the backend's words are about the one that is wrong; where each alone is answered, the form is
 * not for this backend. Nor is it where it takes too long.
 */
export function createTogether<One>(asking: Asking<One>): Together<One> {
  let joins = true

  const group = async (questions: readonly One[], io: Io): Promise<readonly Settled[]> => {
    const started = io.clock.now()
    const alone = (question: One, timeout: number) =>
      settled(() => asking.alone(question, io, timeout))
    if (!joins || questions.length === 1) {
      return Promise.all(questions.map(question => alone(question, asking.timeout)))
    }
    const told = await settled(() => asking.joined(questions, io))
    const left = asking.timeout - (io.clock.now() - started)
    const failed = told instanceof ProviderError
    if (failed && (left <= 0 || !mayBeTheForm(told))) {
      joins &&= !isLate(told)
      return questions.map(() => told)
    }
    const parts = failed ? [] : told
    const answers = await Promise.all(
      questions.map(async (question, index) => parts[index] ?? (await alone(question, left)))
    )
    const lacks = questions.some((_, index) => parts[index] === undefined)
    if (lacks && answers.every(answer => !(answer instanceof ProviderError))) joins = false
    if (parts.some(isLate)) joins = false
    return answers
  }
  const keyOf = asking.keyOf ?? (() => '')
  return {
    shares: { most },
    ask: createBatcher((all, io) => byKey(all, keyOf, most, load => group(load, io)), Infinity),
    part: () => {
      joins = false
    }
  }
}

/** How an endpoint asks what its questions come to. */
export interface EndpointAsking<Sent> {
  /** The endpoint has the time that is left as its timeout. */
  readonly alone: (endpoint: EndpointSettings, one: Sent, io: Io) => Promise<Part>
  readonly joined: (
    endpoint: EndpointSettings,
    all: readonly Sent[],
    io: Io
  ) => ReturnType<Asking<Sent>['joined']>
  readonly keyOf?: (one: Sent) => string
}

/** An endpoint that asks the questions of each check together. */
export function togetherByCheck<Sent>(
  endpoint: EndpointSettings,
  { alone, joined, ...keys }: EndpointAsking<Sent>,
  sourceOf: (endpoint: EndpointSettings, together: Together<Sent>, question: Question) => Source
): Endpoint {
  const forCheck = (): Endpoint => {
    const together = createTogether<Sent>({
      alone: (one, io, timeout) => alone({ ...endpoint, timeout }, one, io),
      joined: (all, io) => joined(endpoint, all, io),
      timeout: endpoint.timeout,
      ...keys
    })
    return { source: question => sourceOf(endpoint, together, question) }
  }
  return { ...forCheck(), forCheck }
}

/** Rejects with what is no ProviderError only. */
export async function settled<T>(question: () => T | Promise<T>): Promise<T | ProviderError> {
  try {
    return await question()
  } catch (error) {
    if (error instanceof ProviderError) return error
    throw error
  }
}

/** The attempts of one request, told by the first of its parts. */
export function toldOnce(retries: number, index: number): number {
  return index === 0 ? retries : 0
}

function isLate(part: Settled | undefined): boolean {
  return part instanceof ProviderError && part.failure.code === 'deadline'
}

/** No credentials, too many requests, nobody there: that holds of each alone, too. */
const ofAll: ReadonlySet<number> = new Set([401, 429, 502, 503, 504])

/** A firewall before the backend refuses with 403 what each alone is let through with. */
function mayBeTheForm({ failure, status }: ProviderError): boolean {
  if (status !== undefined) return !ofAll.has(status)
  return ['invalid-query', 'response-too-large', 'not-json'].includes(failure.code)
}
