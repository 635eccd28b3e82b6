// Adds up the stages of script/test: names what failed and what was skipped, closes with the counts, and
// ends with 1 where anything failed.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

const [directory] = process.argv.slice(2)
const counts = { passed: 0, failed: 0, skipped: 0 }
const names = { failed: [], skipped: [] }

for (const file of readdirSync(directory).sort()) {
  const stage = file.replace(/\.(json|check)$/, '')
  if (file.endsWith('.check')) count(readFileSync(join(directory, file), 'utf8').trim(), stage, '')
  if (file.endsWith('.json')) tally(stage, JSON.parse(readFileSync(join(directory, file), 'utf8')))
}
for (const [what, list] of Object.entries(names)) {
  for (const name of list) console.log(`${what}: ${name}`)
}
console.log(`${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped`)
process.exitCode = counts.failed > 0 || counts.passed === 0 ? 1 : 0

function tally(stage, { testResults }) {
  for (const { assertionResults, message, name } of testResults) {
    for (const { status, fullName } of assertionResults) count(verdictOf(status), stage, fullName)
    // A file that could not even be loaded has no tests to count.
    if (assertionResults.length === 0 && message !== '') count('failed', stage, name)
  }
}

function verdictOf(status) {
  if (status === 'passed' || status === 'failed') return status
  return 'skipped'
}

function count(verdict, stage, name) {
  counts[verdict] += 1
  if (verdict !== 'passed') names[verdict].push(name === '' ? stage : `${stage}: ${name}`)
}
