import { parseAccepted, writeAccepted } from '../logs/accepted.js'
import type { SignatureTrack } from '../model.js'
import { type StoredBake, readEvidence } from '../report/evidence.js'
import { readNamed, shown, UsageError } from './terminal.js'
import type { ExitCode, Options, Terminal } from './terminal.js'

const usualEvidence = 'evidence.json'
const usualFile = '.github/bakegate-accepted.txt'

/** What a new file begins with. */
const heading = `# Log signatures that do not fail a gate: \`bakegate accept ID\` adds one.
# One a line: its id, its template, and behind two blanks and a # why it is accepted.
`

/**
 * `bakegate accept`: takes signatures out of an evidence file and adds them to the file of accepted ones. That
 * file is read whole first: a line in it that cannot be read is told, and nothing is written.
 */
export async function accept(
  ids: readonly string[],
  options: Options,
  terminal: Terminal
): Promise<ExitCode> {
  const evidence = options.get('evidence') ?? usualEvidence
  const read = readEvidence(await readNamed(evidence, terminal))
  if (read.kind === 'problems') {
    terminal.writeError(shown(read.problems.map(problem => `${evidence}: ${problem}`)))
    return 2
  }
  const signatures = signaturesOf(read.bake)
  const unknown = ids.filter(id => !signatures.has(id))
  if (unknown.length > 0) throw new UsageError(unknownIds(unknown, evidence, signatures))
  const file = options.get('file') ?? acceptedFileOf(read.bake)
  const before = (await terminal.read(file)) ?? ''
  const { entries, problems } = parseAccepted(before, file)
  if (problems.length > 0) {
    terminal.writeError(shown(problems))
    return 2
  }
  const known = new Set(entries.map(({ id }) => id))
  const added = [...new Set(ids)].filter(id => !known.has(id))
  if (added.length > 0) {
    const comment = options.get('comment') ?? ''
    const lines = added.map(id => {
      const template = signatures.get(id)?.template ?? ''
      return `${writeAccepted({ id, template, comment })}\n`
    })
    await terminal.save(file, `${opened(before)}${lines.join('')}`)
  }
  terminal.write(shown(toldLines(file, ids, signatures, known)))
  return 0
}

/** Those of the bake that were not there before it, by id. */
function signaturesOf({ cases }: StoredBake): ReadonlyMap<string, SignatureTrack> {
  return new Map(
    cases
      .flatMap(({ evidence }) => evidence.logs?.signatures ?? [])
      .map(signature => [signature.id, signature])
  )
}

/** The file that the configuration of that gate named, else the usual one. */
function acceptedFileOf({ cases }: StoredBake): string {
  const named = cases.flatMap(({ check }) => (check.kind === 'logs' ? check.accepted : []))
  return named[0] ?? usualFile
}

/** What stands in the file already, ready for another line. */
function opened(text: string): string {
  if (text === '') return heading
  return text.endsWith('\n') ? text : `${text}\n`
}

const mostListed = 20

function unknownIds(
  unknown: readonly string[],
  evidence: string,
  signatures: ReadonlyMap<string, SignatureTrack>
): string {
  const fresh = [...signatures.values()].filter(
    signature => !wasBefore(signature) && signature.soFar.length > 0
  )
  const has =
    fresh.length === 0
      ? 'It has no new signature.'
      : `New in it are: ${fresh
          .slice(0, mostListed)
          .map(({ id }) => id)
          .join(', ')}.`
  return `accept: ${evidence} has no signature ${unknown.join(', ')}. ${has}`
}

function wasBefore(signature: SignatureTrack | undefined): boolean {
  return (signature?.before?.bad ?? 0) > 0
}

function toldLines(
  file: string,
  ids: readonly string[],
  signatures: ReadonlyMap<string, SignatureTrack>,
  known: ReadonlySet<string>
): readonly string[] {
  const lines = [...new Set(ids)].map(id => {
    const jump = wasBefore(signatures.get(id))
      ? ' It was there before that deploy; that it comes more often is told all the same.'
      : ''
    return `${id} ${known.has(id) ? 'was accepted already' : 'is accepted now'}.${jump}`
  })
  return [...lines, `Commit ${file}: a gate reads it from there.`]
}
