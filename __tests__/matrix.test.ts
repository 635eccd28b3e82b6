import { expect, test } from '@jest/globals'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { rows } from '../acceptance/matrix/rows.js'

const folder = join(import.meta.dirname, '../acceptance/matrix')

test('every row of docs/reliability.md is tested on the bundle', () => {
  const tests = readdirSync(folder)
    .filter(name => name.endsWith('.test.ts'))
    .map(name => readFileSync(join(folder, name), 'utf8'))
    .join('\n')
  // Many a test takes its id out of a table: it stands in quotes wherever it is used.
  expect(rows.map(({ id }) => id).filter(id => !tests.includes(`'${id}'`))).toEqual([])
})
