import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import type { Outcome } from '../../src/model.js'
import { renderComment, renderMinimalComment } from '../../src/report/comment.js'
import { renderHtml } from '../../src/report/html.js'
import {
  lookLine,
  rollbackLines,
  startLines,
  statusDescription,
  verdictLines
} from '../../src/report/lines.js'
import { renderSummary } from '../../src/report/summary.js'
import { hostileTexts, linkedHosts, plant } from '../support/hostile.js'
import { frame } from '../support/outcomes.js'
import { offences, pageOffences } from '../support/render-oracle.js'
import { commandsIn } from '../support/runner-oracle.js'

const INVISIBLE =
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\u{e0000}-\u{e007f}]|\p{Surrogate}/u

function logOf(outcome: Outcome): string {
  const checks = outcome.checks.map(({ name, endpoint }) => ({
    name,
    endpoint,
    kind: 'query' as const
  }))
  return [
    ...startLines(outcome.deploy, frame, checks),
    ...(outcome.analysis === undefined ? [] : [lookLine(outcome.analysis)]),
    ...verdictLines(outcome),
    ...rollbackLines(outcome.rollback),
    statusDescription(outcome)
  ].join('\n')
}

/** Hostile texts, alone and glued to others and to noise. */
const texts = fc.array(
  fc
    .tuple(
      fc.constantFrom(...hostileTexts),
      fc.oneof(fc.constantFrom('', ' ', '\n', '\\', '`', '|', ...hostileTexts), fc.string()),
      fc.string({ unit: 'binary', maxLength: 6 })
    )
    .map(parts => parts.join('')),
  { minLength: 1, maxLength: 8 }
)

describe.each(hostileTexts.map(text => ({ text })))('the outside text $text', ({ text }) => {
  const outcome = plant([text])

  test('is no markup in the comment and the summary', () => {
    expect(offences(renderComment(outcome), linkedHosts)).toEqual([])
    expect(offences(renderMinimalComment(outcome), linkedHosts)).toEqual([])
    expect(offences(renderSummary(outcome), linkedHosts)).toEqual([])
  })

  test('is no markup in the page', () => {
    expect(pageOffences(renderHtml(outcome), linkedHosts)).toEqual([])
  })

  test('is no command in the log', () => {
    expect(commandsIn(logOf(outcome))).toEqual([])
  })

  test('hides nothing', () => {
    const all = [renderComment(outcome), renderHtml(outcome), logOf(outcome)].join('')
    expect(all).not.toMatch(INVISIBLE)
  })
})

test('no mixture of outside texts becomes markup, a command or a hidden character', () => {
  fc.assert(
    fc.property(texts, list => {
      const outcome = plant(list)
      const comment = renderComment(outcome)
      const page = renderHtml(outcome)
      const log = logOf(outcome)
      expect(offences(comment, linkedHosts)).toEqual([])
      expect(pageOffences(page, linkedHosts)).toEqual([])
      expect(commandsIn(log)).toEqual([])
      expect(comment + page + log).not.toMatch(INVISIBLE)
    }),
    { numRuns: 100 }
  )
})

test('every line of the log is one line', () => {
  const outcome = plant(hostileTexts)
  const lines = [...verdictLines(outcome), ...rollbackLines(outcome.rollback)]
  expect(lines.filter(line => /[\r\n\u2028\u2029\u0085]/.test(line))).toEqual([])
})

test('a table keeps its columns whatever stands in a cell', () => {
  const comment = renderComment(plant(['a|b', '\\|', '`|`', '|\n|']))
  const rows = comment.split('\n').filter(line => line.startsWith('| '))
  expect(rows.length).toBeGreaterThan(3)
  expect(offences(comment, linkedHosts)).toEqual([])
})

describe('the oracles see what they are for', () => {
  test.each([
    'hello @octocat',
    '[x](https://evil.test)',
    '![x](https://evil.test/y.png)',
    '<b>x</b>',
    'see #1',
    'www.evil.test',
    '<details>\nx',
    ':tada:'
  ])('%s', markdown => {
    expect(offences(markdown, linkedHosts)).not.toEqual([])
  })

  test.each(['  ::add-mask::e', 'x ##[error]y', '\u200b::error::x', 'a\r::error::x'])(
    '%j',
    line => {
      expect(commandsIn(line)).toHaveLength(1)
    }
  )
})
