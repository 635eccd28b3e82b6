import type {
  CheckKind,
  CountCheck,
  EndpointSettings,
  FiringCheck,
  LogsCheck,
  ProbeCheck,
  ProbeSettings,
  Query,
  QueryCheck,
  RatioCheck,
  RequestSettings
} from '../model.js'
import type { Provider, Question } from '../providers/provider.js'
import type { CheckFile } from './check-schema.js'
import { invalidQuery } from './findings.js'
import type { Finding } from './findings.js'
import { readQuery } from './placeholders.js'
import type { Variables } from './placeholders.js'
import { present } from './present.js'
import type { Path } from './yaml.js'

/** What a check asks, without its rule. */
export type Asked =
  | Pick<RatioCheck, 'kind' | 'bad' | 'total' | 'control' | 'minTotal'>
  | Pick<QueryCheck, 'kind' | 'query' | 'control' | 'request'>
  | Pick<CountCheck, 'kind' | 'count' | 'control'>
  | Pick<ProbeCheck, 'kind' | 'probe'>
  | Pick<FiringCheck, 'kind' | 'firing'>
  | Pick<LogsCheck, 'kind' | 'logs' | 'newSignatures' | 'accepted' | 'deployNoise' | 'maxLines'>

export interface AskedResult {
  readonly asked?: Asked
  readonly findings: readonly Finding[]
  /** Variables that the queries used. */
  readonly used: readonly string[]
}

/**
 * Settles the question of one check: placeholders encoded, the provider asked whether it can ask it.
 * Pure: nothing is sent.
 */
export function settleQuestion(
  file: CheckFile,
  path: Path,
  kind: CheckKind,
  endpoint: EndpointSettings,
  provider: Provider,
  variables: Variables
): AskedResult {
  const findings: Finding[] = []
  const used: string[] = []
  const query: ReadText = (text, keys) => {
    const at = [...path, ...keys]
    const read = readQuery(text, provider.language, variables)
    if ('error' in read) {
      findings.push(invalidQuery(at, read.error))
      return undefined
    }
    used.push(...read.ok.used)
    if (kind === 'logs' && read.ok.query.usesWindow) {
      findings.push(invalidQuery(at, windowInLines))
      return undefined
    }
    const counts = kind === 'ratio' || kind === 'count'
    if (!counts || provider.language !== 'promql' || read.ok.query.usesWindow) return read.ok.query
    findings.push(invalidQuery(at, windowMissing))
    return undefined
  }
  const asked = readAsked(file, kind, query)
  if (asked === undefined) return { findings, used }
  findings.push(...refusals(asked, path, endpoint, provider))
  return findings.length > 0 ? { findings, used } : { asked, findings, used }
}

const windowMissing =
  'A count needs the window it speaks of. Write increase(…[{{window}}]) around the counter.'

const windowInLines =
  'Lines are asked for by their time, so the query of `logs` holds no `{{window}}`. Remove it.'

type ReadText = (text: string, keys: Path) => Query | undefined

function readAsked(file: CheckFile, kind: CheckKind, query: ReadText): Asked | undefined {
  switch (kind) {
    case 'ratio':
      return readRatio(file, query)
    case 'query':
      return readValue(file, query)
    case 'count':
      return readCount(file, query)
    case 'probe':
      return file.probe && { kind, probe: probeOf(file.probe) }
    case 'firing':
      return file.firing && { kind, firing: file.firing }
    case 'logs':
      return readLogs(file, query)
  }
}

function readRatio(file: CheckFile, query: ReadText): Asked | undefined {
  const main = readPair(file.ratio, 'ratio', query)
  const other = typeof file.control === 'object' ? file.control : undefined
  const control = readPair(other, 'control', query)
  return (
    main && { kind: 'ratio', ...main, minTotal: file['min-total'] ?? 1, ...present({ control }) }
  )
}

function readPair(
  pair: { readonly bad: string; readonly total: string } | undefined,
  key: string,
  query: ReadText
): { readonly bad: Query; readonly total: Query } | undefined {
  if (pair === undefined) return undefined
  const bad = query(pair.bad, [key, 'bad'])
  const total = query(pair.total, [key, 'total'])
  return bad && total && { bad, total }
}

function readValue(file: CheckFile, query: ReadText): Asked | undefined {
  const main = query(file.query ?? '', ['query'])
  const other = typeof file.control === 'string' ? query(file.control, ['control']) : undefined
  const control = other && { query: other }
  const request = file.request && requestOf(file.request)
  return main && { kind: 'query', query: main, ...present({ control, request }) }
}

function readCount(file: CheckFile, query: ReadText): Asked | undefined {
  const count = query(file.count ?? '', ['count'])
  const other = typeof file.control === 'string' ? query(file.control, ['control']) : undefined
  const control = other && { count: other }
  return count && { kind: 'count', count, ...present({ control }) }
}

/** How many lines one question brings where the check does not say: a fair page of every log store. */
const usualLines = 5000

function readLogs(file: CheckFile, query: ReadText): Asked | undefined {
  const logs = query(file.logs ?? '', ['logs'])
  const { max = 0, 'min-count': minCount = 3 } = file['new-signatures'] ?? {}
  return (
    logs && {
      kind: 'logs',
      logs,
      newSignatures: { max, minCount },
      accepted: file.accepted ?? [],
      deployNoise: file['deploy-noise'] ?? 0,
      maxLines: file['max-lines'] ?? usualLines
    }
  )
}

function requestOf(file: NonNullable<CheckFile['request']>): RequestSettings {
  const { path, method, headers, body } = file
  return { path, method, headers, ...present({ body }) }
}

function probeOf(file: NonNullable<CheckFile['probe']>): ProbeSettings {
  const status = file['expect-status']
  const expectStatus = typeof status === 'number' ? [status] : status
  return { ...requestOf(file), expectStatus, ...present({ expectBody: file['expect-body'] }) }
}

interface Placed {
  readonly keys: Path
  readonly question: Question
}

function refusals(
  asked: Asked,
  path: Path,
  endpoint: EndpointSettings,
  provider: Provider
): Finding[] {
  const connection = provider.connect(endpoint)
  const lines =
    asked.kind === 'logs' ? [{ keys: ['logs'], ask: () => connection.lines?.(asked.logs) }] : []
  const questions = questionsOf(asked).map(({ keys, question }) => ({
    keys,
    ask: () => connection.source(question)
  }))
  return [...questions, ...lines].flatMap(({ keys, ask }) => {
    try {
      ask()
      return []
    } catch (error) {
      const sentence = error instanceof Error ? error.message : String(error)
      return [invalidQuery([...path, ...keys], sentence)]
    }
  })
}

function questionsOf(asked: Asked): readonly Placed[] {
  switch (asked.kind) {
    case 'ratio':
      return [
        ...pairOf('ratio', asked),
        ...(asked.control === undefined ? [] : pairOf('control', asked.control))
      ]
    case 'count':
      return [
        events(['count'], asked.count),
        ...(asked.control === undefined ? [] : [events(['control'], asked.control.count)])
      ]
    case 'query':
      return [
        value(['query'], asked.query, asked.request),
        ...(asked.control === undefined
          ? []
          : [value(['control'], asked.control.query, asked.request)])
      ]
    case 'probe':
      return [{ keys: ['probe'], question: { kind: 'probe', probe: asked.probe } }]
    case 'firing':
      return [{ keys: ['firing'], question: { kind: 'firing', labels: asked.firing } }]
    case 'logs':
      return []
  }
}

function pairOf(key: string, pair: { readonly bad: Query; readonly total: Query }): Placed[] {
  return [events([key, 'bad'], pair.bad), events([key, 'total'], pair.total)]
}

function events(keys: Path, query: Query): Placed {
  return { keys, question: { kind: 'events', query } }
}

function value(keys: Path, query: Query, request: RequestSettings | undefined): Placed {
  return { keys, question: { kind: 'value', query, ...present({ request }) } }
}
