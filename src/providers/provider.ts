import type { z } from 'zod'
import type {
  CheckKind,
  EndpointSettings,
  LogBatch,
  Measurement,
  ProbeSettings,
  Query,
  RequestSettings,
  Unit,
  Window
} from '../model.js'
import type { Clock, Http } from '../world.js'

/**
 * A kind of backend. One object in one file, one line in the registry (`index.ts`).
 * A provider asks and translates; it never judges.
 */
export interface Provider {
  /** The word in the configuration. */
  readonly name: string
  /** One line for the generated tables. */
  readonly summary: string
  /** Holds log lines (rollback's `logs-may-rollback` asks). */
  readonly logs: boolean
  /** What its endpoints answer; `logs` where they have `lines`. */
  readonly kinds: readonly CheckKind[]
  /** Which encoder its placeholders use. */
  readonly language: Language
  /** How long until data is whole, in milliseconds, where the endpoint does not say. */
  readonly delay: number
  /**
   * Keys of its own beside those that every endpoint understands. A key that ends in `token`, `secret`,
   * `password`, `key` or `key-id` is a credential: `${NAME}` in it is masked.
   */
  readonly options: z.ZodObject
  /**
   * Where the backend lives when the endpoint gives no `url`, by its options. Absent: `url` is required.
   * undefined: these options do not say, so `url` is missing.
   */
  readonly address?: (options: Readonly<Record<string, unknown>>) => string | undefined
  /**
   * Whose credentials its requests carry where the endpoint itself gives none: they are those of the job's
   * cloud, out of the environment. Absent, or undefined for these options: nobody's.
   */
  identity?(options: EndpointSettings['options']): Identity | undefined
  /**
   * What asking costs, in a sentence or two for `bakegate plan`: what is read, what is billed, how often one may
   * ask.
   */
  readonly cost?: string
  /** Every question reads all data of its window, and somebody pays for that: `bakegate plan` says how much time. */
  readonly readsAll?: boolean
  /** Pure: nothing is asked yet. */
  connect(endpoint: EndpointSettings): Endpoint
}

export interface Identity {
  readonly cloud: 'aws' | 'google' | 'azure'
  /** Which service of AWS is asked: a part of what is signed. '' elsewhere. */
  readonly service: string
  /** Where the endpoint says which credentials: `region`, `access-key-id`, … */
  readonly options: EndpointSettings['options']
  /** The endpoint asks for it by a key of its own: another way to authenticate beside it is a mistake. */
  readonly explicit: boolean
}

/** Languages of hosted services. */
export type VendorLanguage =
  'datadog' | 'datadog-search' | 'nrql' | 'sentry' | 'dql' | 'spl' | 'honeycomb'

/** Languages of the clouds. */
export type CloudLanguage = 'cloudwatch' | 'insights' | 'google-logging' | 'kql'

export type Language =
  | VendorLanguage
  | CloudLanguage
  | 'promql'
  | 'logql'
  | 'logsql'
  | 'lucene'
  | 'influxql'
  | 'flux'
  | 'sql'
  | 'graphite'
  | 'jmespath'

export interface Endpoint {
  /**
   * One question of this backend. Throws a plain Error with a sentence for the user where the
   * question cannot be asked (it becomes a configuration problem at the query's place). Every question
   * is asked once before the bake: `not-authorised` and `invalid-query` are configuration errors then.
   */
  source(question: Question): Source
  /**
   * The lines of a log query. Absent where the backend keeps none. Throws as `source` does where the query
   * cannot be asked.
   */
  lines?(query: Query): LineSource
  /**
   * The same for the questions of one check, which count and fail together, so that they may travel in one
   * request. Absent: they are asked like any others.
   */
  forCheck?(): Endpoint
}

export interface LineSource {
  /** The exact query, for the report. */
  describe(): string
  /**
   * At most `most` lines of the window [start, end), the newest of them where more match: then `complete` is
   * false. Pages as far as that takes. Rejects with ProviderError, or with the signal's reason.
   */
  fetch(window: Window, most: number, io: Io): Promise<LogBatch>
  /**
   * The same lines, only those whose text holds this literal, one line of at least a few characters. Absent
   * where the query language cannot say that of every query. Asked to prove that a signature is new.
   */
  containing?(literal: string): LineSource
  /** Each question costs money by the time that it reaches over: days of history are not looked through. */
  readonly billed?: boolean
  /** Where the store clusters lines itself: its patterns over the window, the most frequent first. */
  patterns?(window: Window, io: Io): Promise<PatternBatch>
}

/** One cluster of a log store. Outside text. */
export interface LogPattern {
  /** As the store writes it; `wildcard` stands for what varies. */
  readonly text: string
  readonly count: number
  /** One line of it, where the store gives one. */
  readonly example?: string
}

export interface PatternBatch {
  readonly patterns: readonly LogPattern[]
  /** What stands for a variable part in `text`: `<_>` in Loki, `*` in others. */
  readonly wildcard: string
  /** false: the store clustered a sample, or left rare patterns out. */
  readonly complete: boolean
  readonly retries: number
}

export type Question =
  /** A number per series at an instant. */
  | {
      readonly kind: 'value'
      readonly query: Query
      readonly request?: RequestSettings
      /** Absent: the check does not say. */
      readonly numbers?: Numbers
    }
  /** Events in the window. `ratio` asks two of them. */
  | { readonly kind: 'events'; readonly query: Query }
  /** 1 = as expected, 0 = not. */
  | { readonly kind: 'probe'; readonly probe: ProbeSettings }
  /** How many alerts with these labels fire. */
  | { readonly kind: 'firing'; readonly labels: Readonly<Record<string, string>> }

/** What the check says that the numbers of a query are: its unit's base, and how many of it one of them is. */
export interface Numbers {
  readonly unit: Unit
  readonly scale: number
}

export interface Source {
  /** true: only answers for now; `first === last === now`. */
  readonly pointInTime: boolean
  /** Whether it reads log lines, where its provider holds more than those. */
  readonly logs?: boolean
  /**
   * The backend keeps one value per so many milliseconds: windows should begin and end at multiples of it.
   * Absent: any window is answered exactly.
   */
  readonly resolution?: number
  /** The exact query for a window of `width` milliseconds, for the report. */
  describe(width: number): string
  /**
   * Asks the query at every instant of the grid, each over the `width` that ends there.
   * Samples outside the grid's span are dropped, whatever the backend rounds. Rejects with
   * ProviderError, or with the signal's reason.
   */
  measure(grid: Grid, io: Io): Promise<Measurement>
  /**
   * How many requests `measure` sends for a grid, retries and pages aside; default 1. For `bakegate plan`:
   * a test counts the requests of a bake and compares.
   */
  requests?(grid: Grid): number
  /**
   * Questions with this same object that are asked in one turn of the event loop travel in one request, up to
   * `most` of them (batch.ts).
   */
  readonly shares?: Shares
  /**
   * Where only parts with the same key travel together: the key of each part. Then `requests` is not asked.
   * undefined: what this grid takes travels alone.
   */
  keys?(grid: Grid): readonly string[] | undefined
}

export interface Shares {
  readonly most: number
}

/** Instants first, first + step, …, last: the ENDS of the windows asked about. */
export interface Grid {
  readonly first: number
  readonly last: number
  readonly step: number
  /** `{{window}}`: the length of each window. */
  readonly width: number
}

export interface Io {
  readonly http: Http
  readonly clock: Clock
  readonly signal: AbortSignal
}
