import { isCredentialKey } from '../providers/credential.js'
import type { Finding } from './findings.js'
import { finding } from './findings.js'
import type { Environment } from './inputs.js'
import { isMap } from './maps.js'
import type { Path } from './yaml.js'

/** An endpoint as written, its `${NAME}` replaced. */
export interface Substituted {
  readonly value: unknown
  /** Everything that took the place of a name; a problem never shows it. */
  readonly values: readonly string[]
  /** Values to mask. */
  readonly secrets: readonly string[]
  readonly findings: readonly Finding[]
  readonly warnings: readonly string[]
}

/** GitHub drops outputs that hold a masked value, and a short mask wrecks the log. */
const shortestSecret = 8
const reference = /\$\{([^}]*)\}/g
const environmentName = /^[A-Za-z_][A-Za-z0-9_]*$/
const reservedName = /^(GITHUB|ACTIONS|INPUT|RUNNER)_/i

/** Replaces `${NAME}` in every text of an endpoint. `path` is where the endpoint stands. */
export function substitute(value: unknown, path: Path, env: Environment): Substituted {
  if (typeof value === 'string') return substituteText(value, path, env)
  if (Array.isArray(value)) {
    const items = value.map((item, index) => substitute(item, [...path, index], env))
    return { ...merged(items), value: items.map(item => item.value) }
  }
  if (isMap(value)) {
    const entries = Object.entries(value).map(
      ([key, item]) => [key, substitute(item, [...path, key], env)] as const
    )
    return {
      ...merged(entries.map(([, item]) => item)),
      value: Object.fromEntries(entries.map(([key, item]) => [key, item.value]))
    }
  }
  return { value, values: [], secrets: [], findings: [], warnings: [] }
}

/**
 * `${NAME}` outside of endpoints and placeholders outside of queries: nothing replaces them there, which
 * would be a silent mistake.
 */
export function strayReferences(value: unknown, path: Path): Finding[] {
  if (typeof value === 'string') {
    const message = strayMessage(value, path)
    return message === undefined ? [] : [finding(path, message)]
  }
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, item]) =>
    strayReferences(item, [...path, Array.isArray(value) ? Number(key) : key])
  )
}

/** Path and body of a request. */
function isTemplate([, , key, part]: Path): boolean {
  return (key === 'request' || key === 'probe') && (part === 'path' || part === 'body')
}

function strayMessage(text: string, path: Path): string | undefined {
  const name = /\$\{[A-Z_][A-Z0-9_]*\}/.exec(text)?.[0]
  if (name !== undefined && path[0] !== 'endpoints') {
    return `${name} is replaced under \`endpoints\` only. Use a variable here, or move it.`
  }
  const isQuery = path[0] === 'checks' && (queryKeys.has(String(path[2])) || isTemplate(path))
  const placeholder = /\{\{\s*(?:window|start|end|ident|string|regex)\b[^}]*\}\}/.exec(text)?.[0]
  if (placeholder === undefined || isQuery) return undefined
  return `${placeholder} is replaced in queries and requests only. Write the value here.`
}

const queryKeys: ReadonlySet<string> = new Set(['query', 'count', 'ratio', 'control', 'logs'])

/** What must never be shown: credentials and headers, told by the name of their key. */
export function isCredential(path: Path): boolean {
  const key = String(path.at(-1))
  return String(path.at(-2)) === 'headers' ? key !== 'client-key' : isCredentialKey(key)
}

function substituteText(text: string, path: Path, env: Environment): Substituted {
  const credential = isCredential(path)
  const values: string[] = []
  const findings: Finding[] = []
  const value = text.replace(reference, (whole: string, name: string) => {
    const looked = lookUp(name, path, env, credential)
    if (typeof looked === 'string') {
      values.push(looked)
      return looked
    }
    findings.push(looked)
    return whole
  })
  if (/\$\{[^}]*$/.test(text)) findings.push(finding(path, '"${" is not closed. Write ${NAME}.'))
  if (credential && !text.includes('${') && isSecretLiteral(path)) {
    const secrets = text.length < shortestSecret ? [] : [text]
    return { value, values, secrets, findings, warnings: [literalWarning(path)] }
  }
  return { value, values, secrets: credential ? values : [], findings, warnings: [] }
}

function lookUp(name: string, path: Path, env: Environment, credential: boolean): string | Finding {
  if (!environmentName.test(name)) {
    return finding(path, `\${${name}} is not the name of an environment variable.`)
  }
  if (reservedName.test(name)) {
    return finding(path, `\${${name}} belongs to the runner and is not replaced. Use another name.`)
  }
  const value = Object.hasOwn(env, name) ? env[name] : undefined
  if (value === undefined || value === '') {
    return {
      code: 'missing-secret',
      path,
      message: `The environment variable ${name} is ${value === '' ? 'empty' : 'not set'}. Set it under \`env:\` of the step.`
    }
  }
  if (credential && value.length < shortestSecret) {
    return finding(
      path,
      `The value of ${name} is shorter than ${shortestSecret} characters, so it cannot be masked. Use a longer credential.`
    )
  }
  return value
}

/** A header may be harmless (`X-Scope-OrgID: shop`); these are not. */
function isSecretLiteral(path: Path): boolean {
  if (String(path.at(-2)) !== 'headers') return true
  return /authorization|cookie|token|secret|password|key/i.test(String(path.at(-1)))
}

function literalWarning(path: Path): string {
  return `${path.join('.')} is written in the configuration. Keep it as a secret and write "\${NAME}".`
}

function merged(items: readonly Substituted[]): Omit<Substituted, 'value'> {
  return {
    values: items.flatMap(item => item.values),
    secrets: items.flatMap(item => item.secrets),
    findings: items.flatMap(item => item.findings),
    warnings: items.flatMap(item => item.warnings)
  }
}
