// Prints the fault matrix with what a run of the acceptance tests made of each row. See acceptance/matrix/rows.ts.
import { readFileSync } from 'node:fs'

const [file] = process.argv.slice(2)
const { testResults } = JSON.parse(readFileSync(file, 'utf8'))
const rows = new Map()
for (const { title, status } of testResults.flatMap(({ assertionResults }) => assertionResults)) {
  const [, id, fault] = /^([A-Z]\d\d) · (.*)$/.exec(title) ?? []
  if (id === undefined) continue
  const row = rows.get(id) ?? { fault, passed: 0, failed: 0, skipped: 0 }
  row[status === 'passed' || status === 'failed' ? status : 'skipped'] += 1
  rows.set(id, row)
}
for (const [id, { fault, passed, failed, skipped }] of [...rows].sort(([a], [b]) =>
  a < b ? -1 : 1
)) {
  const verdict = failed > 0 ? 'FAILED' : passed === 0 ? 'skipped' : 'ok'
  const tests = passed + failed + skipped
  console.log(`${verdict.padEnd(7)} ${id}  ${fault}${tests > 1 ? ` [${tests} tests]` : ''}`)
}
