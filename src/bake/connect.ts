import { ConfigError, type Problem } from '../errors.js'
import type {
  CheckReport,
  CheckSettings,
  EndpointSettings,
  LogsCheck,
  Query,
  QueryCheck,
  Settings
} from '../model.js'
import type { Endpoint, Provider, Question, Source } from '../providers/provider.js'
import type { LineQuestions } from './lines.js'

/** One question of a check, ready to be asked. */
export interface NamedSource {
  /** query, count, bad, total, probe or firing; the control group's carry `control-` before it. */
  readonly name: string
  readonly source: Source
}

/** A check with its endpoint: everything that is needed to ask its questions. */
export interface ConnectedCheck {
  readonly check: CheckSettings
  readonly endpoint: EndpointSettings
  readonly provider: Provider
  readonly sources: readonly NamedSource[]
  readonly control: readonly NamedSource[]
  /** logs checks: how their lines are read and counted. */
  readonly lines?: LineQuestions
  readonly pointInTime: boolean
}

export interface ConnectedEndpoint {
  readonly settings: EndpointSettings
  readonly connection: Endpoint
}

export interface Connected {
  readonly checks: readonly ConnectedCheck[]
  readonly endpoints: readonly ConnectedEndpoint[]
  /** Every window must lie on multiples of it, in milliseconds; 1 where any will do. */
  readonly resolution: number
}

/** Binds every check to its provider. Throws ConfigError with every question that cannot be asked. */
export function connect(settings: Settings, providers: readonly Provider[]): Connected {
  const byName = new Map(providers.map(provider => [provider.name, provider]))
  const used = new Set(settings.checks.map(check => check.endpoint))
  const endpoints = new Map<string, ConnectedEndpoint & { readonly provider: Provider }>()
  for (const [name, endpoint] of settings.endpoints) {
    const provider = byName.get(endpoint.provider)
    if (provider === undefined || !used.has(name)) continue
    endpoints.set(name, {
      settings: endpoint,
      provider,
      connection: provider.connect(endpoint)
    })
  }
  const problems: Problem[] = []
  const checks: ConnectedCheck[] = []
  settings.checks.forEach((check, index) => {
    const endpoint = endpoints.get(check.endpoint)
    if (endpoint === undefined) return
    try {
      checks.push(connectCheck(check, endpoint.settings, endpoint.provider, endpoint.connection))
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error)
      problems.push({ path: `checks[${index}]`, message })
    }
  })
  const resolution = resolutionOf(checks)
  // An override bakes nothing, and asks nothing either.
  const isTooShort = checks.length > 0 && resolution > settings.bake.duration
  if (problems.length === 0 && isTooShort) {
    const message = `The queries have one value per ${resolution / 1000} s, and the bake is shorter. Lengthen it, or use a shorter period.`
    problems.push({ path: 'bake.duration', message })
  }
  if (problems.length > 0) throw new ConfigError('invalid-query', problems)
  return { checks, endpoints: [...endpoints.values()], resolution }
}

/** The least common multiple of what the questions' backends keep. */
function resolutionOf(checks: readonly ConnectedCheck[]): number {
  const all = checks.flatMap(({ sources, control }) =>
    [...sources, ...control].map(({ source }) => source.resolution ?? 1)
  )
  return all.reduce((a, b) => (a * b) / greatestDivisor(a, b), 1)
}

function greatestDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestDivisor(b, a % b)
}

/** How a check stands in the report, with its queries as they are asked for a window of `width`. */
export function describeCheck(connected: ConnectedCheck, width: number): CheckReport {
  const { check, endpoint } = connected
  return {
    name: check.name,
    kind: check.kind,
    endpoint: check.endpoint,
    provider: endpoint.provider,
    host: new URL(endpoint.url).host,
    queries: [
      ...(connected.lines === undefined
        ? []
        : [{ name: 'logs', text: connected.lines.lines.describe() }]),
      ...[...connected.sources, ...connected.control].map(({ name, source }) => ({
        name,
        text: source.describe(width)
      }))
    ],
    ...(check.max === undefined ? {} : { max: check.max }),
    ...(check.min === undefined ? {} : { min: check.min }),
    ...(check.compare === undefined ? {} : { tolerance: check.compare.tolerance }),
    unit: check.unit
  }
}

function connectCheck(
  check: CheckSettings,
  endpoint: EndpointSettings,
  provider: Provider,
  connection: Endpoint
): ConnectedCheck {
  const own = connection.forCheck?.() ?? connection
  const bind = (name: string, question: Question): NamedSource => ({
    name,
    source: own.source(question)
  })
  const sources = questionsOf(check).map(([name, question]) => bind(name, question))
  const control = controlOf(check).map(([name, question]) => bind(`control-${name}`, question))
  const pointInTime = sources.some(({ source }) => source.pointInTime)
  const lines = check.kind === 'logs' ? linesOf(check, provider, connection) : undefined
  return {
    check,
    endpoint,
    provider,
    sources,
    control,
    pointInTime,
    ...(lines === undefined ? {} : { lines })
  }
}

function linesOf(
  { logs: query }: LogsCheck,
  provider: Provider,
  connection: Endpoint
): LineQuestions | undefined {
  const lines = connection.lines?.(query)
  if (lines === undefined) return undefined
  const counts = provider.kinds.includes('count')
  return { lines, ...(counts ? { count: connection.source({ kind: 'events', query }) } : {}) }
}

type NamedQuestion = readonly [string, Question]

function questionsOf(check: CheckSettings): readonly NamedQuestion[] {
  switch (check.kind) {
    case 'ratio':
      return [events('bad', check.bad), events('total', check.total)]
    case 'count':
      return [events('count', check.count)]
    case 'query':
      return [value(check, check.query, check.request)]
    case 'probe':
      return [['probe', { kind: 'probe', probe: check.probe }]]
    case 'firing':
      return [['firing', { kind: 'firing', labels: check.firing }]]
    case 'logs':
      return []
  }
}

function controlOf(check: CheckSettings): readonly NamedQuestion[] {
  switch (check.kind) {
    case 'ratio':
      if (check.control === undefined) return []
      return [events('bad', check.control.bad), events('total', check.control.total)]
    case 'count':
      return check.control === undefined ? [] : [events('count', check.control.count)]
    case 'query':
      return check.control === undefined ? [] : [value(check, check.control.query)]
    case 'probe':
    case 'firing':
    case 'logs':
      return []
  }
}

function events(name: string, query: Query): NamedQuestion {
  return [name, { kind: 'events', query }]
}

function value(
  { unit, scale = 1 }: QueryCheck,
  query: Query,
  request?: QueryCheck['request']
): NamedQuestion {
  const known = unit === 'none' ? {} : { numbers: { unit, scale } }
  return [
    'query',
    { kind: 'value', query, ...(request === undefined ? {} : { request }), ...known }
  ]
}
