import { expect, test } from '@jest/globals'
import type { Chart } from '../../src/report/document.js'
import { splitProse } from '../../src/report/document.js'
import { renderMarkdown } from '../../src/report/markdown.js'
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

test('a chart that begins before the bake is written in hours, each bar in its place and its limit beneath', () => {
  const at = (minute: number, value: number) => ({ minute, value, side: 'bake' }) as const
  const chart: Chart = {
    axis: 'milliseconds',
    points: [at(-130, 1), at(-60, 2), at(50, 8), at(120, -4)],
    limit: 5,
    bake: { start: 0, end: 120 },
    format: String
  }
  // Four stretches of 62.5 minutes; eight hundredths of the height are left at both ends.
  const [look, ...lines] = mermaid(chart).split('\n')
  expect(look).toMatch(/^%%\{init: \{"xyChart": .*\}\}%%$/)
  expect(lines).toEqual([
    'xychart-beta',
    '  x-axis "hours from the start of the bake" ["-1", "0", "1", "2"]',
    '  y-axis "milliseconds" -4.96 --> 8.96',
    '  bar [1, 2, 8, -4]',
    '  line [5, 5, 5, 5]'
  ])
})

test('Markdown has a chart as a fence of Mermaid, and a break as a tag', () => {
  const chart: Chart = {
    axis: 'percent',
    points: [{ minute: 1, value: 1, side: 'bake' }],
    bake: { start: 0, end: 1 },
    format: String
  }
  const written = renderMarkdown([
    { kind: 'paragraph', phrase: ['a', { kind: 'break' }, 'b'] },
    { kind: 'chart', chart }
  ])
  expect(written).toBe(`a<br>b\n\n\`\`\`mermaid\n${mermaid(chart)}\n\`\`\`\n`)
})
