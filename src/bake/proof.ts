import { readEvents } from '../logs/events.js'
import type { Signature } from '../logs/miner.js'
import type { Frame, LogLine, Tally, Window } from '../model.js'
import type { LineSource } from '../providers/provider.js'
import type { Asker } from './ask.js'
import type { Entry, Proof, SignatureBook } from './signatures.js'

/**
 * A signature that looks new is held against the release only after the store was asked for its text: in the
 * baseline, where that was only sampled; in the history before it, where what comes once a night is at home;
 * and after earlier deploys, where banners of a start-up are.
 */
export interface Prover {
  prove(candidates: readonly Entry[]): Promise<void>
  readonly proofs: ReadonlyMap<string, Proof>
}

export interface ProverOptions {
  readonly lines: LineSource
  readonly asker: Asker
  readonly frame: Frame
  readonly book: SignatureBook
  /** Windows of the baseline of which not every line was read. */
  readonly sampled: () => readonly Window[]
  /** Windows after earlier deploys, the newest first. */
  readonly earlierDeploys: readonly Window[]
}

/** More new signatures than these make no better verdict. */
const mostProofs = 30
/** A text shorter than this says nothing. */
const shortestLiteral = 8
const longestLiteral = 160
/** Only so specific a text tells alone that two lines are of one kind. */
const tellingLiteral = 20
/** Lines of the text that are read of the history. */
const mostHistoryLines = 200
const mostBaselineLines = 100
const mostDeployLines = 20
/** Two bursts further apart than this are two occasions. */
const occasionGap = 60 * 60_000

export function createProver(options: ProverOptions): Prover {
  const proofs = new Map<string, Proof>()
  return {
    proofs,
    async prove(candidates) {
      const open = candidates.filter(({ signature }) => !proofs.has(signature.id))
      for (const { signature } of open.slice(0, Math.max(0, mostProofs - proofs.size))) {
        proofs.set(signature.id, await proofOf(signature, options))
      }
    }
  }
}

/** The longest text between the variable parts that stands in the record as it was read. */
export function literalOf({ template, example }: Signature): string | undefined {
  const runs = template.split(/<\*>/).flatMap(part => runsIn(part.trim(), example.text))
  const [longest = ''] = runs.sort((a, b) => b.length - a.length)
  return longest.length < shortestLiteral ? undefined : longest.slice(0, longestLiteral).trim()
}

/** The template has one blank between words; where the record has more, only parts of a run stand in it. */
function runsIn(part: string, text: string): readonly string[] {
  if (part === '' || text.includes(part)) return part.includes('\n') ? part.split('\n') : [part]
  const words = part.split(' ')
  const middle = Math.ceil(words.length / 2)
  if (words.length < 2) return []
  return [words.slice(0, middle), words.slice(middle)].flatMap(half => runsIn(half.join(' '), text))
}

async function proofOf(signature: Signature, options: ProverOptions): Promise<Proof> {
  const { lines, frame, sampled, earlierDeploys } = options
  const literal = literalOf(signature)
  if (literal === undefined || lines.containing === undefined) return { asked: false }
  const source = lines.containing(literal)
  const find = (window: Window, most: number) =>
    findIn(source, window, most, literal, signature, options)
  let asked = true
  for (const window of sampled()) {
    const found = await find(window, mostBaselineLines)
    if (found === undefined) asked = false
    // One line is enough: then it is known, at the rate at which the store has it.
    else if (found.length > 0) return { asked, earlier: busiest(found, frame) }
  }
  const history = await find(
    { start: frame.history.start, end: frame.rolloutStart },
    mostHistoryLines
  )
  if (history !== undefined && occasions(history) > 1) {
    return { asked, earlier: busiest(history, frame) }
  }
  const deploys = await askDeploys(earlierDeploys, window => find(window, mostDeployLines))
  return { asked, ...(deploys === undefined ? {} : { earlierDeploys: deploys }) }
}

/** Instants of the lines of this signature in a window; undefined where the store did not answer. */
async function findIn(
  source: LineSource,
  window: Window,
  most: number,
  literal: string,
  signature: Signature,
  { asker, book }: ProverOptions
): Promise<readonly number[] | undefined> {
  const reading = await asker.fetch(source, window, most)
  if (reading.kind === 'failure') return undefined
  const { lines, complete } = reading.batch
  // Of a trace that is many lines in the store only the one with the text is here, so its text must do.
  const byText = signature.example.text.includes('\n') || signature.frames.length > 0
  const isText = byText && literal.length >= tellingLiteral
  const found = isText ? lines : lines.filter(line => isOf(line, signature, book))
  // What was not read, or lost, may hold it: that proves nothing.
  return found.length === 0 && !complete ? undefined : found.map(({ at }) => at)
}

function isOf(line: LogLine, signature: Signature, book: SignatureBook): boolean {
  return readEvents([line]).some(event => {
    const handle = book.place(event)
    return book
      .entries()
      .some(
        entry =>
          entry.signature.handles.includes(handle) &&
          (entry.signature.id === signature.id ||
            entry.signature.handles.some(one => signature.handles.includes(one)))
      )
  })
}

/** The most that came in any stretch as long as the bake. */
function busiest(instants: readonly number[], { bake }: Frame): Tally {
  const width = bake.end - bake.start
  let first = 0
  let most = 0
  instants.forEach((at, index) => {
    while (at - (instants[first] ?? at) >= width) first++
    most = Math.max(most, index - first + 1)
  })
  return { at: instants.at(-1) ?? 0, bad: most, total: width / 1000 }
}

function occasions(instants: readonly number[]): number {
  return instants.filter(
    (at, index) => index === 0 || at - (instants[index - 1] ?? at) > occasionGap
  ).length
}

async function askDeploys(
  windows: readonly Window[],
  find: (window: Window) => Promise<readonly number[] | undefined>
): Promise<number | undefined> {
  if (windows.length === 0) return undefined
  const found = await Promise.all(windows.map(find))
  if (found.some(one => one === undefined)) return undefined
  return found.filter(one => one !== undefined && one.length > 0).length
}
