import { describe, expect, test } from '@jest/globals'
import { readEvents } from '../../src/logs/events.js'
import type { LogLine } from '../../src/model.js'

const CONSOLE = [
  'fail: Shop.Pay[0]',
  '      => RequestPath:/pay',
  '      Charge failed for 12',
  '      System.InvalidOperationException: pay',
  '       ---> System.Data.SqlException (0x80131904): login failed',
  '         at Shop.Db.Open() in /src/Shop/Db.cs:line 9',
  '         --- End of inner exception stack trace ---',
  '         at Shop.Pay.Charge() in /src/Shop/Pay.cs:line 41'
]

describe('what the console of .NET writes is one event', () => {
  test.each([
    ['line by line', CONSOLE],
    ['in one record', [CONSOLE.join('\n')]]
  ])('%s', (_, lines) => {
    const [event, next, ...rest] = readEvents(linesOf([...lines, 'fail: Shop.Pay[1]']))
    expect(rest).toEqual([])
    expect(next?.message).toBe('fail: Shop.Pay[1]')
    expect(event).toMatchObject({
      message:
        'fail: Shop.Pay[0] | Charge failed for 12 | System.InvalidOperationException: pay | System.Data.SqlException (0x80131904): login failed',
      errorType: 'System.Data.SqlException'
    })
    expect(event?.frames[0]).toEqual({ symbol: 'Shop.Db.Open', file: '/src/Shop/Db.cs', line: 9 })
  })

  test.each([
    ['line by line', '\n'],
    ['in one record', '']
  ])('and without an error its message tells what it was, %s', (_, end) => {
    const texts = ['Charge failed', 'Refund failed'].flatMap(said => {
      const record = `info: Shop.Pay[0]\n${CONSOLE[1]}\n      ${said}`
      return end === '' ? [record] : record.split(end)
    })
    expect(readEvents(linesOf(texts)).map(({ message }) => message)).toEqual([
      'info: Shop.Pay[0] | Charge failed',
      'info: Shop.Pay[0] | Refund failed'
    ])
  })
})

describe('a record of several lines without an error is its first four that are not blank', () => {
  const body = ['', '***', 'APPLICATION FAILED TO START', '***', '', 'no bean of type Pay', 'x=1']
  const told = '*** | APPLICATION FAILED TO START | *** | no bean of type Pay'

  test.each([
    ['', `${told}`],
    ['ERROR start\n', 'ERROR start | *** | APPLICATION FAILED TO START | ***'],
    ['INFO start\n', 'INFO start']
  ])('below %j', (head, message) => {
    expect(readEvents(linesOf([head + body.join('\n')]))[0]?.message).toBe(message)
  })

  test('each of them with whole words and at most 300 characters', () => {
    const token = `ghp_${'a1B2c3D4e5F6'.repeat(3)}`
    const [event] = readEvents(linesOf([`ERROR a\n${'b '.repeat(140)}${token}\nc`]))
    expect(event?.message).toBe(`ERROR a | ${'b '.repeat(140).trim()} | c`)
  })
})

function linesOf(texts: readonly string[]): readonly LogLine[] {
  return texts.map((text, at) => ({ at, text, stream: {}, fields: {} }))
}
