import { homedir } from 'node:os'
import { join } from 'node:path'
import { type Forge, startForge } from './forge.js'
import { startLogs } from './logs.js'
import { startPrometheus } from './prometheus.js'
import { FIRST } from './project.js'
import { findBinary, startRealLogs, startRealPrometheus } from './real.js'
import { type LogLine, type Shop, startShop } from './shop.js'
import { startTraffic, type Traffic } from './traffic.js'
import type { Timeline } from './timeline.js'

/** Everything that runs beside the gate. */
export interface Stage {
  readonly shop: Shop
  readonly traffic: Traffic
  readonly forge: Forge
}

export interface StageOptions {
  readonly real: boolean
  /** Where real servers keep their data. */
  readonly directory: string
  readonly timeline: Timeline
  /** Takes what must be closed, in the order it was opened. */
  readonly onOpen: (close: () => Promise<unknown>) => void
}

export const RATE = 80
const SCRAPE_EVERY = 250
/** The story takes 50 s; the traffic ends by itself when nobody ends it. */
const LONGEST_TRAFFIC = 120_000

/** Starts the shop, its traffic, the servers that watch it and GitHub. Throws when one cannot start. */
export async function setStage(options: StageOptions): Promise<Stage> {
  const { timeline, onOpen } = options
  const logs = await openLogs(options)
  const shop = await startShop({ release: FIRST.tag, log: line => logs.add(line) })
  onOpen(() => shop.close())
  const metricsUrl = await openMetrics(options, shop.url)
  const traffic = startTraffic({
    url: `${shop.url}/checkout`,
    rate: RATE,
    most: (RATE * LONGEST_TRAFFIC) / 1000,
    longest: LONGEST_TRAFFIC
  })
  onOpen(() => traffic.stop())
  timeline.say('shop', `${FIRST.tag} takes ${RATE} checkouts a second at ${shop.url}`)
  const forge = await startForge({
    urls: { metrics: metricsUrl, logs: logs.url, site: shop.url },
    timeline,
    deploy: release => shop.deploy(release)
  })
  onOpen(() => forge.close())
  return { shop, traffic, forge }
}

async function openLogs(
  options: StageOptions
): Promise<{ readonly url: string; add(line: LogLine): void }> {
  const binary = await realBinary(options, 'victoria-logs')
  const { directory } = options
  const server =
    binary === undefined ? await startLogs() : await startRealLogs({ binary, directory })
  options.onOpen(() => server.close())
  options.timeline.say('logs', `${sort(binary, 'VictoriaLogs')} at ${server.url}`)
  return server
}

async function openMetrics(options: StageOptions, target: string): Promise<string> {
  const binary = await realBinary(options, 'prometheus')
  const { directory } = options
  const how = { job: 'shop', target, every: SCRAPE_EVERY }
  const server =
    binary === undefined
      ? await startPrometheus(how)
      : await startRealPrometheus({ ...how, binary, directory })
  options.onOpen(() => server.close())
  const scrapes = `scrapes the shop every ${SCRAPE_EVERY} ms`
  options.timeline.say('metrics', `${sort(binary, 'Prometheus')} at ${server.url} ${scrapes}`)
  return server.url
}

async function realBinary(options: StageOptions, name: string): Promise<string | undefined> {
  if (!options.real) return undefined
  const binary = await findBinary(name, [serversCache()])
  if (binary === undefined) {
    const advice = 'script/servers gets it. The small one stands in.'
    options.timeline.say('note', `${name} is not installed. ${advice}`, 'note')
  }
  return binary
}

/** Where script/servers puts what it builds. */
function serversCache(): string {
  return join(process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'bakegate', 'bin')
}

function sort(binary: string | undefined, name: string): string {
  return binary === undefined
    ? `a small server with the query API of ${name}`
    : `${name} (${binary})`
}
