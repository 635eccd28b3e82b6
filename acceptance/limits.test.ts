import { expect, test } from '@jest/globals'
import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { errorLines, errorRatio, latency, ROLLBACK } from './support/configuration.js'
import { PEAK, peakOf } from './support/peak.js'
import { useScenes } from './support/scene.js'

const open = useScenes()
/** Mebibytes. */
const MOST_MEMORY = 200
const MOST_REQUESTS = 25

test('twenty checks of two endpoints over fifteen minutes take 200 MB and 25 requests at most', async () => {
  const checks = Array.from({ length: 20 }, (_, index) => ({
    ...[errorRatio, latency, errorLines][index % 3],
    name: `check ${index}`
  }))
  const scene = await open({ config: [{ checks, rollback: ROLLBACK }] })
  const result = await scene.run({ env: PEAK })
  expect(result.outputs['verdict']).toBe('pass')
  expect(peakOf(result)).toBeLessThan(MOST_MEMORY)
  expect(scene.github.log.length).toBeLessThanOrEqual(MOST_REQUESTS)
  process.stdout.write(
    `peak ${peakOf(result).toFixed(0)} MiB, ${scene.github.log.length} requests to GitHub, ${result.durationMs} ms\n`
  )
})

test('the bundle is no larger than 4 MB', () => {
  expect(readFileSync(process.env['BAKEGATE_BUNDLE'] ?? '').length).toBeLessThan(4 * 1024 * 1024)
})

test('a start takes at most 1.25 times the processor time of the libraries alone', () => {
  const script = join(import.meta.dirname, '../bench/startup/run.mjs')
  const bundle = process.env['BAKEGATE_BUNDLE'] ?? ''
  const { status, stdout } = spawnSync(process.execPath, [script, bundle, '9', 'start'], {
    encoding: 'utf8'
  })
  process.stdout.write(stdout)
  expect(status).toBe(0)
})
