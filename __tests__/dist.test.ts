import { expect, test } from '@jest/globals'
import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'

const root = resolve(import.meta.dirname, '..')
const dist = join(root, 'dist')
const MINUTES = 60_000
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
    } finally {
      rmSync(fresh, { recursive: true })
    }
  },
  5 * MINUTES
)

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
