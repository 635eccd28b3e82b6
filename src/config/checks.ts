import type { Baseline, CheckKind, CheckSettings, EndpointSettings, NoData } from '../model.js'
import type { Provider } from '../providers/provider.js'
import { checkKinds } from './check-schema.js'
import type { CheckFile } from './check-schema.js'
import { finding, keyFinding } from './findings.js'
import type { Finding } from './findings.js'
import { suggestion } from './nearest.js'
import { present } from './present.js'
import { settleQuestion } from './questions.js'
import type { Reader } from './questions.js'
import { hasInstant } from './request-template.js'
import { rulesOf, scaleOf } from './rules.js'
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
  readonly reader: Reader
}

export interface CheckResult {
  readonly check?: CheckSettings
  readonly findings: readonly Finding[]
  /** Variables that its queries used. */
  readonly used: readonly string[]
}

/** Settles one check whose structure is already valid. */
export function settleCheck(file: CheckFile, path: Path, around: Surroundings): CheckResult {
  const kind = kindOf(file)
  if (kind === undefined) return { findings: [finding(path, kindMessage(file))], used: [] }
  const scale = scaleOf(file, kind)
  const { rules, findings } = rulesOf(file, path, kind, scale)
  const backend = backendOf(file, path, kind, around)
  const question = askBackend(file, path, kind, backend, around.reader)
  const all = [
    ...findings,
    ...backend.findings,
    ...keyFindings(file, path, kind),
    ...requestFindings(file, path, kind, backend.provider),
    ...controlFindings(file, path, kind, around.baseline),
    ...question.findings
  ]
  if (all.length > 0 || question.asked === undefined) return { findings: all, used: question.used }
  const check: CheckSettings = {
    name: file.name,
    endpoint: file.endpoint,
    ...rules,
    ...policyOf(file, around),
    ...question.asked,
    ...(scale.factor === 1 ? {} : { scale: scale.factor }),
    unit: scale.unit
  }
  return { check, findings: [], used: question.used }
}

function kindOf(file: CheckFile): CheckKind | undefined {
  const said = checkKinds.filter(kind => file[kind] !== undefined)
  return said.length === 1 ? said[0] : undefined
}

function kindMessage(file: CheckFile): string {
  const said = checkKinds.filter(kind => file[kind] !== undefined)
  if (said.length === 0) return `The check asks nothing. Add one of ${checkKinds.join(', ')}.`
  return `The check asks several questions (${said.join(', ')}). Make one check of each.`
}

interface Backend {
  readonly endpoint?: EndpointSettings
  readonly provider?: Provider
  readonly findings: readonly Finding[]
}

function backendOf(file: CheckFile, path: Path, kind: CheckKind, around: Surroundings): Backend {
  const { endpoint: name } = file
  const known = around.endpointNames
  if (!known.includes(name)) {
    const hint = suggestion(name, known) || ` Known are: ${known.join(', ') || 'none'}.`
    return { findings: [finding([...path, 'endpoint'], `There is no endpoint "${name}".${hint}`)] }
  }
  const endpoint = around.endpoints.get(name)
  const provider = around.providers.find(one => one.name === endpoint?.provider)
  if (endpoint === undefined || provider === undefined) return { findings: [] }
  if (provider.kinds.includes(kind)) return { endpoint, provider, findings: [] }
  const message = `The provider ${provider.name} cannot answer \`${kind}\`; it answers ${provider.kinds.join(', ')}.`
  return { endpoint, provider, findings: [keyFinding([...path, kind], message)] }
}

function askBackend(
  file: CheckFile,
  path: Path,
  kind: CheckKind,
  backend: Backend,
  reader: Reader
): ReturnType<typeof settleQuestion> {
  const { endpoint, provider, findings } = backend
  if (endpoint === undefined || provider === undefined || findings.length > 0) {
    return { findings: [], used: [] }
  }
  return settleQuestion(file, path, kind, endpoint, provider, reader)
}

const countingKinds: readonly CheckKind[] = ['ratio', 'query', 'count']
const comparingKinds: readonly CheckKind[] = [...countingKinds, 'logs']

/** Keys that say nothing for a kind are refused: nothing that a user writes is ignored. */
const keyKinds: Readonly<Partial<Record<keyof CheckFile, readonly CheckKind[]>>> = {
  control: countingKinds,
  request: ['query'],
  max: countingKinds,
  min: countingKinds,
  compare: comparingKinds,
  'min-total': ['ratio'],
  unit: ['query'],
  silence: comparingKinds,
  baseline: comparingKinds,
  reduce: countingKinds,
  'new-signatures': ['logs'],
  accepted: ['logs'],
  'deploy-noise': ['logs'],
  'max-lines': ['logs']
}

function keyFindings(file: CheckFile, path: Path, kind: CheckKind): Finding[] {
  return Object.entries(keyKinds).flatMap(([key, allowed]) => {
    if (file[key as keyof CheckFile] === undefined || allowed.includes(kind)) return []
    return [keyFinding([...path, key], misplaced(key, kind, allowed))]
  })
}

function misplaced(key: string, kind: CheckKind, allowed: readonly CheckKind[]): string {
  if (key === 'compare') {
    return `A \`${kind}\` check knows only the present, so there is nothing to compare with. Remove \`compare\`.`
  }
  const goesWith = allowed.map(one => `\`${one}\``).join(', ')
  return `\`${key}\` has no meaning for a \`${kind}\` check; it goes with ${goesWith}. Remove it.`
}

/** A query into JSON needs the request that brings the JSON; other queries are their own request. */
function requestFindings(
  file: CheckFile,
  path: Path,
  kind: CheckKind,
  provider: Provider | undefined
): Finding[] {
  if (kind !== 'query' || provider === undefined) return []
  const searchesJson = provider.language === 'jmespath'
  if (file.request === undefined) {
    const message = `A query on ${provider.name} needs \`request: {path: /…}\` beside it.`
    return searchesJson ? [finding(path, message)] : []
  }
  if (!searchesJson) {
    const message = `\`request\` has no meaning for the provider ${provider.name}. Remove it.`
    return [keyFinding([...path, 'request'], message)]
  }
  if (file.compare === undefined || hasInstant(file.request)) return []
  const message =
    'A `request` that does not speak of {{start}} and {{end}} knows only the present. Use `max` or `min`.'
  return [keyFinding([...path, 'compare'], message)]
}

function controlFindings(
  file: CheckFile,
  path: Path,
  kind: CheckKind,
  baseline: Baseline
): Finding[] {
  const wanted = baseline.kind === 'control'
  if (file.control === undefined) {
    const message =
      'The baseline is a control group, so `compare` needs `control:` beside the query.'
    const compares = file.compare !== undefined && kind !== 'logs'
    return wanted && compares ? [finding(path, message)] : []
  }
  if (!wanted)
    return [keyFinding([...path, 'control'], '`control` needs `baseline: {kind: control}`.')]
  const isPair = typeof file.control !== 'string'
  if (isPair === (kind === 'ratio')) return []
  const form = isPair ? '`control:` with one query' : '`control: {bad: …, total: …}`'
  return [finding([...path, 'control'], `A \`${kind}\` check needs ${form}.`)]
}

function policyOf(file: CheckFile, around: Surroundings) {
  const silence = file.control === undefined ? 'inconclusive' : 'fail'
  return {
    required: file.required,
    critical: file.critical,
    noData: file['no-data'] ?? around.noData,
    silence: file.silence ?? around.silence ?? silence,
    failAfter: file['fail-after'] ?? (file.critical ? 1 : around.failAfter),
    minCoverage: file['min-coverage'] ?? around.minCoverage,
    baseline: around.baseline,
    ...present({ reduce: file.reduce })
  } as const
}
