import type { CheckSettings, EndpointSettings, Settings } from '../model.js'
import type { Grammars } from '../grammar/load.js'
import type { Provider } from '../providers/provider.js'
import { settleBaseline } from './baseline.js'
import { settleCheck } from './checks.js'
import type { Surroundings } from './checks.js'
import { settleEndpoint } from './endpoints.js'
import { configError, finding, readBySchema } from './findings.js'
import type { Finding } from './findings.js'
import type { Environment } from './inputs.js'
import { mapOf } from './maps.js'
import { present } from './present.js'
import { salvage } from './salvage.js'
import { configSchema } from './schema.js'
import type { ConfigSchema } from './schema.js'
import { bakeFindings, bakeOf, bakeWarnings, readSections, settleRollback } from './sections.js'
import type { Overrides, Sections } from './sections.js'
import { strayReferences, substitute } from './secrets.js'
import { readVariables } from './variables.js'
import type { BuiltIns } from './variables.js'
import { formatPath, readYaml } from './yaml.js'
import type { Path } from './yaml.js'

export interface LoadOptions {
  /** Names the configuration in problems about the text as a whole. */
  readonly file: string
  readonly env: Environment
  /** YAML of the input `variables`; '' where it is not given. */
  readonly variables: string
  /** The built-in variables; '' where this run has none. */
  readonly names: BuiltIns
  readonly providers: readonly Provider[]
  /** The grammars that queries are read with before anything is asked; default none. */
  readonly grammars?: Grammars
  readonly overrides?: Overrides
  /** false: no endpoint will be asked, so what is not set in the environment is no problem. Default true. */
  readonly asks?: boolean
}

export interface Loaded {
  readonly settings: Settings
  /** Every value to mask, base64 of user:password included. */
  readonly secrets: readonly string[]
  readonly warnings: readonly string[]
}

/**
 * Reads, validates and normalises a configuration. Pure: providers are asked whether they can ask a
 * question, nothing is sent. Throws ConfigError with every problem at once, each with its place.
 */
export function loadSettings(text: string, options: LoadOptions): Loaded {
  const yaml = readYaml(text, options.file)
  const raw = mapOf(yaml.value)
  const replaced = substitute(raw['endpoints'], ['endpoints'], options.env)
  const variables = readVariables(options.variables, options.names)
  const schema = configSchema(options.providers)
  // A key that is absent stays absent, so that its absence is what is reported.
  const value = 'endpoints' in raw ? { ...raw, endpoints: replaced.value } : yaml.value
  const whole = readBySchema(schema, value, yaml.value)
  const top = readSections(schema, raw)
  const bake = bakeOf(top.bake)
  const endpoints = settleEndpoints(schema, replaced.value, options)
  const reader = { variables: variables.values, grammars: options.grammars ?? new Map() }
  const around = { ...endpoints, providers: options.providers, reader }
  const checks = settleChecks(schema, raw['checks'], top, around)
  const rollback = settleRollback(top, options.overrides ?? {}, 'rollback' in raw)
  const secrets = [...new Set([...replaced.secrets, ...endpoints.secrets])]
  const findings = [
    ...replaced.findings.filter(one => options.asks !== false || one.code !== 'missing-secret'),
    ...unlessUnder(replaced.findings, [...whole.findings, ...endpoints.findings]),
    ...strayReferences(raw, []),
    ...variables.findings,
    ...checks.findings,
    ...bakeFindings(bake),
    ...rollback.findings
  ]
  if (findings.length > 0 || whole.data === undefined) {
    const told = findings.length > 0 ? findings : replaced.findings
    throw configError(redacted(told, [...secrets, ...replaced.values]), yaml)
  }
  const settings: Settings = {
    bake,
    endpoints: endpoints.endpoints,
    checks: checks.checks,
    falseAlarmRate: whole.data['false-alarm-rate'],
    onInconclusive: rollback.onInconclusive,
    report: whole.data.report,
    ...present({ rollback: rollback.rollback })
  }
  const warnings = [
    ...replaced.warnings,
    ...bakeWarnings(bake),
    ...unusedWarnings(settings, checks.used, variables.given)
  ]
  return { settings, secrets, warnings }
}

function settleEndpoints(
  schema: ConfigSchema,
  value: unknown,
  { providers, env, asks = true }: Pick<LoadOptions, 'providers' | 'env' | 'asks'>
) {
  const entry = schema.shape.endpoints.valueType
  const endpoints = new Map<string, EndpointSettings>()
  const findings: Finding[] = []
  const secrets: string[] = []
  for (const [name, raw] of Object.entries(mapOf(value))) {
    const file = salvage(entry, raw)
    const provider = providers.find(one => one.name === file?.data.provider)
    if (file === undefined || provider === undefined) continue
    const path = ['endpoints', name]
    const sound = Object.entries(mapOf(raw)).filter(([key]) => !file.broken.has(key))
    const own = Object.fromEntries(sound)
    const settled = settleEndpoint(name, file.data, own, provider, path, { env, asks })
    findings.push(...soundFindings(settled.findings, path, file.broken))
    secrets.push(...settled.secrets)
    if (settled.endpoint !== undefined) endpoints.set(name, settled.endpoint)
  }
  return { endpoints, endpointNames: Object.keys(mapOf(value)), findings, secrets }
}

function settleChecks(
  schema: ConfigSchema,
  value: unknown,
  top: Sections,
  around: Pick<Surroundings, 'providers' | 'endpoints' | 'endpointNames' | 'reader'>
) {
  const bake = bakeOf(top.bake)
  const list = Array.isArray(value) ? (value as readonly unknown[]) : []
  const checks: CheckSettings[] = []
  const used: string[] = []
  const findings: Finding[] = [
    ...settleBaseline(top.baseline, undefined, bake, ['baseline']).findings,
    ...duplicateNames(list)
  ]
  for (const [index, raw] of list.entries()) {
    const file = salvage(schema.shape.checks.element, raw, { name: 'unnamed' })
    if (file === undefined) continue
    const path = ['checks', index]
    const own = file.data.baseline
    const baseline = settleBaseline(top.baseline, own, bake, [...path, 'baseline'])
    const settled = settleCheck(file.data, path, {
      ...around,
      ...policyOf(top),
      baseline: baseline.baseline
    })
    if (own !== undefined) findings.push(...baseline.findings)
    findings.push(...soundFindings(settled.findings, path, file.broken))
    used.push(...settled.used)
    if (settled.check !== undefined) checks.push(settled.check)
  }
  return { checks, used, findings }
}

function policyOf(top: Sections) {
  return {
    noData: top['no-data'],
    failAfter: top['fail-after'],
    minCoverage: top['min-coverage'],
    ...present({ silence: top.silence })
  }
}

/**
 * Where keys had to be left out, what is said of the whole map may only be their absence, and what is said
 * of a limit may only be the absence of its unit.
 */
function soundFindings(
  findings: readonly Finding[],
  path: Path,
  broken: ReadonlySet<string>
): readonly Finding[] {
  if (broken.size === 0) return findings
  return findings.filter(one => {
    const key = one.path[path.length]
    return key !== undefined && !(broken.has('unit') && (key === 'max' || key === 'min'))
  })
}

/** A value that could not be replaced is wrong in other ways too; that says nothing new. */
function unlessUnder(known: readonly Finding[], more: readonly Finding[]): readonly Finding[] {
  const paths = new Set(known.map(one => formatPath(one.path)))
  return more.filter(one => !paths.has(formatPath(one.path)))
}

function duplicateNames(list: readonly unknown[]): Finding[] {
  const names = list.map(raw => mapOf(raw)['name'])
  return names.flatMap((name, index) => {
    const first = names.indexOf(name)
    if (typeof name !== 'string' || first === index) return []
    const message = `checks[${first}] has this name already. Names tell checks apart: choose another.`
    return [finding(['checks', index, 'name'], message)]
  })
}

/** Nothing that a user writes is ignored in silence. */
function unusedWarnings(
  settings: Settings,
  used: readonly string[],
  given: readonly string[]
): string[] {
  const asked = new Set(settings.checks.map(check => check.endpoint))
  const endpoints = [...settings.endpoints.keys()].filter(name => !asked.has(name))
  const variables = given.filter(name => !used.includes(name))
  return [
    ...endpoints.map(name => `No check uses the endpoint "${name}".`),
    ...variables.map(name => `No query uses the variable "${name}".`)
  ]
}

function redacted(findings: readonly Finding[], secrets: readonly string[]): readonly Finding[] {
  return findings.map(one => ({
    ...one,
    message: secrets.reduce((text, secret) => text.replaceAll(secret, '***'), one.message)
  }))
}

/** The query languages that a configuration may hold, by the providers that it names. */
export function languagesIn(text: string, providers: readonly Provider[]): readonly string[] {
  return providers.filter(({ name }) => text.includes(name)).map(({ language }) => language)
}
