/** Waiting between attempts, in milliseconds. */
const shortest = 250
const firstCeiling = 500
const longest = 10_000
/** A server may ask for more patience, but not for more than this. */
const longestAsked = 60_000

/** Attempts of one request, the first included. */
export const mostAttempts = 3

/** Worth another attempt: the server, or something before it, was busy or stumbled. */
export function isTransient(status: number): boolean {
  return status === 408 || status === 425 || status === 429 || (status >= 500 && status <= 599)
}

/**
 * How long to wait before attempt `retries + 2`: anything between a quarter of a second and a ceiling
 * that doubles (full jitter over a floor, so that a struggling server is never asked again at once).
 */
export function backOff(retries: number, random: () => number): number {
  const ceiling = Math.min(longest, firstCeiling * 2 ** retries)
  return shortest + random() * (ceiling - shortest)
}

/**
 * How long a server that has too many requests asks to be left alone: `Retry-After`, else the reset that
 * vendors name beside their limits, in seconds from now or as epoch seconds.
 */
export function pauseAsked(headers: Readonly<Record<string, string>>, now: number): number {
  const { 'retry-after': header } = headers
  if (header !== undefined) return retryAfter(header, now)
  // `RateLimit: limit=10, remaining=0, reset=43` (draft 7 of the IETF), as Honeycomb has it.
  const [, draft] = /\breset=(\d{1,12})\b/.exec(headers['ratelimit'] ?? '') ?? []
  const reset = draft ?? resetNames.map(name => headers[name]).find(value => value !== undefined)
  if (reset === undefined || !/^\d{1,12}$/.test(reset)) return 0
  const seconds = Number(reset)
  return retryAfter(seconds < firstEpoch ? reset : new Date(seconds * 1000).toUTCString(), now)
}

/** Datadog counts seconds; Sentry names the instant. */
const resetNames = ['x-ratelimit-reset', 'ratelimit-reset', 'x-sentry-rate-limit-reset']
/** 2001: no server asks for so many seconds of patience. */
const firstEpoch = 1_000_000_000

/** What `Retry-After` asks for: seconds or an HTTP date (RFC 9110, 10.2.3). */
export function retryAfter(header: string | undefined, now: number): number {
  const text = header?.trim() ?? ''
  const asked = /^\d+$/.test(text) ? Number(text) * 1000 : Date.parse(text) - now
  return Number.isNaN(asked) ? 0 : Math.min(Math.max(asked, 0), longestAsked)
}
