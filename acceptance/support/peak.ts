import type { ActionResult } from '../../src/demo/runner.js'

/** Milliseconds of processor time that one round of the yardstick takes on the machine that the limits were set on. */
const USUAL_ROUND = 50

/**
 * What the bundle does last under PEAK: it says what the kernel counted for it, and how long a round of
 * fixed work of the same kind (JSON, regular expressions, a table of texts) takes right now.
 */
function tellAtTheEnd(): void {
  const round = (): number => {
    const before = process.cpuUsage()
    const seen = new Map<string, number>()
    for (let index = 0; index < 40_000; index++) {
      const text = `request ${index * 7919} of customer-${index % 997} took ${index % 977} ms`
      const line = JSON.parse(JSON.stringify({ at: index, text })) as { text: string }
      const form = line.text.replace(/\b\d+\b/g, '#')
      seen.set(form, (seen.get(form) ?? 0) + 1)
    }
    const { user, system } = process.cpuUsage(before)
    return (user + system) / 1000
  }
  process.on('exit', () => {
    const { maxRSS, userCPUTime, systemCPUTime } = process.resourceUsage()
    const work = Math.round((userCPUTime + systemCPUTime) / 1000)
    const rounds = [round(), round(), round(), round(), round()].sort((a, b) => a - b)
    console.log(`peak memory ${maxRSS} kB, processor ${work} ms, a round ${rounds[2]} ms`)
  })
}

/** Environment with which the bundle says at its end what memory and processor time it took. */
export const PEAK = {
  NODE_OPTIONS: `--import data:text/javascript,${encodeURIComponent(`(${tellAtTheEnd.toString()})()`)}`
} as const

/** Peak resident memory of the main step in MiB. */
export function peakOf(result: ActionResult): number {
  return told(result).peak / 1024
}

/**
 * Processor time of the main step in milliseconds, as it would have been on the machine that the limits were
 * set on: a core that is shared, or slower, counts more time for the same work, the yardstick's as well.
 */
export function workOf(result: ActionResult): number {
  const { work, round } = told(result)
  return Math.round(work / Math.max(1, round / USUAL_ROUND))
}

function told({ stdout }: ActionResult): { peak: number; work: number; round: number } {
  const said = /^peak memory (\d+) kB, processor (\d+) ms, a round ([\d.]+) ms$/m.exec(stdout)
  if (said === null) throw new Error('the run did not say what it took; set PEAK')
  const [peak = NaN, work = NaN, round = NaN] = said.slice(1).map(Number)
  return { peak, work, round }
}
