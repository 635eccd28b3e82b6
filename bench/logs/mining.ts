import { eachEvent, readEvents } from '../../src/logs/events.js'
import type { Signature } from '../../src/logs/miner.js'
import { createMiner } from '../../src/logs/miner.js'
import type { LogLine } from '../../src/model.js'

export function linesOf(texts: readonly string[], stream: LogLine['stream'] = {}): LogLine[] {
  // Far apart: a set of single lines holds no traces to be joined.
  return texts.map((text, i) => ({ at: i * 10_000, text, stream, fields: {} }))
}

/** The signature of each line, by its id; lines that are no event of their own are none. */
export function groupsOf(texts: readonly string[]): readonly (Signature | undefined)[] {
  const miner = createMiner()
  const handles = linesOf(texts).map(line => {
    const [event] = readEvents([line])
    return event === undefined ? -1 : miner.add(event)
  })
  const byHandle = new Map(
    miner.signatures().flatMap(found => found.handles.map(handle => [handle, found] as const))
  )
  return handles.map(handle => byHandle.get(handle))
}

/** Of this process with all its threads: what else the machine does makes no difference. */
export function processorSeconds(): number {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1e6
}

/** Lines a second of processor time from text to signatures, everything included; the best of several rounds. */
export function linesPerSecond(texts: readonly string[], rounds = 15): number {
  const lines = linesOf(texts)
  let best = 0
  for (let round = 0; round < rounds; round++) {
    const started = processorSeconds()
    mineOnce(lines)
    best = Math.max(best, lines.length / (processorSeconds() - started))
  }
  return best
}

/** The same without reading lines as events: what a miner alone does. */
export function eventsPerSecond(texts: readonly string[], rounds = 15): number {
  const events = readEvents(linesOf(texts))
  let best = 0
  for (let round = 0; round < rounds; round++) {
    const started = processorSeconds()
    const miner = createMiner()
    for (const event of events) miner.add(event)
    miner.signatures()
    best = Math.max(best, events.length / (processorSeconds() - started))
  }
  return best
}

export function mineOnce(lines: readonly LogLine[]): readonly Signature[] {
  const miner = createMiner()
  eachEvent(lines, event => miner.add(event))
  return miner.signatures()
}
