import type { ConfigCode, Failure } from './model.js'

/** One thing wrong with the configuration or an input. */
export interface Problem {
  /** Where: `checks[2].max`, or the input's name. */
  readonly path: string
  readonly line?: number
  readonly column?: number
  /** What is wrong and what to do, one sentence each. */
  readonly message: string
}

/** The gate cannot start. Ends in `config-error`, exit 1, with nothing asked and nothing written. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError'
  readonly code: ConfigCode
  readonly problems: readonly Problem[]

  constructor(code: ConfigCode, problems: readonly Problem[]) {
    super(problems.map(formatProblem).join('\n'))
    this.code = code
    this.problems = problems
  }
}

/**
 * 12:5 `checks[2].max`: "0,5" is not a number. Write 0.5. The back-ticks mark the name of a place, and keep
 * the redaction from taking `bearer-token: …` for a credential.
 */
export function formatProblem(problem: Problem): string {
  const place = problem.line === undefined ? '' : `${problem.line}:${problem.column ?? 1} `
  return `${place}\`${problem.path}\`: ${problem.message}`
}

/** A provider's question got no answer. Carries no request, header or credential. */
export class ProviderError extends Error {
  override readonly name = 'ProviderError'
  readonly failure: Failure
  /** errno of a direct connection that failed (ECONNREFUSED, …): what a probe tells apart. */
  readonly errno: string | undefined
  /** The status of an answer that is no success; undefined where it is one, or where there was none. */
  readonly status: number | undefined

  constructor(failure: Failure, errno?: string, status?: number) {
    super(failure.message)
    this.failure = failure
    this.errno = errno
    this.status = status
  }
}

/**
 * refusal: GitHub's own answer, or none. unknown-route: the server has no such route, so it is not GitHub or an
 * older one, and says nothing of the thing asked for. odd-answer: it has the route and answers in a form that no
 * API documents; nothing can be concluded from it.
 */
export type GitHubErrorKind = 'refusal' | 'unknown-route' | 'odd-answer'

/** GitHub refused or did not answer. `status` 0: no answer at all. Carries no token. */
export class GitHubError extends Error {
  override readonly name = 'GitHubError'
  readonly status: number
  /** false: the request certainly had no effect (refused before it was sent, or a 4xx answer). */
  readonly mayHaveHappened: boolean
  readonly kind: GitHubErrorKind

  constructor(
    status: number,
    message: string,
    mayHaveHappened: boolean,
    kind: GitHubErrorKind = 'refusal'
  ) {
    super(message)
    this.status = status
    this.mayHaveHappened = mayHaveHappened
    this.kind = kind
  }
}

/** SIGINT or SIGTERM: the person cancelled. */
export class Cancelled extends Error {
  override readonly name = 'Cancelled'
}
