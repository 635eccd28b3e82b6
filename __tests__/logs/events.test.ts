import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import type { LogEvent } from '../../src/logs/events.js'
import { readEvents } from '../../src/logs/events.js'
import type { LogLine } from '../../src/model.js'
import { TRACES } from './traces.js'

describe('a stack trace is one event', () => {
  test.each(TRACES)('of $language, line by line', ({ lines, errorType, innermost, message }) => {
    const [before, event, after, ...rest] = readEvents(
      linesOf(['2026-11-25 10:00:00 INFO before', ...lines, '2026-11-25 10:00:01 INFO after'])
    )
    expect(rest).toEqual([])
    expect([before?.message, after?.message]).toEqual(['INFO before', 'INFO after'])
    expectTrace(event, { errorType, innermost, message })
    expect(event?.lines).toBe(lines.length)
  })

  test.each(TRACES)('of $language, in one line', ({ lines, errorType, innermost, message }) => {
    const [event, ...rest] = readEvents(linesOf([lines.join('\n')]))
    expect(rest).toEqual([])
    expectTrace(event, { errorType, innermost, message })
  })

  test.each(TRACES)(
    'of $language, in a field beside the message',
    ({ lines, errorType, innermost }) => {
      const [, ...trace] = lines
      const fields = { 'log.level': 'error', 'error.stack_trace': trace.join('\n') }
      const [event] = readEvents([{ at: 1, text: lines[0] ?? '', stream: {}, fields }])
      expect(event?.frames[0]).toEqual(innermost)
      expect(event?.level).toBe('error')
      expect(event?.errorType).toBe(errorType)
      // For whoever reads the example: the message alone says little.
      expect(event?.stack).toBe(trace.join('\n').slice(0, 2000))
    }
  )

  test('in a field, of which both ends are kept', () => {
    const rows = Array.from(
      { length: 90 },
      (_, index) => `  File "/app/${index}.py", line ${index}, in f`
    )
    const fields = { 'error.stack_trace': rows.join('\n') }
    const [event] = readEvents([{ at: 1, text: 'boom', stream: {}, fields }])
    const kept = event?.stack?.split('\n') ?? []
    expect(kept.join('\n').length).toBeLessThanOrEqual(2000)
    expect([kept[0], kept.at(-1)]).toEqual([rows[0], rows[89]])
    expect(kept.filter(line => line !== '…' && !rows.includes(line))).toEqual([])
  })

  test('though the lines of another stream stand between', () => {
    const { lines, innermost } = TRACES[0]
    const mixed = lines.flatMap((text, i) => [
      { at: i, text, stream: { pod: 'a' }, fields: {} },
      { at: i, text: `GET /${i} 200`, stream: { pod: 'b' }, fields: {} }
    ])
    const events = readEvents(mixed)
    expect(events.filter(event => event.frames.length > 0)).toHaveLength(1)
    expect(events.find(event => event.frames.length > 0)?.frames[0]).toEqual(innermost)
    expect(events).toHaveLength(1 + lines.length)
  })

  test.each(TRACES)(
    'of $language in one record takes nothing of the records behind it',
    ({ lines, innermost }) => {
      const trace = lines.join('\n')
      const next = 'WARN payment 1 was slow: took 800 ms'
      const events = readEvents(linesOf([trace, next, trace, trace, `    ${next}`]))
      expect(events.map(event => event.frames[0])).toEqual([
        innermost,
        undefined,
        innermost,
        innermost,
        undefined
      ])
      expect(
        new Set(events.filter((_, i) => i !== 1 && i !== 4).map(({ message }) => message)).size
      ).toBe(1)
    }
  )

  test('that came in one record below the line that was logged is one with it', () => {
    const [first = '', ...rest] = TRACES[1].lines
    const [event, ...others] = readEvents(linesOf([first, rest.join('\n'), 'WARN slow']))
    expect(others.map(({ message }) => message)).toEqual(['WARN slow'])
    expectTrace(event, TRACES[1])
  })

  test('and keeps the frames of the errors that the first cause led to', () => {
    const [event] = readEvents(linesOf([TRACES[0].lines.join('\n')]))
    expect(event?.outer?.[0]).toEqual({
      file: 'OrderService.java',
      line: 88,
      symbol: 'com.acme.shop.OrderService.place'
    })
  })

  test('and its pieces are no event where its beginning was not fetched', () => {
    const { lines } = TRACES[0]
    expect(readEvents(linesOf(lines.slice(3)))).toEqual([])
  })

  test.each([
    '  3: connection refused',
    ' #12 is late',
    '\tat noon the shop opened',
    'from here on all is well'
  ])('and %j is no piece of one', line => expect(readEvents(linesOf([line]))).toHaveLength(1))

  test('and is not joined to a line that is no error', () => {
    const events = readEvents(linesOf(['INFO all is well', '\tat com.acme.Db.save(Db.java:12)']))
    expect(events.map(event => event.frames)).toEqual([[]])
  })
})

test.each([
  ['ERROR: cannot load plugin 7 (Payments)', undefined],
  ['FATAL: cannot pay (PayError)', 'PayError'],
  ["/app/lib/pay.rb:12:in 'Pay#charge': boom 1 (Refused)", 'Refused'],
  ["/app/lib/pay.rb:12:in 'charge': no such file (Errno::ENOENT)", 'Errno::ENOENT'],
  [
    "ActiveRecord::RecordNotFound (Couldn't find Cart with 'id'=123 and 'shop'=456):",
    'ActiveRecord::RecordNotFound'
  ]
])('%j names the type %j', (text, errorType) => {
  expect(readEvents(linesOf([text]))[0]?.errorType).toBe(errorType)
})

test('a long line ends with a whole word, so that no half of a secret is left', () => {
  const token = `ghp_${'a1B2c3D4e5F6'.repeat(3)}`
  for (const before of [970, 985, 995]) {
    const [event] = readEvents(linesOf([`${'x '.repeat(before)}${token} ${'y '.repeat(100)}`]))
    const isWhole = event?.text.includes(token) === true
    expect(isWhole || event?.text.includes('ghp_') === false).toBe(true)
    expect(event?.text.length).toBeLessThanOrEqual(2000)
  }
})

describe('a line that is data is read as such', () => {
  test.each([
    [
      '{"level":"error","msg":"insert failed","error":"pq: read-only transaction","ts":1}',
      'error',
      'insert failed: pq: read-only transaction'
    ],
    [
      '{"log":"{\\"level\\":\\"warn\\",\\"message\\":\\"slow\\"}\\n","stream":"stdout"}',
      'warn',
      'slow'
    ],
    ['{"@t":"2026-11-25T10:00:00Z","@l":"Fatal","@m":"cannot start"}', 'fatal', 'cannot start'],
    [
      '{"level":50,"msg":"boom","err":{"type":"TypeError","message":"x is undefined"}}',
      'error',
      'boom: x is undefined'
    ],
    [
      'time="2026-11-25T10:00:00Z" level=error msg="cannot \\"write\\"" err="disk full"',
      'error',
      'cannot "write": disk full'
    ],
    ['2026-11-25T10:00:00.123Z [error] worker died', 'error', '[error] worker died'],
    [
      'Nov 25 10:00:00 host app: CRITICAL out of memory',
      'fatal',
      'host app: CRITICAL out of memory'
    ],
    ['a=b is not logfmt', undefined, 'a=b is not logfmt'],
    ['{"broken": ', undefined, '{"broken":']
  ])('%s', (text, level, message) => {
    const [event] = readEvents(linesOf([text]))
    expect(event?.level).toBe(level)
    expect(event?.message.trim()).toBe(message)
  })

  test('the fields of the store say level and type too', () => {
    const fields = {
      severity_text: 'ERROR',
      'exception.type': 'java.io.IOException',
      'exception.message': 'reset'
    }
    const [event] = readEvents([{ at: 1, text: 'request failed', stream: {}, fields }])
    expect(event).toMatchObject({
      level: 'error',
      errorType: 'java.io.IOException',
      message: 'request failed: reset'
    })
  })
})

describe('bad input', () => {
  test('escapes, NUL, carriage returns and broken characters leave plain text', () => {
    const [event] = readEvents(
      linesOf(['\u001b[31mERROR\u001b[0m disk\u0000\u0000 full \ud800\r\n'])
    )
    expect(event?.message).toBe('ERROR disk\ufffd full \ufffd')
  })

  test('a line of 64 MiB is read in its first part only', () => {
    const lines = linesOf([`{"msg":"${'x'.repeat(64 * 2 ** 20)}"}`])
    const started = performance.now()
    const [event] = readEvents(lines)
    expect(event?.text).toHaveLength(2000)
    expect(performance.now() - started).toBeLessThan(2000)
  })

  test('a trace behind the first 32 768 characters of a record is not read', () => {
    const trace = '\njava.io.IOException: reset\n\tat a.B.c(B.java:1)'
    const typeAfter = (filler: number) =>
      readEvents(linesOf([`boom ${'x'.repeat(filler)}${trace}`]))[0]?.errorType
    expect(typeAfter(32_000)).toBe('java.io.IOException')
    expect(typeAfter(33_000)).toBeUndefined()
  })

  const hostile = [
    'a',
    ' ',
    '\t',
    '"',
    "'",
    '{',
    '[{',
    '(',
    '=',
    'a=',
    'a.',
    'A.b:',
    '::',
    '/',
    '\\',
    ':',
    '0',
    '1.',
    '-',
    '%',
    '\u001b[',
    '\u001b]',
    '\n',
    '\r',
    '\n\tat ',
    'File "',
    '#0 ',
    'Caused by: ',
    '0: ',
    '…',
    'Error: ',
    '\ud800',
    '\u0000'
  ]
  test.each(hostile)('100 000 characters of %j cost no more than linear time', unit => {
    const text = unit.repeat(Math.ceil(100_000 / unit.length))
    const lines = linesOf([
      text,
      `Error: ${text}`,
      `ERROR ${text}x`,
      `Traceback (most recent call last):\n${text}`
    ])
    const started = performance.now()
    readEvents(lines)
    // Quadratic time would be minutes; a busy machine is no failure.
    expect(performance.now() - started).toBeLessThan(2000)
  })

  test('whatever the lines are, the events are bounded, inert and no more than the lines', () => {
    const text = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.constantFrom(...TRACES.flatMap(trace => trace.lines)),
      fc.json()
    )
    const line = fc.record({
      at: fc.integer(),
      text,
      stream: fc.constantFrom({ pod: 'a' }, { pod: 'b' }),
      fields: fc.dictionary(fc.string(), fc.string())
    })
    fc.assert(
      fc.property(fc.array(line), lines => {
        const events = readEvents(lines)
        expect(events.reduce((sum, event) => sum + event.lines, 0)).toBeLessThanOrEqual(
          lines.length
        )
        for (const event of events) {
          expect(event.message.length).toBeLessThanOrEqual(2000)
          expect(event.text.length).toBeLessThanOrEqual(2000)
          expect(event.frames.length).toBeLessThanOrEqual(50)
          expect(event.message).not.toMatch(/[\u0000-\u0008\u001b]/)
        }
        expect(readEvents(lines)).toEqual(events)
      })
    )
  })
})

interface Expected {
  readonly errorType: string
  readonly innermost: object
  readonly message: string
}

function expectTrace(event: LogEvent | undefined, { errorType, innermost, message }: Expected) {
  expect(event?.errorType).toBe(errorType)
  expect(event?.frames[0]).toEqual(innermost)
  expect(event?.message).toBe(message)
}

function linesOf(texts: readonly string[]): readonly LogLine[] {
  return texts.map((text, at) => ({ at, text, stream: {}, fields: {} }))
}
