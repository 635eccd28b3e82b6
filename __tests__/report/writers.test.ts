import { describe, expect, test } from '@jest/globals'
import { code, lineBreak, link, prose, strong } from '../../src/report/document.js'
import { escapeHtml } from '../../src/report/escape.js'
import { renderMarkdown } from '../../src/report/markdown.js'
import { plainText } from '../../src/report/plain.js'

test('HTML shows every sign that it would obey', () => {
  expect(escapeHtml(`<a title="x" lang='y'>&\``)).toBe(
    '&#60;a title=&#34;x&#34; lang=&#39;y&#39;&#62;&#38;&#96;'
  )
})

describe('plain text', () => {
  test('is one line of whatever a phrase is made of', () => {
    const url = 'https://ci.example.com/7'
    const phrase = ['see ', code('a\nb'), lineBreak, strong('now ', prose('it  is')), ' ']
    expect(plainText([...phrase, link('the\nrun', url), '.'])).toBe(
      `see a b now it is the run ${url}.`
    )
  })

  test('cuts long words from outside, and labels sooner', () => {
    expect(plainText([prose('x'.repeat(301))])).toBe(`${'x'.repeat(299)}…`)
    expect(plainText([link('y'.repeat(81), 'https://a.example')])).toBe(
      `${'y'.repeat(79)}… https://a.example`
    )
  })
})

describe('Markdown', () => {
  test('of nothing is nothing', () => {
    expect(renderMarkdown([])).toBe('')
  })

  test('keeps code spans apart, or their back-ticks would run together', () => {
    const phrase = (...parts: readonly string[]) =>
      renderMarkdown([{ kind: 'paragraph', phrase: parts.map(code) }])
    expect(phrase('a', 'b', 'c')).toBe('`a` `b` `c`\n')
    expect(renderMarkdown([{ kind: 'paragraph', phrase: [code('a'), 'x', code('b')] }])).toBe(
      '`a`x`b`\n'
    )
  })

  test('of a list is a line for each item', () => {
    expect(renderMarkdown([{ kind: 'list', items: [['a'], ['b']] }])).toBe('- a\n- b\n')
  })
})
