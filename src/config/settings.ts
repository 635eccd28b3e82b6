import type { z } from 'zod'
import type {
  BakeSettings,
  CheckSettings,
  EndpointSettings,
  OnInconclusive,
  RollbackSettings,
  Settings
} from '../model.js'
import type { Provider } from '../providers/provider.js'
import { settleBaseline } from './baseline.js'
import { checkSchema } from './check-schema.js'
import { settleCheck } from './checks.js'
import type { Surroundings } from './checks.js'
import { endpointSchema } from './endpoint-schema.js'
import type { EndpointFile } from './endpoint-schema.js'
import { settleEndpoint } from './endpoints.js'
import { configError, finding, readBySchema } from './findings.js'
import type { Finding } from './findings.js'
import type { Environment } from './inputs.js'
import { configSchema, rollbackSchema } from './schema.js'
import type { ConfigFile } from './schema.js'
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
  /** Inputs that win over the file. */
  readonly overrides?: {
    readonly onInconclusive?: OnInconclusive
    readonly rollbackWorkflow?: string
  }
}

export interface Loaded {
  readonly settings: Settings
  /** Every value to mask, base64 of user:password included. */
  readonly secrets: readonly string[]
  readonly warnings: readonly string[]
}

/** Hosted jobs end after 360 minutes; the rest is for the start and the report. */
const longestBake = 350 * 60_000

/**
 * Reads, validates and normalises a configuration. Pure: providers are asked whether they can ask a
 * question, nothing is sent. Throws ConfigError with every problem at once, each with its place.
 */
export function loadSettings(text: string, options: LoadOptions): Loaded {
  const yaml = readYaml(text, options.file)
  const { providers } = options
  const raw = mapOf(yaml.value)
  const replaced = substitute(raw['endpoints'], ['endpoints'], options.env)
  const variables = readVariables(options.variables, options.names)
  const schema = configSchema(providers)
  const whole = readBySchema(
    schema,
    isMap(yaml.value) ? withEndpoints(raw, replaced.value) : yaml.value
  )
  const top = readSections(schema, raw)
  const endpoints = settleEndpoints(replaced.value, providers)
  const checks = settleChecks(raw['checks'], top, {
    providers,
    endpoints: endpoints.known,
    endpointNames: endpoints.names,
    variables: variables.values
  })
  const rollback = settleRollback(top, options)
  const secrets = unique([...replaced.secrets, ...endpoints.secrets])
  const missing = new Set(replaced.findings.map(one => formatPath(one.path)))
  const findings = [
    ...replaced.findings,
    // A value that could not be replaced is wrong in other ways too; that says nothing new.
    ...[...whole.findings, ...endpoints.findings].filter(one => !missing.has(formatPath(one.path))),
    ...strayReferences({ ...raw, endpoints: undefined }, []),
    ...variables.findings,
    ...checks.findings,
    ...bakeFindings(top.bake),
    ...rollback.findings
  ]
  if (findings.length > 0 || whole.data === undefined) {
    throw configError(
      findings.map(one => redacted(one, secrets)),
      yaml
    )
  }
  const settings: Settings = {
    bake: bakeOf(top.bake),
    endpoints: endpoints.known,
    checks: checks.checks,
    falseAlarmRate: whole.data['false-alarm-rate'],
    onInconclusive: rollback.onInconclusive,
    ...(rollback.settings === undefined ? {} : { rollback: rollback.settings }),
    report: whole.data.report
  }
  const warnings = [
    ...replaced.warnings,
    ...bakeWarnings(settings.bake),
    ...unusedWarnings(settings, checks.used, variables.given)
  ]
  return { settings, secrets, warnings }
}

type Sections = Omit<ConfigFile, 'version' | 'endpoints' | 'checks'>

/** Each section by itself, a broken one as if it were not there: so the others are still judged. */
function readSections(
  schema: ReturnType<typeof configSchema>,
  raw: Record<string, unknown>
): Sections {
  const { shape } = schema
  const read = <T>(piece: z.ZodType<T>, key: string): T => {
    const result = piece.safeParse(raw[key])
    return result.success ? result.data : piece.parse(undefined)
  }
  return {
    bake: read(shape.bake, 'bake'),
    baseline: read(shape.baseline, 'baseline'),
    'no-data': read(shape['no-data'], 'no-data'),
    silence: read(shape.silence, 'silence'),
    'fail-after': read(shape['fail-after'], 'fail-after'),
    'min-coverage': read(shape['min-coverage'], 'min-coverage'),
    'false-alarm-rate': read(shape['false-alarm-rate'], 'false-alarm-rate'),
    'on-inconclusive': read(shape['on-inconclusive'], 'on-inconclusive'),
    rollback: read(shape.rollback, 'rollback'),
    report: read(shape.report, 'report')
  }
}

function settleEndpoints(value: unknown, providers: readonly Provider[]) {
  const schema = endpointSchema(providers)
  const known = new Map<string, EndpointSettings>()
  const findings: Finding[] = []
  const secrets: string[] = []
  for (const [name, raw] of Object.entries(mapOf(value))) {
    const file = schema.safeParse(raw)
    const provider = providers.find(one => file.success && one.name === file.data.provider)
    if (!file.success || provider === undefined) continue
    const path = ['endpoints', name]
    const settled = settleEndpoint(name, file.data, mapOf(raw), provider, path)
    findings.push(...settled.findings)
    secrets.push(...settled.secrets)
    if (settled.endpoint !== undefined) known.set(name, settled.endpoint)
  }
  return { known, names: Object.keys(mapOf(value)), findings, secrets }
}

function settleChecks(
  value: unknown,
  top: Sections,
  around: Pick<Surroundings, 'providers' | 'endpoints' | 'endpointNames' | 'variables'>
) {
  const schema = checkSchema()
  const bake = bakeOf(top.bake)
  const baseline = settleBaseline(top.baseline, undefined, bake, ['baseline'])
  const policy = {
    noData: top['no-data'],
    ...(top.silence === undefined ? {} : { silence: top.silence }),
    failAfter: top['fail-after'],
    minCoverage: top['min-coverage']
  }
  const list = Array.isArray(value) ? (value as readonly unknown[]) : []
  const settled = list.flatMap((raw, index) => {
    const file = schema.safeParse(raw)
    if (!file.success) return []
    const path = ['checks', index]
    const own = settleBaseline(top.baseline, file.data.baseline, bake, [...path, 'baseline'])
    const result = settleCheck(file.data, path, { ...around, ...policy, baseline: own.baseline })
    const overridden = file.data.baseline === undefined ? [] : own.findings
    return [{ ...result, findings: [...overridden, ...result.findings] }]
  })
  return {
    checks: settled.flatMap(one => one.check ?? []),
    used: settled.flatMap(one => one.used),
    findings: [
      ...baseline.findings,
      ...duplicateNames(list),
      ...settled.flatMap(one => one.findings),
      ...settled.flatMap((one, index) => lookFindings(one.check, bake, ['checks', index]))
    ]
  }
}

function duplicateNames(list: readonly unknown[]): Finding[] {
  const names = list.map(raw => mapOf(raw)['name'])
  return names.flatMap((name, index) => {
    const first = names.indexOf(name)
    if (typeof name !== 'string' || first === index) return []
    const message = `checks[${first}] has the name "${name}" already. Names tell checks apart: choose another.`
    return [finding(['checks', index, 'name'], message)]
  })
}

/** A limit that needs more evaluations than the bake has could never fail. */
function lookFindings(check: CheckSettings | undefined, bake: BakeSettings, path: Path): Finding[] {
  const looks = Math.ceil(bake.duration / bake.interval)
  if (check === undefined || check.failAfter <= looks) return []
  const message = `It needs ${check.failAfter} evaluations running, but the bake has ${looks}. Bake longer or lower fail-after.`
  return [finding(path, message)]
}

function bakeFindings(bake: ConfigFile['bake']): Finding[] {
  if (bake.interval <= bake.duration) return []
  return [
    finding(
      ['bake', 'interval'],
      '`interval` is longer than `duration`: the bake would end before the first evaluation.'
    )
  ]
}

function settleRollback(top: Sections, options: LoadOptions) {
  const { overrides = {} } = options
  const onInconclusive = overrides.onInconclusive ?? top['on-inconclusive']
  const workflow = overrides.rollbackWorkflow ?? top.rollback?.workflow
  const findings: Finding[] = []
  if (top.rollback !== undefined && workflow === undefined) {
    findings.push(
      finding(['rollback'], '`workflow` is missing. Name the workflow that rolls back.')
    )
  }
  if (onInconclusive === 'rollback' && workflow === undefined) {
    findings.push(
      finding(['on-inconclusive'], '`rollback` needs a `rollback:` section that names a workflow.')
    )
  }
  // The input alone is enough: it names the workflow, and everything else has a default.
  const file = top.rollback ?? rollbackSchema().parse({})
  const settings = workflow === undefined ? undefined : rollbackOf(file, workflow)
  return { onInconclusive, settings, findings }
}

function rollbackOf(file: NonNullable<ConfigFile['rollback']>, workflow: string): RollbackSettings {
  return {
    workflow,
    ...(file.ref === undefined ? {} : { ref: file.ref }),
    input: file.input,
    tagPattern: file['tag-pattern'],
    timeout: file.timeout,
    startTimeout: file['start-timeout'],
    verify: file.verify,
    ...(file['min-version'] === undefined ? {} : { minVersion: file['min-version'] }),
    refuseIfChanged: file['refuse-if-changed'],
    acceptSha: file['accept-sha'],
    maxPerHour: file['max-per-hour'],
    logsMayRollback: file['logs-may-rollback'],
    issue: file.issue
  }
}

function bakeOf(file: ConfigFile['bake']): BakeSettings {
  const { settle, duration, interval, extend } = file
  return {
    settle,
    duration,
    interval,
    extend,
    earlyStop: file['early-stop'],
    earlyPass: file['early-pass']
  }
}

function bakeWarnings(bake: BakeSettings): string[] {
  const total = bake.settle + bake.duration + bake.extend
  if (total <= longestBake) return []
  const minutes = Math.ceil(total / 60_000)
  return [
    `The bake may take ${minutes} minutes; a hosted job ends after 360. Use a self-hosted runner or judge the window afterwards with deployed-at.`
  ]
}

/** Nothing a user writes is ignored in silence. */
function unusedWarnings(
  settings: Settings,
  used: readonly string[],
  given: readonly string[]
): string[] {
  const asked = new Set(settings.checks.map(check => check.endpoint))
  return [
    ...[...settings.endpoints.keys()]
      .filter(name => !asked.has(name))
      .map(name => `No check uses the endpoint "${name}".`),
    ...given
      .filter(name => !used.includes(name))
      .map(name => `No query uses the variable "${name}".`)
  ]
}

/** Absent stays absent, so that its absence is what is reported. */
function withEndpoints(raw: Record<string, unknown>, endpoints: unknown): Record<string, unknown> {
  return 'endpoints' in raw ? { ...raw, endpoints } : raw
}

function redacted(one: Finding, secrets: readonly string[]): Finding {
  return {
    ...one,
    message: secrets.reduce((text, secret) => text.replaceAll(secret, '***'), one.message)
  }
}

function unique(list: readonly string[]): string[] {
  return [...new Set(list)]
}

function isMap(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function mapOf(value: unknown): Record<string, unknown> {
  return isMap(value) ? value : {}
}
