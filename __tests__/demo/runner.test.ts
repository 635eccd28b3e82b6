import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from '@jest/globals'
import { type ActionCall, runAction, startAction } from '../../src/demo/runner.js'

let directory: string
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'bakegate-runner-'))
})
afterEach(() => rm(directory, { recursive: true }))

async function call(source: string, overrides: Partial<ActionCall> = {}): Promise<ActionCall> {
  const bundle = join(directory, 'action.mjs')
  await writeFile(bundle, source)
  return {
    bundle,
    inputs: {},
    event: { name: 'push', payload: { after: 'abc' } },
    github: {
      apiUrl: 'http://127.0.0.1:1',
      repository: 'acme/shop',
      sha: 'abc',
      ref: 'refs/heads/main',
      runId: '7'
    },
    directory: join(directory, 'run'),
    ...overrides
  }
}

test('an action sees what a runner sets and nothing of the surroundings', async () => {
  process.env.LEAKED = 'from outside'
  const source = 'process.stdout.write(JSON.stringify(process.env))'
  const result = await runAction(
    await call(source, { inputs: { 'on-inconclusive': 'pass' }, env: { TOKEN: 't' }, post: false })
  )
  delete process.env.LEAKED
  const env = JSON.parse(result.stdout) as Record<string, string>
  expect(env).toMatchObject({
    'INPUT_ON-INCONCLUSIVE': 'pass',
    GITHUB_REPOSITORY: 'acme/shop',
    GITHUB_REF_NAME: 'main',
    GITHUB_RUN_ID: '7',
    TOKEN: 't'
  })
  expect(env).not.toHaveProperty('LEAKED')
  expect(JSON.parse(await readFile(env.GITHUB_EVENT_PATH ?? '', 'utf8'))).toEqual({ after: 'abc' })
})

test('outputs, state, summary and lines come back, and the post step gets the state', async () => {
  const lines: string[] = []
  const source = `
    import { appendFileSync } from 'node:fs'
    if (process.env.STATE_phase) {
      console.log('post of', process.env.STATE_phase)
    } else {
      appendFileSync(process.env.GITHUB_OUTPUT, 'verdict<<E\\npass\\nE\\n')
      appendFileSync(process.env.GITHUB_STATE, 'phase=baking\\n')
      appendFileSync(process.env.GITHUB_STEP_SUMMARY, '# Healthy')
      console.log('first')
      process.stdout.write('last without an end')
      console.error('aside')
      process.exitCode = 3
    }`
  const result = await runAction(await call(source, { onLine: line => lines.push(line) }))
  expect(result).toMatchObject({
    exitCode: 3,
    outputs: { verdict: 'pass' },
    state: { phase: 'baking' },
    summary: '# Healthy',
    stdout: 'first\nlast without an end',
    stderr: 'aside\n',
    post: { exitCode: 0, stdout: 'post of baking\n' }
  })
  expect(lines).toEqual(['first', 'last without an end', 'post of baking'])
})

test('a signal reaches the main step, and the post step runs all the same', async () => {
  const source = `
    if (process.env.STATE_x) console.log('cleaned up')
    else {
      const { appendFileSync } = await import('node:fs')
      appendFileSync(process.env.GITHUB_STATE, 'x=1\\n')
      process.on('SIGINT', () => process.exit(130))
      setTimeout(() => {}, 20000)
      console.log('ready')
    }`
  const running: { kill?: () => void } = {}
  const action = startAction(
    await call(source, { onLine: line => (line === 'ready' ? running.kill?.() : undefined) })
  )
  running.kill = () => action.cancel()
  const result = await action.finished
  expect(result.exitCode).toBe(130)
  expect(result.post?.stdout).toBe('cleaned up\n')
  expect(action.kill('SIGINT')).toBe(false)
})

test('a step that never ends is killed at its deadline', async () => {
  const result = await runAction(
    await call('setInterval(() => {}, 1000)', { timeout: 300, post: false })
  )
  expect(result.exitCode).toBeNull()
})
