import { expect, test } from '@jest/globals'
import fc from 'fast-check'
import { diffOf } from '../../src/demo/github/diff.js'

const lines = (...all: readonly string[]) => all.map(line => `${line}\n`).join('')

test('a change is shown as git shows it', () => {
  const before = lines('def one():', '  a', '  b', '  c', '  d', '  e', 'def two():', '  f')
  const after = lines('def one():', '  a', '  b', '  c', '  d', '  e2', 'def two():', '  f', '  g')
  expect(diffOf(before, after)).toEqual({
    patch: [
      '@@ -3,6 +3,7 @@ def one():',
      '   b',
      '   c',
      '   d',
      '-  e',
      '+  e2',
      ' def two():',
      '   f',
      '+  g'
    ].join('\n'),
    additions: 2,
    deletions: 1
  })
})

test('a new file, a removed one and one of a single line', () => {
  expect(diffOf('', lines('a', 'b')).patch).toBe('@@ -0,0 +1,2 @@\n+a\n+b')
  expect(diffOf(lines('a', 'b'), '').patch).toBe('@@ -1,2 +0,0 @@\n-a\n-b')
  expect(diffOf('a\n', 'b\n').patch).toBe('@@ -1 +1 @@\n-a\n+b')
  expect(diffOf('a\n', 'a\n')).toEqual({ patch: '', additions: 0, deletions: 0 })
})

test('the new file can be read out of the old one and the patch', () => {
  const file = fc.array(fc.constantFrom('a', 'b', 'c', '', '+', '-', '@@'), { maxLength: 12 })
  fc.assert(
    fc.property(file, file, (before, after) => {
      expect(applied(before, diffOf(lines(...before), lines(...after)).patch)).toEqual(after)
    })
  )
})

function applied(before: readonly string[], patch: string): readonly string[] {
  const result: string[] = []
  let next = 0
  for (const row of patch === '' ? [] : patch.split('\n')) {
    const start = /^@@ -(\d+)(,0)?/.exec(row)
    if (start !== null) {
      const first = Number(start[1]) - (start[2] === undefined ? 1 : 0)
      result.push(...before.slice(next, first))
      next = first
    } else if (row.startsWith('+')) result.push(row.slice(1))
    else {
      expect(before[next]).toBe(row.slice(1))
      if (row.startsWith(' ')) result.push(row.slice(1))
      next += 1
    }
  }
  return [...result, ...before.slice(next)]
}
