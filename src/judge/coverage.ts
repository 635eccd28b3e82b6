import type { InconclusiveCode, Judgement, Look } from '../model.js'
import type { Finding } from './finding.js'
import { inconclusive } from './finding.js'
import type { Reading } from './reading.js'
import { sayCount, sayNumber } from './sentence.js'

type Failures = Judgement['failures']

/** Counts of each kind of unanswered look, the most frequent first. */
export function countFailures(looks: readonly Look[]): Failures {
  const counts = new Map<Failures[number]['code'], { looks: number; message?: string }>()
  for (const look of looks) {
    const code = failureOf(look)
    if (code === undefined) continue
    const known = counts.get(code) ?? {
      looks: 0,
      ...(look.failure === undefined ? {} : { message: look.failure.message })
    }
    counts.set(code, { ...known, looks: known.looks + 1 })
  }
  return [...counts]
    .map(([code, known]) => ({ code, ...known }))
    .sort((a, b) => b.looks - a.looks || (a.code < b.code ? -1 : 1))
}

/** Too few of the planned looks were answered to pass; undefined where there are enough. */
export function judgeCoverage(
  reading: Pick<Reading, 'answered' | 'planned' | 'looks'>,
  least: number
): Finding | undefined {
  const { answered, planned } = reading
  if (answered > 0 && answered / planned >= least) return undefined
  const failures = countFailures(reading.looks)
  const unanswered = failures.reduce((sum, failure) => sum + failure.looks, 0)
  const first = failures[0]
  const shared = first !== undefined && first.looks * 2 > unanswered
  const why = shared ? CAUSES[first.code] : CAUSES.empty
  const told = `${sayNumber(answered)} of ${sayCount(planned, 'planned evaluation')} had a complete and fresh answer`
  return inconclusive(why.code, `${told}; ${sayNumber(least * 100)} % are needed. ${why.words}`)
}

const CAUSES: Record<
  Failures[number]['code'],
  { readonly code: InconclusiveCode; readonly words: string }
> = {
  partial: { code: 'partial-data', words: 'Data was missing from the answers.' },
  stale: { code: 'stale-data', words: 'The newest value was too old.' },
  empty: { code: 'low-coverage', words: 'The rest had no value.' },
  'provider-error': { code: 'provider-error', words: 'The endpoint answered with an error.' },
  'invalid-query': { code: 'provider-error', words: 'The endpoint refused the query.' },
  'rate-limited': { code: 'rate-limited', words: 'The endpoint limited our requests.' },
  'not-authorised': { code: 'not-authorised', words: 'The endpoint refused our credentials.' },
  'response-too-large': { code: 'response-too-large', words: 'The answers were too large.' },
  'not-json': { code: 'not-json', words: 'The answers were not JSON.' },
  'redirect-refused': { code: 'redirect-refused', words: 'The endpoint redirected us.' },
  tls: { code: 'tls', words: 'The encrypted connection failed.' },
  deadline: { code: 'deadline', words: 'The endpoint did not answer in time.' },
  'clock-skew': { code: 'clock-skew', words: "The endpoint's clock disagrees with ours." }
}

function failureOf(look: Look): Failures[number]['code'] | undefined {
  if (look.state === 'answered') return undefined
  return look.state === 'failed' ? (look.failure?.code ?? 'provider-error') : look.state
}
