import type { Labels, LogLine } from '../model.js'
import { flatten } from './flatten.js'

/** A longer line is cut: a dump in a log is no text that anybody reads. */
const longestText = 65_536
const longestField = 32_768

/** Where the text stands: ECS and most shippers, fluentd, pino and bunyan, OpenTelemetry, the raw event. */
export const messageFields = [
  'message',
  'log',
  'msg',
  'body',
  'body.text',
  'Body',
  '@message',
  'event.original'
]

/** Which of these a record has says whose lines follow each other: ECS, fluentd and Fluent Bit, OpenTelemetry. */
const streamFields = [
  'kubernetes.pod.name',
  'kubernetes.pod_name',
  'resource.attributes.k8s.pod.name',
  'resource.attributes.k8s@pod@name',
  'kubernetes.container.name',
  'kubernetes.container_name',
  'resource.attributes.k8s.container.name',
  'container.id',
  'container_id',
  'resource.attributes.service.instance.id',
  'host.name',
  'hostname',
  'resource.attributes.host.name',
  'log.file.path',
  'stream'
]

export interface LineNames {
  readonly timeField: string
  /** Absent: the first of the usual names that a record has. */
  readonly messageField?: string
}

export function namesOf(names: {
  readonly timeField: string
  readonly messageField: string | undefined
}): LineNames {
  const { timeField, messageField } = names
  return { timeField, ...(messageField === undefined ? {} : { messageField }) }
}

/** Lines as they were read so far. */
export interface Fold {
  readonly names: LineNames
  readonly lines: LogLine[]
  /** Streams by their key: thousands of lines share one. */
  readonly streams: Map<string, Labels>
  characters: number
}

export function foldOf(names: LineNames): Fold {
  return { names, lines: [], streams: new Map(), characters: 0 }
}

/** Adds one record. Where no message is found, the record itself is the text, as JSON. */
export function readLine(fold: Fold, at: number, source: unknown): void {
  const { timeField, messageField } = fold.names
  const all = flatten(source)
  const name = messageField ?? messageFields.find(candidate => Object.hasOwn(all, candidate))
  const message = name === undefined ? undefined : own(all, name)
  const text = (message ?? JSON.stringify(source ?? {})).slice(0, longestText)
  const fields: (readonly [string, string])[] = []
  for (const [key, value] of Object.entries(all)) {
    if (key === name || key === timeField) continue
    fields.push([key, value.slice(0, longestField)])
    fold.characters += key.length + value.length
  }
  fold.characters += text.length
  fold.lines.push({ at, text, stream: streamOf(fold, all), fields: Object.fromEntries(fields) })
}

/** One object for all lines of a stream. The names stand in one order, so that their values are the key. */
function streamOf(fold: Fold, all: Labels): Labels {
  const names = streamFields.filter(name => Object.hasOwn(all, name))
  const key = names.map(name => `${name}=${all[name] ?? ''}`).join('\u0000')
  const known = fold.streams.get(key)
  if (known !== undefined) return known
  const stream = Object.fromEntries(names.map(name => [name, all[name] ?? '']))
  fold.streams.set(key, stream)
  return stream
}

function own(labels: Labels, name: string): string | undefined {
  return Object.hasOwn(labels, name) ? labels[name] : undefined
}
