import type { StackFrame, SuspectEvidence } from '../model.js'
import { type Agreement, agree, pathOf, type Segments } from './paths.js'
import { type Patch, readPatch } from './patch.js'
import { functionName } from './symbol.js'

/** The stack trace of a new log signature. */
export interface Trace {
  readonly check: string
  readonly signature: string
  readonly frames: readonly StackFrame[]
}

/** A file that differs between the last good release and the deployed one. */
export interface ChangedFile {
  readonly path: string
  readonly previousPath?: string
  readonly status: string
  readonly patch?: string
}

/** A suspect before the commits are known that touched its file. */
export interface Suspicion {
  readonly file: string
  readonly line?: number
  readonly check: string
  readonly signature: string
  readonly evidence: SuspectEvidence
  readonly sentence: string
}

export const MOST_SUSPECTS = 5
/** Deeper frames are the framework that called. */
const DEEPEST_FRAME = 80

/**
 * Changed files through which the traces lead, the best evidence first, each file once. Pure and
 * deterministic: the order of traces and files changes nothing. Nothing matches: an empty list.
 */
export function suspect(
  traces: readonly Trace[],
  files: readonly ChangedFile[]
): readonly Suspicion[] {
  const candidates = files.filter(({ status }) => status !== 'removed').map(candidateOf)
  const found = traces.flatMap(trace =>
    trace.frames
      .slice(0, DEEPEST_FRAME)
      .flatMap((frame, depth) => clueOf(trace, frame, depth, candidates) ?? [])
  )
  const ranked = found.toSorted(compareClues)
  const best = ranked.filter(
    ({ file }, index) => ranked.findIndex(other => other.file === file) === index
  )
  return best.slice(0, MOST_SUSPECTS).map(suspicionOf)
}

interface Candidate {
  readonly path: string
  /** Every line of it is a changed one, so that a line tells it from no other file. */
  readonly isAdded: boolean
  readonly paths: readonly Segments[]
  readonly patch: Patch
}

interface Clue {
  readonly file: string
  readonly frame: StackFrame
  readonly depth: number
  readonly trace: Trace
  readonly evidence: SuspectEvidence
  readonly length: number
  readonly name?: string
}

function candidateOf({ path, previousPath, status, patch }: ChangedFile): Candidate {
  const paths = previousPath === undefined ? [path] : [path, previousPath]
  return {
    path,
    isAdded: status === 'added',
    paths: paths.map(one => one.split('/')),
    patch: readPatch(patch ?? '')
  }
}

/**
 * The changed file that a frame stands in, by the longest common end of their paths. Where several files
 * share it, or little of the path is common, the patch must speak for the file as well.
 */
function clueOf(
  trace: Trace,
  frame: StackFrame,
  depth: number,
  candidates: readonly Candidate[]
): Clue | undefined {
  const path = pathOf(frame)
  if (path.length === 0) return undefined
  const agreeing = candidates.flatMap(candidate => {
    const agreement = bestAgreement(path, candidate)
    return agreement === undefined ? [] : [{ candidate, agreement }]
  })
  const longest = Math.max(0, ...agreeing.map(({ agreement }) => agreement.length))
  const nearest = agreeing.filter(({ agreement }) => agreement.length === longest)
  const clues = nearest
    .flatMap(({ candidate, agreement }): readonly Clue[] => {
      const found = evidenceOf(frame, candidate.patch, agreement)
      const isPlain = nearest.length === 1 && !agreement.isWeak
      return isPlain || speaksForIt(found.evidence, candidate)
        ? [{ file: candidate.path, frame, depth, trace, length: agreement.length, ...found }]
        : []
    })
    .toSorted(compareClues)
  const [first, second] = clues
  // Two files that are as likely as each other: naming one would be a guess.
  return second !== undefined && second.evidence === first?.evidence ? undefined : first
}

/** Does the patch tell that it is this file, and not another of its name? */
function speaksForIt(evidence: SuspectEvidence, { isAdded }: Candidate): boolean {
  return evidence === 'symbol' || (evidence !== 'file' && !isAdded)
}

function bestAgreement(path: Segments, { paths }: Candidate): Agreement | undefined {
  return paths
    .flatMap(one => agree(path, one) ?? [])
    .toSorted((a, b) => b.length - a.length || Number(a.compiled) - Number(b.compiled))[0]
}

function evidenceOf(
  { line, symbol }: StackFrame,
  patch: Patch,
  { compiled }: Agreement
): Pick<Clue, 'evidence' | 'name'> {
  const name = symbol === undefined ? undefined : functionName(symbol)
  const named = name !== undefined && patch.names.has(name) ? { name } : {}
  if (line !== undefined && !compiled) {
    if (patch.changed.has(line)) return { evidence: 'line', ...named }
    if (patch.shown.some(({ first, last }) => line >= first && line <= last)) {
      return { evidence: 'near', ...named }
    }
  }
  return { evidence: 'name' in named ? 'symbol' : 'file', ...named }
}

const STRENGTH: readonly SuspectEvidence[] = ['line', 'near', 'symbol', 'file']

/** By evidence, then how near to where it was thrown, then by how much of the path agrees, then by name. */
function compareClues(a: Clue, b: Clue): number {
  return (
    STRENGTH.indexOf(a.evidence) - STRENGTH.indexOf(b.evidence) ||
    a.depth - b.depth ||
    b.length - a.length ||
    compareText(a.file, b.file) ||
    compareText(a.trace.signature, b.trace.signature) ||
    compareText(a.trace.check, b.trace.check) ||
    (a.frame.line ?? 0) - (b.frame.line ?? 0)
  )
}

/** By code units: the same on every machine. */
function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}

function suspicionOf({ file, frame, depth, trace, evidence, name }: Clue): Suspicion {
  // Of the file that it was compiled of, a line says nothing.
  const line = evidence === 'line' || evidence === 'near' ? frame.line : undefined
  const { check, signature } = trace
  return {
    file,
    ...(line === undefined ? {} : { line }),
    check,
    signature,
    evidence,
    sentence: sentenceOf({ file, line, depth, signature, evidence, name })
  }
}

function sentenceOf(clue: {
  readonly file: string
  readonly line: number | undefined
  readonly depth: number
  readonly signature: string
  readonly evidence: SuspectEvidence
  readonly name: string | undefined
}): string {
  const { file, line, depth, signature, evidence, name } = clue
  const place = line === undefined ? `\`${file}\`` : `\`${file}\`, line ${line},`
  const role = depth === 0 ? 'is where it was thrown' : `is frame ${depth + 1} of the stack trace`
  const within = name === undefined ? '' : ` in \`${name}\``
  return `${place} ${role}${within} (new signature \`${signature}\`); ${CHANGED[evidence]}.`
}

const CHANGED: Readonly<Record<SuspectEvidence, string>> = {
  line: 'this release changed that line',
  near: 'this release changed lines next to it',
  symbol: 'this release changed code that names it',
  file: 'this release changed that file'
}
