// Mutates the groups and files named (all, without a name), one file at a time: code that carries mutants is slow, and so the files
// around it stay as they are. See script/mutants.
import { Stryker } from '@stryker-mutator/core'
import { globSync, mkdirSync, writeFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { groups } from './groups.mjs'
import { REPORTS, forgetStaticSurvivors, reportOf, tableOf } from './report.mjs'
import { mutationPage } from './page.mjs'

/** Milliseconds of processor. A test that takes more is left out, unless its group says otherwise. */
const SLOWEST = 100

const [first] = process.argv.slice(2)
if (first === '--docs') writeFileSync('docs/mutation.md', mutationPage())
else await mutate(process.argv.slice(2))

async function mutate(names) {
  const all = Object.entries(groups).map(([name, group]) => ({
    name,
    group,
    files: globSync(group.files).sort()
  }))
  const unknown = names.filter(it => !all.some(({ name, files }) => [name, ...files].includes(it)))
  if (unknown.length > 0) throw new Error(`no group and no file of one: ${unknown.join(', ')}`)
  mkdirSync(REPORTS, { recursive: true })
  for (const { name, group, files } of all) {
    const isWhole = names.length === 0 || names.includes(name)
    const chosen = isWhole ? files : files.filter(file => names.includes(file))
    for (const file of chosen) await mutateFile(file, group)
    if (chosen.length > 0) console.log(tableOf(name, files))
  }
}

async function mutateFile(file, { tests, excluded = [], slowest = SLOWEST }) {
  console.log(file)
  forgetStaticSurvivors(file)
  const options = {
    mutate: [file],
    mutator: { excludedMutations: excluded },
    testRunner: 'warm',
    plugins: [new URL('runner.mjs', import.meta.url).href],
    warm: {
      tests: tests.flatMap(pattern => globSync(pattern).sort()),
      slowest,
      costs: resolve(REPORTS, 'costs.json')
    },
    coverageAnalysis: 'perTest',
    testRunnerNodeArgs: ['--no-warnings'],
    concurrency: 1,
    // A busy machine must not turn a slow test into a kill.
    timeoutMS: 20_000,
    timeoutFactor: 4,
    tempDirName: '.cache/mutation-sandbox',
    ignorePatterns: ['dist', '.cache', 'live', 'bench'],
    incremental: true,
    incrementalFile: reportOf(file),
    reporters: ['progress-append-only'],
    logLevel: 'warn',
    checkers: [],
    warnings: { unknownOptions: false, slow: false }
  }
  await new Stryker(options).runMutationTest()
}
