import { expect, test } from '@jest/globals'
import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'

const root = resolve(import.meta.dirname, '..')
const sources = files(join(root, 'src')).map(path => ({
  path: relative(join(root, 'src'), path),
  text: readFileSync(path, 'utf8')
}))

/** Who may import what: arrows point inward. What is not listed (modes, demo, the roots) is known by no room. */
const nouns = ['model.ts', 'errors.ts', 'world.ts', 'ids.ts', 'labels.ts']
const rooms: Readonly<Record<string, readonly string[]>> = {
  'model.ts': [],
  'ids.ts': [],
  'labels.ts': ['model.ts'],
  'errors.ts': ['model.ts'],
  'world.ts': ['model.ts'],
  'plan.ts': ['model.ts', 'providers/provider.ts'],
  'zone.ts': [],
  'outcome.ts': ['model.ts'],
  'context.ts': [...nouns, 'config/inputs.ts', 'config/secrets.ts'],
  stats: ['stats'],
  logs: ['logs', 'model.ts'],
  grammar: ['grammar'],
  judge: ['judge', 'stats', 'model.ts', 'labels.ts'],
  why: ['why', ...nouns],
  report: ['report', 'judge', 'model.ts', 'errors.ts', 'labels.ts'],
  config: [
    'config',
    ...nouns,
    'context.ts',
    'logs/accepted.ts',
    'providers/provider.ts',
    'providers/credential.ts',
    'grammar/grammar.ts',
    'grammar/load.ts',
    'io/address.ts',
    'zone.ts'
  ],
  providers: ['providers', ...nouns, 'io'],
  io: ['io', ...nouns],
  bake: [
    'bake',
    'judge/judge.ts',
    'logs',
    ...nouns,
    'plan.ts',
    'zone.ts',
    'providers/provider.ts',
    'io/collector.ts'
  ],
  rollback: ['rollback', ...nouns],
  publish: ['publish', ...nouns]
}

/** Rooms that compute: the same values in give the same values out. */
const pure = [
  'model.ts',
  'plan.ts',
  'zone.ts',
  'outcome.ts',
  'judge',
  'stats',
  'logs',
  'grammar/promql.ts',
  'grammar/logql.ts',
  'report',
  'why',
  'rollback/target.ts',
  'rollback/evidence.ts',
  'rollback/facts.ts',
  'rollback/glob.ts',
  'rollback/tag.ts',
  'rollback/version.ts'
]

test.each(sources.filter(({ path }) => roomOf(path) !== undefined))(
  '$path imports only what its room may',
  ({ path, text }) => {
    const allowed = rooms[roomOf(path) ?? ''] ?? []
    const imported = importsOf(text)
      .filter(name => name.startsWith('.'))
      .map(name => relative(join(root, 'src'), resolve(root, 'src', dirname(path), name)))
      .map(name => name.replace(/\.js$/, '.ts'))
    const foreign = imported.filter(
      name => !allowed.some(room => name === room || name.startsWith(`${room}/`))
    )
    expect(foreign).toEqual([])
  }
)

test.each([
  ['axios', /^io\/http/],
  ['@actions/core', /^index\.ts$/],
  ['@actions/github', /^index\.ts$/],
  ['mdast-util-to-markdown', /^report\//],
  ['@jmespath-community/jmespath', /^providers\/http/],
  ['@prometheus-io/lezer-promql', /^grammar\/promql/],
  ['@grafana/lezer-logql', /^grammar\/logql/],
  ['yaml', /^(config|rollback|demo)\//]
])('%s is imported in one place only', (dependency, place) => {
  const importers = sources
    .filter(({ text }) => valueImportsOf(text).includes(dependency))
    .map(({ path }) => path)
  expect(importers.filter(path => !place.test(path))).toEqual([])
  expect(importers).not.toEqual([])
})

test.each(
  sources.filter(({ path }) => pure.some(room => path === room || path.startsWith(`${room}/`)))
)('$path holds no clock, no randomness, no process, no console and no await', ({ text }) => {
  const code = text.replace(/\/\*[\s\S]*?\*\/|\/\/.*|'[^'\n]*'|`[^`]*`/g, '')
  expect(code).not.toMatch(/\bDate\.now|new Date\(\)|Math\.random|\bprocess\.|console\.|\bawait\b/)
})

test('nobody knows the composition roots', () => {
  const importers = sources.filter(({ text }) =>
    importsOf(text).some(
      name =>
        /(^|\/)(index|cli)\.js$/.test(name) && !/providers\/index\.js$|\.\/index\.js$/.test(name)
    )
  )
  expect(importers.map(({ path }) => path)).toEqual([])
})

test('standard output is written to by the composition roots and the demo only', () => {
  const writers = sources
    .filter(({ text }) => /process\.std(out|err)|console\./.test(text))
    .map(({ path }) => path)
  expect(writers.filter(path => !/^(index|cli)\.ts$|^(cli|demo)\//.test(path))).toEqual([])
})

function roomOf(path: string): string | undefined {
  return Object.keys(rooms).find(room => path === room || path.startsWith(`${room}/`))
}

function importsOf(text: string): readonly string[] {
  return [...text.matchAll(/(?:from\s+|import\s+|import\()'([^']+)'/g)].flatMap(
    ([, name]) => name ?? []
  )
}

function valueImportsOf(text: string): readonly string[] {
  return importsOf(text.replace(/import type [\s\S]*?from '[^']+'/g, ''))
}

function files(directory: string): readonly string[] {
  return readdirSync(directory, { withFileTypes: true }).flatMap(entry =>
    entry.isDirectory()
      ? files(join(directory, entry.name))
      : entry.name.endsWith('.ts')
        ? [join(directory, entry.name)]
        : []
  )
}
