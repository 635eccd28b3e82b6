/** What one check asks of CloudWatch, read from its text. */
export interface CloudQuery {
  /** One metric alone, or the metrics that the expression speaks of, in the order of their places. */
  readonly metrics: readonly Metric[]
  /** Metric math between the metrics: `parts[0] metric parts[1] metric …`. Absent: the one metric alone. */
  readonly parts?: readonly string[]
  /** Metrics Insights: one of its queries fills a request. */
  readonly insights: boolean
  /** Length of what one value speaks of, in milliseconds. */
  readonly period: number
  /** What a period without a value counts as. */
  readonly fill?: number
}

export interface Metric {
  readonly namespace: string
  readonly name: string
  readonly statistic: string
  readonly dimensions: readonly (readonly [string, string])[]
  /** Of another account, where this one monitors it. */
  readonly account?: string
}

interface Arguments {
  readonly metric: Metric
  readonly period?: number
  readonly fill?: number
}

const minute = 60_000

/**
 * Reads a query. Throws a sentence for the user where it is none.
 *
 *     query    = insights / 1*( text / metric )
 *     insights = "SELECT" text
 *     metric   = "metric(" string "," string "," string *( "," option ) ")"
 *     option   = ( "period" / "fill" / "account" / dimension ) "=" value
 *     dimension = name / string
 *     value    = string / number / number unit      ; unit: s, m or h
 *     string   = as in JSON
 *
 * The three strings of a metric are its namespace, its name and the statistic. Everything else is
 * CloudWatch's own metric math and is sent as it stands.
 */
export function readCloudQuery(text: string): CloudQuery {
  if (/^\s*SELECT\b/i.test(text)) {
    return { metrics: [], parts: [text.trim()], insights: true, period: minute }
  }
  const { parts, found } = readParts(text)
  const periods = new Set(found.map(({ period }) => period ?? minute))
  if (periods.size > 1) {
    throw new Error('The metrics of one query have different periods. Give them the same.')
  }
  const alone = found.length === 1 && parts.every(part => part.trim() === '')
  const fill = found[0]?.fill
  if (!alone && found.some(one => one.fill !== undefined)) {
    throw new Error('`fill` belongs to a metric that stands alone. Write FILL(metric(…), 0).')
  }
  return {
    metrics: found.map(({ metric }) => metric),
    ...(alone ? {} : { parts }),
    insights: false,
    period: [...periods][0] ?? minute,
    ...(fill === undefined ? {} : { fill })
  }
}

/** The expression with an id in the place of each metric. */
export function expressionOf({ parts = [] }: CloudQuery, ids: readonly string[]): string {
  return parts
    .map((part, index) => `${part}${ids[index] ?? ''}`)
    .join('')
    .trim()
}

function readParts(text: string): { readonly parts: string[]; readonly found: Arguments[] } {
  const parts: string[] = []
  const found: Arguments[] = []
  let start = 0
  let index = 0
  while (index < text.length) {
    const literal = stringAt(text, index)
    if (literal !== undefined) {
      index += literal
      continue
    }
    const call = /(?<![\w.])metric\s*\(/y
    call.lastIndex = index
    if (!call.test(text)) {
      index += 1
      continue
    }
    parts.push(text.slice(start, index))
    const reader = readerOf(text, call.lastIndex)
    found.push(readMetric(reader))
    index = reader.at()
    start = index
  }
  parts.push(text.slice(start))
  return { parts, found }
}

/** Length of the quoted text that begins here, as metric math quotes: `SEARCH('{AWS/EC2} "a"', 'Sum')`. */
function stringAt(text: string, index: number): number | undefined {
  const literal = /'[^']*'|"(?:[^"\\]|\\.)*"/y
  literal.lastIndex = index
  return literal.exec(text)?.[0].length
}

interface Reader {
  /** What matches here is taken and given back; nothing matches: undefined. */
  readonly take: (pattern: RegExp) => string | undefined
  readonly at: () => number
}

function readerOf(text: string, start: number): Reader {
  let index = start
  return {
    at: () => index,
    take: pattern => {
      const sticky = new RegExp(`\\s*(${pattern.source})`, 'y')
      sticky.lastIndex = index
      const match = sticky.exec(text)
      if (match === null) return undefined
      index = sticky.lastIndex
      return match[1] ?? ''
    }
  }
}

const form =
  'Write metric("AWS/ApplicationELB", "RequestCount", "Sum", LoadBalancer="app/shop/0123456789abcdef").'

function readMetric(reader: Reader): Arguments {
  const strings = [0, 1, 2].map(index => {
    if (index > 0) expect(reader, /,/)
    return readString(reader)
  })
  const [namespace = '', name = '', statistic = ''] = strings
  const options = readOptions(reader)
  const dimensions = [...options].filter(([key]) => !reserved.has(key))
  const account = options.get('account')
  const metric = {
    namespace,
    name,
    statistic: statisticOf(statistic),
    dimensions,
    ...(account === undefined ? {} : { account })
  }
  return { metric, ...numbersOf(options) }
}

const reserved: ReadonlySet<string> = new Set(['period', 'fill', 'account'])

function readOptions(reader: Reader): Map<string, string> {
  const options = new Map<string, string>()
  while (reader.take(/,/) !== undefined) {
    const key = reader.take(/[A-Za-z_]\w*/) ?? readString(reader)
    expect(reader, /=/)
    const value = reader.take(/-?\d+(?:\.\d+)?[smh]?/) ?? readString(reader)
    if (options.has(key)) throw new Error(`metric(…) gives ${key} twice. Remove one.`)
    options.set(key, value)
  }
  expect(reader, /\)/)
  return options
}

function readString(reader: Reader): string {
  const literal = reader.take(/"(?:[^"\\]|\\.)*"/)
  if (literal === undefined) throw new Error(`metric(…) cannot be read. ${form}`)
  try {
    return JSON.parse(literal) as string
  } catch {
    throw new Error(`metric(…) holds a text that is none as in JSON. ${form}`)
  }
}

function expect(reader: Reader, pattern: RegExp): void {
  if (reader.take(pattern) === undefined) throw new Error(`metric(…) cannot be read. ${form}`)
}

/** As the API takes them: https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Statistics-definitions.html */
function statisticOf(text: string): string {
  const known =
    /^(SampleCount|Average|Sum|Minimum|Maximum|IQM|(p|tm|wm|tc|ts)\d{1,2}(\.\d{1,10})?|p100|(TM|WM|TC|TS|PR)\([\d.%:]+\))$/
  if (known.test(text)) return text
  throw new Error(
    `"${text}" is no statistic of CloudWatch. Use Sum, Average, Minimum, Maximum, SampleCount, or a percentile such as p99.`
  )
}

function numbersOf(options: ReadonlyMap<string, string>): Omit<Arguments, 'metric'> {
  const [period, fill] = [options.get('period'), options.get('fill')]
  return {
    ...(period === undefined ? {} : { period: periodOf(period) }),
    ...(fill === undefined ? {} : { fill: numberOf(fill) })
  }
}

/** Milliseconds: what metrics of high resolution are kept in, for three hours. */
const highResolution: ReadonlySet<number> = new Set([1_000, 5_000, 10_000, 20_000, 30_000])

function periodOf(text: string): number {
  const [, digits = '', unit = 's'] = /^(\d+)([smh]?)$/.exec(text) ?? []
  const factor = { s: 1_000, m: minute, h: 60 * minute }[unit] ?? 1_000
  const period = Number(digits) * factor
  if (period >= minute && period <= 86_400_000 && period % minute === 0) return period
  if (highResolution.has(period)) return period
  throw new Error(
    `period=${text}: whole minutes are expected, such as 60s or 5m, or 1, 5, 10, 20 or 30 s for metrics of high resolution.`
  )
}

function numberOf(text: string): number {
  const number = Number(text)
  if (Number.isFinite(number)) return number
  throw new Error(`fill=${text}: a number is expected, such as 0.`)
}
