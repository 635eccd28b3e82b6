import { afterAll, afterEach, beforeAll, expect } from '@jest/globals'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { connect, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Transform } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { createBrotliCompress, createDeflate, createGzip, createZstdCompress } from 'node:zlib'
import { type Mischief, startChaos } from '../../__tests__/support/chaos-proxy.js'
import { expired, selfSigned } from '../../__tests__/support/certificate.js'
import { type Answer, type Seen, startStub } from '../../__tests__/support/stub-server.js'
import type { ActionResult } from '../../src/demo/runner.js'
import type { Trouble } from '../support/backend.js'
import {
  configuration,
  errorLines,
  errorRatio,
  FEW_LOOKS,
  latency,
  LIVE,
  type Part
} from '../support/configuration.js'
import { blackHole } from '../support/black-hole.js'
import { PEAK, peakOf, workOf } from '../support/peak.js'
import { type GateCall, type Scene, useScenes } from '../support/scene.js'
import { resultOf } from '../support/told.js'
import { row, rowWith } from './row.js'

const open = useScenes()
const closers: (() => unknown)[] = []
const MIB = 1024 * 1024
const faketime = { name: 'faketime', isThere: existsSync('/usr/bin/faketime') }

let directory = ''
let caFile = ''
let tls: { readonly cert: string; readonly key: string }
beforeAll(() => {
  tls = selfSigned('prom.corp.test', 'ext.test', 'ghe.corp.test')
  directory = mkdtempSync(join(tmpdir(), 'bakegate-ca-'))
  caFile = join(directory, 'ca.pem')
  writeFileSync(caFile, tls.cert)
})
afterAll(() => rmSync(directory, { recursive: true }))
afterEach(async () => {
  for (const close of closers.splice(0)) await close()
})

/** Runs the gate with the metrics at another address; a request may take a second. */
function runAt(scene: Scene, metrics: Part, call: GateCall = {}, ...parts: readonly Part[]) {
  const urls = { metrics: scene.metrics.url, logs: scene.logs.url, site: scene.site.url }
  const endpoint = { provider: 'prometheus', delay: '0s', timeout: '1s', ...metrics }
  const inline = configuration(urls, FEW_LOOKS, { endpoints: { metrics: endpoint } }, ...parts)
  return scene.run({ ...call, inputs: { ...call.inputs, 'config-inline': inline } })
}

function expectUnknown({ exitCode, outputs }: ActionResult, code: string): void {
  expect(outputs).toMatchObject({ verdict: 'inconclusive', 'reason-code': code })
  expect([exitCode, outputs['rollback-status']]).toEqual([1, 'none'])
}

async function chaos(scene: Scene, mischief: (connection: number) => Mischief): Promise<string> {
  const proxy = await startChaos(Number(new URL(scene.metrics.url).port), mischief)
  closers.push(() => proxy.close())
  return proxy.url
}

async function stub(answer: Answer, secure?: { cert: string; key: string }) {
  const server = await startStub(answer, secure)
  closers.push(() => server.close())
  return server
}

function retriesOf(result: ActionResult): number {
  const evidence = readFileSync(result.outputs['evidence-path'] ?? '', 'utf8')
  return [...evidence.matchAll(/"retries":\s*(\d+)/g)].reduce((sum, [, n]) => sum + Number(n), 0)
}

row('A01', async () => {
  const free = await stub(() => undefined)
  await free.close()
  closers.splice(0)
  const scene = await open({ deployedAt: Date.now() })
  const bake = { settle: '0s', duration: '10m', interval: '1s' }
  let looks = 0
  const onLine = (line: string): void => void (looks += line.startsWith('look ') ? 1 : 0)
  const result = await runAt(scene, { url: free.url, timeout: '3s' }, { onLine }, LIVE, { bake })
  expectUnknown(result, 'provider-error')
  expect(result.durationMs).toBeLessThan(45_000)
  expect(result.outputs['result']).toMatch(/of \d+ planned evaluations/)
  expect(looks).toBeLessThanOrEqual(6)
})

row('A02', async () => {
  const scene = await open()
  const hole = await blackHole()
  closers.push(() => hole.close())
  const result = await runAt(scene, { url: hole.url })
  expectUnknown(result, 'deadline')
  // The preflight, the past and three looks of two questions, four at a time.
  expect(result.durationMs).toBeLessThan(15_000)
})

row('A03', async () => {
  const scene = await open()
  const url = await chaos(scene, connection =>
    connection === 0 ? { kind: 'reset' } : { kind: 'none' }
  )
  const result = await runAt(scene, { url })
  expect(result.outputs['verdict']).toBe('pass')
})

row('A03', 'in the midst of the bake', async () => {
  const scene = await open({ config: [LIVE], deployedAt: Date.now() })
  let looks = 0
  let cuts = 0
  scene.metrics.trouble = () => {
    if (looks === 0 || cuts > 0) return undefined
    cuts += 1
    return 'cut'
  }
  const result = await scene.run({
    onLine: line => {
      if (line.startsWith('look ')) looks += 1
    }
  })
  expect(result.outputs['verdict']).toBe('pass')
  expect(cuts).toBe(1)
  expect(retriesOf(result)).toBe(1)
  expect(scene.comments()[0]).toContain('requests repeated: 1')
})

row('A04', async () => {
  const scene = await open()
  const result = await runAt(scene, { url: 'https://prometheus.bakegate.invalid/secret-path' })
  expectUnknown(result, 'provider-error')
  const told = JSON.stringify(resultOf(result)) + result.stdout
  expect(told).toMatch(/https:\/\/prometheus\.bakegate\.invalid cannot be found by name/)
  expect(told).not.toMatch(/increase\(|secret-path/)
})

for (const [id, after] of [
  ['A05', 0],
  ['A06', 200]
] as const) {
  row(id, async () => {
    const scene = await open()
    const proxy = await startChaos(Number(new URL(scene.metrics.url).port), () => ({
      kind: 'drip',
      ms: 250,
      after
    }))
    closers.push(() => proxy.close())
    const result = await runAt(scene, { url: proxy.url })
    expectUnknown(result, 'deadline')
    const lives = proxy.lives().toSorted((a, b) => a - b)
    expect(lives.length).toBeGreaterThan(2)
    // The deadline is a second.
    expect(lives[0]).toBeGreaterThan(500)
    expect(lives[Math.floor(lives.length / 2)]).toBeLessThan(1_500)
  })
}

row('A07', async () => {
  let inFlight = 0
  let most = 0
  const silent = await stub((_seen, response) => {
    inFlight += 1
    // Not at once: of a request that was given up the server may learn after the next one has arrived.
    setTimeout(() => (most = Math.max(most, inFlight)), 300)
    response.on('close', () => (inFlight -= 1))
  })
  const checks = Array.from({ length: 200 }, (_, index) => ({
    ...errorRatio,
    name: `check ${index}`
  }))
  const scene = await open()
  const result = await runAt(scene, { url: silent.url }, {}, { checks })
  expectUnknown(result, 'deadline')
  expect(most).toBe(4)
  expect(result.durationMs).toBeLessThan(30_000)
})

/** A run whose backend always answers so. */
async function flooded(answer: Answer): Promise<ActionResult & { readonly answers: number }> {
  const backend = await stub(answer)
  const scene = await open()
  const result = await runAt(scene, { url: backend.url, timeout: '10s' }, { env: PEAK })
  return { ...result, answers: backend.seen.length }
}

/** Two KiB that say nothing, asked for as often as the flood. */
let calm: ReturnType<typeof flooded> | undefined
async function expectRefusedFlood(answer: Answer): Promise<void> {
  calm ??= flooded((_seen, response) => void response.end(`{"status":"${' '.repeat(2048)}"}`))
  const tiny = await calm
  const result = await flooded(answer)
  expectUnknown(result, 'response-too-large')
  expect(peakOf(result) - peakOf(tiny)).toBeLessThan(100)
  // Processor time of one answer: what the two seconds are on a machine that does nothing else.
  expect((workOf(result) - workOf(tiny)) / result.answers).toBeLessThan(1_000)
}

/** A gibibyte of zeros. */
async function bombOf(compress: Transform): Promise<Buffer> {
  const packed = buffer(compress)
  const zeros = Buffer.alloc(16 * MIB)
  for (let index = 0; index < 64; index += 1) {
    await new Promise(resolve => compress.write(zeros, resolve))
  }
  compress.end()
  return packed
}

const bombs: readonly (readonly [string, () => Transform])[] = [
  ['gzip', () => createGzip({ level: 1 })],
  ['deflate', () => createDeflate({ level: 1 })],
  ['br', () => createBrotliCompress({ params: { 1: 1 } })],
  ['zstd', () => createZstdCompress()]
]
for (const [encoding, compress] of bombs) {
  row('A08', encoding, async () => {
    const body = await bombOf(compress())
    await expectRefusedFlood((_seen, response) => {
      response.writeHead(200, {
        'Content-Type': 'application/json',
        'Content-Encoding': encoding
      })
      response.end(body)
    })
  })
}

row('A09', async () => {
  const chunk = Buffer.alloc(MIB, ' ')
  await expectRefusedFlood((_seen, response) => {
    response.writeHead(200, { 'Content-Type': 'application/json' })
    let left = 500
    const pour = (): void => {
      while (left > 0 && !response.destroyed) {
        left -= 1
        if (!response.write(chunk)) return void response.once('drain', pour)
      }
      response.end()
    }
    pour()
  })
})

/** Before the scene's metrics: ends an answer before it is whole; `always`, or the first one only. */
async function cutAnswers(
  scene: Scene,
  headers: (length: number) => string,
  always: boolean
): Promise<string> {
  let turn = 0
  const server = createServer(socket => {
    socket.on('error', () => undefined)
    socket.on('data', data => {
      turn += 1
      const isCut = always || turn === 1
      const path = /^GET (\S+)/.exec(data.toString('latin1'))?.[1] ?? ''
      void fetch(`${scene.metrics.url}${path}`).then(async answer => {
        const body = await answer.text()
        const head = isCut ? headers(body.length) : `Content-Length: ${body.length}\r\n`
        const isChunked = head.includes('chunked')
        socket.write(`HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n${head}\r\n`)
        if (!isCut) return socket.write(body)
        return socket.end(
          `${isChunked ? `${body.length.toString(16)}\r\n` : ''}${body.slice(0, 20)}`
        )
      })
    })
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  closers.push(() => new Promise(resolve => server.close(resolve)))
  return `http://127.0.0.1:${(server.address() as { port: number }).port}`
}

const cuts: readonly (readonly ['A10' | 'A11', (length: number) => string])[] = [
  ['A10', length => `Content-Length: ${length}\r\n`],
  ['A11', () => 'Transfer-Encoding: chunked\r\n']
]
for (const [id, headers] of cuts) {
  row(id, 'always', async () => {
    const scene = await open()
    const result = await runAt(scene, { url: await cutAnswers(scene, headers, true) })
    expectUnknown(result, 'provider-error')
  })
  row(id, 'once', async () => {
    const scene = await open()
    const result = await runAt(scene, { url: await cutAnswers(scene, headers, false) })
    expect(result.outputs['verdict']).toBe('pass')
  })
}

row('A12', async () => {
  const scene = await open()
  const statuses = [500, 502, 503]
  const asked: Seen[] = []
  scene.metrics.trouble = seen => {
    if (scene.comments().length === 0) return undefined
    asked.push(seen)
    // One question, three times: its two repetitions come after pauses that grow.
    const isFirst = asked[0] !== undefined && sameRequest(seen, asked[0])
    const status = isFirst ? statuses.shift() : undefined
    return status === undefined || statuses.length === 0 ? undefined : { status, body: 'busy' }
  }
  const result = await scene.run()
  expect(result.outputs['verdict']).toBe('pass')
  const times = asked.filter(seen => sameRequest(seen, asked[0])).map(({ at }) => at)
  expect(times.length).toBeGreaterThanOrEqual(3)
  expect((times[1] ?? 0) - (times[0] ?? 0)).toBeGreaterThanOrEqual(250)
  expect((times[2] ?? 0) - (times[1] ?? 0)).toBeGreaterThanOrEqual(250)
})

row('A12', 'twenty at once', async () => {
  const names = Array.from({ length: 20 }, (_, index) => `check ${index}`)
  const checks = names.map((name, index) => ({
    ...latency,
    name,
    query: `latency${index}`
  }))
  const asked = new Map<string, number[]>()
  const busy = await stub((seen, response) => {
    const query = `${seen.url.search}${seen.body}`
    const times = [...(asked.get(query) ?? []), seen.at]
    asked.set(query, times)
    response.writeHead(times.length === 1 ? 504 : 400).end()
  })
  await runAt(await open(), { url: busy.url, timeout: '10s' }, {}, { checks })
  const pauses = [...asked.values()].flatMap(([one = 0, two]) =>
    two === undefined ? [] : [two - one]
  )
  expect(pauses.length).toBeGreaterThanOrEqual(20)
  // A millisecond is what the two clocks may differ by.
  expect(Math.min(...pauses)).toBeGreaterThanOrEqual(249)
  expect(new Set(pauses.map(Math.round)).size).toBeGreaterThan(pauses.length / 2)
})

for (const [variant, after] of [
  ['seconds', () => '1'],
  // A date has whole seconds: two ahead are at least one.
  ['a date', () => new Date(Date.now() + 2_000).toUTCString()]
] as const) {
  row('A13', variant, async () => {
    const scene = await open({ config: [FEW_LOOKS, { checks: [errorRatio, errorLines] }] })
    const asked: Seen[] = []
    scene.metrics.trouble = (seen): Trouble | undefined => {
      if (scene.comments().length === 0) return undefined
      asked.push(seen)
      return asked.length === 1 ? { status: 429, headers: { 'Retry-After': after() } } : undefined
    }
    const result = await scene.run()
    expect(result.outputs['verdict']).toBe('pass')
    const [first] = asked
    const again = asked.slice(1).find(({ url, body }) => sameRequest({ url, body }, first))
    expect((again?.at ?? 0) - (first?.at ?? 0)).toBeGreaterThanOrEqual(950)
    const others = scene.logs.seen.filter(({ at }) => at > (first?.at ?? 0))
    expect((others[0]?.at ?? Infinity) - (first?.at ?? 0)).toBeLessThan(900)
  })
}

function sameRequest(one: Pick<Seen, 'url' | 'body'>, other: Seen | undefined): boolean {
  return one.url.href === other?.url.href && one.body === other.body
}

for (const status of [302, 307, 308]) {
  row('A14', String(status), async () => {
    const other = await stub((_seen, response) => void response.end('{}'))
    const here = await stub((_seen, response) => {
      response.writeHead(status, { Location: `${other.url}/stolen` }).end()
    })
    const scene = await open()
    const metrics = { url: here.url, headers: { 'X-Api-Key': 'a-key-of-ours-123' } }
    expectUnknown(await runAt(scene, metrics), 'redirect-refused')
    expect(here.seen[0]?.headers['x-api-key']).toBe('a-key-of-ours-123')
    expect(other.seen).toEqual([])
  })
}

row('A15', async () => {
  const scene = await open()
  const metadata = `import dns from 'node:dns'; import { syncBuiltinESMExports } from 'node:module'
    dns.lookup = (name, options, done) => { const f = done ?? options
      if (options?.all) f(null, [{ address: '169.254.169.254', family: 4 }]); else f(null, '169.254.169.254', 4) }
    syncBuiltinESMExports()`
  const env = { NODE_OPTIONS: `--import data:text/javascript,${encodeURIComponent(metadata)}` }
  const result = await runAt(scene, { url: 'https://prom.example.com' }, { env })
  expectUnknown(result, 'provider-error')
  expect(`${JSON.stringify(resultOf(result))}${result.stdout}`).toMatch(/metadata|link-local/i)
})

/** TLS before the scene's metrics, or before another server. */
async function secureFront(scene: Scene, server = scene.metrics.url, shown = tls) {
  return stub(async (seen, response) => {
    const init = seen.method === 'GET' ? {} : { body: seen.body }
    const headers = ['content-type', 'authorization'].flatMap(name => {
      const value = seen.headers[name]
      return typeof value === 'string' ? [[name, value] as const] : []
    })
    const answer = await fetch(`${server}${seen.url.pathname}${seen.url.search}`, {
      ...init,
      method: seen.method,
      headers: Object.fromEntries(headers)
    })
    response.writeHead(answer.status, { 'Content-Type': 'application/json' })
    response.end(await answer.text())
  }, shown)
}

row('A16', 'nobody vouches for it', async () => {
  const scene = await open()
  const front = await secureFront(scene)
  expectUnknown(await runAt(scene, { url: front.url }), 'tls')
  expect(front.seen).toEqual([])
})

rowWith(faketime, 'A16', 'expired', async () => {
  const scene = await open()
  const old = expired('prom.corp.test')
  const front = await secureFront(scene, scene.metrics.url, old)
  writeFileSync(join(directory, 'old.pem'), old.cert)
  const caFile = join(directory, 'old.pem')
  expectUnknown(await runAt(scene, { url: front.url, 'ca-file': caFile }), 'tls')
  expect(front.seen).toEqual([])
})

row('A16', 'ca-file', async () => {
  const scene = await open()
  const front = await secureFront(scene)
  const result = await runAt(scene, { url: front.url, 'ca-file': caFile })
  expect(result.outputs['verdict']).toBe('pass')
})

row('A16', 'checks switched off', async () => {
  const scene = await open()
  const result = await scene.run({ env: { NODE_TLS_REJECT_UNAUTHORIZED: '0' } })
  expect(result.outputs).toMatchObject({
    verdict: 'config-error',
    'reason-code': 'invalid-config'
  })
  expect(scene.metrics.seen).toEqual([])
})

row('A17', async () => {
  const scene = await open()
  const front = await secureFront(scene)
  const port = new URL(front.url).port
  const tunnels: string[] = []
  const proxy = createServer(client => {
    client.on('error', () => undefined)
    client.once('data', head => {
      const host = /^CONNECT (\S+)/.exec(head.toString('latin1'))?.[1] ?? ''
      tunnels.push(host)
      const server = connect(Number(port), '127.0.0.1', () => {
        client.write('HTTP/1.1 200 Connection established\r\n\r\n')
        client.pipe(server).pipe(client)
      })
      server.on('error', () => client.destroy())
    })
  })
  await new Promise<void>(resolve => proxy.listen(0, '127.0.0.1', resolve))
  closers.push(() => proxy.close())
  const proxyUrl = `http://user:s3cret-word@127.0.0.1:${(proxy.address() as { port: number }).port}`
  // The names of corp.test are this machine; ext.test is known to the proxy only.
  const names = `import dns from 'node:dns'; import { syncBuiltinESMExports } from 'node:module'
    const real = dns.lookup
    dns.lookup = (name, options, done) => real(name.endsWith('.corp.test') ? '127.0.0.1' : name, options, done)
    syncBuiltinESMExports()`
  const env = {
    HTTPS_PROXY: proxyUrl,
    NO_PROXY: 'corp.test',
    RUNNER_DEBUG: '1',
    NODE_EXTRA_CA_CERTS: caFile,
    NODE_OPTIONS: `--import data:text/javascript,${encodeURIComponent(names)}`
  }
  const through = { url: `https://ext.test:${port}`, 'ca-file': caFile }
  const result = await runAt(scene, through, { env })
  expect(result.outputs['verdict']).toBe('pass')
  expect(new Set(tunnels)).toEqual(new Set([`ext.test:${port}`]))
  const direct = { ...through, url: `https://prom.corp.test:${port}` }
  const count = tunnels.length
  const forge = await secureFront(scene, scene.github.url)
  const github = { apiUrl: `https://ghe.corp.test:${new URL(forge.url).port}` }
  const within = await runAt(scene, direct, { env, github })
  expect(within.outputs['verdict']).toBe('pass')
  expect(forge.seen.length).toBeGreaterThan(0)
  expect(tunnels).toHaveLength(count)
  const told = [result, within].flatMap(({ stdout, stderr, summary, outputs }) => [
    stdout,
    stderr,
    summary,
    JSON.stringify(outputs)
  ])
  expect(told.join() + scene.comments().join()).not.toContain('s3cret-word')
})

row('A18', async () => {
  const huge = await stub((_seen, response) => {
    response.writeHead(200, { 'X-Huge': 'x'.repeat(200 * 1024) }).end('{}')
  })
  const scene = await open()
  expectUnknown(await runAt(scene, { url: huge.url }), 'provider-error')
  // One check asks two questions at most of each window: preflight, past, three looks.
  const times = new Map<string, number>()
  for (const { url, body } of huge.seen) {
    const key = `${url.href} ${body}`
    times.set(key, (times.get(key) ?? 0) + 1)
  }
  expect(Math.max(...times.values())).toBeLessThanOrEqual(4)
})

row('A19', async () => {
  const scene = await open()
  const url = await chaos(scene, () => ({ kind: 'none' }))
  scene.metrics.trouble = () => undefined
  const front = await stub(async (seen, response) => {
    const answer = await fetch(`${url}${seen.url.pathname}${seen.url.search}`)
    const text = await answer.text()
    response.writeHead(answer.status, { 'Content-Type': 'application/json' })
    // Gone the moment the answer is out, without a word about it in the headers.
    response.end(text, () => setTimeout(() => response.socket?.destroy(), 5))
  })
  const live = { bake: { settle: '0s', duration: '3s', interval: '1s' } }
  const result = await runAt(
    await open({ deployedAt: Date.now() }),
    { url: front.url },
    {},
    LIVE,
    live
  )
  expect(result.outputs['verdict']).toBe('pass')
})

for (const status of [401, 403]) {
  row('A20', `${status} before the bake`, async () => {
    const scene = await open()
    scene.metrics.trouble = () => ({ status, body: 'no' })
    const result = await scene.run()
    expect(result.outputs).toMatchObject({
      verdict: 'config-error',
      'reason-code': 'not-authorised'
    })
    expect(result.exitCode).toBe(1)
    expect(scene.writes()).toEqual([])
    // A ratio is two questions, and neither is repeated.
    expect(new Set(scene.metrics.seen.map(({ url }) => url.href)).size).toBe(
      scene.metrics.seen.length
    )
  })
  row('A20', `${status} during it`, async () => {
    const scene = await open({ config: [FEW_LOOKS] })
    scene.metrics.trouble = () =>
      scene.writes().length > 0 ? { status, body: 'expired' } : undefined
    expectUnknown(await scene.run(), 'not-authorised')
  })
}
