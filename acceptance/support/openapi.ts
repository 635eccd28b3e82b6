import { readFileSync } from 'node:fs'
import { OpenAPIBackend } from 'openapi-backend'
import type { Document } from 'openapi-backend'
import type { Exchange } from '../../src/demo/github.js'

/**
 * Holds requests and answers against GitHub's own description of its API (github-openapi.json, made by
 * script/openapi). It does not see properties too many, too large pages and too long descriptions.
 */
export interface OpenApi {
  /** What is wrong with an exchange, one line each. */
  readonly problemsOf: (exchange: Exchange) => readonly string[]
}

export async function loadOpenApi(): Promise<OpenApi> {
  const file = new URL('./github-openapi.json', import.meta.url)
  const definition = JSON.parse(readFileSync(file, 'utf8')) as Document
  const backend = new OpenAPIBackend({
    definition,
    quick: true,
    // Ids are int64 and instants are checked where they are read; ajv knows neither format by itself.
    ajvOpts: { strict: false, validateFormats: false, allErrors: true }
  })
  await backend.init()
  return { problemsOf: exchange => problemsOf(backend, definition, exchange) }
}

function problemsOf(
  backend: OpenAPIBackend,
  definition: Document,
  exchange: Exchange
): readonly string[] {
  const { route, method, path } = exchange
  if (route === undefined) return [`${method} ${path}: no such route`]
  const operation = operationOf(definition, route.path, method)
  if (operation === undefined) return [`${method} ${route.path}: not in GitHub's API`]
  const { operationId, responses } = operation
  const tell = (what: string, errors: readonly unknown[] | null | undefined) =>
    (errors ?? []).map(error => `${method} ${path} ${what}: ${JSON.stringify(error)}`)
  const request = backend.validateRequest(requestOf(exchange, route), operationId)
  // 304 and refusals have no body that GitHub describes for each route.
  if (exchange.status < 200 || exchange.status > 299) return tell('request', request.errors)
  if (!(String(exchange.status) in responses)) return [`${method} ${path}: no ${exchange.status}`]
  const answer = exchange.answer ?? null
  const documented = backend.validateResponse(answer, operationId, exchange.status)
  return [...tell('request', request.errors), ...tell('answer', documented.errors)]
}

interface Operation {
  readonly operationId: string
  readonly responses: Readonly<Record<string, unknown>>
}

function operationOf(definition: Document, path: string, method: string): Operation | undefined {
  // Two routes differ by the name of their placeholder only.
  const shape = (text: string) => text.replace(/\{\w+\}/g, '{}')
  const found = Object.entries(definition.paths ?? {}).filter(([key]) => shape(key) === shape(path))
  const operations = found.flatMap(([, item]) => {
    const methods = item as Readonly<Record<string, Operation | undefined>>
    return methods[method.toLowerCase()] ?? []
  })
  return operations[0]
}

function requestOf(exchange: Exchange, route: NonNullable<Exchange['route']>) {
  const values: Record<string, string> = { owner: 'acme', repo: 'shop', ...route.values }
  const path = route.path.replace(/\{(\w+)\}/g, (_all, name: string) =>
    encodeURIComponent(values[name] ?? '')
  )
  return {
    method: exchange.method,
    path,
    query: exchange.query,
    headers: exchange.headers,
    ...(exchange.body === undefined ? {} : { body: exchange.body })
  }
}
