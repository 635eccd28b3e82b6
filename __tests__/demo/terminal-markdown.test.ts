import { expect, test } from '@jest/globals'
import { columns, renderMarkdown } from '../../src/demo/terminal-markdown.js'

function render(markdown: string, width = 60): string {
  return renderMarkdown(markdown, width).join('\n')
}

test.each([
  ['<!-- marker -->\n## ❌ **v1.2.0** failed', '❌ v1.2.0 failed'],
  ['a `b*c` and \\*d\\* &amp; e\\_f _g_', 'a b*c and *d* & e_f g'],
  ['see [the run](https://x/y) <sub>small</sub>', 'see the run small'],
  ['``a`b``', 'a`b'],
  ['> quoted', '> quoted'],
  ['```\n| not | a table |\n```', '    | not | a table |'],
  ['```mermaid\nxychart\n```', '▸ a chart (GitHub draws it)'],
  ['a\n\n\n\nb', 'a\n\nb']
])('%j', (markdown, text) => {
  expect(render(markdown)).toBe(text)
})

test('a long line is wrapped under its own text', () => {
  expect(render('- one two three four', 12)).toBe('- one two\n  three four')
})

test('folded sections stand as their titles, the outermost of nested ones', () => {
  const inner = '<details><summary>inner</summary>\n\nx\n\n</details>'
  const outer = `before\n\n<details><summary>the **queries**</summary>\n\n${inner}\n\n</details>\n\nafter`
  expect(render(outer)).toBe('before\n\n▸ the queries\n\nafter')
})

test('a table keeps its columns, drops empty ones and wraps the widest until it fits', () => {
  const table = [
    '|  | Check | Now |',
    '| :- | :- | -: |',
    '| ❌ | error ratio | 15 % |',
    '|  | latency is well within | 3 ms |'
  ].join('\n')
  expect(renderMarkdown(table, 26)).toEqual([
    '    Check              Now',
    '──  ────────────────  ────',
    '❌  error ratio       15 %',
    '    latency is well   3 ms',
    '    within'
  ])
  expect(Math.max(...renderMarkdown(table, 26).map(columns))).toBeLessThanOrEqual(26)
  expect(render('| a |  |\n| - | - |\n| b |  |', 20)).toBe('a\n─\nb')
})

test.each([
  ['abc', 3],
  ['❌ x', 4],
  ['⚠️', 2],
  ['▁▂', 2]
])('%s takes %d columns', (text, width) => {
  expect(columns(text)).toBe(width)
})
