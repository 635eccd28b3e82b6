import { expect, test } from '@jest/globals'
import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'

interface Locked {
  readonly version: string
  readonly resolved?: string
  readonly integrity?: string
  readonly license?: string
  readonly dev?: boolean
  readonly devOptional?: boolean
  readonly optional?: boolean
  readonly hasInstallScript?: boolean
  readonly os?: readonly string[]
  readonly cpu?: readonly string[]
}

const root = resolve(import.meta.dirname, '..')
const read = (file: string): string => readFileSync(resolve(root, file), 'utf8')
const manifest = JSON.parse(read('package.json')) as {
  readonly dependencies: Readonly<Record<string, string>>
  readonly devDependencies: Readonly<Record<string, string>>
}
const lock = JSON.parse(read('package-lock.json')) as {
  readonly lockfileVersion: number
  readonly packages: Readonly<Record<string, Locked>>
}
const packages = Object.entries(lock.packages).filter(([path]) => path !== '')
const production = packages.filter(
  ([, { dev, devOptional }]) => dev !== true && devOptional !== true
)

function isForeignTool({ dev, optional, os, cpu }: Locked): boolean {
  const runsHere = os?.includes('linux') !== false && cpu?.includes('x64') !== false
  return dev === true && optional === true && !runsHere
}

/** What the action ships, each for a reason in docs/dependencies.md. One more is a decision. */
const approved = [
  '@actions/core',
  '@actions/github',
  '@grafana/lezer-logql',
  '@jmespath-community/jmespath',
  '@lezer/lr',
  '@prometheus-io/lezer-promql',
  'axios',
  'mdast-util-gfm',
  'mdast-util-to-markdown',
  'yaml',
  'zod'
]

const licences = ['0BSD', 'Apache-2.0', 'BSD-2-Clause', 'BSD-3-Clause', 'ISC', 'MIT', 'MPL-2.0']

test('the direct dependencies are the approved ones', () => {
  expect(Object.keys(manifest.dependencies).sort()).toEqual(approved)
})

test('every direct dependency is pinned to one version', () => {
  const ranges = Object.entries({ ...manifest.dependencies, ...manifest.devDependencies })
  expect(ranges.filter(([, range]) => !/^\d+\.\d+\.\d+$/.test(range))).toEqual([])
})

test('the lockfile holds a digest of every package that can come to be installed', () => {
  expect(lock.lockfileVersion).toBe(3)
  const without = packages.filter(([, it]) => it.integrity?.startsWith('sha512-') !== true)
  // npm ci wants other platforms' binaries listed as well; they are tools, and no Linux on x64 takes them.
  const unknown = without.filter(([, it]) => !isForeignTool(it))
  expect(unknown.map(([path]) => path)).toEqual([])
})

test('the lockfile names no host: whatever registry npm is told of is asked', () => {
  expect(packages.flatMap(([, { resolved }]) => resolved ?? [])).toEqual([])
  expect(read('package-lock.json')).not.toMatch(/https?:\/\/[^"]*\.tgz/)
})

test('npm is told to run no script and to write exact versions', () => {
  const settings = read('.npmrc').trim().split('\n')
  expect(settings).toEqual(expect.arrayContaining(['ignore-scripts=true', 'save-exact=true']))
})

test('nothing that ships runs a script when it is installed', () => {
  const running = production.filter(([, { hasInstallScript }]) => hasInstallScript === true)
  expect(running.map(([path]) => path)).toEqual([])
})

test('what ships may be shipped', () => {
  const others = production.filter(([, { license = '' }]) => !licences.includes(license))
  expect(others.map(([path, { license }]) => `${path}: ${license}`)).toEqual([])
})

test('axios is not one of the versions with known holes, nor the one that was malware', () => {
  const { version = '' } = lock.packages['node_modules/axios'] ?? {}
  const [major = 0, minor = 0] = version.split('.').map(Number)
  expect(version).not.toBe('1.14.1')
  expect(major > 1 || (major === 1 && minor >= 18)).toBe(true)
})
