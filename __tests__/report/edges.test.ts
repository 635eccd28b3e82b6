import { expect, test } from '@jest/globals'
import type { Chart } from '../../src/report/document.js'
import { splitProse } from '../../src/report/document.js'
import { mermaid } from '../../src/report/mermaid.js'
import { RULES } from '../../src/report/redact-rules.js'

function apply(name: string, text: string): string {
  const rule = RULES.find(it => it.name === name)
  if (rule === undefined) throw new Error(`no rule ${name}`)
  return text.replace(rule.pattern, rule.replace)
}

test('a card of nineteen digits in fours is hidden whole', () => {
  expect(apply('card', '4000 1234 5678 9012 343')).toBe('[card]')
})

test.each(['25123456789012344', '23512345678901234', '230123456789017'])(
  'a longer number that ends like a card, %s, is none',
  text => {
    expect(apply('card', text)).toBe(text)
  }
)

test('a phone number with a bracketed zero is hidden', () => {
  expect(apply('phone', '+49 (0)30 1234567')).toBe('[phone]')
})

test('a field name that only resembles that of a person stays', () => {
  expect(apply('name', 'sastName=Berlin')).toBe('sastName=Berlin')
  expect(apply('name', 'SastName=Berlin')).toBe('SastName=Berlin')
})

test('www inside a word makes no address', () => {
  expect(splitProse('awww.ok')).toEqual([{ text: 'awww.ok', safe: true }])
})

test('a chart reaches to its last point, also beyond the bake', () => {
  const chart: Chart = {
    axis: 'percent',
    points: [
      { minute: 1, value: 1, side: 'bake' },
      { minute: 2, value: 1, side: 'bake' },
      { minute: 30, value: 1, side: 'bake' }
    ],
    bake: { start: 0, end: 10 },
    format: String
  }
  expect(mermaid(chart)).toContain('["10", "20", "30"]')
})
