import type { ActionResult } from '../../src/demo/runner.js'

const code =
  'process.on("exit",()=>{const{maxRSS,userCPUTime,systemCPUTime}=process.resourceUsage();' +
  'console.log("peak memory "+maxRSS+" kB, processor "+Math.round((userCPUTime+systemCPUTime)/1000)+" ms")})'

/** Environment with which the bundle says at its end what memory and processor time it took, as the kernel counts them. */
export const PEAK = {
  NODE_OPTIONS: `--import data:text/javascript,${encodeURIComponent(code)}`
} as const

/** Peak resident memory of the main step in MiB. */
export function peakOf({ stdout }: ActionResult): number {
  const peak = /^peak memory (\d+) kB/m.exec(stdout)?.[1]
  if (peak === undefined) throw new Error('the run did not say what memory it had; set PEAK')
  return Number(peak) / 1024
}

/** Processor time of the main step in milliseconds: what it took, however busy the machine was. */
export function workOf({ stdout }: ActionResult): number {
  const work = /^peak memory \d+ kB, processor (\d+) ms$/m.exec(stdout)?.[1]
  if (work === undefined) throw new Error('the run did not say what it took; set PEAK')
  return Number(work)
}
