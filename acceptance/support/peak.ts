import type { ActionResult } from '../../src/demo/runner.js'

const code =
  'process.on("exit",()=>console.log("peak memory "+process.resourceUsage().maxRSS+" kB"))'

/** Environment with which the bundle says at its end how much memory it had at most, as the kernel counts it. */
export const PEAK = {
  NODE_OPTIONS: `--import data:text/javascript,${encodeURIComponent(code)}`
} as const

/** Peak resident memory of the main step in MiB. */
export function peakOf({ stdout }: ActionResult): number {
  const peak = /^peak memory (\d+) kB$/m.exec(stdout)?.[1]
  if (peak === undefined) throw new Error('the run did not say what memory it had; set PEAK')
  return Number(peak) / 1024
}
