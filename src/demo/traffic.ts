import { Agent, get } from 'node:http'

export interface Traffic {
  /** Stops, waits for the answers under way and says how many there were. */
  stop(): Promise<Tally>
  /** Answers so far. */
  tally(): Tally
}

export interface Tally {
  readonly answered: number
  /** Answers with a status of 500 and more. */
  readonly failed: number
  /** Requests that got no answer at all. */
  readonly lost: number
}

const TICK = 20

/**
 * Real requests at a steady rate to a loopback address, until `stop`, `most` requests or `longest`
 * milliseconds, whichever comes first. A late timer catches up, so the rate holds on a busy machine.
 */
export function startTraffic(options: {
  readonly url: string
  /** Requests a second. */
  readonly rate: number
  readonly most: number
  readonly longest: number
}): Traffic {
  if (new URL(options.url).hostname !== '127.0.0.1') {
    throw new Error(`Traffic goes to 127.0.0.1 only, not to ${options.url}.`)
  }
  const agent = new Agent({ keepAlive: true, maxSockets: 64 })
  const tally = { answered: 0, failed: 0, lost: 0 }
  const underWay = new Set<Promise<void>>()
  const began = performance.now()
  let sent = 0
  const timer = setInterval(() => {
    const elapsed = performance.now() - began
    const due = Math.min(Math.floor((elapsed / 1000) * options.rate), options.most)
    for (; sent < due; sent += 1) {
      const request = send(options.url, agent, tally).finally(() => underWay.delete(request))
      underWay.add(request)
    }
    if (elapsed > options.longest || sent >= options.most) clearInterval(timer)
  }, TICK)
  return {
    tally: () => ({ ...tally }),
    stop: async () => {
      clearInterval(timer)
      await Promise.all(underWay)
      agent.destroy()
      return { ...tally }
    }
  }
}

const REQUEST_TIMEOUT = 2_000

function send(
  url: string,
  agent: Agent,
  tally: { answered: number; failed: number; lost: number }
): Promise<void> {
  return new Promise(resolve => {
    const lost = (): void => {
      tally.lost += 1
      resolve()
    }
    const request = get(url, { agent, timeout: REQUEST_TIMEOUT }, response => {
      tally.answered += 1
      if ((response.statusCode ?? 0) >= 500) tally.failed += 1
      response.once('error', resolve)
      response.once('close', resolve)
      response.resume()
    })
    request.once('timeout', () => request.destroy())
    request.once('error', lost)
  })
}
