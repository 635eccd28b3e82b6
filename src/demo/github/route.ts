import type { Renderer } from './render-base.js'
import type { Run, State, Token } from './state.js'

/** One request as a route sees it: authenticated, counted and permitted. */
export interface Call {
  readonly state: State
  readonly renderer: Renderer
  /** Values of the path's placeholders, decoded. */
  readonly path: Readonly<Record<string, string>>
  readonly query: URLSearchParams
  readonly body: Readonly<Record<string, unknown>>
  readonly apiVersion: string | undefined
  readonly token: Token
  readonly now: number
  readonly settings: RouteSettings
}

export interface RouteSettings {
  /** An Enterprise Server of before 2026: knows neither the new API version nor run details. */
  readonly enterprise: boolean
  /** How long something new stays unseen, in milliseconds. */
  readonly lag: {
    readonly run: () => number
    readonly runs: () => number
    readonly statuses: () => number
  }
  onDispatch(run: Run): void
}

export interface Reply {
  readonly status: number
  readonly body?: unknown
  /** A listing, of which the asked page is answered. */
  readonly list?: readonly unknown[]
  /** Puts a page of the listing into its envelope. */
  readonly envelope?: (page: readonly unknown[], total: number) => unknown
}

export interface Route {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'DELETE'
  /** As GitHub's OpenAPI writes it, below the repository; `*` after the name: slashes belong to it. */
  readonly path: string
  /** Any of these permissions lets the caller in. */
  readonly needs: readonly string[]
  readonly access: 'read' | 'write'
  answer(call: Call): Reply
}

export function ok(body: unknown): Reply {
  return { status: 200, body }
}

export function notFound(): Reply {
  return refusal(404, 'Not Found')
}

export function refusal(status: number, message: string, errors?: readonly unknown[]): Reply {
  const documentation = 'https://docs.github.com/rest'
  return {
    status,
    body: {
      message,
      ...(errors === undefined ? {} : { errors }),
      documentation_url: documentation,
      status: String(status)
    }
  }
}

export function text(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined
}
