// What `@jest/globals` is to the tests while mutants run: they are collected, not run. See runner.mjs.
import { expect } from 'expect'
import { bind } from 'jest-each'
import { fn } from 'jest-mock'

export { expect }
export const jest = { fn, setTimeout: () => undefined }

/** One test with everything that runs around it. `file` is its path below the project's folder. */
const tests = []
let open = scope(undefined, '')

/** Runs a test file (a function that imports it) and returns its tests. */
export async function collect(file, load) {
  open = scope(undefined, file)
  tests.length = 0
  await load()
  const named = new Map()
  return tests.map(entry => {
    const count = (named.get(entry.name) ?? 0) + 1
    named.set(entry.name, count)
    return { ...entry, file, id: count === 1 ? entry.name : `${entry.name} (${count})` }
  })
}

export const test = registrar((name, run) => {
  tests.push({ name: `${open.name} > ${name}`, run, scope: open })
})
export const it = test

export const describe = registrar((name, run) => {
  const outer = open
  open = scope(outer, `${outer.name} > ${name}`)
  run()
  open = outer
})

export const beforeEach = hook => void open.beforeEach.push(hook)
export const afterEach = hook => void open.afterEach.push(hook)
export const beforeAll = hook => void open.beforeAll.push(hook)
export const afterAll = hook => void open.afterAll.push(hook)

function scope(outer, name) {
  return { outer, name, beforeEach: [], afterEach: [], beforeAll: [], afterAll: [] }
}

function registrar(register) {
  register.each = bind(register)
  register.skip = () => undefined
  register.skip.each = () => () => undefined
  return register
}
