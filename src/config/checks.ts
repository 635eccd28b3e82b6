import type {
  Baseline,
  CheckKind,
  CheckSettings,
  EndpointSettings,
  NoData,
  ProbeSettings,
  Query,
  RequestSettings
} from '../model.js'
import type { Provider, Question } from '../providers/provider.js'
import type { CheckFile } from './check-schema.js'
import { finding } from './findings.js'
import type { Finding } from './findings.js'
import { suggestion } from './nearest.js'
import { readQuery } from './placeholders.js'
import type { Variables } from './placeholders.js'
import { limitIn, queryUnits } from './quantity.js'
import type { Quantity, Scale } from './quantity.js'
import type { Path } from './yaml.js'

/** What a check takes from the rest of the configuration. */
export interface Surroundings {
  readonly baseline: Baseline
  readonly noData: NoData
  readonly silence?: 'inconclusive' | 'fail'
  readonly failAfter: number
  readonly minCoverage: number
  /** Names under `endpoints`; one whose endpoint is broken is not in `endpoints`. */
  readonly endpointNames: readonly string[]
  readonly endpoints: ReadonlyMap<string, EndpointSettings>
  readonly providers: readonly Provider[]
  readonly variables: Variables
}

export interface CheckResult {
  readonly check?: CheckSettings
  readonly findings: readonly Finding[]
  /** Variables that its queries used. */
  readonly used: readonly string[]
}

const kinds = ['ratio', 'query', 'count', 'probe', 'firing'] as const
const laterKeys = ['logs', 'new-signatures', 'accepted', 'deploy-noise'] as const

/** Settles one check whose structure is already valid. */
export function settleCheck(file: CheckFile, path: Path, around: Surroundings): CheckResult {
  const findings: Finding[] = [...laterFindings(file, path)]
  const kind = kindOf(file)
  const usesLater = findings.length > 0
  if (kind === undefined) {
    if (!usesLater) findings.push(finding(path, kindMessage(file)))
    return { findings, used: [] }
  }
  const backend = backendOf(file, path, kind, around)
  findings.push(...backend.findings, ...keyFindings(file, path, kind, backend.endpoint?.provider))
  const scale = scaleOf(file, kind)
  const rules = rulesOf(file, path, kind, scale)
  const baseline = around.baseline
  findings.push(...rules.findings, ...controlFindings(file, path, kind, baseline))
  const context: Asking = { path, around, findings, used: [], provider: backend.provider }
  const question = questionOf(file, kind, context)
  if (question !== undefined) findings.push(...answerable(question, path, backend))
  if (findings.length > 0 || question === undefined) return { findings, used: context.used }
  const common = {
    ...rules.rules,
    ...policyOf(file, around),
    name: file.name,
    endpoint: file.endpoint
  }
  const scaled = kind === 'query' && scale.factor !== 1 ? { scale: scale.factor } : {}
  const check = { ...common, ...question, ...scaled, unit: scale.unit } as CheckSettings
  return { check, findings, used: context.used }
}

function kindOf(file: CheckFile): CheckKind | undefined {
  const present = kinds.filter(kind => file[kind] !== undefined)
  return present.length === 1 ? present[0] : undefined
}

function kindMessage(file: CheckFile): string {
  const present = kinds.filter(kind => file[kind] !== undefined)
  if (present.length === 0) return `The check asks nothing. Add one of ${kinds.join(', ')}.`
  return `The check asks several questions (${present.join(', ')}). Make one check of each.`
}

function laterFindings(file: CheckFile, path: Path): Finding[] {
  return laterKeys
    .filter(key => file[key] !== undefined)
    .map(key => ({
      ...finding(
        [...path, key],
        `This version does not judge log signatures yet, so \`${key}\` has no effect. Remove it, or use \`count\`.`
      ),
      atKey: true
    }))
}

interface Backend {
  readonly endpoint?: EndpointSettings
  readonly provider?: Provider
  readonly findings: readonly Finding[]
}

function backendOf(file: CheckFile, path: Path, kind: CheckKind, around: Surroundings): Backend {
  const known = around.endpointNames
  if (!known.includes(file.endpoint)) {
    const hint = suggestion(file.endpoint, known) || ` Known are ${known.join(', ') || 'none'}.`
    const message = `There is no endpoint "${file.endpoint}".${hint}`
    return { findings: [finding([...path, 'endpoint'], message)] }
  }
  const endpoint = around.endpoints.get(file.endpoint)
  const provider = endpoint && around.providers.find(one => one.name === endpoint.provider)
  if (endpoint === undefined || provider === undefined) return { findings: [] }
  if (provider.kinds.includes(kind)) return { endpoint, provider, findings: [] }
  const message = `The provider ${provider.name} cannot answer \`${kind}\`; it answers ${provider.kinds.join(', ')}.`
  return { endpoint, provider, findings: [{ ...finding([...path, kind], message), atKey: true }] }
}

/** Keys that say nothing for a kind are refused: nothing a user writes is ignored. */
const keyKinds: Readonly<Partial<Record<keyof CheckFile, readonly CheckKind[]>>> = {
  control: ['ratio', 'query', 'count'],
  request: ['query'],
  max: ['ratio', 'query', 'count'],
  min: ['ratio', 'query', 'count'],
  compare: ['ratio', 'query', 'count'],
  'min-total': ['ratio'],
  unit: ['query'],
  silence: ['ratio', 'query', 'count'],
  baseline: ['ratio', 'query', 'count'],
  reduce: ['ratio', 'query', 'count']
}

function keyFindings(
  file: CheckFile,
  path: Path,
  kind: CheckKind,
  provider: string | undefined
): Finding[] {
  const misplaced = Object.entries(keyKinds)
    .filter(
      ([key, allowed]) => file[key as keyof CheckFile] !== undefined && !allowed.includes(kind)
    )
    .map(([key, allowed]) => atKey(path, key, misplacedMessage(key, kind, allowed)))
  const isHttp = provider === 'http'
  if (kind === 'query' && isHttp && file.request === undefined) {
    misplaced.push(
      finding(path, 'A query on an http endpoint needs `request: {path: …}` beside it.')
    )
  }
  if (kind === 'query' && provider !== undefined && !isHttp && file.request !== undefined) {
    misplaced.push(atKey(path, 'request', '`request` goes with an http endpoint only. Remove it.'))
  }
  if (file.request !== undefined && file.compare !== undefined) {
    misplaced.push(atKey(path, 'compare', pointInTime))
  }
  return misplaced
}

const pointInTime =
  'The check knows only the present, so there is nothing to compare with. Use max or min instead.'

function misplacedMessage(key: string, kind: CheckKind, allowed: readonly CheckKind[]): string {
  if (key === 'compare') return `${pointInTime} (${kind})`
  const known = allowed.map(one => `\`${one}\``).join(', ')
  return `\`${key}\` has no meaning for a \`${kind}\` check; it goes with ${known}. Remove it.`
}

function scaleOf(file: CheckFile, kind: CheckKind): Scale {
  if (kind === 'ratio') return { unit: 'fraction', factor: 1 }
  if (kind === 'query') return queryUnits.get(file.unit ?? 'none') ?? { unit: 'none', factor: 1 }
  return { unit: kind === 'probe' ? 'none' : 'count', factor: 1 }
}

interface Rules {
  readonly max?: number
  readonly min?: number
  readonly compare?: CheckSettings['compare']
}

function rulesOf(
  file: CheckFile,
  path: Path,
  kind: CheckKind,
  scale: Scale
): { readonly rules: Rules; readonly findings: readonly Finding[] } {
  if (kind === 'probe' || kind === 'firing') return { rules: {}, findings: [] }
  const findings: Finding[] = []
  const max = settleLimit(file.max, scale, [...path, 'max'], findings)
  const min = settleLimit(file.min, scale, [...path, 'min'], findings)
  if (max !== undefined && min !== undefined && min > max) {
    findings.push(finding([...path, 'min'], '`min` is above `max`.'))
  }
  if (file.max === undefined && file.min === undefined && file.compare === undefined) {
    findings.push(finding(path, 'The check has no rule. Add `max`, `min` or `compare`.'))
  }
  const compare = file.compare && {
    worse: file.compare.worse,
    tolerance: file.compare.tolerance ?? defaultTolerance(kind, scale)
  }
  const rules = {
    ...(max === undefined ? {} : { max }),
    ...(min === undefined ? {} : { min }),
    ...(compare === undefined ? {} : { compare })
  }
  return { rules, findings }
}

function settleLimit(
  limit: Quantity | undefined,
  scale: Scale,
  path: Path,
  findings: Finding[]
): number | undefined {
  if (limit === undefined) return undefined
  const settled = limitIn(scale, limit)
  if ('ok' in settled) return settled.ok
  findings.push(finding(path, settled.error))
  return undefined
}

/** Counted events are told from noise only at half as many again; latencies are steadier than other values. */
function defaultTolerance(kind: CheckKind, scale: Scale): number {
  if (kind !== 'query') return 0.5
  return scale.unit === 'seconds' ? 0.2 : 0.25
}

function controlFindings(
  file: CheckFile,
  path: Path,
  kind: CheckKind,
  baseline: Baseline
): Finding[] {
  const wanted = baseline.kind === 'control'
  if (file.control !== undefined && !wanted) {
    return [atKey(path, 'control', '`control` needs `baseline: {kind: control}`.')]
  }
  if (file.control === undefined) {
    const missing = wanted && file.compare !== undefined
    return missing
      ? [
          finding(
            path,
            'The baseline is a control group, so `compare` needs `control:` beside the query.'
          )
        ]
      : []
  }
  const isRatio = typeof file.control !== 'string'
  if (isRatio === (kind === 'ratio')) return []
  const form = kind === 'ratio' ? '`control: {bad: …, total: …}`' : '`control:` with one query'
  return [finding([...path, 'control'], `A \`${kind}\` check needs ${form}.`)]
}

interface Asking {
  readonly path: Path
  readonly around: Surroundings
  readonly findings: Finding[]
  readonly used: string[]
  readonly provider: Provider | undefined
}

type Asked =
  | {
      kind: 'ratio'
      bad: Query
      total: Query
      minTotal: number
      control?: { bad: Query; total: Query }
    }
  | { kind: 'query'; query: Query; control?: { query: Query }; request?: RequestSettings }
  | { kind: 'count'; count: Query; control?: { count: Query } }
  | { kind: 'probe'; probe: ProbeSettings }
  | { kind: 'firing'; firing: Readonly<Record<string, string>> }

function questionOf(file: CheckFile, kind: CheckKind, asking: Asking): Asked | undefined {
  const query = (text: string, keys: Path) => settleQuery(text, keys, kind, asking)
  const control = file.control
  switch (kind) {
    case 'ratio': {
      const main = file.ratio && pair(file.ratio, ['ratio'], query)
      const other = typeof control === 'object' ? pair(control, ['control'], query) : undefined
      return (
        main && {
          kind,
          ...main,
          minTotal: file['min-total'] ?? 1,
          ...(other && { control: other })
        }
      )
    }
    case 'query': {
      const main = query(file.query ?? '', ['query'])
      const other = typeof control === 'string' ? query(control, ['control']) : undefined
      const request = file.request && requestOf(file.request)
      return (
        main && {
          kind,
          query: main,
          ...(other && { control: { query: other } }),
          ...(request && { request })
        }
      )
    }
    case 'count': {
      const main = query(file.count ?? '', ['count'])
      const other = typeof control === 'string' ? query(control, ['control']) : undefined
      return main && { kind, count: main, ...(other && { control: { count: other } }) }
    }
    case 'probe':
      return file.probe && { kind, probe: probeOf(file.probe) }
    case 'firing':
      return file.firing && { kind, firing: file.firing }
  }
}

function pair(
  file: { readonly bad: string; readonly total: string },
  keys: Path,
  query: (text: string, keys: Path) => Query | undefined
): { bad: Query; total: Query } | undefined {
  const bad = query(file.bad, [...keys, 'bad'])
  const total = query(file.total, [...keys, 'total'])
  return bad && total && { bad, total }
}

function settleQuery(text: string, keys: Path, kind: CheckKind, asking: Asking): Query | undefined {
  if (asking.provider === undefined) return undefined
  const path = [...asking.path, ...keys]
  const { language } = asking.provider
  const read = readQuery(text, language, asking.around.variables)
  if ('error' in read) {
    asking.findings.push(invalidQuery(path, read.error))
    return undefined
  }
  asking.used.push(...read.ok.used)
  if (kind !== 'query' && language === 'promql' && !read.ok.query.usesWindow) {
    asking.findings.push(
      invalidQuery(
        path,
        'A count needs its window. Write increase(…[{{window}}]) around the counter.'
      )
    )
    return undefined
  }
  return read.ok.query
}

function requestOf(file: NonNullable<CheckFile['request']>): RequestSettings {
  const { path, method, headers, body } = file
  return { path, method, headers, ...(body === undefined ? {} : { body }) }
}

function probeOf(file: NonNullable<CheckFile['probe']>): ProbeSettings {
  const status = file['expect-status']
  const expectBody = file['expect-body']
  return {
    ...requestOf(file),
    expectStatus: typeof status === 'number' ? [status] : status,
    ...(expectBody === undefined ? {} : { expectBody })
  }
}

/** Asks the provider whether it can ask this at all. Pure: nothing is sent. */
function answerable(asked: Asked, path: Path, backend: Backend): Finding[] {
  const { endpoint, provider } = backend
  if (endpoint === undefined || provider === undefined || backend.findings.length > 0) return []
  return questionsOf(asked).flatMap(({ keys, question }) => {
    try {
      provider.connect(endpoint).source(question)
      return []
    } catch (error) {
      const sentence = error instanceof Error ? error.message : String(error)
      return [invalidQuery([...path, ...keys], sentence)]
    }
  })
}

interface Placed {
  readonly keys: Path
  readonly question: Question
}

function questionsOf(asked: Asked): Placed[] {
  switch (asked.kind) {
    case 'ratio':
      return [asked, ...(asked.control ? [asked.control] : [])].flatMap(({ bad, total }, index) => {
        const key = index === 0 ? 'ratio' : 'control'
        return [events([key, 'bad'], bad), events([key, 'total'], total)]
      })
    case 'count':
      return [
        events(['count'], asked.count),
        ...(asked.control ? [events(['control'], asked.control.count)] : [])
      ]
    case 'query': {
      const request = asked.request && { request: asked.request }
      const value = (key: string, query: Query): Placed => ({
        keys: [key],
        question: { kind: 'value', query, ...request }
      })
      return [
        value('query', asked.query),
        ...(asked.control ? [value('control', asked.control.query)] : [])
      ]
    }
    case 'probe':
      return [{ keys: ['probe'], question: { kind: 'probe', probe: asked.probe } }]
    case 'firing':
      return [{ keys: ['firing'], question: { kind: 'firing', labels: asked.firing } }]
  }
}

function events(keys: Path, query: Query): Placed {
  return { keys, question: { kind: 'events', query } }
}

function policyOf(file: CheckFile, around: Surroundings) {
  const silence =
    file.silence ?? around.silence ?? (file.control === undefined ? 'inconclusive' : 'fail')
  return {
    required: file.required,
    critical: file.critical,
    noData: file['no-data'] ?? around.noData,
    silence,
    failAfter: file['fail-after'] ?? (file.critical ? 1 : around.failAfter),
    minCoverage: file['min-coverage'] ?? around.minCoverage,
    baseline: around.baseline,
    ...(file.reduce === undefined ? {} : { reduce: file.reduce })
  }
}

function atKey(path: Path, key: string, message: string): Finding {
  return { ...finding([...path, key], message), atKey: true }
}

function invalidQuery(path: Path, message: string): Finding {
  return { code: 'invalid-query', path, message }
}
