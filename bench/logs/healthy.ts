import { randomOf } from '../../__tests__/judge/simulated-logs.js'
import { judgeSignatures } from '../../src/judge/signatures.js'
import { readEvents } from '../../src/logs/events.js'
import { createMiner } from '../../src/logs/miner.js'
import type { Frame, LogsTrack, SignatureTrack } from '../../src/model.js'
import { linesOf } from './mining.js'
import { checkOf } from './nezha.js'

/** How many of the deploys had a false alarm of either kind, and in how many a new error of so many events was found. */
export interface Healthy {
  readonly isNew: number
  readonly isMore: number
  readonly found: ReadonlyMap<number, number>
}

/** Events of the new errors that are added, each alone. */
export const PLANTED = [3, 4, 5, 8]

/**
 * Deploys where nothing changed: the lines of a real log, dealt at random to a baseline and to a bake of a
 * quarter of its length. Every new signature is false, but for those of errors that are added to the bake.
 */
export function falseAlarms(texts: readonly string[], deploys: number, alpha: number): Healthy {
  const miner = createMiner()
  const handles = readEvents(linesOf(texts)).map(event => miner.add(event))
  const signatures = miner.signatures()
  const frame = frameOf()
  const planted = PLANTED.map(events => trackOf(idOf(events), '', 0, events, frame))
  const found = new Map(PLANTED.map(events => [events, 0]))
  let isNew = 0
  let isMore = 0
  for (let deploy = 0; deploy < deploys; deploy++) {
    const random = randomOf(deploy + 1)
    const before = new Map<number, number>()
    const since = new Map<number, number>()
    for (const handle of handles) {
      const side = random() < 0.8 ? before : since
      side.set(handle, (side.get(handle) ?? 0) + 1)
    }
    const tracks = signatures.map(({ id, template, handles: own }) => {
      const sum = (side: ReadonlyMap<number, number>) =>
        own.reduce((total, handle) => total + (side.get(handle) ?? 0), 0)
      return trackOf(id, template, sum(before), sum(since), frame)
    })
    const logs: LogsTrack = {
      signatures: [...tracks, ...planted],
      before: { at: frame.rolloutStart, matched: 0, read: 0, exposure: 2400 },
      soFar: [{ at: frame.bake.end, matched: 0, read: 0, exposure: 600 }]
    }
    const judged = judgeSignatures({ check: checkOf('higher'), logs, frame, alpha })
    const fresh = new Set(judged.filter(({ state }) => state === 'new').map(({ id }) => id))
    for (const events of PLANTED) {
      if (fresh.delete(idOf(events))) found.set(events, (found.get(events) ?? 0) + 1)
    }
    if (fresh.size > 0) isNew++
    if (judged.some(({ state }) => state === 'more')) isMore++
  }
  return { isNew, isMore, found }
}

function idOf(events: number): string {
  return `planted ${events}`
}

function trackOf(
  id: string,
  template: string,
  before: number,
  since: number,
  frame: Frame
): SignatureTrack {
  return {
    id,
    template,
    before: { at: frame.rolloutStart, bad: before, total: 2400 },
    past: before === 0 ? [] : [{ at: frame.rolloutStart, bad: before, total: 2400 }],
    soFar: since === 0 ? [] : [{ at: frame.bake.end, bad: since, total: 600 }],
    absence: 'read',
    frames: [],
    examples: []
  }
}

function frameOf(): Frame {
  const start = 1_700_000_000_000
  const bake = { start, end: start + 600_000 }
  const baseline = { start: start - 2_400_000, end: start }
  return {
    rolloutStart: start,
    deployedAt: start,
    bake,
    interval: 2_400_000,
    looks: [bake.end],
    baseline,
    history: baseline
  }
}
