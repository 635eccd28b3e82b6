import type { Simulator } from '../../src/demo/github.js'
import type { Octokit } from '../../src/io/github.js'
import type { Clock } from '../../src/world.js'

/** Time that stands still while anybody works and then jumps to the next one who waits. */
export interface VirtualTime extends Clock {
  /** Runs until all of them have ended. */
  runAll(tasks: readonly Promise<unknown>[]): Promise<void>
}

export function createVirtualTime(start: number): VirtualTime {
  let at = start
  const waiting: { readonly at: number; readonly wake: () => void }[] = []
  return {
    now: () => at,
    sleep: (ms, signal) =>
      new Promise((resolve, reject) => {
        const fail = () => reject(signal.reason as Error)
        if (signal.aborted) return fail()
        signal.addEventListener('abort', fail, { once: true })
        const wake = () => {
          signal.removeEventListener('abort', fail)
          resolve()
        }
        waiting.push({ at: at + ms, wake })
        waiting.sort((a, b) => a.at - b.at)
      }),
    async runAll(tasks) {
      let open = tasks.length
      let idle = 0
      for (const task of tasks) void task.finally(() => open--).catch(() => undefined)
      while (open > 0) {
        // Everything that needs no time happens first.
        await new Promise(resolve => setImmediate(resolve))
        const next = waiting.shift()
        if (next === undefined && ++idle > 10_000) throw new Error('nobody waits and nobody ends')
        if (next === undefined) continue
        idle = 0
        at = Math.max(at, next.at)
        next.wake()
      }
      await Promise.all(tasks)
    }
  }
}

export type Mishap = 'none' | 'cut-before' | 'cut-after' | 'refused'

/** Talks to the simulator without a socket; every request takes time, and some go wrong. */
export function connectVirtually(
  simulator: Simulator,
  token: string,
  time: Clock,
  chance: { latency(): number; mishap(method: string, path: string): Mishap }
): Octokit {
  const never = new AbortController().signal
  return {
    async request(route, { headers, request: _request, ...parameters }) {
      const [method = '', path = ''] = route.split(' ')
      const mishap = chance.mishap(method, path)
      await time.sleep(chance.latency(), never)
      if (mishap === 'cut-before') throw new Error('cut')
      if (mishap === 'refused') {
        throw Object.assign(new Error('no'), {
          response: { status: 422, headers: {}, data: { message: 'No ref found' } }
        })
      }
      const query =
        method === 'GET'
          ? `?${new URLSearchParams(parameters as Record<string, string>).toString()}`
          : ''
      const answer = simulator.handle({
        method,
        target: `${path}${query}`,
        headers: { authorization: `token ${token}`, ...(headers as Record<string, string>) },
        body: method === 'GET' ? '' : JSON.stringify(parameters)
      })
      await time.sleep(chance.latency(), never)
      if (mishap === 'cut-after' || answer === undefined) throw new Error('cut')
      const data: unknown = answer.body === '' ? '' : JSON.parse(answer.body)
      const response = { status: answer.status, headers: answer.headers, data }
      if (answer.status >= 300) throw Object.assign(new Error('refused'), { response })
      return response
    }
  }
}

/** Mulberry32: the same numbers for the same seed. */
export function generator(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
}
