import type { Reply } from './route.js'
import { refusal } from './route.js'

/**
 * GitHub's secondary limits, for each login.
 * https://docs.github.com/rest/using-the-rest-api/rate-limits-for-the-rest-api#about-secondary-rate-limits
 */
export interface Limits {
  /** Comments and issues written in one window. */
  readonly content: number
  /** Reads count one, everything else five, in one window. */
  readonly points: number
  /** Requests at the same time. */
  readonly concurrent: number
  /** Milliseconds. */
  readonly window: number
}

export const GITHUB_LIMITS: Limits = { content: 80, points: 900, concurrent: 100, window: 60_000 }

/** What each login has spent: instants in epoch milliseconds, oldest first. */
export interface Spent {
  readonly content: Map<string, number[]>
  readonly points: Map<string, number[]>
}

export function nothingSpent(): Spent {
  return { content: new Map(), points: new Map() }
}

interface Asked {
  readonly login: string
  readonly method: string
  /** Below the repository. */
  readonly path: string
  readonly now: number
  /** With this one. */
  readonly inFlight: number
}

/** The refusal, with the seconds to wait; undefined: within the limits, and counted. */
export function refuseBeyond(
  limits: Limits,
  spent: Spent,
  { login, method, path, now, inFlight }: Asked
): (Reply & { readonly headers: Readonly<Record<string, string>> }) | undefined {
  const isContent = method !== 'GET' && method !== 'DELETE' && /\/(comments|issues)\b/.test(path)
  const content = within(spent.content, login, now - limits.window)
  const points = within(spent.points, login, now - limits.window)
  const cost = method === 'GET' ? 1 : 5
  const full = [
    isContent && content.length >= limits.content ? content : [],
    points.length + cost > limits.points ? points : [],
    inFlight > limits.concurrent ? [now] : []
  ].find(times => times.length > 0)
  if (full !== undefined) return refused(limits, full[0] ?? now, now)
  if (isContent) content.push(now)
  for (let point = 0; point < cost; point++) points.push(now)
  return undefined
}

/** Spends on somebody's account what other jobs would. */
export function spendContent({ content }: Spent, login: string, now: number, count: number): void {
  within(content, login, 0).push(...Array.from({ length: count }, () => now))
}

function refused(limits: Limits, oldest: number, now: number) {
  const seconds = Math.max(1, Math.ceil((oldest + limits.window - now) / 1000))
  const message =
    'You have exceeded a secondary rate limit. Please wait a few minutes before you try again.'
  return { ...refusal(403, message), headers: { 'retry-after': String(seconds) } }
}

function within(all: Map<string, number[]>, login: string, since: number): number[] {
  const times = all.get(login) ?? []
  const old = times.findIndex(at => at > since)
  times.splice(0, old === -1 ? times.length : old)
  all.set(login, times)
  return times
}
