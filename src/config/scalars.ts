import { z } from 'zod'
import { found } from './found.js'
import { parseDuration, parseFraction, parseQuantity, parseSize } from './quantity.js'
import type { Parsed } from './quantity.js'

/** Schemas of the words people write: each is parsed by one grammar of `quantity.ts`. */

/**
 * Descriptions, defaults and examples for editors and the documentation. `schema.register(editors, …)` notes
 * them beside the schema; `schema.meta(…)` would copy it, and the copies double what start-up costs.
 */
export const editors = z.globalRegistry

/** The grammars of `quantity.ts` as far as an editor can check them. */
export const forms = z.registry<{
  readonly type: 'string' | ['string', 'number']
  readonly pattern: string
}>()

/** Milliseconds. Zero only where `zero` says so. */
export function duration(options: { readonly zero?: boolean; readonly atLeast?: number } = {}) {
  const { zero = false, atLeast = 0 } = options
  const refuse = (value: number) => {
    if (value === 0 && !zero) return 'Zero is not allowed here. Write at least 1s.'
    return value < atLeast ? `At least ${atLeast / 1000}s is needed.` : undefined
  }
  return parsed('A duration such as 90s, 15m or 1h30m', parseDuration, refuse).register(forms, {
    type: 'string',
    pattern: '^(?=.)(\\d+d)?(\\d+h)?(\\d+m)?(\\d+s)?(\\d+ms)?$'
  })
}

/** Bytes, from `least` to `most` MiB. */
export function size(least: number, most: number) {
  const refuse = (bytes: number) => {
    const mebibytes = bytes / 1024 ** 2
    const isFit = mebibytes >= least && mebibytes <= most
    return isFit ? undefined : `It must be between ${least}MiB and ${most}MiB.`
  }
  return parsed('A size such as 64MiB', parseSize, refuse).register(forms, {
    type: 'string',
    pattern: '^\\d+MiB$'
  })
}

/** A fraction above zero and at most `most`. */
export function fraction(most = Infinity) {
  const refuse = (value: number) => {
    if (value === 0) return 'It must be above 0%.'
    return value > most ? `It must be at most ${most * 100}%.` : undefined
  }
  return parsed('A percentage such as 1%', parseFraction, refuse).register(forms, {
    type: ['string', 'number'],
    pattern: '^\\d+(\\.\\d+)?%?$'
  })
}

/** A limit as written; its unit is settled by the check it stands in. */
export function limit() {
  const expected = 'A number or a quantity such as 1%, 800ms or 1.5KiB'
  return parsed(expected, parseQuantity, () => undefined).register(forms, {
    type: ['string', 'number'],
    pattern: '^-?\\d+(\\.\\d+)?[A-Za-z%/]*$'
  })
}

/** A whole number of at least `least`. */
export function whole(least: number) {
  const error = `A whole number of at least ${least} is expected.`
  return z.int({ error }).min(least, error)
}

/** Text on one line. */
export function line(most = 200) {
  const error = `One line of 1 to ${most} characters is expected, without control characters.`
  return z.string().regex(new RegExp(`^[^\\p{Cc}]{1,${most}}$`, 'u'), error)
}

export function headers() {
  return z.record(
    z.string().regex(/^[A-Za-z0-9!#$%&'*+.^_`|~-]+$/, 'The name of an HTTP header is expected.'),
    z.string().regex(/^[\t\x20-\x7e\x80-\xff]*$/, 'A header value is one line of Latin-1 text.')
  )
}

function parsed<T>(
  expected: string,
  parse: (text: string | number) => Parsed<T>,
  refuse: (value: T) => string | undefined
) {
  return z.transform((input: string | number, context): T => {
    const readable = typeof input === 'string' || Number.isFinite(input)
    const value = readable
      ? parse(input)
      : { error: `${expected} is expected, found ${found(input)}.` }
    const message = 'error' in value ? value.error : refuse(value.ok)
    if (message === undefined && 'ok' in value) return value.ok
    context.issues.push({ code: 'custom', message: message ?? '', input })
    return z.NEVER
  })
}
