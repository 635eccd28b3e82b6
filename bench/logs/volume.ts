import { readFileSync } from 'node:fs'
import { randomOf } from '../../__tests__/judge/simulated-logs.js'
import { eachEvent } from '../../src/logs/events.js'
import { createMiner } from '../../src/logs/miner.js'
import { linesOf, mineOnce, processorSeconds } from './mining.js'

/** Big logs: how long, how much memory, and how it grows with the number of templates. */

const LINES = 100_000

export interface Volume {
  /** Of processor time. */
  readonly seconds: number
  readonly bytes: number
  /** The most that the process had, its lines and the runtime included. */
  readonly mebibytes: number
}

/** To be asked in a process of its own, with `volumeText` as its input: making the lines costs more memory than they do. */
export function measureVolume(): Volume {
  const text = readFileSync(0, 'utf8')
  const lines = linesOf(text.split('\n'))
  const started = processorSeconds()
  mineOnce(lines)
  const seconds = processorSeconds() - started
  return { seconds, bytes: text.length, mebibytes: process.resourceUsage().maxRSS / 1024 }
}

export function volumeText(): string {
  return Array.from({ length: LINES }, (_, i) => lineOf(i, 300)).join('\n')
}

/** Time with ten thousand templates over time with a hundred: the same lines otherwise. */
export function measureTemplates(): { readonly slowdown: number; readonly found: number } {
  const few = linesOf(Array.from({ length: LINES }, (_, i) => lineOf(i, 100)))
  const many = linesOf(Array.from({ length: LINES }, (_, i) => lineOf(i, 10_000)))
  const best = [Infinity, Infinity]
  // In turns, so that what else the machine does meets both.
  for (let round = 0; round < 5; round++) {
    for (const [i, lines] of [few, many].entries()) {
      const started = processorSeconds()
      mineOnce(lines)
      best[i] = Math.min(best[i] ?? Infinity, processorSeconds() - started)
    }
  }
  return { slowdown: (best[1] ?? 0) / (best[0] ?? 1), found: mineOnce(many).length }
}

/** One line in ten thousand is a new error: of so many bakes, in how many is it found? */
export function findNeedle(bakes = 20): { readonly found: number; readonly bakes: number } {
  let found = 0
  for (let bake = 0; bake < bakes; bake++) {
    const random = randomOf(bake)
    const line = () => lineOf(Math.floor(random() * 1e9), 300)
    const miner = createMiner()
    const known = new Set<number>()
    const before = linesOf(Array.from({ length: 50_000 }, line))
    eachEvent(before, event => known.add(miner.add(event)))
    const since = Array.from({ length: 30_000 }, (_, i) =>
      i % 10_000 === 5000 ? `ERROR order ${i} failed: relation "orders" does not exist` : line()
    )
    eachEvent(linesOf(since), event => miner.add(event))
    const fresh = miner
      .signatures()
      .filter(({ handles }) => !handles.some(handle => known.has(handle)))
    if (fresh.length === 1 && fresh[0]?.template.includes('relation "orders" does not exist'))
      found++
  }
  return { found, bakes }
}

/** About 188 characters; the template is told by words, so that none is like another. */
function lineOf(i: number, templates: number): string {
  const template = (i * 7919) % templates
  const words = [0, 1, 2].map(place => wordOf(template * 31 + place * 97)).join(' ')
  const stamp = `2026-11-25T10:${String(i % 60).padStart(2, '0')}:00.${String(i % 1000).padStart(3, '0')}Z`
  const ids = `request 123e4567-e89b-12d3-a456-${String(i).padStart(12, '0')} from 10.0.${i % 256}.${i % 199}:8080`
  return `${stamp} INFO [exec-${i % 64}] com.acme.shop.${wordOf(template)} - ${words} ${ids} took ${i % 977} ms`
}

/** A word without digits. */
function wordOf(number: number): string {
  const syllables = ['ba', 'de', 'fi', 'go', 'hu', 'ka', 'le', 'mi', 'no', 'tu']
  return [...String(number * 7 + 11)].map(digit => syllables[Number(digit)]).join('')
}
