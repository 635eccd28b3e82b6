import { parse } from 'yaml'
import { mutateJson } from './mutate-tree.js'
import type { Random } from './random.js'
import { decoded, type Target } from './target.js'

/** A line that parts the answers to several requests, in their order. */
export const nextAnswer = '\n%%\n'

/** Inputs longer than this teach nothing that shorter ones do not. */
const longest = 64 * 1024

/** Bytes that end, escape, open, close, or are no UTF-8. */
const oddBytes: readonly (readonly number[])[] = [
  ...['\0', '\n', '\r\n', '\t', '"', "'", '`', '\\', '/', '<', '>', '&', '{', '}', '[', ']'],
  ...['(', ')', ':', ',', ';', '#', '@', '$', '%', '|', '*', '?', '-', '+', '.', '=', '~', '^'],
  ...['0', '9', '-1', '1e999', 'NaN', '${X}', '{{x}}', '%s', '../', '\u2028', '\u202e', '\ufeff'],
  ...['\u{1f600}', 'ß', '٣', '\u001b[31m', '__proto__', '::error::', ' ', '  ', 'a'.repeat(300)]
].map(text => [...Buffer.from(text)])
const notUtf8: readonly (readonly number[])[] = [[0xff], [0xc3], [0xed, 0xa0, 0x80], [0xf8, 0x88]]

/** The corpus lends its pieces. */
export type Pool = readonly Uint8Array[]

/** Another input out of one of the corpus. The same seed makes the same input. */
export function mutate(
  input: Uint8Array,
  { form, words }: Pick<Target, 'form' | 'words'>,
  pool: Pool,
  random: Random
): Uint8Array {
  const made = structured(input, form, words, random) ?? input
  // Bytes are changed as well where the structure was not, and now and then on top.
  const plain = made === input || random.next() < 0.1
  const times = plain ? 1 + random.below(random.pick([1, 2, 6])) : 0
  let bytes = Buffer.from(made)
  for (let count = 0; count < times; count += 1) {
    bytes = Buffer.from(random.pick(byteChanges)(bytes, random, words, pool))
  }
  return new Uint8Array(bytes.subarray(0, longest))
}

function structured(
  input: Uint8Array,
  form: Target['form'],
  words: readonly string[],
  random: Random
): Uint8Array | undefined {
  if (form === 'text' || random.next() < 0.2) return undefined
  const text = decoded(input)
  const made =
    form === 'json' ? mutateAnswers(text, random, words) : mutateLines(text, form, random, words)
  return made === undefined ? undefined : Buffer.from(made)
}

/** One answer of several; one line of an answer that has JSON on every line. */
function mutateAnswers(text: string, random: Random, words: readonly string[]): string | undefined {
  const answers = text.split(nextAnswer)
  const chosen = random.below(answers.length)
  const answer = answers[chosen] ?? ''
  if (answers.length > 1 && random.next() < 0.15) {
    return random
      .pick([answers.toReversed(), answers.toSpliced(chosen, 1), [...answers, answer]])
      .join(nextAnswer)
  }
  const made = mutateJson(answer, random, words) ?? mutateJsonLine(answer, random, words)
  return made === undefined ? undefined : answers.with(chosen, made).join(nextAnswer)
}

function mutateJsonLine(
  text: string,
  random: Random,
  words: readonly string[]
): string | undefined {
  const lines = text.split('\n')
  const chosen = random.below(lines.length)
  const made = mutateJson(lines[chosen] ?? '', random, words)
  return made === undefined ? undefined : lines.with(chosen, made).join('\n')
}

/** Whole lines; YAML now and then as the JSON that it also is. */
function mutateLines(
  text: string,
  form: 'yaml' | 'lines',
  random: Random,
  words: readonly string[]
): string | undefined {
  if (form === 'yaml' && random.next() < 0.6) {
    const json = asJson(text)
    if (json !== undefined) return mutateJson(json, random, words)
  }
  const lines = text.split('\n')
  const chosen = random.below(lines.length)
  const line = lines[chosen] ?? ''
  const indent = /^\s*/.exec(line)?.[0] ?? ''
  const other = random.below(lines.length)
  return random
    .pick([
      lines.toSpliced(chosen, 1),
      lines.toSpliced(chosen, 0, line),
      lines.toSpliced(other, 0, line),
      lines.with(chosen, `  ${line}`),
      lines.with(chosen, line.trimStart()),
      lines.with(chosen, `${line} ${words.length === 0 ? '' : random.pick(words)}`),
      lines.with(chosen, words.length === 0 ? line : `${indent}${random.pick(words)}`),
      lines.with(chosen, line.replace(/:.*/, `: ${random.pick(yamlOddities)}`)),
      lines.slice(0, chosen),
      lines.slice(chosen),
      lines.flatMap(one => [one, ...(random.next() < 0.2 ? ['', line] : [])])
    ])
    .join('\n')
}

const yamlOddities: readonly string[] = [
  ...['~', '', '""', '[]', '{}', '!!binary aGk=', '!!js/function x', '&a [*a]', '*a', '&a x'],
  ...['0x1F', '0o17', '1_000', '.inf', '-.inf', '.nan', '1e400', '2026-11-23', 'on', 'yes', 'null'],
  ...['|', '>-', '? a', '<<: {a: 1}', '{__proto__: {polluted: 1}}', '{constructor: 1}', '${X}'],
  ...['${PROMETHEUS_TOKEN}', '{{window}}', '{{string x}}', '%', '"\\x"', '"\\u{0}"', '- - - x']
]

function asJson(text: string): string | undefined {
  try {
    const value: unknown = parse(text, { maxAliasCount: 100, logLevel: 'silent' })
    return typeof value === 'object' && value !== null ? JSON.stringify(value) : undefined
  } catch {
    return undefined
  }
}

type ByteChange = (
  bytes: Buffer,
  random: Random,
  words: readonly string[],
  pool: Pool
) => Uint8Array

function spliced(
  bytes: Buffer,
  at: number,
  gone: number,
  put: Uint8Array | readonly number[]
): Buffer {
  return Buffer.concat([bytes.subarray(0, at), Buffer.from(put), bytes.subarray(at + gone)])
}

const byteChanges: readonly ByteChange[] = [
  (bytes, random) => spliced(bytes, random.below(bytes.length + 1), 0, random.pick(oddBytes)),
  (bytes, random) => spliced(bytes, random.below(bytes.length + 1), 1, random.pick(oddBytes)),
  (bytes, random) => spliced(bytes, random.below(bytes.length), 1, [random.below(256)]),
  // A printable one of ASCII.
  (bytes, random) =>
    spliced(bytes, random.below(bytes.length + 1), random.below(2), [32 + random.below(95)]),
  (bytes, random) => spliced(bytes, random.below(bytes.length + 1), 0, random.pick(notUtf8)),
  (bytes, random) =>
    spliced(bytes, random.below(bytes.length), 1 + random.below(random.pick([1, 8, 64])), []),
  (bytes, random, words) =>
    words.length === 0
      ? bytes
      : spliced(
          bytes,
          random.below(bytes.length + 1),
          random.below(4),
          Buffer.from(random.pick(words))
        ),
  // A piece of itself again, and a piece of another input.
  (bytes, random) => {
    const from = random.below(bytes.length)
    const piece = bytes.subarray(from, from + 1 + random.below(random.pick([4, 40, 400])))
    return spliced(bytes, random.below(bytes.length + 1), 0, piece)
  },
  (bytes, random, _words, pool) => {
    if (pool.length === 0) return bytes
    const other = random.pick(pool)
    const from = random.below(other.length)
    const piece = other.subarray(from, from + 1 + random.below(random.pick([4, 40, 400])))
    return spliced(bytes, random.below(bytes.length + 1), random.below(random.pick([1, 40])), piece)
  },
  (bytes, random, _words, pool) => {
    if (pool.length === 0) return bytes
    const other = random.pick(pool)
    return Buffer.concat([
      bytes.subarray(0, random.below(bytes.length + 1)),
      other.subarray(random.below(other.length))
    ])
  },
  (bytes, random) => bytes.subarray(0, random.below(bytes.length + 1))
]
