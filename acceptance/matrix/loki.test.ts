import { expect } from '@jest/globals'
import { jsonReply, startBackend, type Trouble } from '../support/backend.js'
import { FEW_LOOKS } from '../support/configuration.js'
import { useScenes } from '../support/scene.js'
import { row } from './row.js'

const open = useScenes()

/** Seven lines in every window and step that is asked about. */
function counted(form: URLSearchParams): unknown {
  const stats = { summary: { totalLinesProcessed: 90 } }
  const second = (name: string): number => Number((form.get(name) ?? '').slice(0, -9))
  if (form.get('step') === null) {
    const result = [{ metric: {}, value: [second('time'), '7'] }]
    return { status: 'success', data: { resultType: 'vector', result, stats } }
  }
  const step = Number.parseInt(form.get('step') ?? '', 10)
  const values: [number, string][] = []
  for (let at = second('start'); at <= second('end'); at += step) values.push([at, '7'])
  return {
    status: 'success',
    data: { resultType: 'matrix', result: [{ metric: {}, values }], stats }
  }
}

async function told(check: object, trouble?: Trouble) {
  const backend = await startBackend(({ url }) => jsonReply(counted(url.searchParams)))
  backend.trouble = () => trouble
  try {
    const logs = { provider: 'loki', url: backend.url, delay: '0s', timeout: '3s' }
    const config = [
      FEW_LOOKS,
      { endpoints: { logs }, checks: [{ name: 'errors', endpoint: 'logs', ...check }] }
    ]
    const scene = await open({ config })
    const { outputs, exitCode } = await scene.run()
    const asked = backend.seen.map(({ url }) => url.href)
    return { outputs, exitCode, repeated: asked.length - new Set(asked).size, asked }
  } finally {
    await backend.close()
  }
}

const errors = { count: '{app="shop"} |= "ERROR"', max: 1_000 }

/** The first step and the bake so far are the same window at the first look. */
const alike = 1

row('B11', 'nothing of the kind', async () => {
  const { outputs, exitCode, repeated } = await told(errors)
  expect([outputs['verdict'], exitCode, repeated]).toEqual(['pass', 0, alike])
})

row('B11', 'a wrong query', async () => {
  const { outputs, asked } = await told(errors, {
    status: 400,
    body: 'parse error at line 1, col 8'
  })
  expect([outputs['verdict'], outputs['reason-code']]).toEqual(['config-error', 'invalid-query'])
  expect(asked).toHaveLength(1)
})

for (const [status, code, repeats] of [
  [413, 'provider-error', false],
  [429, 'rate-limited', true],
  [504, 'provider-error', true]
] as const) {
  row('B11', String(status), async () => {
    const { outputs, repeated } = await told(errors, { status, body: 'too much' })
    expect([outputs['verdict'], outputs['reason-code']]).toEqual(['inconclusive', code])
    expect(repeated > alike).toBe(repeats)
  })
}
