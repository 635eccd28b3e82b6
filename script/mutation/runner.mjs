// A test runner for Stryker that keeps everything loaded: Stryker's own for jest starts jest anew for every mutant and
// loads every test file, which takes seconds, where the tests that cover a mutant take milliseconds.
import { PluginKind, commonTokens, declareClassPlugin, tokens } from '@stryker-mutator/api/plugin'
import { determineHitLimitReached, toMutantRunResult } from '@stryker-mutator/api/test-runner'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { relative, resolve } from 'node:path'
import { collect } from './harness.mjs'
import { openModules } from './modules.mjs'
import { PASSED, runTest } from './run-test.mjs'

/** Properties are tried with the same values each time, so that a mutant meets the same fate each time. */
const SEED = 1

/** In the sandbox, for the process that takes over after a time-out: what the first one learned. */
const LEARNED = 'learned.json'

class WarmRunner {
  static inject = tokens(commonTokens.options)

  #options
  #files
  #modules
  #tests = []
  #generation = 0
  /** Milliseconds of processor by test. */
  #costs
  /** By mutant, the test files that run its code already when they are loaded. */
  #early = {}

  constructor({ warm, mutate }) {
    this.#options = { ...warm, mutate: mutate.map(file => resolve(file)) }
  }

  capabilities() {
    return { reloadEnvironment: true }
  }

  async init() {
    const root = process.cwd()
    const { default: check } = await import(createRequire(`${root}/`).resolve('fast-check'))
    check.configureGlobal({ seed: SEED })
    process.on('unhandledRejection', () => undefined)
    this.#modules = openModules(root)
    this.#costs = readJson(this.#options.costs)
    this.#early = readJson(LEARNED)
    const { mutate, tests } = this.#options
    this.#generation += 1
    for (const file of mutate) await this.#modules.load(file, this.#generation)
    this.#tests = await this.#collect(
      tests.map(file => resolve(file)),
      this.#generation
    )
    const reaching = new Set(tests.map(file => resolve(file)).filter(it => this.#reaches(it)))
    this.#files = [...reaching]
    this.#tests = this.#tests.filter(({ path }) => reaching.has(path))
  }

  async dryRun() {
    const tests = []
    for (const entry of this.#tests) {
      const result = await this.#measure(entry)
      if (result !== undefined) tests.push(result)
    }
    writeFileSync(this.#options.costs, JSON.stringify(this.#costs))
    writeFileSync(LEARNED, JSON.stringify(this.#early))
    return { status: 'complete', tests, mutantCoverage: this.#coverage(tests) }
  }

  /** Without a filter the mutant is of what runs at import: all is loaded anew while it is active. */
  async mutantRun({ activeMutant: { id }, testFilter, hitLimit, disableBail }) {
    Object.assign(stryker(), { activeMutant: id, hitCount: 0, hitLimit, mutantCoverage: undefined })
    try {
      return toMutantRunResult(
        await this.#judge(this.#batches(id, testFilter), disableBail),
        disableBail
      )
    } catch (error) {
      // What cannot even be loaded fails every test.
      return {
        status: 'killed',
        killedBy: [this.#tests[0].id],
        failureMessage: String(error),
        nrOfTests: 1
      }
    } finally {
      stryker().activeMutant = undefined
    }
  }

  /** Sets of tests, the later ones loaded only where the earlier ones noticed nothing. */
  async *#batches(mutant, testFilter) {
    if (testFilter === undefined) {
      const generation = (this.#generation += 1)
      for (const file of this.#files) {
        yield (await this.#collect([file], generation)).filter(this.#isQuick)
      }
      return
    }
    const wanted = new Set(testFilter)
    const early = this.#early[mutant] ?? []
    yield this.#tests.filter(({ id, file }) => wanted.has(id) && !early.includes(file))
    const again = early.length > 0 ? await this.#collect(early.map(file => resolve(file))) : []
    yield again.filter(({ id }) => wanted.has(id))
  }

  /** Quick tests first; the first that fails is enough. */
  async #judge(batches, disableBail) {
    const results = []
    for await (const batch of batches) {
      for (const entry of batch.toSorted((a, b) => this.#cost(a) - this.#cost(b))) {
        const result = await runTest(entry)
        const reached = determineHitLimitReached(stryker().hitCount, stryker().hitLimit)
        if (reached !== undefined) return reached
        results.push(result)
        if (result.status !== PASSED && !disableBail) return { status: 'complete', tests: results }
      }
    }
    return { status: 'complete', tests: results }
  }

  async #measure(entry) {
    if (!this.#isQuick(entry)) return undefined
    stryker().currentTestId = entry.id
    const started = process.cpuUsage()
    const result = await runTest(entry)
    const { user, system } = process.cpuUsage(started)
    stryker().currentTestId = undefined
    this.#costs[entry.id] = Math.round((user + system) / 1000)
    return this.#isQuick(entry) ? result : undefined
  }

  /** What a test file ran while it was loaded counts for each of its tests. */
  #coverage(tests) {
    const { static: atImport = {}, perTest = {} } = stryker().mutantCoverage ?? {}
    const known = new Set(tests.map(({ id }) => id))
    const byTest = Object.fromEntries(Object.entries(perTest).filter(([id]) => known.has(id)))
    for (const [mutant, files] of Object.entries(this.#early)) {
      for (const { id, file } of this.#tests) {
        if (known.has(id) && files.includes(file)) (byTest[id] ??= {})[mutant] ??= 1
      }
    }
    const early = new Set(Object.keys(this.#early))
    const atLoad = Object.entries(atImport).filter(([mutant]) => !early.has(mutant))
    return { static: Object.fromEntries(atLoad), perTest: byTest }
  }

  async #collect(paths, generation = (this.#generation += 1)) {
    const found = []
    for (const path of paths) {
      const file = relative(process.cwd(), path)
      const before = { ...stryker().mutantCoverage?.static }
      const entries = await collect(file, () => this.#modules.load(path, generation))
      found.push(...entries.map(entry => ({ ...entry, path })))
      if (stryker().activeMutant !== undefined) continue
      for (const [mutant, count] of Object.entries(stryker().mutantCoverage?.static ?? {})) {
        if (count === before[mutant] || this.#isStatic(mutant, before)) continue
        this.#early[mutant] = [...new Set([...(this.#early[mutant] ?? []), file])]
      }
    }
    return found
  }

  /** Covered when the mutated files alone were loaded: it runs at import, whoever imports. */
  #isStatic(mutant, before) {
    return before[mutant] !== undefined && this.#early[mutant] === undefined
  }

  #reaches(test) {
    return this.#options.mutate.some(file => this.#modules.reaches(test, file))
  }

  #isQuick = entry => this.#cost(entry) <= this.#options.slowest

  #cost({ id }) {
    return this.#costs[id] ?? 0
  }
}

export const strykerPlugins = [declareClassPlugin(PluginKind.TestRunner, 'warm', WarmRunner)]

function stryker() {
  return (globalThis.__stryker__ ??= {})
}

function readJson(file) {
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {}
}
