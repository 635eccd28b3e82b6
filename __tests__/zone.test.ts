import { describe, expect, test } from '@jest/globals'
import { isTimeZone, sameTimeBefore } from '../src/zone.js'

const hour = 3_600_000
const day = 24 * hour
const berlin = 'Europe/Berlin'

describe('the same time on an earlier day', () => {
  test.each([
    // Clocks went forward in the night to 2026-03-29: nine in the morning is 07:00 UTC, the day before 08:00.
    ['2026-03-29T07:00:00Z', day, berlin, '2026-03-28T08:00:00Z'],
    ['2026-04-01T07:00:00Z', 7 * day, berlin, '2026-03-25T08:00:00Z'],
    // And back in the night to 2026-10-25.
    ['2026-10-25T08:00:00Z', day, berlin, '2026-10-24T07:00:00Z'],
    ['2026-10-27T08:30:00Z', 7 * day, berlin, '2026-10-20T07:30:00Z'],
    // The other hemisphere, half an hour only, and no daylight saving at all.
    ['2026-04-05T02:00:00Z', day, 'Australia/Lord_Howe', '2026-04-04T01:30:00Z'],
    ['2026-10-25T08:00:00Z', day, 'Asia/Tokyo', '2026-10-24T08:00:00Z'],
    ['2026-10-25T08:00:00Z', day, 'UTC', '2026-10-24T08:00:00Z']
  ])('%s less %d ms in %s is %s', (at, offset, zone, expected) => {
    expect(new Date(sameTimeBefore(Date.parse(at), offset, zone)).toISOString()).toBe(
      new Date(expected).toISOString()
    )
  })

  test('an hour that the clock skipped is the one after the gap', () => {
    // 02:30 on 2026-03-30 in Berlin; on the 29th there was no 02:30.
    const at = Date.parse('2026-03-30T00:30:00Z')
    expect(sameTimeBefore(at, day, berlin)).toBe(Date.parse('2026-03-29T01:30:00Z'))
  })

  test('of an hour that came twice it is the first', () => {
    // 02:30 on 2026-10-26; on the 25th it was 02:30 at 00:30 UTC and again at 01:30 UTC.
    const at = Date.parse('2026-10-26T01:30:00Z')
    expect(sameTimeBefore(at, day, berlin)).toBe(Date.parse('2026-10-25T00:30:00Z'))
  })

  test('what is no whole day is elapsed time, to the millisecond', () => {
    const at = Date.parse('2026-03-29T07:00:00Z') + 123
    expect(sameTimeBefore(at, day + 90, berlin)).toBe(at - day + hour - 90)
  })
})

test('a zone is known by its IANA name', () => {
  expect(['UTC', berlin, 'America/St_Johns'].every(isTimeZone)).toBe(true)
  expect(['', 'Berlin', 'Europe/Bielefeld', 'nonsense'].some(isTimeZone)).toBe(false)
})
