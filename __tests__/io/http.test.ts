import type { Socket } from 'node:net'
import { inspect } from 'node:util'
import { afterEach, describe, expect, test } from '@jest/globals'
import { ConfigError } from '../../src/errors.js'
import { createHttp } from '../../src/io/http.js'
import { hastyHttp, requestTo } from '../support/asking.js'
import { providerErrorOf, rejectionOf } from '../support/rejection.js'
import {
  type Answer,
  inTurn,
  json,
  startStub,
  type StubServer,
  text
} from '../support/stub-server.js'

const closers: (() => unknown)[] = []
afterEach(async () => {
  for (const close of closers.splice(0)) await close()
})

async function stub(answer: Answer): Promise<StubServer> {
  const server = await startStub(answer)
  closers.push(() => server.close())
  return server
}

function client(options: Parameters<typeof hastyHttp>[0] = {}): ReturnType<typeof hastyHttp> {
  const http = hastyHttp(options)
  closers.push(() => http.close())
  return http
}

describe('a request', () => {
  test('reaches the server as it was written', async () => {
    const server = await stub(text('fine'))
    const url = `${server.url}/api/v1/query?query=sum%28x%29&t=1%2B1`
    const answer = await client()(
      requestTo(url, {
        method: 'POST',
        headers: { 'X-Key': 'k', 'Content-Type': 'text/x' },
        body: 'a=ü'
      })
    )
    expect(answer).toMatchObject({ status: 200, text: 'fine', retries: 0 })
    const [seen] = server.seen
    expect(seen).toMatchObject({ method: 'POST', body: 'a=ü' })
    expect(seen?.headers).toMatchObject({
      'x-key': 'k',
      'content-type': 'text/x',
      'user-agent': 'bakegate'
    })
    expect(seen?.url.search).toBe('?query=sum%28x%29&t=1%2B1')
  })

  test('is answered in UTF-8, a byte order mark dropped', async () => {
    const server = await stub((_seen, response) => {
      const bytes = Buffer.from('\ufeffgrün €', 'utf8')
      response.write(bytes.subarray(0, 7))
      setTimeout(() => response.end(bytes.subarray(7)), 20)
    })
    expect((await client()(requestTo(server.url))).text).toBe('grün €')
  })

  test('is answered with lower-case headers', async () => {
    const server = await stub((_seen, response) => {
      response.writeHead(200, { 'X-Some-Thing': 'Yes' }).end('x')
    })
    const answer = await client()(requestTo(server.url))
    expect(answer.headers['x-some-thing']).toBe('Yes')
  })

  test.each([0, 120, -45])('tells that the server is %d s ahead, to the second', async ahead => {
    const server = await stub((_seen, response) => {
      const date = new Date(Date.now() + ahead * 1000).toUTCString()
      response.writeHead(200, { Date: date }).end('x')
    })
    const { skew = Number.NaN } = await client()(requestTo(server.url))
    expect(Math.abs(skew - ahead * 1000)).toBeLessThanOrEqual(600)
    expect(Number.isInteger(skew)).toBe(true)
  })

  test('without a Date in the answer knows no skew', async () => {
    const server = await stub((_seen, response) => {
      response.sendDate = false
      response.end('x')
    })
    expect(await client()(requestTo(server.url))).not.toHaveProperty('skew')
  })
})

describe('a status', () => {
  test.each([200, 204, 304, 400, 401, 403, 404, 413, 422])(
    '%d is the answer at once',
    async status => {
      const server = await stub(text(status === 204 || status === 304 ? '' : 'why', status))
      expect((await client()(requestTo(server.url))).status).toBe(status)
      expect(server.seen).toHaveLength(1)
    }
  )

  test.each([408, 425, 429, 500, 502, 503, 504])(
    '%d is asked again, then it is fine',
    async status => {
      const server = await stub(inTurn(text('busy', status), text('fine')))
      expect(await client()(requestTo(server.url))).toMatchObject({ status: 200, retries: 1 })
    }
  )

  test('503 for ever is the answer after three attempts, spaced by a quarter of a second at least', async () => {
    const server = await stub(text('no shard is up', 503))
    expect(await client()(requestTo(server.url))).toMatchObject({
      status: 503,
      text: 'no shard is up',
      retries: 2
    })
    const [first, second, third] = server.seen.map(({ at }) => at)
    expect((second ?? 0) - (first ?? 0)).toBeGreaterThanOrEqual(245)
    expect((third ?? 0) - (second ?? 0)).toBeGreaterThanOrEqual(245)
    expect(server.seen).toHaveLength(3)
  })

  test('429 for ever is rate-limited', async () => {
    const server = await stub(text('slow down', 429))
    const { failure } = await providerErrorOf(client()(requestTo(server.url)))
    expect(failure).toMatchObject({ code: 'rate-limited', retries: 2 })
  })

  test('429 with Retry-After waits as long as it asks', async () => {
    const busy: Answer = (_seen, response) => {
      response.writeHead(429, { 'Retry-After': '1' }).end()
    }
    const server = await stub(inTurn(busy, text('fine')))
    expect((await client()(requestTo(server.url))).text).toBe('fine')
    const [first = 0, second = 0] = server.seen.map(({ at }) => at)
    expect(second - first).toBeGreaterThanOrEqual(995)
  })

  test('Retry-After beyond the deadline gives up at once', async () => {
    const server = await stub((_seen, response) => {
      response.writeHead(429, { 'Retry-After': '3600' }).end()
    })
    const started = performance.now()
    const { failure } = await providerErrorOf(client()(requestTo(server.url)))
    expect(failure.code).toBe('rate-limited')
    expect(performance.now() - started).toBeLessThan(1_000)
    expect(server.seen).toHaveLength(1)
  })

  test.each([301, 302, 303, 307, 308])(
    '%d to another origin is refused, and nobody is asked there',
    async status => {
      const other = await stub(text('gotcha'))
      const server = await stub((_seen, response) => {
        response.writeHead(status, { Location: `${other.url}/x?token=hidden` }).end()
      })
      const request = requestTo(server.url, { headers: { 'X-Api-Key': 'sesame-sesame' } })
      const { failure } = await providerErrorOf(client()(request))
      expect(failure.code).toBe('redirect-refused')
      expect(failure.message).toContain(`redirects to ${other.url}.`)
      expect(failure.message).not.toContain('hidden')
      expect(other.seen).toHaveLength(0)
      expect(server.seen).toHaveLength(1)
    }
  )

  test.each([200, 302, 401, 429, 503])(
    '%d asked once is the answer, whatever it is',
    async status => {
      const server = await stub((_seen, response) => {
        response.writeHead(status, { Location: '/elsewhere' }).end()
      })
      expect((await client()(requestTo(server.url, { once: true }))).status).toBe(status)
      expect(server.seen).toHaveLength(1)
    }
  )
})

describe('many requests', () => {
  test('run four at a time against one origin', async () => {
    let running = 0
    let most = 0
    const server = await stub(async (_seen, response) => {
      running += 1
      most = Math.max(most, running)
      await new Promise(resolve => setTimeout(resolve, 20))
      running -= 1
      response.end('x')
    })
    const http = client()
    const answers = await Promise.all(Array.from({ length: 20 }, () => http(requestTo(server.url))))
    expect(answers).toHaveLength(20)
    expect(most).toBe(4)
  })

  test('to an origin that never answers end together at the deadline', async () => {
    const dead = await stub(() => undefined)
    const http = client()
    const started = performance.now()
    const failures = await Promise.all(
      Array.from({ length: 50 }, () => providerErrorOf(http(requestTo(dead.url, { timeout: 300 }))))
    )
    expect(new Set(failures.map(({ failure }) => failure.code))).toEqual(new Set(['deadline']))
    expect(performance.now() - started).toBeLessThan(1_000)
    expect(dead.seen.length).toBeLessThanOrEqual(4)
  })

  test('to a dead origin do not keep another one waiting', async () => {
    const dead = await stub(() => undefined)
    const alive = await stub(text('fine'))
    const http = client()
    const lost = Array.from({ length: 8 }, () =>
      rejectionOf(http(requestTo(dead.url, { timeout: 600 })))
    )
    const started = performance.now()
    expect((await http(requestTo(alive.url))).text).toBe('fine')
    expect(performance.now() - started).toBeLessThan(400)
    await Promise.all(lost)
  })

  test('share a connection, and close() ends it', async () => {
    const sockets = new Set<Socket>()
    const server = await stub((_seen, response) => {
      if (response.socket !== null) sockets.add(response.socket)
      response.end('x')
    })
    const http = client()
    await http(requestTo(server.url))
    await http(requestTo(server.url))
    expect(sockets.size).toBe(1)
    const [socket] = sockets
    const closed = new Promise(resolve => socket?.once('close', resolve))
    http.close()
    await closed
  })
})

describe('an abort', () => {
  const reason = new Error('the person cancelled')

  test.each([
    'before',
    'while it waits for an answer',
    'while it backs off',
    'while it waits for a slot'
  ])('%s rejects at once with its reason', async moment => {
    const server = await stub(
      moment === 'while it backs off'
        ? (_seen, response) => {
            response.writeHead(503, { 'Retry-After': '4' }).end()
          }
        : () => undefined
    )
    const http = client()
    const stop = new AbortController()
    if (moment === 'before') stop.abort(reason)
    else setTimeout(() => stop.abort(reason), 100)
    const busy =
      moment === 'while it waits for a slot'
        ? [1, 2, 3, 4].map(() => rejectionOf(http(requestTo(server.url, { timeout: 400 }))))
        : []
    const started = performance.now()
    expect(await rejectionOf(http(requestTo(server.url, { signal: stop.signal })))).toBe(reason)
    expect(performance.now() - started).toBeLessThan(300)
    await Promise.all(busy)
  })
})

describe('what is never asked', () => {
  test.each([
    ['http://169.254.169.254/latest/meta-data', 'link-local or metadata'],
    ['https://169.254.169.254/', 'link-local or metadata'],
    ['http://2852039166/', 'link-local or metadata'],
    ['https://[::ffff:169.254.169.254]/', 'link-local or metadata'],
    ['https://[fe80::1]/', 'link-local or metadata'],
    ['https://metadata.google.internal/', 'link-local or metadata'],
    ['http://prometheus.example.com/', 'allow-http'],
    ['ftp://example.com/', 'https://']
  ])('%s', async (url, words) => {
    const { failure } = await providerErrorOf(client()(requestTo(url)))
    expect(failure).toMatchObject({ code: 'provider-error', retries: 0 })
    expect(failure.message).toContain(words)
  })

  test('a name that resolves to a metadata address', async () => {
    const lookup = fakeLookup('169.254.169.254')
    const request = requestTo('https://prometheus.example.com/')
    const { failure } = await providerErrorOf(client({ lookup })(request))
    expect(failure.message).toContain('link-local or metadata')
    expect(failure.retries).toBe(0)
  })

  test('unless it is plain http and the endpoint allows it', async () => {
    const server = await stub(text('fine'))
    const url = `http://prometheus.example.com:${server.port}/`
    const http = client({ lookup: fakeLookup('127.0.0.1') })
    expect((await http(requestTo(url, { allowHttp: true }))).text).toBe('fine')
  })

  test('anything, where certificate checks are switched off', () => {
    const start = (): unknown => createHttp({ env: { NODE_TLS_REJECT_UNAUTHORIZED: '0' } })
    expect(start).toThrow(ConfigError)
    expect(start).toThrow('NODE_TLS_REJECT_UNAUTHORIZED')
  })
})

test('no error holds a header, a query string or a body', async () => {
  const secrets = ['tok-123456789', 'q-secret-9876', 'body-secret-55']
  const request = (url: string): ReturnType<typeof requestTo> =>
    requestTo(`${url}/x?key=q-secret-9876`, {
      method: 'POST',
      headers: { Authorization: 'Bearer tok-123456789' },
      body: 'body-secret-55',
      timeout: 400
    })
  const broken = await stub((_seen, response) => void response.destroy())
  const limited = await stub(text('', 429))
  const silent = await stub(() => undefined)
  const elsewhere = await stub((seen, response) => {
    response.writeHead(302, { Location: seen.url.href }).end()
  })
  const lookup = fakeLookup(undefined)
  for (const url of [
    broken.url,
    limited.url,
    silent.url,
    elsewhere.url,
    'http://127.0.0.1:9',
    'https://gone.example.com'
  ]) {
    const error = await providerErrorOf(client({ lookup })(request(url)))
    const everything = inspect(error, { depth: 20, showHidden: true }) + JSON.stringify(error)
    for (const secret of secrets) expect(everything).not.toContain(secret)
    expect(error.message).toContain(new URL(url).host)
  }
})

test('a body of 100 KiB is fine, one byte over the cap is too large', async () => {
  const server = await stub(json('x'.repeat(1_000)))
  const http = client()
  expect((await http(requestTo(server.url, { maxBytes: 1_002 }))).text).toHaveLength(1_002)
  const { failure } = await providerErrorOf(http(requestTo(server.url, { maxBytes: 1_001 })))
  expect(failure).toMatchObject({ code: 'response-too-large', retries: 0 })
})

type Lookup = NonNullable<NonNullable<Parameters<typeof createHttp>[0]>['lookup']>

/** Resolves every name to one address, or to none. */
function fakeLookup(address: string | undefined): Lookup {
  const lookup = (
    _name: string,
    options: { readonly all?: boolean },
    callback: (error: Error | null, ...found: unknown[]) => void
  ): void => {
    if (address === undefined) {
      callback(Object.assign(new Error('not found'), { code: 'ENOTFOUND' }))
    } else if (options.all === true) {
      callback(null, [{ address, family: 4 }])
    } else {
      callback(null, address, 4)
    }
  }
  return lookup as unknown as Lookup
}
