import { expect, test } from '@jest/globals'
import { createTimeline } from '../../src/demo/timeline.js'

function written(
  color: boolean,
  tell: (timeline: ReturnType<typeof createTimeline>) => void
): string {
  let text = ''
  tell(createTimeline({ write: part => (text += part), color }))
  return text
}

test('lines have the time, who acts and what, and are wrapped at 100 columns', () => {
  const text = written(false, timeline => timeline.say('gate', 'word '.repeat(40)))
  const lines = text.trimEnd().split('\n')
  expect(lines[0]).toMatch(/^00:00 {2}gate {6}word word/)
  expect(lines[1]).toMatch(/^ {17}word/)
  expect(Math.max(...lines.map(line => line.length))).toBeLessThanOrEqual(100)
})

test('colour is there only where it was asked for', () => {
  const tell = (timeline: ReturnType<typeof createTimeline>): void => {
    timeline.title('x')
    timeline.say('gate', 'failed', 'bad')
    timeline.entry('word', 'text')
  }
  expect(written(false, tell)).not.toContain('\u001b')
  expect(written(true, tell)).toContain('\u001b[31mfailed\u001b[0m')
})
