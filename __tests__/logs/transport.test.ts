import { describe, expect, test } from '@jest/globals'
import { readEvents } from '../../src/logs/events.js'

const PREFIXES = {
  'the CRI': '2026-11-26T10:00:00.123456789Z stderr F ',
  Compose: 'web_1  | ',
  'Compose of today': 'web-1  | ',
  Heroku: '2026-11-26T10:00:00.123456+00:00 app[web.1]: ',
  'Heroku without an instant': 'app[web.1]: ',
  'RFC 5424': '<11>1 2026-11-26T10:00:00Z web-1 app 123 - - ',
  'RFC 5424 with data': '<11>1 2026-11-26T10:00:00Z web-1 app 123 ID1 [a@1 b="c"] ',
  'RFC 3164': '<11>Nov 26 10:00:00 web-1 app[123]: ',
  journald: 'Nov 26 10:00:00 web-1 java[1]: ',
  'journald with a zone': '2026-11-26T10:00:00+0000 web-1 java[1]: ',
  pm2: '0|app  | ',
  Stern: 'shop-web-6d4cf56db6-x7z2k web ',
  'kubectl logs --timestamps': '2026-11-26T10:00:00.123456789Z '
}

/** Plain text behind these stays as it is. */
const JSON_ONLY = {
  'syslog without a process': 'Nov 26 10:00:00 web-1 app: ',
  'CEE behind syslog': 'Nov 26 10:00:00 web app[12]: @cee: ',
  'CEE without a process': '2026-11-26T10:00:00+00:00 web app: @cee: ',
  'Compose without a number': 'web  | ',
  'an instant and a level': '2026-11-26T10:00:00Z ERROR ',
  'a level in brackets': '[ERROR] ',
  Lambda: '2026-11-26T10:00:00.123Z\t1a2b3c4d-1111-4222-8333-1a2b3c4d5e6f\tERROR\tInvoke Error \t',
  'the CRI and a level': '2026-11-26T10:00:00.1Z stderr F 2026-11-26 10:00:00 ERROR '
}

const TRACE = [
  'ERROR boom',
  'java.lang.IllegalStateException: pay',
  '\tat com.acme.Pay.charge(Pay.java:41)',
  'Caused by: java.io.IOException: x',
  '\tat com.acme.Db.y(Db.java:1)',
  '\t... 2 more'
]

describe('what a collector writes before the line', () => {
  test.each(Object.entries({ ...PREFIXES, ...JSON_ONLY }))('%s hides no JSON', (_, prefix) => {
    const [event] = read([`${prefix}{"level":"error","msg":"database down"}`])
    expect(event).toMatchObject({ level: 'error', message: 'database down' })
  })

  test.each(Object.entries(PREFIXES))('%s parts no trace', (_, prefix) => {
    const [event, ...others] = read(TRACE.map(line => prefix + line))
    expect(others).toEqual([])
    expect(event).toMatchObject({ lines: 6, level: 'error', errorType: 'java.io.IOException' })
    expect(event?.frames[0]).toMatchObject({ symbol: 'com.acme.Db.y' })
  })

  test('is no part of the message, and the instant behind it is none either', () => {
    const { 'the CRI': cri, journald, pm2 } = PREFIXES
    for (const prefix of [cri, journald, pm2]) {
      expect(read([`${prefix}2026-11-26 10:00:00,123 ERROR boom`])[0]?.message).toBe('ERROR boom')
    }
  })

  test('may be a blank line within a trace', () => {
    const lines = ['panic: boom', '', 'goroutine 1 [running]:', 'main.f()', '\t/a.go:1 +0x1']
    const events = read(lines.map(line => `2026-11-26T10:00:00.1Z stderr F ${line}`.trimEnd()))
    expect(events.map(event => event.lines)).toEqual([5])
  })

  test('tells the level where the JSON does not', () => {
    expect(read(['2026-11-26T10:00:00Z ERROR {"msg":"database down"}'])[0]?.level).toBe('error')
    expect(read(['INFO {"level":"error","msg":"database down"}'])[0]?.level).toBe('error')
  })

  test('ends an instant as a tab does', () => {
    const [zap] = read(['2026-11-26T10:00:00.000Z\tERROR\tcart/cart.go:12\tboom'])
    expect(zap?.message).toBe('ERROR\tcart/cart.go:12\tboom')
    const id = '1a2b3c4d-1111-4222-8333-1a2b3c4d5e6f'
    expect(read([`2026-11-26T10:00:00.000Z\t${id}\tERROR\tboom`])[0]?.message).toBe('ERROR\tboom')
  })
})

test.each([
  'host app: CRITICAL out of memory',
  'main worker[12]: cart is empty',
  'ERROR worker[12]: cart is empty',
  'worker[12]: cart is empty',
  'retry | {"cart":1}',
  'step_1 | done',
  'shop-web-6d4cf56db6-x7z2k crashed with code 1',
  'shop-web-6d4cf56db6-x7z2k crashed',
  'request failed: {"error":"cart 1 is empty"}',
  'ERROR upstream answered {"error":"cart 1 is empty"}',
  'ERROR {"cart":1} is no cart',
  'request failed: java.lang.IllegalStateException: pay',
  'stderr is closed',
  '1|2|3',
  '<b>1 of 2</b>'
])('%s is the message, behind an instant too', text => {
  for (const instant of ['', '2026-11-26 10:00:00 ', '2026-11-26T10:00:00Z ']) {
    expect(read([instant + text])[0]?.message).toBe(text)
  }
})

function read(texts: readonly string[]) {
  return readEvents(texts.map((text, at) => ({ at, text, stream: {}, fields: {} })))
}
