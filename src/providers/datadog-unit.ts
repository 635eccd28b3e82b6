import { quote } from '../io/quote.js'
import type { Unit } from '../model.js'
import type { Formula } from './datadog-query.js'
import type { Numbers } from './provider.js'
import { field, isRecord, numeric, textField } from './shape.js'

/** Families of units whose scale factors count what ours count. https://docs.datadoghq.com/metrics/units/ */
const families: ReadonlyMap<string, Unit> = new Map([
  ['time', 'seconds'],
  ['bytes', 'bytes']
])
const words: Readonly<Partial<Record<Unit, string>>> = { seconds: 's', bytes: 'B' }

/** One metric as Datadog keeps it, and nothing computed of it that its unit would not tell of. */
const plainMetric = /^[a-z]+\d{0,2}:[\w.]+\{[^{}]*\}(?:\s*by\s*\{[^{}]*\})?(?:\.rollup\([^()]*\))?$/

/**
 * What is wrong where Datadog says of a metric that it is in another unit than the check does. `unit` is a pair:
 * what is counted, and what it is counted by.
 */
export function contradictionOf(formula: Formula, unit: unknown): string | undefined {
  const { numbers } = formula
  const ours = numbers === undefined ? undefined : words[numbers.unit]
  const theirs = isPlain(formula) ? knownUnit(unit) : undefined
  if (numbers === undefined || ours === undefined || theirs === undefined) return undefined
  if (agrees(numbers, theirs)) return undefined
  return `says that this metric is in ${quote(theirs.name, 40)} (${theirs.factor} ${words[theirs.unit] ?? ''}), and the check's \`unit\` says ${numbers.scale} ${ours}. Write the unit that is right in the check, or correct the metric's in Datadog; limits may be written in any unit.`
}

function isPlain({ queries, formula }: Formula): boolean {
  const [query] = queries
  if (query?.name !== formula) return false
  const text = textField(query.fields, 'query')
  return text === undefined || plainMetric.test(text.trim())
}

interface Known {
  readonly name: string
  readonly unit: Unit
  /** How many of the base one of it is. */
  readonly factor: number
}

function knownUnit(pair: unknown): Known | undefined {
  const [one, per] = Array.isArray(pair) ? (pair as readonly unknown[]) : []
  if (!isRecord(one) || isRecord(per)) return undefined
  const unit = families.get(textField(one, 'family') ?? '')
  const factor = numeric(field(one, 'scale_factor'))
  if (unit === undefined || factor === undefined) return undefined
  return { name: textField(one, 'name') ?? unit, unit, factor }
}

function agrees({ unit, scale }: Numbers, theirs: Known): boolean {
  return unit === theirs.unit && Math.abs(theirs.factor / scale - 1) < 1e-6
}
