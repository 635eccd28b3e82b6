import type { z } from 'zod'
import { ConfigError } from '../errors.js'
import type { Problem } from '../errors.js'
import { found } from './found.js'
import { nearest, suggestion } from './nearest.js'
import { present } from './present.js'
import { formatPath } from './yaml.js'
import type { Path, Yaml } from './yaml.js'

/** One thing wrong, before its place in the text is looked up. */
export interface Finding {
  readonly code: 'invalid-config' | 'missing-secret' | 'invalid-query'
  readonly path: Path
  readonly message: string
  /** The key itself is wrong, not its value. */
  readonly atKey?: boolean
  /** Where inside the text that is the value. */
  readonly offset?: number
}

export function finding(path: Path, message: string): Finding {
  return { code: 'invalid-config', path, message }
}

/** The key itself is wrong, not its value. */
export function keyFinding(path: Path, message: string): Finding {
  return { ...finding(path, message), atKey: true }
}

/** `offset`: where inside the query. */
export function invalidQuery(path: Path, message: string, offset?: number): Finding {
  return { code: 'invalid-query', path, message, ...present({ offset }) }
}

/** Every finding with its place, in the order of the text. The gravest code speaks for all of them. */
export function configError(findings: readonly Finding[], yaml: Yaml): ConfigError {
  const codes = ['invalid-config', 'missing-secret', 'invalid-query'] as const
  const code = codes.find(known => findings.some(one => one.code === known)) ?? 'invalid-config'
  const problems = findings
    .map(one => problemOf(one, yaml))
    .sort((a, b) => (a.line ?? 0) - (b.line ?? 0) || (a.column ?? 0) - (b.column ?? 0))
  return new ConfigError(code, problems)
}

/**
 * Reads a value by a schema; what is wrong is told in our words, one finding per unknown key. `written` is
 * the value as it stands in the file: what is shown of it holds no secret that took the place of a name.
 */
export function readBySchema<T>(
  schema: z.ZodType<T>,
  value: unknown,
  written: unknown
): { readonly data?: T; readonly findings: readonly Finding[] } {
  const known = new Map<string, readonly string[]>()
  const result = schema.safeParse(value, {
    error: issue => {
      if (issue.code === 'unrecognized_keys')
        known.set(formatPath(pathOf(issue)), keysOf(issue.inst))
      return undefined
    }
  })
  if (result.success) return { data: result.data, findings: [] }
  const findings = result.error.issues.flatMap(issue => issueFindings(issue, known, written))
  return { findings }
}

function issueFindings(
  issue: z.core.$ZodIssue,
  known: ReadonlyMap<string, readonly string[]>,
  written: unknown
): Finding[] {
  const path = issuePath(issue)
  if (issue.code !== 'unrecognized_keys') {
    return [finding(path, messageOf(issue, valueAt(written, path)))]
  }
  const valid = known.get(formatPath(path)) ?? []
  return issue.keys.map(key => keyFinding([...path, key], unknownKey(key, valid)))
}

/** A map whose kind is unknown is wrong where it names its kind. */
function issuePath(issue: z.core.$ZodIssue): Path {
  const path = pathOf(issue)
  const kind = issue.code === 'invalid_union' ? issue.discriminator : undefined
  return kind === undefined || path.at(-1) === kind ? path : [...path, kind]
}

function valueAt(value: unknown, path: Path): unknown {
  return path.reduce<unknown>((inner, step) => {
    if (typeof inner !== 'object' || inner === null || !Object.hasOwn(inner, step)) return undefined
    return (inner as Readonly<Record<string | number, unknown>>)[step]
  }, value)
}

/** The path of a schema's issue. */
export function pathOf(issue: { readonly path?: readonly PropertyKey[] | undefined }): Path {
  return (issue.path ?? []).map(step => (typeof step === 'number' ? step : String(step)))
}

/** The keys of the object schema that complained. */
function keysOf(schema: unknown): readonly string[] {
  const shape = (schema as { readonly shape?: object } | undefined)?.shape
  return Object.keys(shape ?? {})
}

function problemOf(one: Finding, yaml: Yaml): Problem {
  return {
    path: one.path.length === 0 ? 'configuration' : formatPath(one.path),
    ...yaml.place(one.path, one.atKey === true ? 'key' : 'value', one.offset),
    message: one.message
  }
}

function unknownKey(key: string, known: readonly string[]): string {
  const near = nearest(key, known)
  const hint =
    near === undefined ? ` Valid keys here: ${known.join(', ')}.` : suggestion(key, [near])
  return `The key "${key}" is not known.${hint}`
}

function messageOf(issue: z.core.$ZodIssue, input: unknown): string {
  switch (issue.code) {
    case 'invalid_type':
      return typeMessage(issue.expected, input)
    case 'invalid_value':
      return valueMessage(issue.values.map(String), input)
    case 'invalid_union':
      return unionMessage(issue, input)
    case 'invalid_key':
      return issue.issues[0]?.message ?? 'This key is not allowed.'
    default:
      return issue.message
  }
}

function typeMessage(expected: string, input: unknown): string {
  const wanted = article(expected)
  if (input === undefined) return 'It is missing. Add it.'
  if (input === null) {
    return `It is empty; ${wanted} is expected. Give it a value or remove the line.`
  }
  const quotes = expected === 'string' && typeof input !== 'object' ? ' Put it in quotes.' : ''
  return `${capital(wanted)} is expected, found ${found(input)}.${quotes}`
}

function valueMessage(values: readonly string[], input: unknown): string {
  if (input === undefined) return `It is missing. Write ${alternatives(values)}.`
  const hint = typeof input === 'string' ? suggestion(input, values) : ''
  return `${capital(alternatives(values))} is expected, found ${found(input)}.${hint}`
}

function unionMessage(issue: z.core.$ZodIssueInvalidUnion, input: unknown): string {
  if (issue.discriminator === undefined) return `${issue.message} Found ${found(input)}.`
  const known = 'options' in issue ? (issue.options ?? []).map(String) : []
  if (input === undefined) return `It is missing. Write one of ${known.join(', ')}.`
  const hint = typeof input === 'string' ? suggestion(input, known) : ''
  return `There is no ${issue.discriminator} ${found(input)}.${hint} Known are ${known.join(', ')}.`
}

function article(type: string): string {
  const words: Record<string, string> = {
    string: 'text',
    number: 'a number',
    int: 'a whole number',
    boolean: 'true or false',
    array: 'a list',
    object: 'a map',
    record: 'a map'
  }
  return words[type] ?? type
}

function alternatives(values: readonly string[]): string {
  return values.length === 1 ? `${values[0]}` : `one of ${values.join(', ')}`
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}
