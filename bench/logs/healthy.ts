import { randomOf } from '../../__tests__/judge/simulated-logs.js'
import { judgeSignatures } from '../../src/judge/signatures.js'
import { readEvents } from '../../src/logs/events.js'
import { createMiner } from '../../src/logs/miner.js'
import type { Frame, LogsTrack, SignatureTrack } from '../../src/model.js'
import { linesOf } from './mining.js'
import { checkOf } from './nezha.js'

/**
 * Deploys where nothing changed: the lines of a real log, dealt at random to a baseline and to a bake of a
 * quarter of its length. Every new signature is false.
 */
export function falseAlarms(
  texts: readonly string[],
  deploys: number,
  alpha: number
): { readonly isNew: number; readonly isMore: number } {
  const miner = createMiner()
  const handles = readEvents(linesOf(texts)).map(event => miner.add(event))
  const signatures = miner.signatures()
  const frame = frameOf()
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
      signatures: tracks,
      before: { at: frame.rolloutStart, matched: 0, read: 0, exposure: 2400 },
      soFar: [{ at: frame.bake.end, matched: 0, read: 0, exposure: 600 }]
    }
    const found = judgeSignatures({ check: checkOf('higher'), logs, frame, alpha })
    if (found.some(({ state }) => state === 'new')) isNew++
    if (found.some(({ state }) => state === 'more')) isMore++
  }
  return { isNew, isMore }
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
