import { cut } from './inert.js'
import type { Result } from './result-schema.js'

/** GitHub drops outputs of more than 1 MB for a whole job; a workflow passes this one as an input. */
export const RESULT_LIMIT = 60_000

/**
 * The result as JSON of at most `RESULT_LIMIT` characters. What does not fit goes in this order: samples,
 * passing checks, warnings, commits and long texts, the least urgent checks.
 */
export function fitResult(full: Result): string {
  const withoutSamples = withoutTrends(full)
  const failing = withoutPassing(withoutSamples)
  const short = bare(failing)
  for (const candidate of [full, withoutSamples, failing, short]) {
    const text = JSON.stringify(candidate)
    if (text.length <= RESULT_LIMIT) return text
  }
  return trimmed(short)
}

function withoutTrends(result: Result): Result {
  return {
    ...result,
    shortened: true,
    checks: result.checks.map(({ trend: _trend, ...check }) => check)
  }
}

function withoutPassing(result: Result): Result {
  return { ...result, checks: result.checks.filter(({ verdict }) => verdict !== 'pass') }
}

function bare(result: Result): Result {
  return {
    ...result,
    warnings: [],
    ...(result.changes === undefined ? {} : { changes: { ...result.changes, commits: [] } }),
    problems: result.problems.slice(0, 20).map(problem => cut(problem, 300)),
    sentence: cut(result.sentence, 500),
    checks: result.checks.map(({ series: _series, signatures, ...check }) => ({
      ...check,
      sentence: cut(check.sentence, 100),
      ...(signatures === undefined ? {} : { signatures: signatures.slice(0, 5).map(briefly) })
    }))
  }
}

function briefly<T extends { readonly template: string }>(signature: T): T {
  return { ...signature, template: cut(signature.template, 100) }
}

/** Drops the least urgent checks until the text fits; the rest is bounded by the schema. */
function trimmed(result: Result): string {
  let checks = result.checks
  let text = JSON.stringify({ ...result, checks })
  while (text.length > RESULT_LIMIT && checks.length > 0) {
    checks = checks.slice(0, Math.floor(checks.length * 0.8))
    text = JSON.stringify({ ...result, checks })
  }
  if (text.length <= RESULT_LIMIT) return text
  return JSON.stringify({ ...result, checks, problems: [], suspects: undefined, frame: undefined })
}
