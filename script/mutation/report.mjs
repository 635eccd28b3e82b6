// What the runs found, by file: Stryker's own reports, and their scores.
import { existsSync, readFileSync, writeFileSync } from 'node:fs'

export const REPORTS = '.cache/mutation'

export function reportOf(file) {
  return `${REPORTS}/${file.replaceAll('/', '-')}.json`
}

/** The mutants of a file with the text that each replaces; none where it was never run. */
export function mutantsOf(file) {
  if (!existsSync(reportOf(file))) return []
  const { source, mutants } = JSON.parse(readFileSync(reportOf(file), 'utf8')).files[file]
  const lines = source.split('\n')
  return mutants.map(mutant => ({ ...mutant, original: textAt(lines, mutant.location) }))
}

/** Stryker asks again about a survivor that a new test covers, but knows no tests of what runs at import: forgotten, it asks. */
export function forgetStaticSurvivors(file) {
  if (!existsSync(reportOf(file))) return
  const report = JSON.parse(readFileSync(reportOf(file), 'utf8'))
  const entry = report.files[file]
  entry.mutants = entry.mutants.filter(it => !(it.static && it.status === 'Survived'))
  writeFileSync(reportOf(file), JSON.stringify(report))
}

/** The score is the share that a test noticed, by failing or by never ending. */
export function scoreOf(mutants) {
  const count = (...statuses) => mutants.filter(({ status }) => statuses.includes(status)).length
  const killed = count('Killed')
  const timedOut = count('Timeout')
  const survived = count('Survived')
  const uncovered = count('NoCoverage')
  const all = killed + timedOut + survived + uncovered
  const score = all === 0 ? 100 : (100 * (killed + timedOut)) / all
  return { score, killed, timedOut, survived, uncovered }
}

export function tableOf(name, files) {
  const rows = [
    ...files.map(file => [file, mutantsOf(file)]),
    [name, files.flatMap(file => mutantsOf(file))]
  ]
  const head = ['', '%', 'killed', 'timed out', 'survived', 'not covered']
  const body = rows.map(([title, mutants]) => {
    const { score, killed, timedOut, survived, uncovered } = scoreOf(mutants)
    return [title, score.toFixed(1), killed, timedOut, survived, uncovered].map(String)
  })
  const widths = head.map((_, i) => Math.max(...[head, ...body].map(row => row[i].length)))
  return [head, ...body]
    .map(row => row.map((cell, i) => (i === 0 ? cell.padEnd(widths[i]) : cell.padStart(widths[i]))))
    .map(row => row.join('  '))
    .join('\n')
}

function textAt(lines, { start, end }) {
  const text = lines.slice(start.line - 1, end.line)
  text[text.length - 1] = text.at(-1).slice(0, end.column - 1)
  text[0] = text[0].slice(start.column - 1)
  return text.join('\n')
}
