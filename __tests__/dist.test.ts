import { expect, test } from '@jest/globals'
import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'

const root = resolve(import.meta.dirname, '..')
const dist = join(root, 'dist')
const MINUTES = 60_000
const licences = ['0BSD', 'Apache-2.0', 'BSD-2-Clause', 'BSD-3-Clause', 'ISC', 'MIT', 'MPL-2.0']
const MOST_BYTES = 4 * 1024 * 1024

test(
  'dist is what script/build makes of the sources, byte for byte, and it runs',
  () => {
    const fresh = mkdtempSync(join(tmpdir(), 'bakegate-dist-'))
    try {
      execFileSync(join(root, 'script/build'), [fresh], { stdio: ['ignore', 'ignore', 'inherit'] })
      expect(whatRuns(join(fresh, 'index.js'))).toContain('GITHUB_REPOSITORY')
      expect(statSync(join(fresh, 'index.js')).size).toBeLessThanOrEqual(MOST_BYTES)
      expect(existsSync(join(dist, 'index.js'))).toBe(true)
      expect(differences(fresh, dist)).toEqual([])
      expectAccounted(fresh)
    } finally {
      rmSync(fresh, { recursive: true })
    }
  },
  5 * MINUTES
)

interface Component {
  readonly purl: string
  readonly name: string
  readonly version: string
  readonly licenses: readonly { readonly license: { readonly id: string } }[]
  readonly hashes?: readonly { readonly content: string }[]
}

/** `debug` colours its output where this is installed, as it is beside our tools; nothing else of them ships. */
const uninvited = ['has-flag', 'supports-color']

/** The bill of materials names what is bundled: as npm knows it, under a licence that may ship, with its notice. */
function expectAccounted(directory: string): void {
  const componentsOf = (json: string): readonly Component[] =>
    (JSON.parse(json) as { readonly components: readonly Component[] }).components
  const bundled = componentsOf(readFileSync(join(directory, 'sbom.cdx.json'), 'utf8'))
  const options = ['sbom', '--package-lock-only', '--sbom-format=cyclonedx']
  const told = execFileSync('npm', options, { cwd: root, encoding: 'utf8', maxBuffer: 2 ** 26 })
  const known = new Map(componentsOf(told).map(it => [it.purl, it.hashes?.[0]?.content]))
  const invited = bundled.filter(({ name }) => !uninvited.includes(name))
  expect(bundled.length - invited.length).toBeLessThanOrEqual(uninvited.length)
  expect(bundled.filter(({ purl, hashes }) => known.get(purl) !== hashes?.[0]?.content)).toEqual([])
  expect(invited.filter(({ name, version }) => !isProduction(name, version))).toEqual([])
  const direct = jsonOf<{ readonly dependencies: Readonly<Record<string, string>> }>(
    'package.json'
  ).dependencies
  const shipped = new Map(bundled.map(({ name, version }) => [name, version]))
  expect(Object.entries(direct).filter(([name, version]) => shipped.get(name) !== version)).toEqual(
    []
  )
  expect(bundled.filter(it => !licences.includes(it.licenses[0]?.license.id ?? ''))).toEqual([])
  const notices = readFileSync(join(directory, 'licenses.txt'), 'utf8')
  expect(
    bundled.filter(
      ({ name, version, licenses }) =>
        !notices.includes(`${name} ${version} (${licenses[0]?.license.id ?? ''})\n\n`)
    )
  ).toEqual([])
}

/** Whether npm installs it where no tools are. */
function isProduction(name: string, version: string): boolean {
  const { packages } = jsonOf<{
    readonly packages: Readonly<
      Record<string, { version: string; dev?: boolean; devOptional?: boolean }>
    >
  }>('package-lock.json')
  return Object.entries(packages).some(
    ([path, it]) =>
      path.endsWith(`node_modules/${name}`) &&
      it.version === version &&
      it.dev !== true &&
      it.devOptional !== true
  )
}

function jsonOf<T>(file: string): T {
  return JSON.parse(readFileSync(join(root, file), 'utf8')) as T
}

/** Outside a workflow the action says at once what it lacks; a bundle that lacks a module says something else. */
function whatRuns(bundle: string): string {
  const { stdout, stderr } = spawnSync(join(root, 'script/node'), [bundle], {
    env: { PATH: process.env['PATH'], 'INPUT_GITHUB-TOKEN': 'none' },
    encoding: 'utf8'
  })
  return stdout + stderr
}

function differences(fresh: string, shipped: string): readonly string[] {
  const names = [...new Set([...filesUnder(fresh), ...filesUnder(shipped)])].sort()
  return names.filter(name => bytes(join(fresh, name)) !== bytes(join(shipped, name)))
}

function filesUnder(directory: string): readonly string[] {
  return readdirSync(directory, { recursive: true, withFileTypes: true })
    .filter(entry => entry.isFile())
    .map(entry => join(entry.parentPath, entry.name).slice(directory.length + 1))
}

/** '' where there is no such file. */
function bytes(path: string): string {
  return existsSync(path) ? readFileSync(path, 'latin1') : ''
}
