import { createHttp } from '../../src/io/http.js'
import type { EndpointSettings, Query } from '../../src/model.js'
import type { Endpoint, Io, Provider } from '../../src/providers/provider.js'
import type { Clock, Http } from '../../src/world.js'

const clock: Clock = {
  now: () => Date.now(),
  sleep: () => Promise.reject(new Error('providers do not sleep'))
}

/** A client for one test file; close it at the end. */
export function liveHttp(): Http & { close(): void } {
  return createHttp({ env: {} })
}

export function ioWith(http: Http): Io {
  return { http, clock, signal: new AbortController().signal }
}

export function connectTo(
  provider: Provider,
  url: string,
  overrides: Partial<EndpointSettings> = {}
): Endpoint {
  return provider.connect({
    name: 'live',
    provider: provider.name,
    url,
    headers: {},
    timeout: 10_000,
    delay: 0,
    options: {},
    ...overrides
  })
}

/** A query as the configuration makes it: `{{window}}` becomes seconds, or milliseconds where it must. */
export function queryOf(text: string): Query {
  return {
    text,
    usesWindow: text.includes('{{window}}'),
    render: width => {
      const window = width % 1000 === 0 ? `${width / 1000}s` : `${width}ms`
      return text.replaceAll('{{window}}', window)
    }
  }
}
