import { describe, expect, test } from '@jest/globals'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { parse, parseDocument } from 'yaml'
import { generatedPages } from '../script/docs-pages.js'
import { configJsonSchema } from '../src/config/json-schema.js'
import { loadSettings } from '../src/config/settings.js'
import { providers } from '../src/providers/index.js'
import { REASON_WORDS, codesOf } from '../src/report/words.js'

const root = resolve(import.meta.dirname, '..')
const read = (path: string): string => readFileSync(join(root, path), 'utf8')

const pages = ['.', 'docs', 'examples']
  .flatMap(directory => filesUnder(directory, directory !== '.'))
  .filter(path => path.endsWith('.md'))
const action = parse(read('action.yml')) as {
  readonly inputs: Readonly<Record<string, unknown>>
  readonly outputs: Readonly<Record<string, unknown>>
}

test.each([...generatedPages(read)])('%s is what script/docs writes', (path, text) => {
  expect(read(path)).toBe(text)
})

test.each(codesOf(REASON_WORDS).filter(code => !isConfigCode(code)))(
  'the reason %s is said somewhere',
  code => {
    const sayers = [...filesUnder('src/judge', true), 'src/outcome.ts', 'src/main.ts'].map(read)
    expect(sayers.some(text => text.includes(`'${code}'`))).toBe(true)
  }
)

describe.each(pages)('%s', page => {
  const text = read(page)

  test('links to files and headings that exist', () => {
    expect(linksOf(text).filter(link => !isThere(page, link))).toEqual([])
  })

  test('names only source files that exist', () => {
    expect(filesNamedIn(text).filter(name => !sources.some(isFile(name)))).toEqual([])
  })

  test('names only inputs, outputs, keys and codes that exist', () => {
    expect(wordsOf(text).filter(word => !vocabulary.has(word))).toEqual([])
    expect(pathsOf(text).filter(path => !isConfigPath(path))).toEqual([])
  })

  const blocks = yamlBlocks(text)
  if (blocks.length > 0) {
    test.each(blocks)('line $line: the YAML does what it says', ({ source }) => checkYaml(source))
  }
})

test.each(filesUnder('examples', false).filter(path => path.endsWith('.yml')))(
  '%s does what it says',
  path => checkYaml(read(path))
)

test('docs/dependencies.md accounts for every direct dependency, and for no other', () => {
  const { dependencies, devDependencies } = JSON.parse(read('package.json')) as Readonly<
    Record<'dependencies' | 'devDependencies', Readonly<Record<string, string>>>
  >
  const [bundled = '', others = ''] = read('docs/dependencies.md').split('## For development')
  const [development = ''] = others.split('## Not taken')
  expect(namesInFirstColumn(bundled)).toEqual(Object.keys(dependencies).sort())
  expect(namesInFirstColumn(development)).toEqual(Object.keys(devDependencies).sort())
})

function namesInFirstColumn(text: string): readonly string[] {
  const cells = [...text.matchAll(/^\| (`[^|]*) \|/gm)].map(([, cell = '']) => cell)
  return cells.flatMap(spansOf).sort()
}

// ── links ────────────────────────────────────────────────────────────────────────────────────────

function linksOf(text: string): readonly string[] {
  const prose = withoutFences(text)
  const markdown = [...prose.matchAll(/\]\(([^)\s]+)\)/g)]
  const html = [...prose.matchAll(/(?:src|srcset|href)="([^"]+)"/g)]
  return [...markdown, ...html]
    .map(([, target]) => target ?? '')
    .filter(target => !/^[a-z]+:/.test(target))
}

function isThere(page: string, link: string): boolean {
  const [file = '', heading] = link.split('#')
  const target = file === '' ? join(root, page) : resolve(root, dirname(page), file)
  if (!existsSync(target)) return false
  return heading === undefined || headingsOf(readFileSync(target, 'utf8')).includes(heading)
}

/** As GitHub names them. */
function headingsOf(text: string): readonly string[] {
  return [...withoutFences(text).matchAll(/^#+ (.+)$/gm)].map(([, title = '']) =>
    title
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\s_-]/gu, '')
      .replaceAll(' ', '-')
  )
}

/** Code spans that name a source file, whole or by the end of its path. */
function filesNamedIn(text: string): readonly string[] {
  return spansOf(text).filter(span => /^[\w./-]+\.ts$/.test(span))
}

function isFile(name: string): (path: string) => boolean {
  return path => path === name || path.endsWith(`/${name}`)
}

const sources = ['src', '__tests__', 'acceptance', 'live', 'script'].flatMap(path =>
  filesUnder(path, true)
)

// ── names ────────────────────────────────────────────────────────────────────────────────────────

/** Every hyphenated word that the code, the action, the schema or an example knows. */
const vocabulary: ReadonlySet<string> = new Set(
  [
    ...['src', 'script', 'acceptance/support', '.github'].flatMap(path => filesUnder(path, true)),
    ...filesUnder('examples', false),
    ...['action.yml', 'package.json', 'schema/bakegate.schema.json']
  ]
    .filter(path => /\.(ts|mjs|yml|json)$/.test(path))
    .flatMap(path => read(path).match(/[a-z][a-z0-9]*(?:-[a-z0-9]+)+/g) ?? [])
)

/** Packages that the pages name because we do without them. */
const packagesNotTaken = new Set(
  'axios-retry escape-html fishers-exact-test js-yaml markdown-escape simple-statistics ts-jest'.split(
    ' '
  )
)

/** Code spans that are one hyphenated word. */
function wordsOf(text: string): readonly string[] {
  return spansOf(text).filter(
    span => /^[a-z]+(-[a-z]+)+$/.test(span) && !packagesNotTaken.has(span)
  )
}

/** Code spans that name a key of the configuration by its path. */
function pathsOf(text: string): readonly string[] {
  return spansOf(text).filter(span => /^(bake|baseline|rollback|report)(\.[a-z-]+)+$/.test(span))
}

function spansOf(text: string): readonly string[] {
  return [...withoutFences(text).matchAll(/`([^`\n]+)`/g)].map(([, span = '']) => span)
}

const configSchema: unknown = configJsonSchema(providers)

function isConfigPath(path: string): boolean {
  if (/\.(ts|yml|json|md|html)$/.test(path)) return true
  const found = path
    .split('.')
    .reduce<unknown>((node, key) => at(at(node, 'properties'), key), configSchema)
  return found !== undefined
}

function at(value: unknown, key: string): unknown {
  const isRecord = typeof value === 'object' && value !== null && Object.hasOwn(value, key)
  return isRecord ? (value as Readonly<Record<string, unknown>>)[key] : undefined
}

// ── YAML ─────────────────────────────────────────────────────────────────────────────────────────

function checkYaml(source: string): void {
  const document = parseDocument(source)
  expect(document.errors).toEqual([])
  const value: unknown = document.toJS()
  if (at(value, 'version') === 1) checkConfiguration(source)
  else checkWorkflow(source, value)
}

/** What the action that logs in to a cloud exports. */
const cloud = {
  AWS_ACCESS_KEY_ID: 'AKIAEXAMPLEEXAMPLE',
  AWS_SECRET_ACCESS_KEY: 'a-value-that-is-long-enough',
  AWS_REGION: 'eu-west-1',
  GOOGLE_APPLICATION_CREDENTIALS: '/home/runner/work/shop/gha-creds.json',
  AZURE_TENANT_ID: 'aaaaaaaa-0000-1111-2222-bbbbbbbbbbbb',
  AZURE_CLIENT_ID: '00001111-aaaa-2222-bbbb-3333cccc4444',
  AZURE_CLIENT_SECRET: 'an-example-of-a-client-secret'
}

/** The real loader, with every `${NAME}` set and every variable given. */
function checkConfiguration(source: string): void {
  const secrets = [...source.matchAll(/\$\{(\w+)\}/g)].map(([, name = '']) => name)
  const names = {
    environment: 'production',
    service: 'shop',
    version: 'v1.0.0',
    sha: 'a'.repeat(40)
  }
  const variables = [...source.matchAll(/\{\{(?:ident|string|regex) ([\w-]+)\}\}/g)]
    .map(([, name = '']) => name)
    .filter(name => !Object.hasOwn(names, name))
  const { warnings } = loadSettings(source, {
    file: 'bakegate.yml',
    env: {
      ...cloud,
      ...Object.fromEntries(secrets.map(name => [name, 'a-value-that-is-long-enough']))
    },
    variables: [...new Set(variables)].map(name => `${name}: value`).join('\n'),
    names,
    providers
  })
  expect(warnings).toEqual([])
}

/** A workflow or some of its steps: our inputs, our outputs, and permissions that GitHub knows. */
function checkWorkflow(source: string, value: unknown): void {
  const steps = stepsIn(value).filter(step => /^bakegate\/bakegate@/.test(textAt(step, 'uses')))
  const inputs = steps.flatMap(step => Object.keys(at(step, 'with') ?? {}))
  expect(inputs.filter(name => !Object.hasOwn(action.inputs, name))).toEqual([])
  const ids = new Set(['gate', ...steps.map(step => textAt(step, 'id'))])
  const outputs = [...source.matchAll(/steps\.([\w-]+)\.outputs\.([\w-]+)/g)]
    .filter(([, id = '']) => ids.has(id))
    .map(([, , name = '']) => name)
  expect(outputs.filter(name => !Object.hasOwn(action.outputs, name))).toEqual([])
  const granted = permissionsIn(value)
  expect(granted.filter(([scope, access]) => !permissions.get(scope)?.includes(access))).toEqual([])
}

/** Those that we speak of, with what may be granted. */
const permissions: ReadonlyMap<string, readonly string[]> = new Map(
  ['actions', 'contents', 'deployments', 'issues', 'pull-requests', 'statuses'].map(scope => [
    scope,
    ['read', 'write']
  ])
)

function permissionsIn(value: unknown): readonly (readonly [string, string])[] {
  const jobs: readonly unknown[] = Object.values(at(value, 'jobs') ?? {})
  return [value, ...jobs].flatMap(part =>
    Object.entries((at(part, 'permissions') ?? {}) as Readonly<Record<string, string>>)
  )
}

function stepsIn(value: unknown): readonly unknown[] {
  if (Array.isArray(value)) return value
  return Object.values(at(value, 'jobs') ?? {}).flatMap((job: unknown) => {
    const steps = at(job, 'steps')
    return Array.isArray(steps) ? (steps as readonly unknown[]) : []
  })
}

function textAt(value: unknown, key: string): string {
  const found = at(value, key)
  return typeof found === 'string' ? found : ''
}

interface YamlBlock {
  readonly line: number
  readonly source: string
}

function yamlBlocks(text: string): readonly YamlBlock[] {
  return [...text.matchAll(/^```yaml\n([\s\S]*?)^```$/gm)].map(({ index, 1: source = '' }) => ({
    line: text.slice(0, index).split('\n').length,
    source
  }))
}

function withoutFences(text: string): string {
  return text.replace(/^```[\s\S]*?^```$/gm, '')
}

// ── files ────────────────────────────────────────────────────────────────────────────────────────

function isConfigCode(code: string): boolean {
  return [
    'invalid-config',
    'missing-secret',
    'invalid-query',
    'workflow-not-dispatchable',
    'unsafe-trigger'
  ].includes(code)
}

function filesUnder(directory: string, deep: boolean): readonly string[] {
  return readdirSync(join(root, directory), { withFileTypes: true }).flatMap(entry => {
    const path = directory === '.' ? entry.name : `${directory}/${entry.name}`
    if (entry.isDirectory()) return deep ? filesUnder(path, deep) : []
    return [path]
  })
}
