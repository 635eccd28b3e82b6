// One test with what runs around it. See runner.mjs.

/** Of a test's result, as Stryker numbers them. */
export const [PASSED, FAILED] = [0, 1]

/** Milliseconds after which a test that waits has failed. Jest's five seconds, and room for a busy machine. */
const PATIENCE = 20_000

export async function runTest({ id, name, path, run, scope }) {
  const started = performance.now()
  const failure = await failureOf(run, scope)
  const common = { id, name, fileName: path, timeSpentMs: performance.now() - started }
  return failure === undefined
    ? { ...common, status: PASSED }
    : { ...common, status: FAILED, failureMessage: failure }
}

/** `beforeAll` runs before each test as well: what a test sees is the same, and any test can run alone. */
async function failureOf(body, scope) {
  const scopes = []
  for (let it = scope; it !== undefined; it = it.outer) scopes.unshift(it)
  const before = scopes.flatMap(it => [...it.beforeAll, ...it.beforeEach])
  const after = scopes.toReversed().flatMap(it => [...it.afterEach, ...it.afterAll])
  try {
    await inTime([...before, body])
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  } finally {
    await inTime(after).catch(() => undefined)
  }
  return undefined
}

async function inTime(steps) {
  let timer
  const late = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error(`took longer than ${PATIENCE} ms`)), PATIENCE)
  })
  try {
    await Promise.race([inOrder(steps), late])
  } finally {
    clearTimeout(timer)
  }
}

async function inOrder(steps) {
  for (const step of steps) await step()
}
