import { createServer } from 'node:net'
import { Readable } from 'node:stream'
import { createBrotliCompress, createDeflate, createGzip } from 'node:zlib'
import { afterEach, describe, expect, test } from '@jest/globals'
import { hastyHttp, requestTo } from '../support/asking.js'
import { type ChaosProxy, type Mischief, startChaos } from '../support/chaos-proxy.js'
import { providerErrorOf } from '../support/rejection.js'
import { type Answer, startStub, type StubServer, text } from '../support/stub-server.js'

const closers: (() => unknown)[] = []
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close()
})

async function stub(answer: Answer): Promise<StubServer> {
  const server = await startStub(answer)
  closers.push(() => server.close())
  return server
}

async function chaos(
  answer: Answer,
  mischief: (connection: number) => Mischief
): Promise<ChaosProxy> {
  const server = await stub(answer)
  const proxy = await startChaos(server.port, mischief)
  closers.push(() => proxy.close())
  return proxy
}

function client(): ReturnType<typeof hastyHttp> {
  const http = hastyHttp()
  closers.push(() => http.close())
  return http
}

/** An answer whose headers end well before byte 200. */
const long: Answer = (_seen, response) => {
  response.sendDate = false
  response.end('0123456789'.repeat(100))
}
const chunked: Answer = (_seen, response) => {
  response.sendDate = false
  response.write('0123456789'.repeat(50))
  response.end('0123456789'.repeat(50))
}

describe('a connection', () => {
  test('that is refused is tried three times and names the host', async () => {
    const port = await freePort()
    const { failure, errno } = await providerErrorOf(
      client()(requestTo(`http://127.0.0.1:${port}/?secret=1`))
    )
    expect(failure).toMatchObject({ code: 'provider-error', retries: 2 })
    expect(failure.message).toBe(`http://127.0.0.1:${port} refused the connection (ECONNREFUSED).`)
    expect(errno).toBe('ECONNREFUSED')
  })

  test('that is reset once is transparent but for the count', async () => {
    const proxy = await chaos(text('fine'), connection => ({
      kind: connection === 0 ? 'reset' : 'none'
    }))
    expect(await client()(requestTo(proxy.url))).toMatchObject({ text: 'fine', retries: 1 })
  })

  test('that is always reset is a failure', async () => {
    const proxy = await chaos(text('fine'), () => ({ kind: 'reset' }))
    const { failure, errno } = await providerErrorOf(client()(requestTo(proxy.url)))
    expect(failure).toMatchObject({ code: 'provider-error', retries: 2 })
    expect(errno).toBe('ECONNRESET')
  })

  test('that was closed by the server while idle is opened again', async () => {
    const server = await stub((_seen, response) => {
      response.shouldKeepAlive = true
      response.end('fine', () => setTimeout(() => response.socket?.destroy(), 30))
    })
    const http = client()
    await http(requestTo(server.url))
    await new Promise(resolve => setTimeout(resolve, 100))
    expect(await http(requestTo(server.url))).toMatchObject({ text: 'fine', retries: 0 })
  })
})

describe('a deadline of 0.4 s holds', () => {
  test.each<[string, Mischief]>([
    ['against a black hole', { kind: 'black-hole' }],
    ['against headers that drip', { kind: 'drip', ms: 50, after: 20 }],
    ['against a body that drips', { kind: 'drip', ms: 50, after: 200 }],
    ['against an answer that is late', { kind: 'delay', ms: 2_000 }]
  ])('%s', async (_name, mischief) => {
    const proxy = await chaos(long, () => mischief)
    const started = performance.now()
    const { failure } = await providerErrorOf(client()(requestTo(proxy.url, { timeout: 400 })))
    expect(failure.code).toBe('deadline')
    expect(failure.message).toContain('did not answer within 0.4 s')
    expect(performance.now() - started).toBeLessThan(900)
  })
})

describe('a body', () => {
  test.each<[string, Answer]>([
    ['shorter than its length', long],
    ['cut between its chunks', chunked]
  ])('%s is never taken for the answer', async (_name, answer) => {
    const proxy = await chaos(answer, () => ({ kind: 'cut', after: 400 }))
    const { failure } = await providerErrorOf(client()(requestTo(proxy.url)))
    expect(failure).toMatchObject({ code: 'provider-error', retries: 2 })
    expect(proxy.connections()).toBe(3)
  })

  test('that is cut once is asked for again', async () => {
    const proxy = await chaos(long, connection =>
      connection === 0 ? { kind: 'cut', after: 400 } : { kind: 'none' }
    )
    const answer = await client()(requestTo(proxy.url))
    expect(answer.text).toHaveLength(1_000)
    expect(answer.retries).toBe(1)
  })

  test.each([
    ['gzip', createGzip],
    ['deflate', createDeflate],
    ['br', createBrotliCompress],
    [undefined, undefined]
  ] as const)('of a gibibyte (%s) is refused in little memory', async (encoding, compress) => {
    const server = await stub((_seen, response) => {
      response.writeHead(200, encoding === undefined ? {} : { 'Content-Encoding': encoding })
      const zeros = gibibyte()
      response.on('close', () => zeros.destroy())
      const sent = compress === undefined ? zeros : zeros.pipe(compress({}))
      sent.pipe(response)
    })
    const before = process.memoryUsage().rss
    const started = performance.now()
    const request = requestTo(server.url, { timeout: 15_000 })
    const { failure } = await providerErrorOf(client()(request))
    expect(failure).toMatchObject({ code: 'response-too-large', retries: 0 })
    expect(performance.now() - started).toBeLessThan(10_000)
    expect(process.memoryUsage().rss - before).toBeLessThan(200 * 1024 * 1024)
  })
})

test('headers that overflow are tried at most twice', async () => {
  const server = await stub((_seen, response) => {
    response.writeHead(200, { 'X-Long': 'x'.repeat(200_000) }).end()
  })
  const { failure } = await providerErrorOf(client()(requestTo(server.url)))
  expect(failure).toMatchObject({ code: 'provider-error', retries: 1 })
  expect(server.seen).toHaveLength(2)
})

function gibibyte(): Readable {
  const chunk = Buffer.alloc(1024 * 1024)
  let left = 1024
  return new Readable({
    read() {
      left -= 1
      this.push(left < 0 ? null : chunk)
    }
  })
}

/** A port that nobody listens on. */
async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  await new Promise(resolve => server.close(resolve))
  return typeof address === 'object' && address !== null ? address.port : 0
}
