import { parse } from 'yaml'
import { tables } from '../acceptance/matrix/rows.js'
import type {
  ConfigCode,
  FailCode,
  InconclusiveCode,
  PassCode,
  ReasonCode,
  RefusalCode,
  RollbackCode,
  RollbackFailureCode
} from '../src/model.js'
import { providers } from '../src/providers/index.js'
import type { Provider } from '../src/providers/provider.js'
import { ROLLBACK_WORDS } from '../src/report/rollback-words.js'
import { codesOf, REASON_WORDS, type Words } from '../src/report/words.js'
import { configurationTables } from './docs-configuration.js'

/** The generated parts of the documentation, as text. See script/docs. */

/** Every page with a generated part, whole, by its path from the root. `read` gives a file's text. */
export function generatedPages(read: (path: string) => string): ReadonlyMap<string, string> {
  const action = parse(read('action.yml')) as Action
  const parts = {
    inputs: inputTable(action),
    outputs: outputTable(action),
    providers: providerTable(providers),
    count: `${numberWord(providers.length)} kinds`
  }
  return new Map([
    ['README.md', replaceParts('README.md', parts, read)],
    [
      'docs/configuration.md',
      replaceParts('docs/configuration.md', configurationTables(providers), read)
    ],
    ['docs/reason-codes.md', reasonCodes()],
    ['docs/reliability.md', reliability()]
  ])
}

interface Action {
  readonly inputs: Readonly<Record<string, { description: string; default?: string }>>
  readonly outputs: Readonly<Record<string, { description: string }>>
}

function replaceParts(
  page: string,
  parts: Readonly<Record<string, string>>,
  read: (path: string) => string
): string {
  return Object.entries(parts).reduce(
    (text, [name, content]) => replacePart(page, text, name, content),
    read(page)
  )
}

function replacePart(page: string, text: string, name: string, content: string): string {
  const [start, end] = [`<!-- generated: ${name} -->`, `<!-- end: ${name} -->`]
  const [from, to] = [text.indexOf(start), text.indexOf(end)]
  if (from < 0 || to < from) throw new Error(`${page} has no "${start} … ${end}". Add it.`)
  const around = content.includes('\n') ? '\n\n' : ''
  return `${text.slice(0, from)}${start}${around}${content}${around}${text.slice(to)}`
}

const numberWords =
  'none one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty'.split(
    ' '
  )

/** As running text has it: words up to twenty. */
function numberWord(count: number): string {
  return numberWords[count] ?? String(count)
}

// ── tables of the README ─────────────────────────────────────────────────────────────────────────

function inputTable({ inputs }: Action): string {
  const rows = Object.entries(inputs).map(([name, input]) => [
    code(name),
    input.default === undefined ? '' : code(input.default),
    input.description
  ])
  return table(['input', 'default', 'meaning'], rows)
}

function outputTable({ outputs }: Action): string {
  const rows = Object.entries(outputs).map(([name, { description }]) => [code(name), description])
  return table(['output', 'value'], rows)
}

function providerTable(all: readonly Provider[]): string {
  const rows = all.map(({ name, summary, kinds, delay, options }) => [
    `[${code(name)}](docs/providers/${name}.md)`,
    summary,
    kinds.map(code).join(', '),
    `${delay / 1000} s`,
    Object.keys(options.shape).map(code).join(', ')
  ])
  return table(['provider', 'what it is', 'checks', 'default `delay`', 'keys of its own'], rows)
}

// ── docs/reason-codes.md ─────────────────────────────────────────────────────────────────────────

/** The lists of the model; the compiler refuses one that is not complete. */
const pass: Readonly<Record<PassCode, true>> = { healthy: true, 'nothing-worse': true }
const fail: Readonly<Record<FailCode, true>> = {
  'above-max': true,
  'below-min': true,
  'worse-than-baseline': true,
  'joint-alarm': true,
  'new-signatures': true,
  'signature-rate': true,
  'alert-firing': true,
  'probe-failed': true,
  silent: true,
  'no-data': true
}
const inconclusive: Readonly<Record<InconclusiveCode, true>> = {
  'already-failing': true,
  'never-existed': true,
  'stopped-at-deploy': true,
  'zero-traffic': true,
  'undefined-ratio': true,
  'too-few-requests': true,
  'too-few-samples': true,
  'too-little-history': true,
  'low-coverage': true,
  'partial-data': true,
  'stale-data': true,
  'provider-error': true,
  'rate-limited': true,
  'not-authorised': true,
  'response-too-large': true,
  'not-json': true,
  'redirect-refused': true,
  tls: true,
  deadline: true,
  'clock-skew': true,
  superseded: true,
  'went-away': true,
  'internal-error': true
}
const configError: Readonly<Record<ConfigCode, true>> = {
  'invalid-config': true,
  'missing-secret': true,
  'invalid-query': true,
  'workflow-not-dispatchable': true,
  'unsafe-trigger': true,
  'not-authorised': true
}
const refused: Readonly<Record<RefusalCode, true>> = {
  'no-target': true,
  'same-commit': true,
  'untagged-target': true,
  'below-min-version': true,
  'irreversible-change': true,
  'logs-only': true,
  'already-rolled-back': true,
  'is-rollback': true,
  superseded: true,
  'too-many-rollbacks': true,
  'bad-tag': true,
  'no-analysis': true
}
const failed: Readonly<Record<RollbackFailureCode, true>> = {
  'dispatch-rejected': true,
  'dispatch-unknown': true,
  'not-permitted': true,
  'token-expired': true,
  'not-started': true,
  'waiting-approval': true,
  'concurrency-deadlock': true,
  'run-failed': true,
  'run-cancelled': true,
  'run-timed-out': true,
  'target-gone': true
}

const INTRODUCTION = `<!-- Written by script/docs. Do not edit: change src/report/words.ts or src/report/rollback-words.ts. -->

# Reason codes

Every verdict and every rollback that did not happen has one word from this closed list. A word never changes its
meaning; removing one is a new major version. They stand in the output \`reason-code\`, in the output \`result\` (for each check
and for the rollback), and beside each check in the comment in words.`

function reasonCodes(): string {
  const sections = [
    INTRODUCTION,
    section('Verdict `pass`', 'Exit code 0.', codesOf(pass), REASON_WORDS),
    section(
      'Verdict `fail`',
      'Exit code 1. With a `rollback:` section the gate rolls back.',
      codesOf(fail),
      REASON_WORDS
    ),
    section(
      'Verdict `inconclusive`',
      'Not enough evidence either way. `on-inconclusive` decides: `fail` (exit code 1, the default), `pass` or `rollback`. `internal-error` is always exit code 1.',
      codesOf(inconclusive),
      REASON_WORDS
    ),
    section(
      'Verdict `config-error`',
      'Exit code 1. Found before the bake; nothing was written.',
      codesOf(configError),
      REASON_WORDS
    ),
    section('Verdict `cancelled`', 'Exit code 1.', ['cancelled'], REASON_WORDS),
    section(
      'Rollback `refused`',
      'A rollback was wanted, and a rule said no. Nothing was dispatched.',
      codesOf(refused),
      ROLLBACK_WORDS
    ),
    section(
      'Rollback `failed` or still `dispatched`',
      'A rollback was tried. Beside the status `dispatched` the run goes on without the gate: it waits for an approval, outlived `rollback.timeout`, or could not be followed any longer.',
      codesOf(failed),
      ROLLBACK_WORDS
    )
  ]
  return `${sections.join('\n\n')}\n`
}

function section<K extends ReasonCode | RollbackCode>(
  title: string,
  introduction: string,
  codes: readonly K[],
  words: Readonly<Record<K, Words>>
): string {
  const rows = codes.map(name => [code(name), words[name].meaning, words[name].remedy])
  return `## ${title}\n\n${introduction}\n\n${table(['code', 'meaning', 'what to do'], rows)}`
}

// ── Markdown ─────────────────────────────────────────────────────────────────────────────────────

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.map(cell).join(' | ')} |`
  return [line(head), `|${head.map(() => '---').join('|')}|`, ...rows.map(line)].join('\n')
}

function cell(text: string): string {
  return text.replace(/\s+/g, ' ').trim().replaceAll('|', '\\|')
}

function code(text: string): string {
  return `\`${text}\``
}

// ── docs/reliability.md ──────────────────────────────────────────────────────────────────────────

function reliability(): string {
  const parts = tables.map(({ letter, title, rows }) => {
    const lines = rows.map(({ id, fault, expected }) => [id, fault, expected])
    return `## ${letter}: ${title}\n\n${table(['', 'what goes wrong', 'what then happens'], lines)}`
  })
  return `<!-- Written by script/docs. Do not edit: change acceptance/matrix/rows.ts. -->

# Reliability

What goes wrong around a gate, and what this one does then. Every row is a test by its name
([acceptance/matrix](../acceptance/matrix)): the shipped bundle runs as a child process against real sockets and a
simulated GitHub that is held against GitHub's own OpenAPI. \`script/test\` prints the table with its results.

Three rules stand behind all of them. A gate passes and fails on evidence only; not knowing is \`inconclusive\`, with a
reason of its own, and never rolls back unless you say so. A failure to report changes no verdict and delays no rollback.
Every wait has a deadline.

${parts.join('\n\n')}
`
}
