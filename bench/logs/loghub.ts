import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** The sets of Loghub-2k. The rules were written looking at the first half; the second half is the test. */
export const DEVELOPED = [
  'HDFS',
  'Hadoop',
  'Spark',
  'Zookeeper',
  'BGL',
  'HPC',
  'Thunderbird',
  'Windows'
]
export const HELD_OUT = [
  'Linux',
  'Mac',
  'Android',
  'HealthApp',
  'Apache',
  'OpenSSH',
  'OpenStack',
  'Proxifier'
]

export interface LabelledLog {
  readonly name: string
  readonly lines: readonly string[]
  /** The template of each line, by its makers. */
  readonly truth: readonly string[]
}

/** The messages and labels of one set; undefined where it is not there. */
export function readLog(directory: string, name: string): LabelledLog | undefined {
  const path = join(directory, name, `${name}_2k.log_structured.csv`)
  if (!existsSync(path)) return undefined
  const [header = [], ...rows] = readCsv(readFileSync(path, 'utf8'))
  const [content, event] = [header.indexOf('Content'), header.indexOf('EventId')]
  return {
    name,
    lines: rows.map(row => row[content] ?? ''),
    truth: rows.map(row => row[event] ?? '')
  }
}

/** Share of lines whose group holds exactly the lines that it should (the benchmark's group accuracy). */
export function groupAccuracy(found: readonly unknown[], truth: readonly string[]): number {
  const groups = Map.groupBy(found.keys(), line => found[line])
  const sizes = Map.groupBy(truth, label => label)
  let right = 0
  for (const lines of groups.values()) {
    const labels = new Set(lines.map(line => truth[line]))
    const [label = ''] = labels
    if (labels.size === 1 && sizes.get(label)?.length === lines.length) right += lines.length
  }
  return right / found.length
}

export interface Novelty {
  /** Templates that occur after the split only, and how many of them are in a group that does too. */
  readonly fresh: number
  readonly recalled: number
  /** Groups that occur after the split only, and how many of them hold such a template. */
  readonly flagged: number
  readonly right: number
}

/** Set split in time: the first `split` lines are before. */
export function noveltyOf(
  found: readonly unknown[],
  truth: readonly string[],
  split = 1000
): Novelty {
  const knownTemplates = new Set(truth.slice(0, split))
  const knownGroups = new Set(found.slice(0, split))
  const fresh = new Set(truth.slice(split).filter(label => !knownTemplates.has(label)))
  const flagged = new Set(found.slice(split).filter(group => !knownGroups.has(group)))
  const hits = [...truth.keys()].filter(
    line => line >= split && fresh.has(truth[line] ?? '') && flagged.has(found[line])
  )
  return {
    fresh: fresh.size,
    recalled: new Set(hits.map(line => truth[line])).size,
    flagged: flagged.size,
    right: new Set(hits.map(line => found[line])).size
  }
}

/** RFC 4180. */
function readCsv(text: string): string[][] {
  const rows: string[][] = []
  let row: string[] = []
  for (const [, quoted, plain = '', end] of text.matchAll(
    /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r?\n|$)/g
  )) {
    row.push(quoted === undefined ? plain : quoted.replaceAll('""', '"'))
    if (end === ',') continue
    if (row.length > 1) rows.push(row)
    row = []
  }
  return rows
}
