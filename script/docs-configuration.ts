import { configJsonSchema } from '../src/config/json-schema.js'
import type { Provider } from '../src/providers/provider.js'

/** The tables of docs/configuration.md, by name, from the schema that validates configurations. */
export function configurationTables(
  providers: readonly Provider[]
): Readonly<Record<string, string>> {
  const top = configJsonSchema(providers) as Schema
  const check = inside(inside(top, 'checks'), 'items')
  const kinds = inside(inside(top, 'endpoints'), 'additionalProperties').oneOf ?? []
  const first = kinds[0] ?? {}
  const own = new Set(providers.flatMap(({ options }) => Object.keys(options.shape)))
  return {
    top: keyTable(top),
    bake: keyTable(inside(top, 'bake')),
    baseline: keyTable(inside(top, 'baseline')),
    endpoint: keyTable(first, { wanted: key => !own.has(key) && key !== 'provider' }),
    providers: providerTable(kinds, own),
    check: keyTable(check, { over: top }),
    compare: keyTable(inside(check, 'compare')),
    probe: keyTable(inside(check, 'probe')),
    rollback: keyTable(inside(top, 'rollback')),
    verify: keyTable(inside(inside(top, 'rollback'), 'verify')),
    report: keyTable(inside(top, 'report'))
  }
}

/** As much of JSON Schema as our own schema uses. */
interface Schema {
  readonly type?: string | readonly string[]
  readonly properties?: Readonly<Record<string, Schema>>
  readonly additionalProperties?: Schema | false
  readonly items?: Schema
  readonly oneOf?: readonly Schema[]
  readonly anyOf?: readonly Schema[]
  readonly enum?: readonly string[]
  readonly const?: string | number
  readonly default?: unknown
  readonly examples?: readonly unknown[]
  readonly pattern?: string
  readonly description?: string
  readonly required?: readonly string[]
  readonly deprecated?: boolean
}

function inside(schema: Schema, key: string): Schema {
  if (key === 'items') return schema.items ?? {}
  if (key === 'additionalProperties') return schema.additionalProperties || {}
  const found = schema.properties?.[key]
  if (found === undefined) throw new Error(`The schema has no "${key}" where the page expects it.`)
  return found
}

interface TableOptions {
  readonly wanted?: (key: string) => boolean
  /** Where a key has its default when it is not given. */
  readonly over?: Schema
}

function keyTable(schema: Schema, { wanted = () => true, over }: TableOptions = {}): string {
  const rows = Object.entries(schema.properties ?? {})
    .filter(([key, value]) => wanted(key) && value.deprecated !== true)
    .map(([key, value]) => [
      code(key),
      valueOf(value),
      over?.properties?.[key] === undefined
        ? defaultOf(value, schema.required?.includes(key) ?? false)
        : 'as at the top',
      `${value.description ?? ''}${exampleOf(value)}`
    ])
  return table(['key', 'value', 'default', 'meaning'], rows)
}

function providerTable(kinds: readonly Schema[], own: ReadonlySet<string>): string {
  const rows = kinds.flatMap(kind =>
    Object.entries(kind.properties ?? {})
      .filter(([key]) => own.has(key))
      .map(([key, value]) => [
        code(String(kind.properties?.['provider']?.const)),
        code(key),
        valueOf(value),
        value.description ?? ''
      ])
  )
  return table(['provider', 'key', 'value', 'meaning'], rows)
}

/** The value's kind in the words of the page; the grammars stand there. */
function valueOf(schema: Schema): string {
  if (schema.const !== undefined) return code(String(schema.const))
  if (schema.enum !== undefined) return schema.enum.map(code).join(', ')
  if (schema.anyOf !== undefined) return [...new Set(schema.anyOf.map(valueOf))].join(' or ')
  if (schema.type === 'array') return `list: ${valueOf(schema.items ?? {})}`
  if (schema.pattern?.includes('ms)?') === true) return 'duration'
  if (schema.pattern?.includes('%?$') === true) return 'percentage'
  if (schema.pattern?.includes('[A-Za-z%/]*$') === true) return 'number or quantity'
  return wordOf(schema)
}

function wordOf({ type, properties, additionalProperties }: Schema): string {
  if (type === 'object') {
    const inner = properties === undefined ? additionalProperties : undefined
    return inner !== undefined && isText(inner) ? 'map of texts' : 'map'
  }
  if (type === 'boolean') return '`true`, `false`'
  if (type === 'integer') return 'whole number'
  return type === 'string' ? 'text' : 'number'
}

function isText(schema: Schema | false): boolean {
  return schema !== false && schema.type === 'string'
}

function defaultOf({ default: value }: Schema, isRequired: boolean): string {
  if (Array.isArray(value)) return code('[]')
  // A section's own default is that of its keys.
  if (typeof value === 'object') return ''
  if (value !== undefined) return code(flow(value))
  return isRequired ? '_required_' : ''
}

function exampleOf({ examples }: Schema): string {
  const [first] = examples ?? []
  return first === undefined ? '' : ` For example ${code(flow(first))}.`
}

/** YAML on one line. */
function flow(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(flow).join(', ')}]`
  if (typeof value === 'object' && value !== null) {
    return `{${Object.entries(value)
      .map(([key, inner]) => `${key}: ${flow(inner)}`)
      .join(', ')}}`
  }
  const text = typeof value === 'string' ? value : JSON.stringify(value)
  return /[*{}$&!|>%@`"#]/.test(text) ? JSON.stringify(text) : text
}

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
