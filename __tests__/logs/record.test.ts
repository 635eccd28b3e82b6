import { describe, expect, test } from '@jest/globals'
import type { LogEvent } from '../../src/logs/events.js'
import { readEvents } from '../../src/logs/events.js'
import { createMiner } from '../../src/logs/miner.js'
import type { Labels } from '../../src/model.js'

const A = (i: number) => `cart ${i} is empty`
const B = (i: number) => `database of shard ${i} gone`
const T = '2026-11-26T10:00:00Z'
const json = (value: unknown) => JSON.stringify(value)

const textOf = (value: unknown) => (typeof value === 'string' ? value : json(value))

type Writer = (said: string, i: number) => unknown

/** Shapes in which no key says `message`. */
const SHAPES: Readonly<Record<string, Writer>> = {
  'an error': (error, i) => ({ level: 'error', error, time: i }),
  'an err': err => ({ level: 'error', err }),
  'a reason': reason => ({ level: 'error', reason }),
  'an exception': exception => ({ level: 'error', exception }),
  'a description': description => ({ level: 'error', description }),
  'a title and a detail': detail => ({ level: 'error', title: 'Failed', detail }),
  'a flag beside the reason': reason => ({ level: 'error', error: true, reason }),
  'a number for a message': error => ({ level: 'error', message: 5, error }),
  'error.message of ECS': (message, i) => ({
    '@timestamp': i,
    log: { level: 'error' },
    error: { type: 'X', message }
  }),
  'fields of tracing-subscriber': (message, i) => ({
    timestamp: T,
    level: 'ERROR',
    fields: { message, user: i },
    target: 'shop::pay'
  }),
  'a body of OTLP': (stringValue, i) => ({
    severityNumber: 17,
    body: { stringValue },
    attributes: [{ key: 'user', value: { intValue: String(i) } }],
    traceId: 'a1'.repeat(16)
  }),
  'a Body of OpenTelemetry': Body => ({ SeverityText: 'ERROR', Body }),
  'a request of Rails': (said, i) => ({
    method: 'GET',
    path: `/x/${i}`,
    error: `PayError: ${said}`
  }),
  'an error of Lambda': (errorMessage, i) => ({
    level: 'ERROR',
    requestId: i,
    message: { errorType: 'Error', errorMessage }
  }),
  'an object for a message': text => ({ level: 'error', message: { code: 'x', text } }),
  'a list of errors': (message, i) => ({ level: 'error', errors: [{ message, path: ['x', i] }] }),
  'exception values of Sentry': value => ({
    level: 'error',
    exception: {
      values: [{ type: 'PayError', value, stacktrace: { frames: [{ function: 'f' }] } }]
    }
  }),
  'a trace alone': said => ({ stack: `Error: ${said}\n    at pay (/srv/pay.js:10:5)` }),
  'names nobody knows': (complaint, i) => ({ level: 'error', host: `h${i}`, complaint, n: i }),
  'wrappers in wrappers': error => ({ log: json({ log: json({ error }) }) }),
  'an end that was cut off': msg => `${json({ level: 'error', msg, more: 'x'.repeat(40_000) })}`
}

describe('JSON without a message says what went wrong', () => {
  test.each(Object.entries(SHAPES))('in %s', (_, write) => {
    const line = (say: (i: number) => string) => (i: number) => textOf(write(say(i), i))
    expect(templatesOf([...many(line(A)), ...many(line(B))])).toHaveLength(2)
  })

  test.each(Object.entries(SHAPES))('in %s kept as the fields of the store', (_, write) => {
    const text = textOf(write(A(1), 1))
    const [event] = readEvents([{ at: 1, text, stream: {}, fields: { n: '1' } }])
    expect(event?.message).toContain('cart')
    expect(event?.message).not.toContain('{')
  })

  test('or in fields beside an empty text', () => {
    const fields = { level: 'error', 'error.message': A(1) }
    const [event] = readEvents([{ at: 1, text: '', stream: {}, fields }])
    expect(event).toMatchObject({ level: 'error', message: A(1) })
    expect(readEvents([{ at: 1, text: '', stream: {}, fields: { level: 'info' } }])).toEqual([])
  })

  test('else its words in the order of their keys, without those of one record, one machine or one build', () => {
    const own = {
      time: T,
      level: 'error',
      hostname: 'web',
      kubernetes: { pod: { name: 'shop-abc' } },
      image: 'shop:blue',
      traceId: 'abc',
      order_id: 'xyz',
      user: { name: 'Ann' },
      db: { password: 'hunter' }
    }
    const first = json({ op: 'charge', code: 'E_DB', status: 500, ...own })
    const second = json({ ...own, status: 200, code: 'E_DB', op: 'charge' })
    expect(templatesOf([first, second])).toEqual(['code: E_DB op: charge'])
  })

  test('else its keys, so that no template stands for every such record', () => {
    const lines = [
      { level: 'error', cart: 1 },
      { level: 'error', shard: 2, ok: false },
      { time: 1 },
      {}
    ]
    const templates = templatesOf(lines.map(json))
    expect(templates).toEqual(['{cart level}', '{level ok shard}', '{time}', '{}'])
  })

  test('of bounded length', () => {
    const wide = Object.fromEntries(
      Array.from({ length: 5000 }, (_, i) => [`k${i}`, 'word '.repeat(1000)])
    )
    const [event] = readEvents(linesOf([json(wide).slice(0, 65_000)]))
    expect(event?.message.length).toBeLessThanOrEqual(2000)
  })
})

test('what was accepted of one error without a message is not the next one', () => {
  const miner = createMiner()
  const events = (error: string) => readEvents(linesOf([json({ level: 'error', error, time: 1 })]))
  for (const event of events(A(1))) miner.add(event)
  const [{ id = '', template = '' } = {}] = miner.signatures()
  const next = createMiner()
  for (const event of [...events(A(2)), ...events(B(3))]) next.add(event)
  next.accept({ id, template }, 0)
  expect(
    next
      .signatures()
      .map(one => [one.template, one.accepted])
      .sort()
  ).toEqual([
    ['cart <*> is empty', 0],
    ['database of shard <*> gone', undefined]
  ])
})

test('a blank line in a wrapper stays one, and parts no trace', () => {
  const lines = ['panic: boom', '', 'goroutine 1 [running]:', 'main.f()', '\t/a.go:1 +0x1']
  const wrapped = lines.map(line => json({ log: `${line}\n`, stream: 'stderr' }))
  const events = readEvents(wrapped.map((text, at) => ({ at, text, stream: {}, fields: {} })))
  expect(events.map(event => [event.lines, event.errorType])).toEqual([[5, 'panic']])
})

describe('logfmt', () => {
  test.each([
    [`timestamp='2026' level='error' event='database is slow' id=1`, 'error', 'database is slow'],
    [`level='error' event='it\\'s gone' id=1`, 'error', "it's gone"],
    [`level=error msg='tis id=1`, 'error', "'tis"],
    [`level=error msg='a'b c' id=1`, 'error', "'a'b"],
    [`level=error err="cart is empty"`, 'error', 'level=error err="cart is empty"'],
    [`status=500 took=5ms`, undefined, 'status=500 took=5ms']
  ])('%s', (text, level, message) => {
    const [event] = readEvents(linesOf([text]))
    expect([event?.level, event?.message]).toEqual([level, message])
  })
})

describe('the level', () => {
  test.each([
    ['error: cart is empty', 'error'],
    ['fail: Shop.Pay[0]', 'error'],
    ['crit: Shop.Pay[0]', 'fatal'],
    ['warn: slow', 'warn'],
    [`[${T}] app.ERROR: cart is empty {"user":1} []`, 'error'],
    [`[${T}] app.EMERGENCY: cart is empty`, 'fatal'],
    [`${T} [error    ] cart is empty`, 'error'],
    ['error rate is fine', undefined],
    ['the error: none', undefined],
    ['see app.ERROR for more', undefined]
  ])('of %s', (text, level) => expect(levelOf(text)).toBe(level))

  test.each([
    [{ severity_number: 17 }, 'error'],
    [{ severityNumber: 13 }, 'warn'],
    [{ SeverityNumber: 24 }, 'fatal'],
    [{ severity: { number: 9 } }, 'info'],
    [{ severity_number: 4 }, 'trace'],
    [{ level: 50 }, 'error'],
    [{ level: 3 }, 'error'],
    [{ level: 400, level_name: 'ERROR' }, 'error'],
    [{ level: 300 }, 'warn'],
    [{ severity: 500 }, 'error'],
    [{ severity: 400 }, 'warn'],
    [{ levelno: 40 }, 'error'],
    [{ level: 'app', severity: 'error' }, 'error'],
    [{ status: 500 }, undefined]
  ])('of %j', (fields, level) => expect(levelOf(json({ ...fields, message: 'x' }))).toBe(level))

  test.each<[Labels, string | undefined]>([
    [{ level: 'error' }, 'error'],
    [{ detected_level: 'error' }, 'error'],
    [{ severity: 'warning' }, 'warn'],
    [{ _stream: '{app="shop",level="error"}' }, 'error'],
    [{ _stream: '{app="shop",sublevel="error"}' }, undefined],
    [{ app: 'shop' }, undefined]
  ])('of a stream with %j, where the record has none', (stream, level) => {
    const read = (text: string) => readEvents([{ at: 1, text, stream, fields: {} }])[0]?.level
    expect(read('cart is empty')).toBe(level)
    expect(read('INFO all is well')).toBe('info')
    expect(read('{"level":"warn","msg":"slow"}')).toBe('warn')
    expect(read('{"msg":"slow"}')).toBe(level)
  })
})

function levelOf(text: string): LogEvent['level'] {
  return readEvents(linesOf([text]))[0]?.level
}

function many(line: (i: number) => string): readonly string[] {
  return Array.from({ length: 12 }, (_, i) => line(i))
}

function templatesOf(texts: readonly string[]): readonly string[] {
  const miner = createMiner()
  for (const event of readEvents(linesOf(texts))) miner.add(event)
  return miner
    .signatures()
    .map(one => one.template)
    .sort()
}

function linesOf(texts: readonly string[]) {
  return texts.map((text, i) => ({ at: i * 10_000, text, stream: {}, fields: {} }))
}
