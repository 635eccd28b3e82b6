import { afterEach, describe, expect, test } from '@jest/globals'
import type { Measurement } from '../../src/model.js'
import { influxdbFlux } from '../../src/providers/influxdb-flux.js'
import type { Grid, Question } from '../../src/providers/provider.js'
import { endpointTo, gridOf, hastyHttp, ioOf, noon, queryOf } from '../support/asking.js'
import { providerErrorOf } from '../support/rejection.js'
import { type Answer, json, startStub, type StubServer, text } from '../support/stub-server.js'

const closers: (() => unknown)[] = []
afterEach(async () => {
  for (const close of closers.splice(0)) await close()
})

const minute = 60_000
const range = 'range(start: v.timeRangeStart, stop: v.timeRangeStop)'
const mean = `from(bucket: "shop") |> ${range} |> mean()`
const option = 'option v = {timeRangeStart: $start, timeRangeStop: $stop, windowPeriod: 60000ms}\n'

describe('the window is given as v', () => {
  test.each([
    [mean, `${option}${mean}`],
    [
      `// why\nimport "strings"\nimport m "math"\n\n${mean}`,
      `// why\nimport "strings"\nimport m "math"\n\n${option}${mean}`
    ],
    [
      `from(bucket:"a")|>range( stop:v.timeRangeStop , start : v.timeRangeStart )|>sum() // range()`,
      `${option}from(bucket:"a")|>range( stop:v.timeRangeStop , start : v.timeRangeStart )|>sum() // range()`
    ],
    [
      `${mean} |> group(columns: ["host", "_start", "_stop"]) |> group(columns: ["a"], mode: "except")`,
      `${option}${mean} |> group(columns: ["host", "_start", "_stop"]) |> group(columns: ["a"], mode: "except")`
    ]
  ])('%s', (query, expected) => {
    expect(sourceOf(value(query)).describe(minute)).toBe(expected)
  })
})

describe('a script is refused', () => {
  test.each([
    ['buckets()', /no from/],
    ['from(bucket: "a") |> mean()', /Each from needs/],
    ['from(bucket: "a") |> range(start: -5m)', /Each from needs/],
    ['from(bucket: "a") |> range(start: v.timeRangeStart)', /Each from needs/],
    ['from(bucket: "a") |> range(start: v.timeRangeStart, stop: now())', /Each from needs/],
    [`${mean}\nfrom(bucket: "b") |> mean()`, /Each from needs/],
    [`from(bucket: "a") |> mean() // |> ${range}`, /Each from needs/],
    [`${mean} |> to(bucket: "b")`, /writes with to/],
    [`option v = {timeRangeStart: -1h}\n${mean}`, /sets the option v/],
    [`${mean} |> group()`, /loses the window/],
    [`${mean} |> group(columns: ["host"])`, /loses the window/],
    [`${mean} |> group(columns: ["_start", "_stop"], mode: "except")`, /loses the window/],
    ['from(bucket: "a', /no end/],
    [`${mean} |> filter(fn: (r) => r.a`, /never closed/]
  ])('%s', (query, words) => {
    expect(() => sourceOf(value(query))).toThrow(words)
  })
})

describe('one window', () => {
  test('is asked exactly, its tables stamped with its end', async () => {
    const { server, measurement } = await measured(
      csv([
        '#datatype,string,long,dateTime:RFC3339,string,string,string,double',
        '#group,false,false,true,true,true,true,false',
        '#default,_result,,,,,,',
        ',result,table,_start,_field,_measurement,host,_value',
        ',,0,2026-11-23T11:59:00Z,ms,requests,"a,""b""\r\nc",7.5',
        ',,1,2026-11-23T11:59:00Z,ms,requests,d,'
      ])
    )
    const [start, stop] = [noon - minute, noon].map(at => new Date(at).toISOString())
    expect(server.seen[0]?.url.search).toBe('?org=the+shop')
    expect(server.seen[0]?.headers['accept']).toBe('application/csv')
    expect(JSON.parse(server.seen[0]?.body ?? '')).toMatchObject({
      type: 'flux',
      query: `option v = {timeRangeStart: ${start}, timeRangeStop: ${stop}, windowPeriod: 60000ms}\n${mean}`,
      dialect: { annotations: ['datatype', 'group', 'default'] }
    })
    const common = { field: 'ms', measurement: 'requests' }
    expect(measurement).toEqual({
      series: [
        { labels: { ...common, host: 'a,"b"\r\nc' }, samples: [{ at: noon, value: 7.5 }] },
        { labels: { ...common, host: 'd' }, samples: [] }
      ],
      complete: true,
      notes: [],
      retries: 0
    })
  })

  test('of several forms and results is read table by table', async () => {
    const { measurement } = await measured(
      csv([
        ...table('long', ['a,0,1']),
        '',
        ...table('unsignedLong', ['b,0,2']),
        '',
        ...table('double', ['c,1,NaN'])
      ])
    )
    expect(measurement.series.map(({ samples }) => samples.map(({ value: one }) => one))).toEqual([
      [1],
      [2],
      []
    ])
    expect(measurement.series.map(({ labels }) => labels)).toEqual([
      { result: 'a' },
      { result: 'b' },
      { result: 'c' }
    ])
  })

  test.each([
    ['several rows of a table', table('long', [',0,1', ',0,1']), /several rows/],
    ['a text', table('string', [',0,up']), /a string where a number is expected/]
  ])('with %s is an invalid query', async (_what, lines, words) => {
    const { failure } = await providerErrorOf(measured(csv(lines)))
    expect(failure.code).toBe('invalid-query')
    expect(failure.message).toMatch(words)
  })

  test.each([
    ['no empty line at the end', `${table('long', [',0,1']).join('\r\n')}\r\n`],
    ['a quoted field without an end', `${table('long', [',0,"1']).join('\r\n')}\r\n\r\n`],
    ['names without annotations', ',result,table,_value\r\n,,0,1\r\n\r\n']
  ])('that has %s is no answer', async (_what, body) => {
    const { failure } = await providerErrorOf(measured(text(body, 200, 'text/csv')))
    expect(failure.code).toBe('not-json')
    expect(failure.message).toContain('not annotated CSV')
  })

  test('of a table without _value is an unknown form', async () => {
    const lines = table('long', [',0,1']).map(line => line.replace('_value', 'total'))
    const { failure } = await providerErrorOf(measured(csv(lines)))
    expect(failure.message).toContain('no column _value')
  })
})

describe('adjoining steps', () => {
  const grid = gridOf({ first: noon + 7, last: noon + 7 + 2 * minute })
  const stamps = [noon + 7 - minute, noon + 7 + minute].map(at => new Date(at).toISOString())

  test('are one request, each range cut into them, and stamped with their ends', async () => {
    const rows = stamps.map((at, index) => `,0,${index + 1},${at}`)
    const { server, measurement } = await measured(csv(table('long', rows)), { grid })
    expect(server.seen).toHaveLength(1)
    const { query } = JSON.parse(server.seen[0]?.body ?? '') as { readonly query: string }
    expect(query).toBe(
      `option v = {timeRangeStart: ${stamps[0]}, timeRangeStop: ${new Date(grid.last).toISOString()}, windowPeriod: 60000ms}\n` +
        `from(bucket: "shop") |> ${range} |> window(every: 60000ms, offset: 7ms) |> mean()`
    )
    expect(measurement.series[0]?.samples).toEqual([
      { at: grid.first, value: 1 },
      { at: grid.last, value: 2 }
    ])
  })

  test('of events without a table are 0 where the series has others', async () => {
    const question: Question = { kind: 'events', query: queryOf(mean) }
    const answer = csv(table('long', [`,0,4,${stamps[1]}`]))
    const { measurement } = await measured(answer, { grid, question })
    expect(measurement.series[0]?.samples.map(({ value: one }) => one)).toEqual([0, 0, 4])
  })
})

test('windows that overlap are asked one by one where a script has statements, at most 120', async () => {
  const grid = gridOf({ first: noon, last: noon + 2 * minute, width: 2 * minute })
  const question: Question = { kind: 'value', query: queryOf(`data = ${mean}\ndata`) }
  const { server } = await measured(csv(table('long', [',0,1'])), { grid, question })
  expect(server.seen).toHaveLength(3)
  const many = measured(csv([]), { grid: { ...grid, last: noon + 121 * minute } })
  expect((await providerErrorOf(many)).failure.message).toContain('more than 120 windows')
})

test('tables that have lost their window are an invalid query', async () => {
  const lines = table('long', [',0,1']).map(line => line.replace('true', 'false'))
  const { failure } = await providerErrorOf(measured(csv(lines)))
  expect(failure).toMatchObject({ code: 'invalid-query' })
  expect(failure.message).toContain('Keep "_start" and "_stop"')
})

describe('a refusal', () => {
  const errorTable = (words: string): Answer =>
    text(
      `#datatype,string,string\r\n#group,true,true\r\n#default,,\r\n,error,reference\r\n,${words},897\r\n`,
      200,
      'text/csv'
    )
  test.each([
    [
      json({ code: 'invalid', message: 'compilation failed: error @2:1-2:5: undefined' }, 400),
      'invalid-query',
      '@2:1-2:5'
    ],
    [
      json({ code: 'not found', message: 'could not find bucket "nope"' }, 404),
      'invalid-query',
      'nope'
    ],
    [json({ code: 'unauthorized', message: 'unauthorized access' }, 401), 'not-authorised', '401'],
    [json({ code: 'internal error', message: 'out of memory' }, 500), 'provider-error', 'memory'],
    [
      text('error\n"type error 2:82-2:86: undefined identifier ""cunt"""\n', 500, 'text/csv'),
      'invalid-query',
      'undefined identifier'
    ],
    [errorTable('"type error: missing object properties (a, b)"'), 'invalid-query', '(a, b)'],
    [errorTable('panic: out of memory'), 'provider-error', 'panic'],
    [text('404 page not found', 404), 'provider-error', '404']
  ])('%#', async (answer, code, words) => {
    const { failure } = await providerErrorOf(measured(answer))
    expect(failure.code).toBe(code)
    expect(failure.message).toContain(words)
  })

  test('in the middle of an answer is one of the whole answer', async () => {
    const body = [...table('long', [',0,1']), '', ',error,reference', ',it broke,', ''].join('\r\n')
    const { failure } = await providerErrorOf(measured(text(body, 200, 'text/csv')))
    expect(failure.message).toContain('it broke')
  })
})

/** Rows of `result,table,_value[,_start]`. */
function table(type: string, rows: readonly string[]): readonly string[] {
  return [
    `#datatype,string,long,${type},dateTime:RFC3339`,
    '#group,false,false,false,true',
    '#default,_result,,,',
    ',result,table,_value,_start',
    ...rows.map(row => (row.includes('T') ? `,${row}` : `,${row},2026-11-23T11:59:00Z`))
  ]
}

function csv(lines: readonly string[]): Answer {
  return text(`${lines.join('\r\n')}\r\n\r\n`, 200, 'text/csv')
}

function value(query: string): Question {
  return { kind: 'value', query: queryOf(query) }
}

function sourceOf(question: Question, url = 'https://x.example.com') {
  return influxdbFlux
    .connect(endpointTo('influxdb-flux', url, { options: { org: 'the shop' } }))
    .source(question)
}

async function measured(
  answer: Answer,
  { question = value(mean), grid = gridOf() }: { question?: Question; grid?: Grid } = {}
): Promise<{ readonly server: StubServer; readonly measurement: Measurement }> {
  const server = await startStub(answer)
  const http = hastyHttp()
  closers.push(
    () => server.close(),
    () => http.close()
  )
  const measurement = await sourceOf(question, server.url).measure(grid, ioOf(http))
  return { server, measurement }
}
