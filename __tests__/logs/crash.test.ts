import { describe, expect, test } from '@jest/globals'
import { readEvents } from '../../src/logs/events.js'
import type { LogLine } from '../../src/model.js'
import { CRASHES } from './crashes.js'

describe('one crash is one event, line by line as in one record', () => {
  test.each(Object.entries(CRASHES))('%s', (_, crash) => {
    const [whole] = readEvents(linesOf([crash]))
    const [event, ...others] = readEvents(linesOf([...crash.split('\n'), '[ERROR] db gone']))
    expect(others.map(({ message }) => message)).toEqual(['[ERROR] db gone'])
    expect(event).toMatchObject({ message: whole?.message, frames: whole?.frames })
    expect(event?.errorType).toBe(whole?.errorType)
  })

  test.each(Object.entries(CRASHES))(
    '%s, and a record with an instant is none of it',
    (_, crash) => {
      const lines = crash.split('\n')
      const record = '2026-11-26 10:00:00,123 boom: it is late'
      for (const at of lines.keys()) {
        const events = readEvents(linesOf([...lines.slice(0, at), record, ...lines.slice(at)]))
        expect(events.map(({ message }) => message)).toContain('boom: it is late')
      }
    }
  )
})

describe('no other line is taken for a part of one', () => {
  test.each([
    ['/srv/app/pay.js:10', 'ERROR db gone'],
    ['[Recovery] 2026/11/26 - 10:00:00 panic recovered:', '[ERROR] db gone'],
    ['Traceback (most recent call last):', '[ERROR] db gone'],
    ['Traceback (most recent call last):', 'INFO: all is well'],
    ['Traceback (most recent call last):', 'all is well'],
    ['PHP Fatal error:  Uncaught Error: x in /srv/a.php:1', 'Next retry: in 5 s'],
    ['ERROR a failed', '[ERROR] b failed: Traceback (most recent call last):'],
    ['ERROR a failed', 'panic: b'],
    ['FATAL boom', "app/models/cart.rb:12:in `find_it': boom (PayError)"]
  ])('%j and %j', (first, second) => {
    expect(readEvents(linesOf([first, second])).map(({ text }) => text)).toEqual([first, second])
  })
})

function linesOf(texts: readonly string[]): readonly LogLine[] {
  return texts.map((text, at) => ({ at, text, stream: {}, fields: {} }))
}
