import { z } from 'zod'
import { parseDuration, parseFraction, parseQuantity } from './quantity.js'
import type { Parsed } from './quantity.js'

/** Schemas of the words people write: each is parsed by one grammar of `quantity.ts`. */

/** The grammars of `quantity.ts` as far as an editor can check them. */
const durationText = '^(?=.)(\\d+d)?(\\d+h)?(\\d+m)?(\\d+s)?(\\d+ms)?$'
const fractionText = '^\\d+(\\.\\d+)?%?$'
const quantityText = '^-?\\d+(\\.\\d+)?[A-Za-z%/]*$'

const textOrNumber = (expected: string) => z.union([z.string(), z.number()], { error: expected })

/** Milliseconds. Zero only where `zero` says so. */
export function duration(options: { readonly zero?: boolean; readonly atLeast?: number } = {}) {
  return textOrNumber('A duration such as 90s, 15m or 1h30m is expected.')
    .transform(parsing(parseDuration))
    .refine(
      value => value > 0 || options.zero === true,
      'Zero is not allowed here. Write at least 1s.'
    )
    .refine(value => value === 0 || value >= (options.atLeast ?? 0), {
      error: `At least ${(options.atLeast ?? 0) / 1000}s is needed.`
    })
    .meta({ type: 'string', pattern: durationText })
}

/** A fraction. `positive`: zero is an error. */
export function fraction(options: { readonly positive?: boolean; readonly most?: number } = {}) {
  return textOrNumber('A percentage such as 1% is expected.')
    .transform(parsing(parseFraction))
    .refine(value => value > 0 || options.positive !== true, 'It must be above 0%.')
    .refine(value => value <= (options.most ?? Infinity), {
      error: `It must be at most ${(options.most ?? 0) * 100}%.`
    })
    .meta({ pattern: fractionText })
}

/** A limit as written; its unit is settled by the check it stands in. */
export function limit() {
  return textOrNumber('A number or a quantity such as 1%, 800ms or 1.5KiB is expected.')
    .transform(parsing(parseQuantity))
    .meta({ pattern: quantityText })
}

/** A whole number of at least `least`. */
export function whole(least: number) {
  const error = `A whole number of at least ${least} is expected.`
  return z.int({ error }).min(least, error)
}

/** Text on one line. */
export function line(most = 200) {
  return z
    .string()
    .min(1, 'It is empty.')
    .max(most, `At most ${most} characters are allowed.`)
    .regex(/^[^\p{Cc}]*$/u, 'It must be one line without control characters.')
}

export function headers() {
  return z.record(
    z.string().regex(/^[A-Za-z0-9!#$%&'*+.^_`|~-]+$/, 'The name of an HTTP header is expected.'),
    z.string().regex(/^[\t\x20-\x7e\x80-\xff]*$/, 'A header value is one line of Latin-1 text.')
  )
}

function parsing<T>(parse: (text: string | number) => Parsed<T>) {
  return (text: string | number, context: z.RefinementCtx): T => {
    const parsed = parse(text)
    if ('ok' in parsed) return parsed.ok
    context.addIssue({ code: 'custom', message: parsed.error })
    return z.NEVER
  }
}
