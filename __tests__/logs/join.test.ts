import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { readEvents } from '../../src/logs/events.js'
import type { LogLine } from '../../src/model.js'
import { TRACES } from './traces.js'

const AT = '2026-11-26 10:00:00,123'
const STAMP = '2026-11-26T10:00:00.123456789Z'
const FRAMES = '\n\tat a.B.c(B.java:1)\n\tat a.B.d(B.java:2)'

describe('a line with an instant of its own begins a record', () => {
  test.each(TRACES)('behind a trace of $language, whatever it begins with', ({ lines }) => {
    for (const next of ['[ERROR] db gone', '(Backend) is down', '  indented', 'a.b.C: d', '#1 x']) {
      const events = readEvents(linesOf([...lines, `${AT} ${next}`, `${AT} ${next}`]))
      expect(events.map(event => event.message).slice(1)).toEqual([next, next])
    }
  })

  test.each([
    ['ERROR order 1 failed', 'ERROR cannot load plugin 1 (Payments)'],
    ['ERROR order 1 failed', 'TimeoutError: gateway 1'],
    ['SEVERE cart 1 empty', 'java.io.IOException: disk 1 full'],
    ['ERROR order 1 failed', 'panic: nothing more'],
    ['ERROR order 1 failed', `java.io.IOException: disk full${FRAMES}`]
  ])('%j and %j are two', (first, second) => {
    const events = readEvents(linesOf([`${AT} ${first}`, `${AT} ${second}`]))
    expect(events.map(event => event.lines)).toEqual([1, 1])
  })

  test('so records that follow each other at once are never joined', () => {
    const record = fc
      .tuple(
        fc.constantFrom('', 'ERROR ', '[ERROR] ', 'FATAL -- : ', '(Backend) ', '[error] ', '  '),
        fc.oneof(
          fc.constantFrom(
            'order failed',
            'cannot load plugin (Payments)',
            'TimeoutError: gateway',
            'java.io.IOException: disk full',
            'ValueError: bad',
            'shop.errors.Odd: x',
            'panic: x',
            'goroutine pool is full',
            'Traceback of parcel lost',
            '#7 is late',
            'at noon',
            'Error: boom',
            '}',
            '[SQL: SELECT 1]',
            'fail: Shop.Pay[0]',
            '/srv/app/pay.js:10',
            'http: panic serving 10.0.0.1:5: pay broke'
          ),
          fc.string({ minLength: 1, maxLength: 20 }).map(text => `x${text}`)
        )
      )
      .map(([head, text]) => `${AT} ${head}${text}`)
    fc.assert(
      fc.property(fc.array(record, { maxLength: 12 }), texts => {
        expect(readEvents(linesOf(texts)).map(event => event.text)).toEqual(texts)
      })
    )
  })

  test.each(TRACES)(
    'but the trace of $language is one event where the collector writes one before every line',
    ({ lines, innermost }) => {
      const plain = lines.map(line => line.replace(/^2026-11-25 10:00:00,123 /, ''))
      const records = [...plain, '[ERROR] database gone', 'INFO done'].map(line =>
        line === '' ? line : `${STAMP} ${line}`
      )
      const events = readEvents(linesOf(records))
      expect(events[0]?.frames[0]).toEqual(innermost)
      expect(events.slice(-2).map(event => event.message)).toEqual([
        '[ERROR] database gone',
        'INFO done'
      ])
    }
  )
})

describe('an error below the line that was logged', () => {
  test('is one with it where its trace follows', () => {
    const events = readEvents(
      linesOf(['SEVERE: pay failed', ...`java.io.IOException: reset${FRAMES}`.split('\n')])
    )
    expect(events.map(event => event.message)).toEqual([
      'SEVERE: pay failed | java.io.IOException: reset'
    ])
    expect(events[0]).toMatchObject({ at: 0, lines: 4, errorType: 'java.io.IOException' })
  })

  test.each([
    ['a line', 'java.io.IOException: reset'],
    ['a record of several lines', 'java.io.IOException: reset\n  on port 7\n  at once']
  ])('is an event of its own where none does: %s', (_, error) => {
    const events = readEvents(linesOf(['ERROR pay failed', error, 'ERROR pay failed']))
    expect(events.map(event => event.text)).toEqual(['ERROR pay failed', error, 'ERROR pay failed'])
  })
})

test("behind Python's last line only what its libraries write there is part of the trace", () => {
  const trace = TRACES[1].lines
  const inner = [
    'DETAIL: Key (id)=(1) already exists.',
    '[SQL: INSERT INTO orders (id) VALUES (%(id)s)]',
    "[parameters: {'id': 1}]",
    '(Background on this error at: https://sqlalche.me/e/20/gkpj)'
  ]
  const events = readEvents(
    linesOf([...trace, ...inner, '[ERROR] database gone', '(Backend) is down'])
  )
  expect(events.map(event => event.lines)).toEqual([trace.length + inner.length, 1, 1])
})

function linesOf(texts: readonly string[]): readonly LogLine[] {
  return texts.map((text, at) => ({ at, text, stream: {}, fields: {} }))
}
