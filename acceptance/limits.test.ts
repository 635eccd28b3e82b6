import { expect, test } from '@jest/globals'
import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { errorLines, errorRatio, latency, ROLLBACK } from './support/configuration.js'
import { useScenes } from './support/scene.js'

const open = useScenes()
const MOST_MEMORY_KB = 200 * 1024
const MOST_REQUESTS = 25

test('twenty checks of two endpoints over fifteen minutes take 200 MB and 25 requests at most', async () => {
  const checks = Array.from({ length: 20 }, (_, index) => ({
    ...[errorRatio, latency, errorLines][index % 3],
    name: `check ${index}`
  }))
  const scene = await open({ config: [{ checks, rollback: ROLLBACK }] })
  const peaks: number[] = []
  const result = await scene.run({
    env: { NODE_OPTIONS: `--import ${reportingPeak}` },
    onLine: line => {
      const peak = /^peak memory (\d+) kB$/.exec(line)?.[1]
      if (peak !== undefined) peaks.push(Number(peak))
    }
  })
  expect(result.outputs['verdict']).toBe('pass')
  expect(peaks.at(-1)).toBeLessThan(MOST_MEMORY_KB)
  expect(scene.github.log.length).toBeLessThanOrEqual(MOST_REQUESTS)
  process.stdout.write(
    `peak ${peaks.at(-1)} kB, ${scene.github.log.length} requests to GitHub, ${result.durationMs} ms\n`
  )
})

/** Says at its end how much memory the process had at most, as the kernel counts it. */
const reportingPeak = `data:text/javascript,${encodeURIComponent(
  'process.on("exit",()=>console.log("peak memory "+process.resourceUsage().maxRSS+" kB"))'
)}`

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
