import { setTimeout as sleep } from 'node:timers/promises'
import { type Answer, type Asked, json, listen } from './loopback.js'
import { type Metrics, startMetrics } from './shop-metrics.js'

/** One line that the shop logs, as a structured record. */
export interface LogLine {
  /** Epoch milliseconds. */
  readonly at: number
  readonly fields: Readonly<Record<string, string>>
}

export interface Shop {
  readonly url: string
  /** The release that answers now. */
  release(): string
  /** A deploy: the next request meets the new release, whose counters begin at zero as a new process' do. */
  deploy(release: string): void
  close(): Promise<void>
}

/** How a release behaves. */
interface Release {
  /** Fraction of the checkouts whose write the database refuses. */
  readonly failing: number
  /** Milliseconds a checkout takes at least, and what chance adds to it at most. */
  readonly takes: number
  readonly spread: number
}

const RELEASES: Readonly<Record<string, Release>> = {
  'v1.0.0': { failing: 0, takes: 4, spread: 16 },
  'v1.1.0': { failing: 0, takes: 3, spread: 16 },
  'v1.2.0': { failing: 0.15, takes: 5, spread: 900 }
}

/**
 * The demo's service: a real HTTP server with `/checkout`, `/healthz` and `/metrics`. v1.2.0 opens a
 * second transaction per order and runs out of database connections; its health endpoint stays green.
 */
export async function startShop(options: {
  readonly release: string
  readonly log: (line: LogLine) => void
}): Promise<Shop> {
  const live = { name: options.release, behaviour: known(options.release), metrics: startMetrics() }
  const routes: Readonly<Record<string, () => Promise<Answer> | Answer>> = {
    '/checkout': () => checkout(live.name, live.behaviour, live.metrics, options.log),
    '/healthz': () => json(200, { status: 'ok', release: live.name }),
    '/metrics': () => ({
      status: 200,
      type: 'text/plain; version=0.0.4',
      body: live.metrics.text()
    })
  }
  const server = await listen((asked: Asked) => {
    const route = routes[asked.path]
    return route === undefined ? { status: 404, body: 'no such page\n' } : route()
  })
  return {
    url: server.url,
    release: () => live.name,
    deploy: release => {
      Object.assign(live, { name: release, behaviour: known(release), metrics: startMetrics() })
    },
    close: () => server.close()
  }
}

function known(name: string): Release {
  const release = RELEASES[name]
  if (release === undefined) {
    throw new Error(`The shop has no release ${name}; it has ${Object.keys(RELEASES).join(', ')}.`)
  }
  return release
}

async function checkout(
  name: string,
  release: Release,
  metrics: Metrics,
  log: (line: LogLine) => void
): Promise<Answer> {
  const began = performance.now()
  await sleep(release.takes + Math.random() ** 3 * release.spread)
  const order = Math.floor(Math.random() * 1_000_000)
  const refused = Math.random() < release.failing
  const code = refused ? 500 : 200
  metrics.observe('/checkout', code, (performance.now() - began) / 1000)
  log(refused ? failure(name, order) : success(name, order))
  return refused
    ? json(500, { error: 'the order could not be saved' })
    : json(200, { order, release: name })
}

function success(release: string, order: number): LogLine {
  return {
    at: Date.now(),
    fields: { _msg: `order ${order} accepted`, level: 'INFO', app: 'shop', version: release }
  }
}

/** What the bad release logs: its own stack, whose first frame is in the file that the bad change touched. */
function failure(release: string, order: number): LogLine {
  const message = [
    `order ${order} not saved: database refused the write: too many connections (max 20)`,
    '    at saveOrder (src/checkout/store.ts:42:11)',
    '    at placeOrder (src/checkout/checkout.ts:18:9)',
    '    at handle (src/server.ts:31:5)'
  ].join('\n')
  return {
    at: Date.now(),
    fields: { _msg: message, level: 'ERROR', app: 'shop', version: release }
  }
}
