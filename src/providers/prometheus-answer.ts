import { quote } from '../io/quote.js'
import type { Labels, Sample, Series } from '../model.js'
import {
  field,
  instantOf,
  isRecord,
  list,
  record,
  textField,
  textsOf,
  UnexpectedShape
} from './shape.js'

/** The answer of Prometheus' query API, which Loki and VictoriaLogs give as well. */
export interface Answer {
  readonly type: 'vector' | 'matrix' | 'scalar' | 'string' | 'streams'
  /** Empty for `string` and `streams`. What is not a finite number is left out, its series stays. */
  readonly series: readonly Series[]
  /** false: the backend says that data is missing. */
  readonly complete: boolean
  readonly notes: readonly string[]
  /** The answer without its series, for what else a dialect puts there. */
  readonly body: Readonly<Record<string, unknown>>
}

/**
 * Prometheus before 2.54 put remarks about the query beside real warnings; they begin so, and no data is
 * missing because of them.
 */
const harmlessWarning = 'PromQL info: '
const undefinedNote = 'NaN and infinities in the answer count as no value.'
const number = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i
const noNumber = /^([+-]?Inf|NaN)$/i

/** Throws UnexpectedShape. https://prometheus.io/docs/prometheus/latest/querying/api/ */
export function readAnswer(json: unknown): Answer {
  const body = record(json, 'the answer')
  if (field(body, 'status') !== 'success') throw new UnexpectedShape(notSuccess(body))
  const data = record(field(body, 'data'), 'data')
  const type = typeOf(field(data, 'resultType'))
  const read = seriesOf(type, field(data, 'result'))
  const warnings = textsOf(field(body, 'warnings'))
  const partial = field(body, 'isPartial') === true
  const incomplete = partial || warnings.some(text => !text.startsWith(harmlessWarning))
  const notes = [...warnings, ...textsOf(field(body, 'infos'))].map(text => quote(text))
  if (partial) notes.push('The backend says that the answer is partial.')
  if (read.some(({ isWhole }) => !isWhole)) notes.push(undefinedNote)
  const series = read.map(({ labels, samples }) => ({ labels, samples }))
  const rest = { ...body, data: { ...data, result: undefined } }
  return { type, series, complete: !incomplete, notes, body: rest }
}

/** Some proxies answer 200 with the error in the body: its own words then say more than the form does. */
function notSuccess(body: Readonly<Record<string, unknown>>): string {
  const words = [textField(body, 'errorType'), textField(body, 'error')].flatMap(text => text ?? [])
  return words.length === 0 ? 'status is not "success"' : `status "error", ${words.join(': ')}`
}

/** `errorType` and `error` of a failed query, where the answer has them. */
export function readError(text: string): { readonly type?: string; readonly words?: string } {
  try {
    const json: unknown = JSON.parse(text)
    if (!isRecord(json)) return {}
    const type = textField(json, 'errorType')
    const words = textField(json, 'error')
    return { ...(type === undefined ? {} : { type }), ...(words === undefined ? {} : { words }) }
  } catch {
    return {}
  }
}

function typeOf(value: unknown): Answer['type'] {
  switch (value) {
    case 'vector':
    case 'matrix':
    case 'scalar':
    case 'string':
    case 'streams':
      return value
    default:
      throw new UnexpectedShape('data.resultType is unknown')
  }
}

/** What a series has of values; of millions of samples no second list is made. */
interface ReadSeries extends Series {
  /** false: NaN or infinities were left out. */
  readonly isWhole: boolean
}

function seriesOf(type: Answer['type'], result: unknown): readonly ReadSeries[] {
  switch (type) {
    case 'scalar':
      return [{ labels: {}, ...samplesOf([result]) }]
    case 'vector':
      return rows(result).map(row => ({
        labels: labelsOf(row),
        ...samplesOf([field(withoutHistogram(row), 'value')])
      }))
    case 'matrix':
      return rows(result).map(row => ({
        labels: labelsOf(row),
        ...samplesOf(takeValues(withoutHistogram(row)))
      }))
    case 'string':
    case 'streams':
      return []
  }
}

type Row = Readonly<Record<string, unknown>>

function rows(result: unknown): readonly Row[] {
  return list(result, 'data.result').map(row => record(row, 'a series'))
}

function withoutHistogram(row: Row): Row {
  if (field(row, 'histogram') === undefined && field(row, 'histograms') === undefined) return row
  throw new UnexpectedShape(
    'the query gives native histograms (put histogram_quantile or histogram_count around it)'
  )
}

function labelsOf(row: Row): Labels {
  const entries = Object.entries(record(field(row, 'metric'), 'metric'))
  return Object.fromEntries(
    entries.map(([name, value]) => {
      if (typeof value !== 'string') throw new UnexpectedShape('a label is not a text')
      return [name, value]
    })
  )
}

/** The answer lets go of them: millions are not to be there twice, as texts and as numbers. */
function takeValues(row: Row): readonly unknown[] {
  const values = list(field(row, 'values'), 'values')
  Reflect.deleteProperty(row, 'values')
  return values
}

/** Of `[seconds, "value"]` each. */
function samplesOf(pairs: readonly unknown[]): Omit<ReadSeries, 'labels'> {
  const samples: Sample[] = []
  for (const pair of pairs) {
    const { 0: seconds, 1: text, length } = list(pair, 'a sample')
    const at = typeof seconds === 'number' ? instantOf(seconds * 1000) : undefined
    if (at === undefined || length > 2) {
      throw new UnexpectedShape('a sample is not [seconds, "value"]')
    }
    const value = valueOf(text)
    if (value !== undefined) samples.push({ at, value })
  }
  return { samples, isWhole: samples.length === pairs.length }
}

/** undefined: NaN or infinite. */
function valueOf(text: unknown): number | undefined {
  if (typeof text !== 'string') throw new UnexpectedShape('a value is not a text')
  if (noNumber.test(text)) return undefined
  if (!number.test(text)) throw new UnexpectedShape('a value is not a number')
  const value = Number(text)
  return Number.isFinite(value) ? value : undefined
}
