import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import {
  limitIn,
  parseDecimal,
  parseDuration,
  parseFraction,
  parseQuantity,
  queryUnits
} from '../../src/config/quantity.js'

describe('a duration', () => {
  test.each([
    ['90s', 90_000],
    ['1h30m', 5_400_000],
    ['15m', 900_000],
    ['3d', 259_200_000],
    ['1d2h3m4s5ms', 93_784_005],
    ['500ms', 500],
    ['0s', 0],
    ['007s', 7000]
  ])('%s is %d milliseconds', (text, expected) => {
    expect(parseDuration(text)).toEqual({ ok: expected })
  })

  test.each([
    [5, '5 has no unit. Write 5s, 5m or 5h.'],
    ['5', '5 has no unit. Write 5s, 5m or 5h.'],
    [1e9, '1000000000 has no unit. Write it as 90s or 1h30m.'],
    ['1e9', '"1e9" is not a duration. Write it as 90s, 15m, 1h30m or 3d.'],
    ['5 min', '"5 min" holds a space. Write "5m".'],
    ['-5m', '"-5m" is negative. Write a duration such as 90s.'],
    [NaN, 'NaN has no unit. Write it as 90s or 1h30m.'],
    ['NaN', '"NaN" is not a duration. Write it as 90s, 15m, 1h30m or 3d.'],
    ['', '"" is not a duration. Write it as 90s, 15m, 1h30m or 3d.'],
    ['1.5h', '"1.5h" holds a fraction. Write whole parts, such as 1h30m.'],
    ['30m1h', '"30m1h" is not a duration. Write it as 90s, 15m, 1h30m or 3d.'],
    ['1m1m', '"1m1m" is not a duration. Write it as 90s, 15m, 1h30m or 3d.'],
    ['99999999d', '"99999999d" is longer than 366 days.']
  ])('%p is refused with its remedy', (text, error) => {
    expect(parseDuration(text)).toEqual({ error })
  })

  test('is read back as it was written', () => {
    const part = fc.nat({ max: 59 })
    fc.assert(
      fc.property(
        fc.nat({ max: 100 }),
        part,
        part,
        part,
        fc.nat({ max: 999 }),
        (d, h, m, s, ms) => {
          const total = (((d * 24 + h) * 60 + m) * 60 + s) * 1000 + ms
          expect(parseDuration(`${d}d${h}h${m}m${s}s${ms}ms`)).toEqual({ ok: total })
        }
      )
    )
  })

  test('of any text is a whole number of milliseconds or an error, never a guess', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'0123456789dhms.-e ') }), text => {
        const parsed = parseDuration(text)
        if ('ok' in parsed) {
          expect(text).toMatch(/^(\d+(d|h|m|s|ms))+$/)
          expect(Number.isSafeInteger(parsed.ok) && parsed.ok >= 0).toBe(true)
        } else {
          expect(parsed.error).toMatch(/\.$/)
        }
      }),
      { numRuns: 500 }
    )
  })
})

describe('a fraction', () => {
  test.each([
    ['1%', 0.01],
    ['0.1%', 0.001],
    ['150%', 1.5],
    ['33.3%', 0.333],
    [0.8, 0.8],
    ['0.05', 0.05],
    [0, 0]
  ])('%p is %d', (text, expected) => {
    expect(parseFraction(text)).toEqual({ ok: expected })
  })

  test.each([
    [1, '1 is ambiguous. Write 1% or 100%.'],
    [80, '80 is ambiguous. Write 80% or 8000%.'],
    ['0,5', '"0,5" is not a number. Write 0.5.'],
    ['0,5%', '"0,5" is not a number. Write 0.5.'],
    ['-1%', '-1% is negative. Write a percentage such as 1%.'],
    [Infinity, 'Infinity is not a number.'],
    ['half', '"half" is not a number.']
  ])('%p is refused with its remedy', (text, error) => {
    expect(parseFraction(text)).toEqual({ error })
  })

  test('in percent is the hundredth, whatever the number', () => {
    fc.assert(
      fc.property(fc.nat({ max: 100_000 }), hundredths => {
        const text = `${(hundredths / 100).toFixed(2)}%`
        expect(parseFraction(text)).toEqual({ ok: hundredths / 10_000 })
      })
    )
  })
})

test.each([NaN, Infinity, -Infinity, 'NaN', '.inf', '1e999', '0x10', ' 1', '١'])(
  '%p is no number',
  text => {
    expect(parseDecimal(text)).toHaveProperty('error')
  }
)

describe('a limit', () => {
  const limit = (unit: string, text: string | number) => {
    const scale = queryUnits.get(unit)
    const parsed = parseQuantity(text)
    if (scale === undefined || 'error' in parsed) throw new Error(`cannot read ${text}`)
    return limitIn(scale, parsed.ok)
  }

  test.each([
    ['s', '800ms', 0.8],
    ['s', '2s', 2],
    ['s', 2, 2],
    ['ms', 800, 0.8],
    ['ms', '1s', 1],
    ['ns', 500_000_000, 0.5],
    ['B', '1.5KiB', 1536],
    ['B', '2MB', 2_000_000],
    ['KiB', 2, 2048],
    ['percent', '1%', 0.01],
    ['percent', 1, 0.01],
    ['percent', 99.5, 0.995],
    ['ratio', '1%', 0.01],
    ['ratio', 0.01, 0.01],
    ['per-second', '50/s', 50],
    ['count', 40, 40],
    ['none', -3.5, -3.5],
    ['ms', 0.3, 0.0003]
  ])('on numbers in %s, %p is %d in the base', (unit, text, expected) => {
    expect(limit(unit, text)).toEqual({ ok: expected })
  })

  test.each([
    ['none', '1%', /unit: percent \| ratio/],
    ['none', '800ms', /unit: s \| ms \| us \| ns/],
    ['s', '1%', /numbers are seconds/],
    ['ratio', 5, /^5 is ambiguous. Write 5% or 500%\.$/],
    ['count', '5MB', /unit: B \| KiB \| MiB/]
  ])('on numbers in %s, %p is refused: the units do not agree', (unit, text, error) => {
    expect(limit(unit, text)).toEqual({ error: expect.stringMatching(error) })
  })

  test.each([
    ['0,5', '"0,5" is not a number. Write 0.5.'],
    ['800 ms', '"800 ms" is not a number or a quantity.'],
    ['5mb', '"5mb" has the unknown unit "mb". Write "MB".'],
    ['5x', /^"5x" has the unknown unit "x". Known are ns, us, /],
    ['NaN', /is not a number or a quantity/],
    [NaN, 'NaN is not a number.']
  ])('%p is refused with its remedy', (text, error) => {
    expect(parseQuantity(text)).toEqual({
      error: typeof error === 'string' ? error : expect.stringMatching(error)
    })
  })
})
