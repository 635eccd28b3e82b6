import { afterEach, expect, test } from '@jest/globals'
import { spawnSync } from 'node:child_process'
import { dirname, join } from 'node:path'
import { type BusyBackend, type Form, startBusy } from './support/busy.js'
import type { Part } from './support/configuration.js'
import { type Scene, useScenes } from './support/scene.js'
import { resultOf } from './support/told.js'

/** A million lines a minute: 76 million in the windows of a bake, of which not one in two hundred may travel. */

const open = useScenes()
const MINUTE = 60_000
const deployedAt = Math.floor(Date.now() / MINUTE) * MINUTE - 20 * MINUTE

const closing: BusyBackend[] = []
afterEach(async () => {
  for (const backend of closing.splice(0)) await backend.close()
})

/** Exactly this query over exactly the judged window. */
function expectExplore(comment: string): void {
  const found = /\]\((https:\/\/grafana\.example\.com\/explore[^)]*)\)/.exec(comment)?.[1] ?? ''
  const panes = new URL(found.replaceAll('\\', '')).searchParams.get('panes') ?? '{}'
  const { bkg } = JSON.parse(panes) as { readonly bkg: object }
  expect(bkg).toMatchObject({
    datasource: 'P8E80F9AEF21F6940',
    queries: [{ expr: '{app="shop"}', datasource: { type: 'loki' } }],
    range: {
      from: String(deployedAt + MINUTE),
      to: String(deployedAt + 16 * MINUTE)
    }
  })
}

function replayed(path: string): string {
  const cli = join(dirname(process.env['BAKEGATE_BUNDLE'] ?? ''), 'cli/index.js')
  return String(spawnSync(process.execPath, [cli, 'replay', path]).stdout)
}

async function busyShop(
  forms: readonly Form[],
  check: Part = {}
): Promise<{ scene: Scene; store: BusyBackend }> {
  const store = await startBusy([...usual, ...forms])
  closing.push(store)
  const scene = await open({
    deployedAt,
    config: [
      {
        report: { links: { grafana: 'https://grafana.example.com/?busy=P8E80F9AEF21F6940' } },
        endpoints: { busy: { provider: 'loki', url: store.url, delay: '0s' } },
        checks: [
          {
            name: 'new error signatures',
            endpoint: 'busy',
            logs: '{app="shop"}',
            'new-signatures': { max: 0, 'min-count': 3 },
            ...check
          }
        ]
      }
    ]
  })
  return { scene, store }
}

const always = { from: deployedAt - 75 * MINUTE, to: deployedAt + 20 * MINUTE }
const usual: readonly Form[] = [
  { ...always, perMinute: 900_000, text: index => `GET /cart/${index} 200 in ${index % 97} ms` },
  { ...always, perMinute: 99_000, text: index => `WARN payment ${index} was slow` },
  // One line in two hundred thousand: no sample has it before and after.
  ...['ledger', 'mailer', 'search', 'stock', 'invoice'].map(name => ({
    ...always,
    perMinute: 5,
    text: (index: number) => `ERROR the ${name} did not answer request ${index} in time`
  }))
]
/** Four a minute: one line in a quarter of a million. */
const broken: Form = {
  from: deployedAt + 4 * MINUTE + 7_331,
  to: deployedAt + 20 * MINUTE,
  perMinute: 4,
  text: index => `ERROR could not register user ${index}: no such column users.email`
}

test('at a million lines a minute an error of one line in a quarter of a million is found and named', async () => {
  const { scene, store } = await busyShop([broken])
  const result = await scene.run()
  expect(result.outputs).toMatchObject({ verdict: 'fail', 'reason-code': 'new-signatures' })
  const [check] = resultOf(result).checks as unknown as {
    signatures: readonly { state: string; template: string; after: number }[]
  }[]
  expect(check?.signatures.filter(({ state }) => state === 'new')).toMatchObject([
    { template: 'ERROR could not register user <*>: no such column users.email', after: 48 }
  ])
  const [comment = ''] = scene.comments()
  expect(comment).toContain('could not register user <*>')
  expect(comment).toMatch(
    /Read [\d\s]+ of [\d\s]+ lines since the deploy, and the store's own 8 patterns/
  )
  expectExplore(comment)
  // The evidence holds all of it: judged again, it says the same.
  expect(replayed(result.outputs['evidence-path'] ?? '')).toContain('The gate said the same.')
  expect(store.holds()).toBeGreaterThan(90_000_000)
  expect(store.given()).toBeLessThan(store.holds() / 200)
})

test('and what is as rare but was always there fails no release', async () => {
  const { scene } = await busyShop([])
  const { outputs } = await scene.run()
  expect(outputs).toMatchObject({ verdict: 'pass', 'reason-code': 'nothing-worse' })
})

test('a store without patterns is sampled, and the report says what that may miss', async () => {
  const { scene, store } = await busyShop([{ ...broken, perMinute: 4_000 }])
  store.trouble = ({ url }) =>
    url.pathname.endsWith('/patterns') ? { status: 404, body: '404 page not found' } : undefined
  const result = await scene.run()
  expect(result.outputs).toMatchObject({ verdict: 'fail', 'reason-code': 'new-signatures' })
  expect(scene.comments()[0]).toMatch(
    /lines since the deploy: a signature rarer than 1 in [\d\s]+ lines may be missed/
  )
  expect(store.seen.filter(({ url }) => url.pathname.endsWith('/patterns')).length).toBeLessThan(3)
})
