import { describe, expect, test } from '@jest/globals'
import { spawnSync } from 'node:child_process'
import {
  accessSync,
  constants,
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync
} from 'node:fs'
import { homedir, tmpdir } from 'node:os'
import { delimiter, join, resolve } from 'node:path'
import { parse } from 'yaml'

const root = resolve(import.meta.dirname, '..')
const read = (path: string): string => readFileSync(join(root, path), 'utf8')
const own = filesIn('.github/workflows')
const examples = filesIn('examples').filter(path => isWorkflow(read(path)))
const pages = ['README.md', ...filesIn('docs', '.md'), ...filesIn('examples', '.md')]
/** Whole workflows that stand in a page. */
const quoted = pages.flatMap(page =>
  [...read(page).matchAll(/^```ya?ml\n([\s\S]*?)^```/gm)].flatMap(([, source = ''], index) =>
    isWorkflow(source) ? [{ name: `${page}, block ${index + 1}`, source }] : []
  )
)

describe('every workflow is one that GitHub takes', () => {
  const actionlint = binary('actionlint')
  const all = [...own, ...examples].map(path => ({ name: path, source: read(path) }))
  if (actionlint === undefined) {
    const reason = 'actionlint is not installed; run script/servers'
    if (process.env['CI'] === 'true') test(reason, () => expect(actionlint).toBeDefined())
    else test.skip(reason, () => undefined)
    return
  }
  test.each([...all, ...quoted])('$name', ({ source }) => {
    expect(complaints(actionlint, source)).toBe('')
  })

  test('and one that is wrong is found', () => {
    const wrong =
      'on: push\njobs: {a: {runs-on: ubuntu-latest, steps: [{run: "${{ githubb.sha }}"}]}}\n'
    expect(complaints(actionlint, wrong)).toContain('githubb')
  })
})

describe('zizmor', () => {
  const zizmor = binary('zizmor')
  const sources = [...own, ...examples].map(path => ({ name: path, source: read(path) }))
  if (zizmor === undefined) {
    const reason = 'zizmor is not installed; run script/servers'
    if (process.env['CI'] === 'true') test(reason, () => expect(zizmor).toBeDefined())
    else test.skip(reason, () => undefined)
    return
  }

  test('finds nothing in our workflows and action.yml, style included', () => {
    const found = findings(zizmor, ownSources(), '--persona=pedantic')
    expect(found).toEqual([])
  })

  test('finds nothing in the examples, nor in workflows that stand in a page', () => {
    expect(findings(zizmor, [...sources, ...quoted])).toEqual([])
  })

  test.each([
    ['an expression in a script', 'run: echo "${{ github.head_ref }}"', 'template-injection'],
    ['an action by its tag', 'uses: actions/checkout@v6', 'unpinned-uses'],
    ['credentials that stay', 'uses: actions/checkout@v6', 'artipacked']
  ])('and finds %s', (_what, step, audit) => {
    const job = `  a:\n    runs-on: ubuntu-latest\n    steps:\n      - ${step}\n`
    const source = `on: pull_request\npermissions: {}\njobs:\n${job}`
    expect(findings(zizmor, [{ name: 'wrong', source }]).join()).toContain(audit)
  })
})

test.each(own)('%s uses actions by their commit, with the version beside it', path => {
  const uses = [...read(path).matchAll(/^\s*-?\s*uses:\s*(.+)$/gm)].map(([, used = '']) => used)
  const foreign = uses.filter(used => !used.startsWith('./'))
  expect(foreign.filter(used => !/^[\w./-]+@[0-9a-f]{40} # v\d/.test(used))).toEqual([])
})

test.each([...own, ...examples])('%s grants permissions by the job only', path => {
  const workflow = parse(read(path)) as {
    readonly permissions?: unknown
    readonly jobs: Readonly<Record<string, { readonly permissions?: unknown }>>
  }
  expect(workflow.permissions).toEqual({})
  expect(Object.values(workflow.jobs).every(job => job.permissions !== undefined)).toBe(true)
})

/** What actionlint says of a workflow; '' for nothing. */
function complaints(actionlint: string, source: string): string {
  const directory = mkdtempSync(join(tmpdir(), 'bakegate-lint-'))
  const file = join(directory, 'workflow.yml')
  writeFileSync(file, source)
  try {
    // The shell and Python of the steps are somebody else's to lint, with tools that may not be there.
    const options = ['-shellcheck=', '-pyflakes=', '-no-color', '-oneline', file]
    const { stdout, stderr } = spawnSync(actionlint, options, { encoding: 'utf8' })
    return stdout + stderr
  } finally {
    rmSync(directory, { recursive: true })
  }
}

interface Source {
  readonly name: string
  readonly source: string
}

function ownSources(): readonly Source[] {
  return [...own, 'action.yml'].map(path => ({ name: path, source: read(path) }))
}

/** `audit in file` of everything that zizmor finds, without asking anybody. */
function findings(
  zizmor: string,
  sources: readonly Source[],
  ...options: readonly string[]
): readonly string[] {
  const directory = mkdtempSync(join(tmpdir(), 'bakegate-zizmor-'))
  const github = join(directory, '.github')
  try {
    mkdirSync(join(github, 'workflows'), { recursive: true })
    copyFileSync(join(root, '.github/zizmor.yml'), join(github, 'zizmor.yml'))
    for (const { name, source } of sources) {
      const isAction = name === 'action.yml'
      const file = isAction ? name : `.github/workflows/${name.replace(/\W+/g, '-')}.yml`
      writeFileSync(join(directory, file), source)
    }
    const always = ['--offline', '--no-progress', '--strict-collection', '--format=json-v1']
    const { stdout, stderr } = spawnSync(zizmor, [...always, ...options, directory], {
      encoding: 'utf8'
    })
    if (!stdout.startsWith('[')) throw new Error(`zizmor says: ${stderr}`)
    return (JSON.parse(stdout) as readonly { readonly ident: string; readonly desc: string }[]).map(
      ({ ident, desc }) => `${ident}: ${desc}`
    )
  } finally {
    rmSync(directory, { recursive: true })
  }
}

function isWorkflow(source: string): boolean {
  return /^on:/m.test(source) && /^jobs:/m.test(source)
}

function filesIn(directory: string, ending = '.yml'): readonly string[] {
  return readdirSync(join(root, directory))
    .filter(name => name.endsWith(ending))
    .map(name => join(directory, name))
}

function binary(name: string): string | undefined {
  const cache = process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache')
  const directories = [join(cache, 'bakegate/bin'), ...(process.env['PATH'] ?? '').split(delimiter)]
  return directories.map(directory => join(directory, name)).find(isExecutable)
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}
