// docs/mutation.md, from the reports and from the reasons in survivors.json. See script/mutants.
import { globSync, readFileSync } from 'node:fs'
import { groups } from './groups.mjs'
import { mutantsOf, scoreOf } from './report.mjs'

/** Characters of a mutant that are shown, and that a reason has to name. */
const LONGEST = 110

export function mutationPage() {
  const reasons = JSON.parse(readFileSync('script/mutation/survivors.json', 'utf8'))
  const found = Object.entries(groups).map(([name, group]) => {
    const files = globSync(group.files).sort()
    return { name, files: files.map(file => ({ file, mutants: mutantsOf(file) })) }
  })
  const intro = readFileSync('script/mutation/intro.md', 'utf8')
  return `${[intro.trimEnd(), scores(found), '## Survivors', ...survivors(found, reasons)].join('\n\n')}\n`
}

function scores(found) {
  const rows = found.flatMap(({ name, files }) => [
    row(
      `**${name}**`,
      files.flatMap(({ mutants }) => mutants)
    ),
    ...files.map(({ file, mutants }) => row(`\`${file}\``, mutants))
  ])
  const head = '| group and file | killed | mutants | timed out | survived | not covered |'
  return [head, '|---|---|---|---|---|---|', ...rows].join('\n')
}

function row(title, mutants) {
  const { score, killed, timedOut, survived, uncovered } = scoreOf(mutants)
  const all = killed + timedOut + survived + uncovered
  if (all === 0) return `| ${title} | not run | | | | |`
  return `| ${title} | ${score.toFixed(1)} % | ${all} | ${timedOut} | ${survived} | ${uncovered} |`
}

function survivors(found, reasons) {
  return found.flatMap(({ files }) =>
    files.flatMap(({ file, mutants }) => {
      const alive = mutants.filter(({ status }) => status === 'Survived' || status === 'NoCoverage')
      if (alive.length === 0) return []
      const known = Object.entries(reasons[file] ?? {})
      const reasonOf = mutant =>
        known.find(([, named]) => named.some(text => told(mutant).includes(text)))?.[0]
      const groupsOf = Map.groupBy(alive, mutant => reasonOf(mutant) ?? 'Not explained.')
      const parts = [...groupsOf].map(([reason, list]) => `${reason}\n\n${listing(list)}`)
      return [`### ${file}`, ...parts]
    })
  )
}

function listing(mutants) {
  const lines = mutants
    .toSorted((a, b) => a.location.start.line - b.location.start.line)
    .map(mutant => `${String(mutant.location.start.line).padStart(4)}  ${told(mutant)}`)
  return ['```text', ...lines, '```'].join('\n')
}

function told({ original, replacement }) {
  return `${oneLine(original)}  →  ${oneLine(replacement ?? '')}`
}

function oneLine(text) {
  const line = text.replace(/\s+/g, ' ')
  return line.length <= LONGEST ? line : `${line.slice(0, LONGEST)}…`
}
