import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Part } from '../acceptance/support/configuration.js'
import { publish, type Scene, useScenes } from '../acceptance/support/scene.js'
import { resultOf } from '../acceptance/support/told.js'
import type { ActionResult } from '../src/demo/runner.js'
import {
  binaries,
  createIndex,
  loadDocuments,
  startElasticsearch
} from './support/elasticsearch.js'
import { pushLines, startLoki } from './support/loki.js'
import { describeLive, type LiveServer } from './support/servers.js'
import { filesOf, ship, startShop, visit } from './support/shop.js'
import { startVictoriaLogs } from './support/victoria-logs.js'

const INDEX = 'shop-logs'
const DAY = 24 * 60 * 60_000
const BEFORE_THE_DEPLOY = 9_000

interface Told {
  readonly changes: { readonly base: string; readonly total: number }
  readonly suspects: readonly {
    readonly file: string
    readonly line?: number
    readonly signature: string
    readonly evidence: string
    readonly pull_requests: readonly { readonly number: number }[]
  }[]
}

/** Where the lines of the shop go, and how a person looks at them. */
interface Store {
  readonly name: string
  readonly needs: readonly string[]
  readonly query: string
  readonly endpoint: Part
  readonly links: Part
  start(): Promise<Running>
  expectLink(page: string, query: string, deployedAt: number): void
}
interface Running extends Pick<LiveServer, 'url' | 'close'> {
  load(lines: readonly string[]): Promise<void>
}

const opensearch: Store = {
  name: 'OpenSearch and its Discover',
  needs: [binaries.opensearch],
  query: 'service.name:shop AND log.level:(WARNING OR ERROR)',
  endpoint: { provider: 'elasticsearch', index: INDEX },
  links: { 'opensearch-dashboards': 'https://dashboards.example.com/?lines=shop' },
  async start() {
    const server = await startElasticsearch('opensearch')
    const text = { type: 'text' }
    const word = { type: 'keyword' }
    await createIndex(server, INDEX, {
      '@timestamp': { type: 'date' },
      'log.level': word,
      message: text,
      'service.name': word,
      'error.stack_trace': text
    })
    const load = (lines: readonly string[]) =>
      loadDocuments(
        server,
        INDEX,
        lines.map(line => JSON.parse(line) as unknown)
      )
    return {
      url: server.url,
      close: () => server.close(),
      load: async lines => void (await load(lines))
    }
  },
  expectLink: expectDiscover
}

const victoriaLogs: Store = {
  name: 'VictoriaLogs and Grafana Explore',
  needs: ['victoria-logs'],
  query: '{app="shop"} log.level:in(WARNING,ERROR)',
  endpoint: { provider: 'victorialogs' },
  links: { grafana: 'https://grafana.example.com/?lines=P8E80F9AEF21F6940' },
  async start() {
    // One line of long ago: a stream that is not there yet is remembered as missing.
    const server = await startVictoriaLogs([
      { at: Date.now() - 9 * DAY, app: 'shop', text: 'opened' }
    ])
    const fields =
      '_stream_fields=app&_time_field=@timestamp&_msg_field=message&extra_fields=app=shop'
    return {
      url: server.url,
      close: () => server.close(),
      async load(lines) {
        const { status } = await fetch(`${server.url}/insert/jsonline?${fields}`, {
          method: 'POST',
          headers: { 'Content-Type': 'application/stream+json' },
          body: lines.join('\n')
        })
        expect(status).toBe(200)
      }
    }
  },
  expectLink: (page, query, at) => expectExplore(page, query, at, 'victoriametrics-logs-datasource')
}

const loki: Store = {
  name: 'Loki and Grafana Explore',
  needs: ['loki'],
  query: '{app="shop"} | json level="[\\"log.level\\"]" | level=~"WARNING|ERROR"',
  endpoint: { provider: 'loki', tenant: 'shop' },
  links: { grafana: 'https://grafana.example.com/?lines=P8E80F9AEF21F6940' },
  async start() {
    const server = await startLoki([], 'shop')
    // Two requests at once may write their lines in the other order, which Loki 2.2 refuses.
    let newest = 0
    return {
      url: server.url,
      close: () => server.close(),
      load(lines) {
        const entries = lines.map(text => {
          const { '@timestamp': at = '' } = JSON.parse(text) as Record<string, string>
          newest = Math.max(newest, Date.parse(at))
          return { at: newest, app: 'shop', text }
        })
        return pushLines(server.url, entries, 'shop')
      }
    }
  },
  expectLink: (page, query, at) => expectExplore(page, query, at, 'loki')
}

for (const store of [opensearch, victoriaLogs, loki]) {
  describeLive(`the Flask story with ${store.name}`, ['flask', ...store.needs], () => tell(store))
}

function tell(store: Store): void {
  const open = useScenes()
  const home = mkdtempSync(join(tmpdir(), 'bakegate-shop-'))
  const ending = new AbortController()
  let running: Running
  let shipping: Promise<number>

  beforeAll(async () => {
    running = await store.start()
    shipping = ship(join(home, 'shop.log'), lines => running.load(lines), ending.signal)
  }, 120_000)
  afterAll(async () => {
    ending.abort()
    await shipping.catch(() => undefined)
    await running.close()
    rmSync(home, { recursive: true, force: true })
  })

  test('a registration that the database refuses: signature, stack trace, file, pull request and links', async () => {
    const good = await startShop('good', 'v1.3.0', home)
    expect(await visited(good, BEFORE_THE_DEPLOY)).toMatchObject({ 201: expect.any(Number) })
    await good.close()
    const bad = await startShop('bad', 'v1.4.0', home)
    const deployedAt = Date.now()
    const leaving = new AbortController()
    const visiting = visit(bad, leaving.signal)

    const scene = await open({
      deployedAt: deployedAt - DAY,
      config: [configurationOf(store, running.url)]
    })
    scene.github.state.private = true
    const release = release14(scene, deployedAt)
    const result = await scene.run({
      inputs: {
        mode: 'analyze',
        sha: release,
        'pull-request': '61',
        'deployed-at': new Date(deployedAt).toISOString()
      }
    })
    leaving.abort()
    const statuses = await visiting
    await bad.close()

    // The service is up and answers; only registering fails.
    expect(statuses.get(500)).toBeGreaterThan(10)
    expect(statuses.get(200)).toBeGreaterThan(10)
    expectTold(result, scene, deployedAt)
  }, 120_000)

  function expectTold(result: ActionResult, scene: Scene, deployedAt: number): void {
    expect(result.outputs).toMatchObject({ verdict: 'fail', 'reason-code': 'new-signatures' })
    const told = resultOf(result) as unknown as Told
    expect(told.changes).toMatchObject({ base: 'v1.3.0', total: 2 })
    // The line that sqlite3 refused is one that the release changed.
    expect(told.suspects[0]).toMatchObject({
      file: 'backend/shop/store.py',
      line: 23,
      evidence: 'line',
      pull_requests: [{ number: 61 }]
    })
    const id = told.suspects[0]?.signature ?? ''
    expect(id).toMatch(/^[0-9a-f]{6,}$/)
    for (const page of [scene.comments()[0] ?? '', result.summary]) {
      expect(page).toContain(id)
      expect(page).toContain('Exception on /register')
      expect(page).toContain('attempt to write a readonly database')
      expect(page).toContain('in register')
      expect(page).toContain('`backend/shop/store.py`, line 23,')
      expect(page).toContain('Let readers take no lock')
      store.expectLink(page, store.query, deployedAt)
    }
  }
}

/** Exactly this query over exactly the judged window. */
function expectDiscover(page: string, query: string, deployedAt: number): void {
  const found = /\]\((https:\/\/dashboards\.example\.com\/[^)]*)\)/.exec(page)?.[1] ?? ''
  const url = new URL(found.replaceAll('\\', ''))
  expect(url.pathname).toBe('/app/data-explorer/discover')
  const state = new URLSearchParams(url.hash.slice(2))
  expect(state.get('_q')).toContain(`query:(language:lucene,query:'${query}')`)
  expect(state.get('_a')).toContain("indexPattern:'shop'")
  const window = /from:'(.+)',to:'(.+)'/.exec(state.get('_g') ?? '')
  const instants = (window ?? []).slice(1).map(text => Date.parse(text))
  expect(instants).toEqual([deployedAt, deployedAt + 20_000])
}

/** The same in Grafana, with the data source that the configuration names. */
function expectExplore(page: string, query: string, deployedAt: number, type: string): void {
  const found = /\]\((https:\/\/grafana\.example\.com\/explore[^)]*)\)/.exec(page)?.[1] ?? ''
  const panes = new URL(found.replaceAll('\\', '')).searchParams.get('panes') ?? '{}'
  const { bkg } = JSON.parse(panes) as { readonly bkg?: { readonly range: Record<string, string> } }
  const uid = 'P8E80F9AEF21F6940'
  expect(bkg).toMatchObject({
    datasource: uid,
    queries: [{ expr: query, datasource: { type, uid } }],
    range: { from: String(deployedAt), to: String(deployedAt + 20_000) }
  })
}

async function visited(
  shop: Pick<LiveServer, 'url'>,
  duration: number
): Promise<Record<number, number>> {
  const leaving = new AbortController()
  const visiting = visit(shop, leaving.signal)
  await sleep(duration)
  leaving.abort()
  return Object.fromEntries(await visiting)
}

function configurationOf(store: Store, url: string): Part {
  return {
    bake: { settle: '0s', duration: '20s', interval: '4s' },
    baseline: { duration: '8s', gap: '2s', history: '8s' },
    endpoints: {
      lines: { ...store.endpoint, url, delay: '1s' }
    },
    checks: [
      {
        name: 'new error signatures',
        endpoint: 'lines',
        logs: store.query,
        'new-signatures': { max: 0, 'min-count': 3 },
        'deploy-noise': '0s',
        critical: true
      }
    ],
    report: { links: store.links }
  }
}

/** v1.3.0 of yesterday, a pull request that changes the store, and the release that has it. */
function release14({ github }: Scene, deployedAt: number): string {
  github.addCommit({ message: 'Add the shop', files: filesOf('good'), at: deployedAt - DAY / 2 })
  publish(github, 'v1.3.0', 60, deployedAt - DAY / 3)
  const sha = github.addCommit({
    message: 'Let readers take no lock (#61)',
    files: filesOf('bad'),
    at: deployedAt - 60_000
  })
  github.addPull({
    number: 61,
    title: 'Let readers take no lock',
    headSha: sha,
    mergedAt: deployedAt - 60_000
  })
  return publish(github, 'v1.4.0', 62, deployedAt)
}
