import type { Asker, LineReading, Reading } from '../bake/ask.js'
import { createAsker } from '../bake/ask.js'
import type { Connected, ConnectedCheck } from '../bake/connect.js'
import { ConfigError, type Problem } from '../errors.js'
import type { Failure, Window } from '../model.js'
import type { LineSource, Source } from '../providers/provider.js'
import type { Clock, Http } from '../world.js'

/** Found before the bake, these are mistakes of the configuration; found later, they are an outage. */
const mistakes = new Set<Failure['code']>(['not-authorised', 'invalid-query'])

/** What it needs of a session. */
export interface Preflight {
  readonly http: Http
  readonly world: { readonly clock: Clock; readonly signal: AbortSignal }
  readonly warnings: Set<string>
}

interface Found {
  readonly path: string
  readonly failure: Failure
}

/** How many bytes a millisecond of a question's window holds, for those whose backend says what it read. */
export type Rates = ReadonlyMap<Source | LineSource, number>

/**
 * Asks every check's own questions once, before anything is written: one endpoint each first, so that a
 * refused credential stops everything else. Throws ConfigError for what a person must mend; the rest
 * becomes warnings, since a backend that is down now may be up in a minute. Resolves with what the answers
 * tell of the bytes that they cost.
 */
export async function preflightEndpoints(
  { http, world, warnings }: Preflight,
  connected: Connected,
  interval: number
): Promise<Rates> {
  const rates = new Map<Source | LineSource, number>()
  const { clock, signal } = world
  const askers = new Map(
    connected.endpoints.map(({ settings }) => [
      settings.name,
      createAsker(settings, { http, clock, signal })
    ])
  )
  // A probe has no query that could be wrong, and what it answers is its measurement.
  const checks = connected.checks
    .map((check, index) => ({ check, index }))
    .filter(({ check }) => check.check.kind !== 'probe')
  const first = checks.filter(
    ({ check }, index) =>
      checks.findIndex(other => other.check.endpoint === check.endpoint) === index
  )
  const rest = checks.filter(one => !first.includes(one))
  for (const wave of [first, rest]) {
    const found = await Promise.all(
      wave.map(({ check, index }) => {
        const asker = askers.get(check.endpoint.name)
        return asker === undefined
          ? Promise.resolve([])
          : askOnce(check, index, asker, {
              at: clock.now() - check.endpoint.delay,
              interval,
              rates
            })
      })
    )
    report(found.flat(), warnings)
  }
  return rates
}

interface Asking {
  readonly at: number
  /** The width of the window, in milliseconds. */
  readonly interval: number
  readonly rates: Map<Source | LineSource, number>
}

async function askOnce(
  { check, sources, control, lines, pointInTime }: ConnectedCheck,
  index: number,
  asker: Asker,
  { at, interval: width, rates }: Asking
): Promise<readonly Found[]> {
  const instant = pointInTime ? asker.io.clock.now() : at
  const grid = { first: instant, last: instant, step: width, width }
  const counted = lines?.count === undefined ? [] : [{ name: 'logs', source: lines.count }]
  const readings = await Promise.all([
    ...[...sources, ...control, ...counted].map(async ({ name, source }) => {
      const reading = await asker.ask(source, grid)
      return { name, source, reading, bytes: bytesIn(reading) }
    }),
    ...(lines === undefined ? [] : [readOnce(lines.lines, asker, { start: at - width, end: at })])
  ])
  for (const { source, bytes } of readings) {
    if (bytes !== undefined) rates.set(source, bytes / width)
  }
  // A store that was asked for one line may have stopped there; its count has seen them all.
  const whole = lines?.count === undefined ? undefined : rates.get(lines.count)
  if (lines !== undefined && whole !== undefined) rates.set(lines.lines, whole)
  // A count that is refused alone is done without: the lines speak for themselves.
  const isDoneWithout = (source: Source | LineSource, { code }: Failure) =>
    source === lines?.count && code !== 'not-authorised'
  return readings.flatMap(({ name, source, reading }) =>
    reading.kind === 'answer' || isDoneWithout(source, reading.failure)
      ? []
      : [{ path: `checks[${index}] "${check.name}" ${name}`, failure: reading.failure }]
  )
}

/** Lines may be refused where counts are not. One line is enough to know. */
async function readOnce(lines: LineSource, asker: Asker, window: Window) {
  const reading = await asker.fetch(lines, window, 1)
  return { name: 'logs', source: lines, reading, bytes: bytesIn(reading) }
}

function bytesIn(reading: Reading | LineReading): number | undefined {
  if (reading.kind === 'failure') return undefined
  return 'batch' in reading ? reading.batch.bytes : reading.measurement.bytes
}

function report(found: readonly Found[], warnings: Set<string>): void {
  const problems: Problem[] = []
  for (const { path, failure } of found) {
    if (mistakes.has(failure.code)) problems.push({ path, message: failure.message })
    else warnings.add(failure.message)
  }
  if (problems.length === 0) return
  const refused = found.some(({ failure }) => failure.code === 'not-authorised')
  throw new ConfigError(refused ? 'not-authorised' : 'invalid-query', problems)
}
