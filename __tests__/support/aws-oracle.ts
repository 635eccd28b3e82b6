import { createHash, createHmac } from 'node:crypto'
import { SignatureV4 } from '@smithy/signature-v4'
import type { AwsAuth } from '../../src/model.js'

/** One request as an AWS service receives it. */
export interface Received {
  readonly method: string
  readonly url: URL
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

/** AWS's own signer: the `Authorization` that a request must carry to be let in. */
export async function expectedAuthorization(
  { method, url, headers, body }: Received,
  auth: Omit<AwsAuth, 'kind'>
): Promise<string> {
  const sent = headers['authorization'] ?? headers['Authorization'] ?? ''
  const names = (/SignedHeaders=([^,]*)/.exec(sent)?.[1] ?? '').split(';')
  const { keys, region, service } = auth
  const signer = new SignatureV4({
    service,
    region,
    credentials: keys,
    applyChecksum: false,
    sha256: Sha256
  })
  const signed = await signer.sign(
    {
      method,
      protocol: url.protocol,
      hostname: url.hostname,
      ...(url.port === '' ? {} : { port: Number(url.port) }),
      path: url.pathname,
      query: queryOf(url),
      headers: Object.fromEntries(
        names.flatMap(name => {
          const value = name === 'host' ? (headers['host'] ?? url.host) : headers[name]
          return value === undefined || name === 'x-amz-security-token' ? [] : [[name, value]]
        })
      ),
      body
    },
    { signingDate: dateOf(headers['x-amz-date'] ?? '') }
  )
  return signed.headers['authorization'] ?? ''
}

function queryOf(url: URL): Record<string, string | string[]> {
  return Object.fromEntries(
    [...new Set(url.searchParams.keys())].map(name => {
      const values = url.searchParams.getAll(name)
      return [name, values.length === 1 ? (values[0] ?? '') : values]
    })
  )
}

/** `20150830T123600Z`, the basic form of ISO 8601. */
function dateOf(stamp: string): Date {
  const parts = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(stamp)?.slice(1) ?? []
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = parts.map(Number)
  return new Date(Date.UTC(year, month - 1, day, hour, minute, second))
}

class Sha256 {
  private readonly hash
  constructor(secret?: string | Uint8Array | ArrayBuffer | ArrayBufferView) {
    this.hash = secret === undefined ? createHash('sha256') : createHmac('sha256', bytes(secret))
  }
  update(chunk: Uint8Array | string): void {
    this.hash.update(bytes(chunk))
  }
  digest(): Promise<Uint8Array> {
    return Promise.resolve(new Uint8Array(this.hash.digest()))
  }
  reset(): void {
    throw new Error('not needed')
  }
}

function bytes(data: string | Uint8Array | ArrayBuffer | ArrayBufferView): Uint8Array {
  if (typeof data === 'string') return Buffer.from(data, 'utf8')
  if (data instanceof Uint8Array) return data
  return ArrayBuffer.isView(data) ? new Uint8Array(data.buffer) : new Uint8Array(data)
}
