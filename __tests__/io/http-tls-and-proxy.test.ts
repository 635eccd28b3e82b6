import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type IncomingMessage } from 'node:http'
import { type AddressInfo, connect, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { inspect } from 'node:util'
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals'
import type { HttpOptions } from '../../src/io/http.js'
import { hastyHttp, requestTo } from '../support/asking.js'
import { selfSigned } from '../support/certificate.js'
import { providerErrorOf } from '../support/rejection.js'
import { startStub, type StubServer, text } from '../support/stub-server.js'

const names = ['prom.corp.test', 'corp.test', 'ext.test']
const certificate = selfSigned(...names)
const directory = mkdtempSync(join(tmpdir(), 'bakegate-ca-'))
const caFile = join(directory, 'ca.pem')
let secure: StubServer

beforeAll(async () => {
  writeFileSync(caFile, certificate.cert)
  secure = await startStub(text('fine'), { cert: certificate.cert, key: certificate.key })
})
afterAll(async () => {
  rmSync(directory, { recursive: true })
  await secure.close()
})

const closers: (() => unknown)[] = []
afterEach(async () => {
  for (const close of closers.splice(0)) await close()
})

function client(options: HttpOptions = {}): ReturnType<typeof hastyHttp> {
  const http = hastyHttp(options)
  closers.push(() => http.close())
  return http
}

describe('a certificate', () => {
  test('that nobody vouches for is refused at once', async () => {
    const { failure } = await providerErrorOf(client()(requestTo(secure.url)))
    expect(failure).toMatchObject({ code: 'tls', retries: 0 })
    expect(failure.message).toContain('ca-file')
  })

  test.each([
    ['as text', (): string => certificate.cert],
    ['as a file', (): string => caFile]
  ])('is fine with its authority given %s', async (_name, ca) => {
    const answer = await client()(requestTo(secure.url, { tls: { ca: ca() } }))
    expect(answer.text).toBe('fine')
  })

  test('is refused under a name that it does not hold', async () => {
    const url = `https://other.test:${secure.port}/`
    const http = client({ lookup: toLoopback })
    const { failure } = await providerErrorOf(http(requestTo(url, { tls: { ca: caFile } })))
    expect(failure.code).toBe('tls')
  })

  test('that cannot be read names the key of the endpoint', async () => {
    const request = requestTo(secure.url, { tls: { ca: join(directory, 'missing.pem') } })
    const { failure } = await providerErrorOf(client()(request))
    expect(failure).toMatchObject({ code: 'tls', retries: 0 })
    expect(failure.message).toContain('ca-file is neither a PEM text nor a readable PEM file')
  })

  test('of ours is shown to a server that asks for it', async () => {
    const mutual = await startStub(text('fine'), {
      cert: certificate.cert,
      key: certificate.key,
      ca: certificate.cert,
      requestCert: true,
      rejectUnauthorized: true
    })
    closers.push(() => mutual.close())
    const own = { ca: caFile, cert: certificate.cert, key: certificate.key }
    expect((await client()(requestTo(mutual.url, { tls: own }))).text).toBe('fine')
    const { failure } = await providerErrorOf(
      client()(requestTo(mutual.url, { tls: { ca: caFile } }))
    )
    expect(['tls', 'provider-error']).toContain(failure.code)
  })
})

describe('a proxy', () => {
  test('carries what no_proxy does not except, by CONNECT, and sees no credential of ours', async () => {
    const proxy = await startProxy()
    const http = client({
      lookup: toLoopback,
      env: { HTTPS_PROXY: `http://user:pa%20ss@127.0.0.1:${proxy.port}`, NO_PROXY: 'corp.test' }
    })
    const ask = (host: string): Promise<unknown> =>
      http(
        requestTo(`https://${host}:${secure.port}/`, {
          tls: { ca: caFile },
          headers: { Authorization: 'Bearer tok-123456789' }
        })
      )
    expect(await ask('prom.corp.test')).toMatchObject({ text: 'fine' })
    expect(await ask('corp.test')).toMatchObject({ text: 'fine' })
    expect(proxy.tunnels).toEqual([])
    expect(await ask('ext.test')).toMatchObject({ text: 'fine' })
    expect(proxy.tunnels).toEqual([`ext.test:${secure.port}`])
    const basic = Buffer.from('user:pa ss').toString('base64')
    expect(proxy.credentials).toEqual([`Basic ${basic}`])
  })

  test('never carries what goes to loopback', async () => {
    const proxy = await startProxy()
    const http = client({ env: { https_proxy: `127.0.0.1:${proxy.port}` } })
    await http(requestTo(secure.url, { tls: { ca: caFile } }))
    expect(proxy.tunnels).toEqual([])
  })

  test.each([
    ['refuses', undefined],
    ['never answers', 'silent']
  ] as const)('that %s is a failure without its password', async (_name, mode) => {
    const proxy = await startProxy(mode)
    if (mode === undefined) await proxy.close()
    const env = { HTTPS_PROXY: `http://user:s3cret-word@127.0.0.1:${proxy.port}` }
    const request = requestTo('https://ext.test/', { timeout: 800 })
    const error = await providerErrorOf(client({ env })(request))
    expect(inspect(error, { depth: 20, showHidden: true })).not.toContain('s3cret-word')
    expect(error.errno).toBeUndefined()
  })

  test('that answers 407 is told apart from the service behind it', async () => {
    const proxy = await startProxy('forbids')
    const env = { HTTPS_PROXY: `http://127.0.0.1:${proxy.port}` }
    const { failure } = await providerErrorOf(client({ env })(requestTo('https://ext.test/')))
    expect(failure).toMatchObject({ code: 'provider-error', retries: 0 })
    expect(failure.message).toContain('the proxy answered 407')
  })

  test('carries plain http as it is, where that is allowed', async () => {
    const seen: string[] = []
    const proxy = await startStub((one, response) => {
      seen.push(one.headers['host'] ?? '')
      response.end('from afar')
    })
    closers.push(() => proxy.close())
    const http = client({ env: { http_proxy: proxy.url } })
    const answer = await http(requestTo('http://ext.test/', { allowHttp: true }))
    expect(answer.text).toBe('from afar')
    expect(seen).toEqual(['ext.test'])
  })

  test.each(['socks5://127.0.0.1:1080', 'http://', 'not a url at all'])(
    'that is %s is a configuration error',
    url => {
      expect(() => hastyHttp({ env: { HTTPS_PROXY: url } })).toThrow('HTTPS_PROXY')
    }
  )
})

type Lookup = NonNullable<HttpOptions['lookup']>

const toLoopback = ((
  _name: string,
  options: { readonly all?: boolean },
  callback: (error: null, ...found: unknown[]) => void
) => {
  if (options.all === true) callback(null, [{ address: '127.0.0.1', family: 4 }])
  else callback(null, '127.0.0.1', 4)
}) as unknown as Lookup

interface RunningProxy {
  readonly port: number
  readonly tunnels: string[]
  readonly credentials: string[]
  close(): Promise<void>
}

/** A CONNECT proxy that leads every tunnel to loopback. */
async function startProxy(mode?: 'silent' | 'forbids'): Promise<RunningProxy> {
  const tunnels: string[] = []
  const credentials: string[] = []
  const sockets = new Set<Socket>()
  const server = createServer()
  server.on('connection', socket => sockets.add(socket))
  server.on('connect', (request: IncomingMessage, client: Socket) => {
    client.on('error', () => undefined)
    if (mode === 'silent') return
    if (mode === 'forbids') {
      client.end('HTTP/1.1 407 Proxy Authentication Required\r\n\r\n')
      return
    }
    tunnels.push(request.url ?? '')
    credentials.push(request.headers['proxy-authorization'] ?? '')
    const target = connect(Number((request.url ?? '').split(':').at(-1)), '127.0.0.1', () => {
      client.write('HTTP/1.1 200 OK\r\n\r\n')
      target.pipe(client).pipe(target)
    })
    target.on('error', () => client.destroy())
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const close = (): Promise<void> =>
    new Promise(resolve => {
      server.close(() => resolve())
      for (const socket of sockets) socket.destroy()
    })
  closers.push(close)
  return { port: (server.address() as AddressInfo).port, tunnels, credentials, close }
}
