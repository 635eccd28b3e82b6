import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { Worker } from 'node:worker_threads'
import type { Found } from './engine.js'
import type { Order, Report } from './worker.js'

/** Bytes of the input that is being fed, at most. */
const sharedSize = 128 * 1024
/** Milliseconds with one and the same input: it never comes back. */
const longestSilence = 60_000
const mostMegabytes = 768

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    seconds: { type: 'string', default: '60' },
    runs: { type: 'string', default: 'Infinity' },
    seed: { type: 'string', default: '1' },
    keep: { type: 'boolean', default: false },
    list: { type: 'boolean', default: false }
  }
})

await main()

async function main(): Promise<void> {
  const { targets } = await import('./targets/index.js')
  const unknown = positionals.filter(name => !targets.some(target => target.name === name))
  if (unknown.length > 0 || values.list) {
    for (const { name, about } of targets) console.log(`${name.padEnd(18)} ${about}`)
    if (unknown.length > 0) console.log(`\nThere is no target ${unknown.join(', ')}.`)
    process.exitCode = unknown.length > 0 ? 2 : 0
    return
  }
  let found = 0
  for (const { name } of targets) {
    if (positionals.length === 0 || positionals.includes(name)) found += await fuzzed(name)
  }
  process.exitCode = found > 0 ? 1 : 0
}

/** Runs one target in a thread of its own, so that neither an endless loop nor a full memory ends the rest. */
async function fuzzed(name: string): Promise<number> {
  const shared = new SharedArrayBuffer(sharedSize)
  const order: Order = {
    name,
    seed: Number(values.seed),
    seconds: Number(values.seconds),
    runs: Number(values.runs),
    keep: values.keep,
    shared
  }
  const worker = new Worker(new URL('start.mjs', import.meta.url), {
    workerData: order,
    resourceLimits: { maxOldGenerationSizeMb: mostMegabytes }
  })
  const started = Date.now()
  const reports: Report[] = []
  worker.on('message', (report: Report) => reports.push(report))
  const failed = await ended(worker, new Int32Array(shared, 0, 1))
  const [begun] = reports
  const last = reports.at(-1)
  const lost = last?.kind === 'done' ? [] : [lostOf(failed ?? 'it did not come back', shared)]
  const findings = [...(last?.findings ?? []), ...lost]
  const seconds = (Date.now() - started) / 1000
  console.log(lineOf(name, seconds, begun, last, findings.length))
  findings.forEach((finding, index) => save(name, index, finding))
  return findings.length
}

/** Resolves when the worker has ended, with what it died of. `fed` counts its inputs: where it stands still, it is ended. */
async function ended(worker: Worker, fed: Int32Array): Promise<string | undefined> {
  let known = 0
  let since = Date.now()
  const watch = setInterval(() => {
    const [now = 0] = fed
    if (now !== known) since = Date.now()
    known = now
    if (known > 0 && Date.now() - since > longestSilence) void worker.terminate()
  }, 1_000)
  const failed = await new Promise<string | undefined>(resolve => {
    worker.on('error', (error: Error) => resolve(`${error.name}: ${error.message}`))
    worker.on('exit', () => resolve(undefined))
  })
  clearInterval(watch)
  return failed
}

function lineOf(
  name: string,
  seconds: number,
  begun: Report | undefined,
  last: Report | undefined,
  findings: number
): string {
  const runs = last?.runs ?? 0
  const from = begun?.blocks.seen ?? 0
  const { seen = 0, known = 0 } = last?.blocks ?? {}
  return [
    name.padEnd(18),
    `${runs} runs`.padStart(13),
    `${Math.round(runs / seconds)}/s`.padStart(7),
    `blocks ${from} → ${seen} of ${known}`.padStart(30),
    `corpus ${last?.corpus ?? 0}`.padStart(11),
    `findings ${findings}`
  ].join('  ')
}

function lostOf(message: string, shared: SharedArrayBuffer): Found {
  const [, length = 0] = new Int32Array(shared, 0, 2)
  const input = Uint8Array.from(new Uint8Array(shared, 8, length))
  return { key: message, message, stack: '', input }
}

function save(name: string, index: number, { message, stack, input }: Found): void {
  const folder = join(import.meta.dirname, '../.cache/fuzz')
  mkdirSync(folder, { recursive: true })
  const file = join(folder, `${name}-${index}`)
  writeFileSync(file, input)
  const places = stack
    .split('\n')
    .filter(line => /\/src\/|\/fuzz\/oracles/.test(line))
    .slice(0, 3)
    .map(line => `\n    ${line.trim().replace(/file:.*?\/(src|fuzz)\//, '$1/')}`)
  const shown = Buffer.from(input).toString('utf8')
  const cut = shown.length > 300 ? `${shown.slice(0, 300)}…` : shown
  console.log(
    `  ${message}${places.join('')}\n    ${JSON.stringify(cut)} (.cache/fuzz/${name}-${index})`
  )
}
