import { expect, test } from '@jest/globals'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'
import { inputNames, readInputs } from '../src/config/inputs.js'
import { outputNames } from '../src/report/outputs.js'

interface Entry {
  readonly description: string
  readonly default?: string
}
interface Metadata {
  readonly name: string
  readonly description: string
  readonly inputs: Readonly<Record<string, Entry>>
  readonly outputs: Readonly<Record<string, Entry>>
  readonly runs: Readonly<Record<string, string>>
}

const file = join(import.meta.dirname, '..', 'action.yml')
const metadata = parse(readFileSync(file, 'utf8')) as Metadata

test('action.yml declares exactly the inputs that are read', () => {
  expect(Object.keys(metadata.inputs).sort()).toEqual([...inputNames].sort())
})

test('every declared input is asked for', () => {
  const asked = new Set<string>()
  readInputs(name => {
    asked.add(name)
    return name === 'github-token' ? 'a-token' : ''
  }, {})
  expect([...asked].sort()).toEqual([...inputNames].sort())
})

test('action.yml declares exactly the outputs that are set', () => {
  expect(Object.keys(metadata.outputs)).toEqual([...outputNames])
})

test('the defaults of action.yml are those of the code', () => {
  const context: Readonly<Record<string, string>> = {
    'github.token': 'a-token',
    'github.api_url': 'https://api.github.com'
  }
  const declared = (name: string) =>
    (metadata.inputs[name]?.default ?? '').replace(
      /\$\{\{ (.*) \}\}/,
      (_, key: string) => context[key] ?? '?'
    )
  const bare = (name: string) => (name === 'github-token' ? 'a-token' : '')
  expect(readInputs(declared, {})).toEqual(readInputs(bare, {}))
})

test('every input and output is described in a sentence', () => {
  for (const entry of [...Object.values(metadata.inputs), ...Object.values(metadata.outputs)]) {
    expect(entry.description).toMatch(/^[A-Z`].*\.$/s)
  }
})

test('the Marketplace takes the description', () => {
  expect(metadata.description.length).toBeLessThanOrEqual(125)
})

test('the same bundle runs as the step and after it', () => {
  expect(metadata.runs).toEqual({
    using: 'node24',
    main: 'dist/index.js',
    post: 'dist/index.js',
    'post-if': 'always()'
  })
})
