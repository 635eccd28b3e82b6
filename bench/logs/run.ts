import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { Healthy } from './healthy.js'
import { PLANTED, falseAlarms } from './healthy.js'
import type { LabelledLog, Novelty } from './loghub.js'
import { DEVELOPED, HELD_OUT, groupAccuracy, noveltyOf, readLog } from './loghub.js'
import { eventsPerSecond, groupsOf, linesPerSecond } from './mining.js'
import type { Verdict } from './nezha.js'
import { judgeNezha } from './nezha.js'
import { measureRedaction } from './redaction.js'
import type { Volume } from './volume.js'
import { findNeedle, measureTemplates, measureVolume, volumeText } from './volume.js'

/**
 * Prints every figure of docs/log-signatures.md: `run.ts [directory of logpai/loghub] [developed|all]`. `DRAIN3_PYTHON` is a
 * Python that has drain3 0.9. `run.ts volume` is the part that needs a process of its own.
 */

const [directory = '', which = 'all'] = process.argv.slice(2)
const python = process.env['DRAIN3_PYTHON'] ?? 'python3'
const ALPHA = 0.01
/** False alarms that the goal allows of the healthy services. */
const ALLOWED = 0.005
/** What is told of one deploy in a hundred is counted in so many of each set. */
const DEPLOYS = 10_000

const names = which === 'developed' ? DEVELOPED : [...DEVELOPED, ...HELD_OUT]

if (directory === 'volume') console.log(JSON.stringify(measureVolume()))
else printAll()

function printAll(): void {
  const logs = names.flatMap(name => readLog(directory, name) ?? [])
  if (logs.length > 0) loghub(logs)
  else
    console.log(`skipped: no Loghub in "${directory}" (give a clone of github.com/logpai/loghub)`)
  nezha()
  volume()
}

function loghub(sets: readonly LabelledLog[]): void {
  const every = sets.flatMap(set => set.lines)
  const before = speeds(every)
  const peer = runDrain3(sets)
  const after = speeds(every)
  console.log('\nset           ours  new: recall  precision   drain3  new: recall  precision')
  const rows = sets.map(set => {
    const ours = scoreOf(groupsOf(set.lines), set.truth)
    const theirs =
      peer === undefined ? undefined : scoreOf(peer.clusters[set.name] ?? [], set.truth)
    console.log(
      `${set.name.padEnd(12)} ${tell(ours)}   ${theirs === undefined ? '' : tell(theirs)}`
    )
    return { name: set.name, ours, theirs }
  })
  for (const [title, chosen] of [
    ['developed on', DEVELOPED],
    ['held out', HELD_OUT],
    ['all', names]
  ] as const) {
    const own = rows.filter(row => chosen.includes(row.name))
    if (own.length === 0) continue
    console.log(
      `${title.padEnd(12)} ${tell(pooled(own.map(row => row.ours)))}   ${tell(pooled(own.flatMap(row => row.theirs ?? [])))}`
    )
  }
  const whole = Math.max(before.whole, after.whole)
  const mining = Math.max(before.mining, after.mining)
  const theirs = peer?.linesPerSecond
  const times =
    theirs === undefined
      ? ''
      : `; drain3 ${round(theirs)}: ${(whole / theirs).toFixed(1)} and ${(mining / theirs).toFixed(1)} times as many`
  console.log(
    `\nlines a second of processor time, from text to signatures ${round(whole)}, mining alone ${round(mining)}${times}`
  )
  healthyDeploys(sets)
  measureRedaction(sets)
}

/** Before and after the peer: the machine's own speed is not the same from minute to minute. */
function speeds(texts: readonly string[]): { whole: number; mining: number } {
  return { whole: linesPerSecond(texts), mining: eventsPerSecond(texts) }
}

function healthyDeploys(sets: readonly LabelledLog[]): void {
  console.log(
    `\n${DEPLOYS} deploys where nothing changed, with one more error of ${PLANTED.join(', ')} events`
  )
  console.log('set           false new    false jump   the error is found')
  const all = sets.map(set => {
    const told = falseAlarms(set.lines, DEPLOYS, ALPHA)
    tellHealthy(set.name, told, DEPLOYS)
    return told
  })
  const sum = (of: (one: Healthy) => number) => all.reduce((total, one) => total + of(one), 0)
  const found = new Map(PLANTED.map(events => [events, sum(one => one.found.get(events) ?? 0)]))
  const total = { isNew: sum(one => one.isNew), isMore: sum(one => one.isMore), found }
  tellHealthy('all', total, DEPLOYS * sets.length)
}

function tellHealthy(name: string, { isNew, isMore, found }: Healthy, deploys: number): void {
  const cells = [isNew, isMore, ...found.values()].map((count, i) =>
    i < 2 ? `${count} (${percent(count / deploys, 2)})` : percent(count / deploys, 1)
  )
  console.log([name.padEnd(13), ...cells.map((cell, i) => cell.padEnd(i < 2 ? 12 : 7))].join(' '))
}

function percent(share: number, digits: number): string {
  return `${(100 * share).toFixed(digits)} %`
}

interface Score extends Novelty {
  readonly accuracy: number
}

function scoreOf(found: readonly unknown[], truth: readonly string[]): Score {
  return { accuracy: groupAccuracy(found, truth), ...noveltyOf(found, truth) }
}

/** Accuracy as the mean over sets, novelty over all templates. */
function pooled(scores: readonly Score[]): Score {
  const sum = (part: keyof Score) => scores.reduce((total, score) => total + score[part], 0)
  return {
    accuracy: sum('accuracy') / scores.length,
    fresh: sum('fresh'),
    recalled: sum('recalled'),
    flagged: sum('flagged'),
    right: sum('right')
  }
}

function tell({ accuracy, fresh, recalled, flagged, right }: Score): string {
  return `${accuracy.toFixed(3)}  ${part(recalled, fresh)} ${part(right, flagged)}`
}

function part(hits: number, of: number): string {
  return `${of === 0 ? '–' : (hits / of).toFixed(3)} (${hits}/${of})`.padEnd(16)
}

function round(value: number): string {
  return String(Math.round(value / 1000) * 1000)
}

interface Peer {
  readonly clusters: Readonly<Record<string, readonly number[]>>
  readonly linesPerSecond: number
}

function runDrain3(sets: readonly LabelledLog[]): Peer | undefined {
  const input = JSON.stringify(Object.fromEntries(sets.map(set => [set.name, set.lines])))
  const script = join(import.meta.dirname, 'drain3_run.py')
  const { status, stdout, stderr } = spawnSync(python, [script], {
    input,
    encoding: 'utf8',
    maxBuffer: 2 ** 28
  })
  if (status === 0) return JSON.parse(stdout) as Peer
  console.log(
    `skipped: drain3 (${stderr.trim().split('\n').at(-1) ?? 'no answer'}; pip install drain3==0.9.11, DRAIN3_PYTHON)`
  )
  return undefined
}

function nezha(): void {
  const path = join(import.meta.dirname, '..', 'data', 'nezha_logs_gate.json.gz')
  if (!existsSync(path)) return
  const verdicts = judgeNezha(path, ALPHA)
  console.log(
    '\nNezha: faults found by a new signature; by one that comes more often; by one that comes less often'
  )
  for (const [kind, own] of Map.groupBy(
    verdicts.filter(one => one.isTarget),
    one => one.kind
  )) {
    console.log(`${kind.padEnd(16)} ${own.length} faults: ${tellVerdicts(own)}`)
  }
  const healthy = verdicts.filter(one => !one.isTarget)
  console.log(`${'healthy'.padEnd(16)} ${healthy.length} services: ${tellVerdicts(healthy)}`)
  tellBest(verdicts)
  tellRange(verdicts)
}

/** What the best threshold on one rate finds, chosen on the answers: no rule of that kind finds more. */
function tellBest(verdicts: readonly Verdict[]): void {
  const healthy = verdicts.filter(one => !one.isTarget)
  const allowed = Math.floor(ALLOWED * healthy.length)
  console.log(
    `Nezha: faults further out of the range of the healthy minutes than all but ${allowed} of ${healthy.length} healthy services`
  )
  for (const side of ['above', 'below'] as const) {
    const threshold = healthy.map(one => one[side]).sort((a, b) => b - a)[allowed] ?? 0
    const found = Map.groupBy(
      verdicts.filter(one => one.isTarget),
      one => one.kind
    )
    const told = [...found].map(
      ([kind, own]) =>
        `${kind} ${own.filter(one => one[side] > threshold).length} of ${own.length} (${own.filter(one => one[side] > 1).length} out of it at all)`
    )
    console.log(`${side.padEnd(16)} by more than ${threshold.toFixed(2)} times: ${told.join(', ')}`)
  }
}

/** How far a rate leaves its healthy minutes, faults that a new signature tells left out. */
function tellRange(verdicts: readonly Verdict[]): void {
  const healthy = verdicts.filter(one => !one.isTarget)
  const faults = verdicts.filter(one => one.isTarget && one.kind !== 'return')
  for (const side of ['above', 'below'] as const) {
    const inside = faults.filter(one => one[side] <= 1).length
    const furthest = Math.max(...healthy.map(one => one[side]))
    console.log(
      `${side.padEnd(16)} the healthy minutes is no rate in ${inside} of the ${faults.length} faults of the other kinds; healthy services are by up to ${furthest.toFixed(1)} times`
    )
  }
}

function tellVerdicts(verdicts: readonly Verdict[]): string {
  const count = (test: (one: Verdict) => boolean) => verdicts.filter(test).length
  return `${count(one => one.isNew)} new, ${count(one => one.isMore)} more, ${count(one => one.isLess)} less, ${count(one => one.isNew || one.isMore)} new or more`
}

function volume(): void {
  const own = spawnSync(process.execPath, [...process.execArgv, import.meta.filename, 'volume'], {
    input: volumeText(),
    encoding: 'utf8'
  })
  const { seconds, bytes, mebibytes } = JSON.parse(own.stdout) as Volume
  console.log(
    `\n100 000 lines of ${(bytes / 2 ** 20).toFixed(1)} MiB: ${seconds.toFixed(2)} s of processor time, ${mebibytes.toFixed(0)} MiB at most, the runtime and the lines included`
  )
  const { slowdown, found } = measureTemplates()
  console.log(
    `10 000 templates (${found} signatures) take ${slowdown.toFixed(2)} times as long as 100`
  )
  const needle = findNeedle()
  console.log(
    `a new error, 1 line in 10 000, is the one new signature in ${needle.found} of ${needle.bakes} bakes`
  )
}
