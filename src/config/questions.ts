import type {
  CheckKind,
  CountCheck,
  EndpointSettings,
  FiringCheck,
  LogsCheck,
  ProbeCheck,
  Query,
  QueryCheck,
  RatioCheck,
  RequestSettings
} from '../model.js'
import type { Fault, Grammar } from '../grammar/grammar.js'
import type { Grammars } from '../grammar/load.js'
import type { Provider, Question } from '../providers/provider.js'
import type { CheckFile } from './check-schema.js'
import { invalidQuery } from './findings.js'
import type { Finding } from './findings.js'
import { readQuery } from './placeholders.js'
import type { Template, Variables } from './placeholders.js'
import { present } from './present.js'
import { readRequest } from './request-template.js'
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

/** What queries are read with. */
export interface Reader {
  readonly variables: Variables
  /** By language; a language without one is read by its backend only. */
  readonly grammars: Grammars
}

/**
 * Settles the question of one check: placeholders encoded, the query read by the grammar of its language,
 * the provider asked whether it can ask it. Pure: nothing is sent.
 */
export function settleQuestion(
  file: CheckFile,
  path: Path,
  kind: CheckKind,
  endpoint: EndpointSettings,
  provider: Provider,
  { variables, grammars }: Reader
): AskedResult {
  const findings: Finding[] = []
  const used: string[] = []
  const grammar =
    endpoint.options['check-syntax'] === false ? undefined : grammars.get(provider.language)
  const query: ReadText = (text, keys) => {
    const at = [...path, ...keys]
    const read = readQuery(text, provider.language, variables)
    if ('error' in read) {
      findings.push(invalidQuery(at, read.error))
      return undefined
    }
    used.push(...read.ok.used)
    const wrong = windowProblem(kind, provider, read.ok.query)
    if (wrong !== undefined) {
      findings.push(invalidQuery(at, wrong))
      return undefined
    }
    const fault = grammar && faultOf(grammar, read.ok, kind, file.unit)
    if (fault !== undefined) findings.push(invalidQuery(at, fault.message, fault.offset))
    return read.ok.query
  }
  const request: ReadRequestOf = requestFile => {
    const read = readRequest(requestFile, variables)
    if ('error' in read) {
      findings.push(
        invalidQuery([...path, kind === 'probe' ? 'probe' : 'request', read.part], read.error)
      )
      return undefined
    }
    used.push(...read.ok.used)
    return read.ok.request
  }
  const asked = readAsked(file, kind, query, request)
  if (asked === undefined) return { findings, used }
  findings.push(...refusals(asked, path, endpoint, provider))
  return findings.length > 0 ? { findings, used } : { asked, findings, used }
}

function windowProblem(kind: CheckKind, provider: Provider, query: Query): string | undefined {
  if (kind === 'logs') return query.usesWindow ? windowInLines : undefined
  const counts = kind === 'ratio' || kind === 'count'
  return counts && provider.language === 'promql' && !query.usesWindow ? windowMissing : undefined
}

/** Any window: the length of it changes nothing of the syntax. */
const anyWidth = 60_000

/** What the grammar of the language has against a query, its offset in the text as it is written. */
function faultOf(
  grammar: Grammar,
  { query, origin }: Template,
  kind: CheckKind,
  unit: string | undefined
): Fault | undefined {
  const as = kind === 'logs' ? 'lines' : kind === 'query' ? 'value' : 'events'
  const usage = { as, usesWindow: query.usesWindow, ...present({ unit }) } as const
  const fault = grammar(query.render(anyWidth), usage)
  return fault && { ...fault, offset: origin(fault.offset, anyWidth) }
}

const windowMissing =
  'A count needs the window it speaks of. Write increase(…[{{window}}]) around the counter.'

const windowInLines =
  'Lines are asked for by their time, so the query of `logs` holds no `{{window}}`. Remove it.'

type ReadText = (text: string, keys: Path) => Query | undefined

type ReadRequestOf = (file: NonNullable<CheckFile['request']>) => RequestSettings | undefined

function readAsked(
  file: CheckFile,
  kind: CheckKind,
  query: ReadText,
  request: ReadRequestOf
): Asked | undefined {
  switch (kind) {
    case 'ratio':
      return readRatio(file, query)
    case 'query':
      return readValue(file, query, request)
    case 'count':
      return readCount(file, query)
    case 'probe':
      return file.probe && readProbe(file.probe, request)
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

function readValue(
  file: CheckFile,
  query: ReadText,
  readRequestOf: ReadRequestOf
): Asked | undefined {
  const main = query(file.query ?? '', ['query'])
  const other = typeof file.control === 'string' ? query(file.control, ['control']) : undefined
  const control = other && { query: other }
  const request = file.request && readRequestOf(file.request)
  // A request that could not be read is told already.
  if (file.request !== undefined && request === undefined) return undefined
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

/** A probe is of now: its request has no window. */
function readProbe(
  file: NonNullable<CheckFile['probe']>,
  readRequestOf: ReadRequestOf
): Asked | undefined {
  const { 'expect-status': status, 'expect-body': expectBody, ...own } = file
  const request = readRequestOf(own)
  const expectStatus = typeof status === 'number' ? [status] : status
  return (
    request && { kind: 'probe', probe: { ...request, expectStatus, ...present({ expectBody }) } }
  )
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
