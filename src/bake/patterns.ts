import { readEvents } from '../logs/events.js'
import type { LogLevel } from '../logs/level.js'
import { isSevere, levelInText } from '../logs/level.js'
import { createMiner } from '../logs/miner.js'
import type { LogsTrack, Window } from '../model.js'
import type { LineSource, LogPattern } from '../providers/provider.js'
import type { Asker } from './ask.js'
import { literalsOf } from './find.js'

/**
 * What the store clusters itself, of windows with more lines than are read. A pattern that the baseline has not, or
 * that comes far more often since the deploy, is a suspect: its lines are then read, and what they are is decided
 * by our own signatures. A store's cluster never is one: another store, or the same one tomorrow, cuts it differently.
 */
export interface PatternWatch {
  /** Those of the window that are suspects since it, severe ones first, then the most frequent. */
  look(window: Window): Promise<readonly Suspect[]>
  /** Absent where the store was not asked, or did not say. */
  told(): LogsTrack['patterns']
  notes(): readonly string[]
}

export interface Suspect {
  /** As the store writes it. */
  readonly text: string
  /** What all of its lines hold, in this order. */
  readonly literals: readonly string[]
  readonly count: number
}

export interface PatternOptions {
  readonly lines: LineSource
  readonly asker: Asker
  /** Windows of the baseline of which not every line was read. */
  readonly sampled: () => readonly Window[]
}

/** A store that did not answer so often is not asked again in this bake. */
const mostFailures = 2
/** So many times as often, and so many lines more, is worth a look at the lines. */
const suspiciousFactor = 3
const suspiciousLines = 10
/** What has more lines in all does not come once in a while. */
const mostRare = 40

interface Known {
  before: number
  since: number
  readonly literals: readonly string[]
  readonly level: LogLevel | undefined
}

interface State {
  readonly options: PatternOptions
  readonly known: Map<string, Known>
  /** undefined: not asked yet; 0: there is nothing to compare with. */
  beforeSeconds: number | undefined
  sinceSeconds: number
  complete: boolean
  failures: number
  why: string | undefined
}

export function watchPatterns(options: PatternOptions): PatternWatch {
  const state: State = {
    options,
    known: new Map(),
    beforeSeconds: undefined,
    sinceSeconds: 0,
    complete: true,
    failures: 0,
    why: undefined
  }
  return {
    async look(window) {
      if (options.lines.patterns === undefined) return []
      if (state.beforeSeconds === undefined) await readBefore(state)
      const found = await read(state, window, 'since')
      if (found === undefined) return []
      state.sinceSeconds += secondsOf(window)
      return suspectsOf(state, found)
    },
    told: () => (state.sinceSeconds === 0 ? undefined : toldOf(state)),
    notes: () =>
      state.why === undefined ? [] : [`the store was asked for its own patterns: ${state.why}`]
  }
}

/** All windows or none: a pattern that is missing because it was not asked for would look new. */
async function readBefore(state: State): Promise<void> {
  state.beforeSeconds = 0
  const windows = state.options.sampled()
  for (const window of windows) {
    if ((await read(state, window, 'before')) === undefined) {
      for (const known of state.known.values()) known.before = 0
      return
    }
  }
  state.beforeSeconds = windows.reduce((sum, window) => sum + secondsOf(window), 0)
}

/** Texts of the patterns that came. */
async function read(
  state: State,
  window: Window,
  side: 'before' | 'since'
): Promise<readonly string[] | undefined> {
  if (state.failures >= mostFailures) return undefined
  const { lines, asker } = state.options
  const reading = await asker.patterns(lines, window)
  if (reading === undefined) return undefined
  if (reading.kind === 'failure') {
    state.failures++
    state.complete = false
    state.why = reading.failure.message
    return undefined
  }
  const { patterns, wildcard, complete } = reading.batch
  state.complete &&= complete
  for (const pattern of patterns) {
    const known = state.known.get(pattern.text) ?? newPattern(pattern, wildcard)
    known[side] += pattern.count
    state.known.set(pattern.text, known)
  }
  return patterns.map(({ text }) => text)
}

function newPattern({ text, example }: LogPattern, wildcard: string): Known {
  const parts = text.split(wildcard).map(part => part.trim())
  return {
    before: 0,
    since: 0,
    // Between the words of a pattern with an example anything may stand: what holds together is told by that.
    literals: example === undefined ? parts.filter(part => part !== '') : constantsOf(example),
    level: levelInText(example ?? text)
  }
}

function constantsOf(example: string): readonly string[] {
  const miner = createMiner()
  for (const event of readEvents([{ at: 0, text: example, stream: {}, fields: {} }])) {
    miner.add(event)
  }
  return miner
    .signatures()
    .flatMap(literalsOf)
    .filter(part => part !== '')
}

function suspectsOf(state: State, texts: readonly string[]): readonly Suspect[] {
  return texts
    .flatMap(text => {
      const known = state.known.get(text)
      return known === undefined || !isSuspect(known, state) ? [] : [{ text, known }]
    })
    .sort((a, b) => severityOf(b.known) - severityOf(a.known) || b.known.since - a.known.since)
    .map(({ text, known: { literals, since } }) => ({ text, literals, count: since }))
}

function severityOf({ level }: Known): number {
  return isSevere(level) ? 2 : level === 'warn' ? 1 : 0
}

function isSuspect({ before, since }: Known, { beforeSeconds = 0, sinceSeconds }: State): boolean {
  if (before === 0) return true
  const expected = (before / beforeSeconds) * sinceSeconds
  return since >= suspiciousFactor * expected && since >= expected + suspiciousLines
}

function toldOf({ known, beforeSeconds = 0, complete }: State): LogsTrack['patterns'] {
  const all = [...known.values()]
  const rare = all.filter(({ before, since }) => before > 0 && before + since <= mostRare)
  return {
    since: all.filter(({ since }) => since > 0).length,
    seconds: beforeSeconds,
    complete,
    rare: alike(rare)
  }
}

/** How many have equal counts on both sides, in the order of these. */
function alike(patterns: readonly Known[]): NonNullable<LogsTrack['patterns']>['rare'] {
  const many = new Map<number, number>()
  for (const { before, since } of patterns) {
    const both = before * (mostRare + 1) + since
    many.set(both, (many.get(both) ?? 0) + 1)
  }
  return [...many]
    .sort(([a], [b]) => a - b)
    .map(([both, count]) => [Math.floor(both / (mostRare + 1)), both % (mostRare + 1), count])
}

function secondsOf({ start, end }: Window): number {
  return (end - start) / 1000
}
