import { ConfigError } from '../errors.js'
import { finding } from './findings.js'
import type { Finding } from './findings.js'
import { isMap } from './maps.js'
import type { Variables } from './placeholders.js'
import { readYaml } from './yaml.js'

/** Variables that every run knows; '' where this run has none. */
export type BuiltIns = Readonly<Record<'environment' | 'service' | 'version' | 'sha', string>>

export interface VariablesResult {
  readonly values: Variables
  /** Names that the input gave. */
  readonly given: readonly string[]
  readonly findings: readonly Finding[]
}

const builtInNames: readonly string[] = ['environment', 'service', 'version', 'sha']

/** The input `variables`, a YAML map of names to text, numbers or booleans, with the built-in ones. */
export function readVariables(text: string, builtIns: BuiltIns): VariablesResult {
  const known = Object.entries(builtIns)
  const read = text.trim() === '' ? { value: {}, findings: [] } : readMap(text)
  const values = new Map(known)
  const findings: Finding[] = [...read.findings]
  for (const [name, value] of Object.entries(read.value)) {
    const message = variableProblem(name, value)
    if (message === undefined) values.set(name, String(value))
    else findings.push(finding(['variables', name], message))
  }
  return { values, given: Object.keys(read.value), findings }
}

function readMap(text: string): { value: object; findings: Finding[] } {
  try {
    const { value } = readYaml(text, 'variables')
    if (isMap(value)) return { value, findings: [] }
    const message = 'A YAML map of names and values is expected, one `name: value` a line.'
    return { value: {}, findings: [finding(['variables'], message)] }
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error
    return { value: {}, findings: error.problems.map(one => finding(['variables'], one.message)) }
  }
}

function variableProblem(name: string, value: unknown): string | undefined {
  if (builtInNames.includes(name)) return `"${name}" is built in and cannot be given.`
  if (!/^[A-Za-z][\w-]{0,62}$/.test(name)) {
    return 'A name begins with a letter and holds letters, digits, hyphens and underscores.'
  }
  if (typeof value === 'string' || typeof value === 'boolean') return undefined
  if (typeof value === 'number' && Number.isFinite(value)) return undefined
  return 'The value must be text, a number, true or false.'
}
