import { createHttp, type HttpOptions } from '../../src/io/http.js'
import type { EndpointSettings, Query } from '../../src/model.js'
import type { Grid, Io } from '../../src/providers/provider.js'
import type { Http, HttpRequest } from '../../src/world.js'

/** An endpoint of a provider, with a short deadline. */
export function endpointTo(
  provider: string,
  url: string,
  overrides: Partial<EndpointSettings> = {}
): EndpointSettings {
  return {
    name: 'backend',
    provider,
    url,
    headers: {},
    timeout: 3_000,
    delay: 0,
    options: {},
    ...overrides
  }
}

/** A query as the configuration makes it: `{{window}}` becomes seconds. */
export function queryOf(text: string): Query {
  return {
    text,
    usesWindow: text.includes('{{window}}'),
    render: width => text.replaceAll('{{window}}', `${width / 1000}s`)
  }
}

/** A full minute in 2026, so that stamps are easy to read. */
export const noon = Date.UTC(2026, 10, 23, 12)

/** One instant unless told otherwise. */
export function gridOf(overrides: Partial<Grid> = {}): Grid {
  const first = overrides.first ?? noon
  return { first, last: first, step: 60_000, width: 60_000, ...overrides }
}

export function ioOf(http: Http, signal = new AbortController().signal): Io {
  return {
    http,
    signal,
    clock: {
      now: () => noon,
      sleep: () => Promise.reject(new Error('providers do not sleep'))
    }
  }
}

/** A client that hurries: the shortest back-off, no proxy of the machine's environment. */
export function hastyHttp(options: HttpOptions = {}): Http & { close(): void } {
  return createHttp({ env: {}, random: () => 0, ...options })
}

export function requestTo(url: string, overrides: Partial<HttpRequest> = {}): HttpRequest {
  return {
    method: 'GET',
    url,
    headers: {},
    timeout: 5_000,
    allowHttp: false,
    signal: new AbortController().signal,
    ...overrides
  }
}
