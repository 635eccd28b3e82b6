import { expect, test } from '@jest/globals'
import { createScanner } from '../../src/logs/scan.js'
import { readTemplate, writeTemplate } from '../../src/logs/template.js'
import { createRedactor } from '../../src/report/redact.js'
import { BY_PLACE, ORDINARY } from './planted-names.js'

const redact = createRedactor([])
const scanner = createScanner()
const templateOf = (line: string): string => writeTemplate(readTemplate(line, scanner))

/** One without a digit or a symbol, as people choose them, and one with them. */
const VALUES = ['CorrectHorseBattery', 'c0rrect!Horse9']

test.each(BY_PLACE.flatMap(line => VALUES.map(value => [line, value] as const)))(
  'in the example and in the template of %j the word X is hidden where it is %s',
  (line, value) => {
    const whole = `ERROR ${line.replaceAll('X', value)}`
    for (const text of [whole, templateOf(whole)]) {
      const redacted = redact(text)
      expect(redacted).not.toContain(value)
      expect(redacted).toMatch(/^ERROR /)
      expect(redact(redacted)).toBe(redacted)
    }
  }
)

test.each(ORDINARY)('an ordinary line stays as it is: %s', line => {
  expect(redact(line)).toBe(line)
  expect(redact(templateOf(line))).toBe(templateOf(line))
})
