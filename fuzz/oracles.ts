import { GitHubError, ConfigError, ProviderError } from '../src/errors.js'
import type { LogBatch, Measurement, Window } from '../src/model.js'
import type { Grid, PatternBatch } from '../src/providers/provider.js'
import { hold } from './target.js'

/** What stands for the credentials of an endpoint. */
export const secrets = [
  'bearer-secret-123',
  'header-secret-456',
  'option-secret-789',
  'token-secret-012'
]

const failureCodes = new Set(
  'provider-error rate-limited not-authorised response-too-large not-json redirect-refused tls deadline clock-skew invalid-query'.split(
    ' '
  )
)

/** Text of ours for a person: of bounded length, on one line, without a credential that was ours to keep. */
function holdMessage(text: string, most: number, kept: readonly string[]): void {
  hold(text.length > 0 && text.length <= most, `a message has 1 to ${most} characters`)
  hold(!/[\n\r]/.test(text), 'a message is one line')
  hold(!kept.some(secret => text.includes(secret)), 'a message holds no credential')
}

/** The only thing that a provider rejects with; it names the endpoint and keeps its credentials. */
export function holdProviderError(
  error: unknown,
  name: string,
  origin: string,
  kept: readonly string[]
): ProviderError {
  if (!(error instanceof ProviderError)) throw error
  const { code, message, retries } = error.failure
  hold(failureCodes.has(code), 'a failure has a code of the list')
  hold(Number.isInteger(retries) && retries >= 0, 'retries are counted')
  hold(message.startsWith(`${name} ${origin} `), 'a failure names its provider and origin')
  holdMessage(message, 300, kept)
  return error
}

export function holdMeasurement(measured: Measurement, grid: Grid): void {
  const { series, complete, notes, retries, scanned, bytes, before } = measured
  for (const { labels, samples } of series) {
    holdTexts(labels, 'labels')
    for (const [index, { at, value }] of samples.entries()) {
      hold(Number.isFinite(value), 'a value is a finite number')
      hold(Number.isInteger(at), 'an instant is a whole number of milliseconds')
      hold(at >= grid.first && at <= grid.last, 'a sample lies inside the window')
      hold(index === 0 || at > (samples[index - 1]?.at ?? at), 'samples ascend, one for an instant')
    }
  }
  hold(typeof complete === 'boolean', 'an answer is complete or not')
  holdCount(scanned, 'what was scanned')
  holdCount(bytes, 'what was read')
  holdCount(before, 'what was there before')
  holdNotes(notes, retries)
}

export function holdLines(batch: LogBatch, window: Window, most: number): void {
  const { lines, complete, matched, scanned, bytes, notes, retries } = batch
  hold(lines.length <= most, 'no more lines than were asked for')
  for (const [index, { at, text, stream, fields }] of lines.entries()) {
    hold(typeof text === 'string', 'a line is a text')
    hold(
      Number.isFinite(at) && at >= window.start && at < window.end,
      'a line lies inside the window'
    )
    hold(index === 0 || at >= (lines[index - 1]?.at ?? at), 'lines ascend')
    holdTexts(stream, 'a stream')
    holdTexts(fields, 'fields')
  }
  hold(typeof complete === 'boolean', 'a batch is complete or not')
  holdCount(matched, 'what matched')
  holdCount(bytes, 'what was read')
  holdCount(scanned, 'what was scanned')
  holdNotes(notes, retries)
}

export function holdPatterns({ patterns, retries }: PatternBatch): void {
  for (const { text, count, example } of patterns) {
    hold(
      typeof text === 'string' && ['string', 'undefined'].includes(typeof example),
      'a pattern is a text'
    )
    holdCount(count, 'a pattern')
  }
  hold(Number.isInteger(retries) && retries >= 0, 'retries are counted')
}

/** Every problem names its place and says a sentence; nothing of the values is a credential. */
export function holdConfigError(error: unknown): ConfigError {
  if (!(error instanceof ConfigError)) throw error
  hold(error.problems.length > 0, 'a configuration is refused for a reason')
  for (const { path, message, line, column } of error.problems) {
    hold(path !== '', 'a problem names its place')
    hold(/[.?!]$/.test(message), 'a problem is a sentence')
    hold(!secrets.some(secret => message.includes(secret)), 'a message holds no credential')
    for (const place of [line, column]) {
      hold(
        place === undefined || (Number.isInteger(place) && place >= 1),
        'a place is counted from 1'
      )
    }
  }
  return error
}

export function holdGitHubError(error: unknown): GitHubError {
  if (!(error instanceof GitHubError)) throw error
  hold(Number.isInteger(error.status), 'a status is a whole number')
  hold(error.message.startsWith('GitHub'), 'an error names GitHub')
  hold(!secrets.some(secret => error.message.includes(secret)), 'a message holds no credential')
  return error
}

export function holdCount(count: number | undefined, what: string): void {
  hold(count === undefined || (Number.isFinite(count) && count >= 0), `${what} is counted`)
}

/** A map of texts, with no prototype but the usual one. */
export function holdTexts(map: Readonly<Record<string, string>>, what: string): void {
  const prototype: unknown = Object.getPrototypeOf(map)
  hold(prototype === Object.prototype || prototype === null, `${what} have the usual prototype`)
  hold(
    Object.values(map).every(text => typeof text === 'string'),
    `${what} are texts`
  )
}

function holdNotes(notes: readonly string[], retries: number): void {
  for (const note of notes) {
    hold(typeof note === 'string' && note.length <= 1_000, 'a note is a text of bounded length')
  }
  hold(Number.isInteger(retries) && retries >= 0, 'retries are counted')
}

/** Every number in it is finite. */
export function holdNumbers(value: unknown, what: string): void {
  const open: unknown[] = [value]
  for (let one = open.pop(); one !== undefined || open.length > 0; one = open.pop()) {
    if (typeof one === 'number') hold(Number.isFinite(one), `a number of ${what} is finite`)
    else if (typeof one === 'object' && one !== null) {
      const inner: Iterable<unknown> = one instanceof Map ? one.values() : Object.values(one)
      for (const value of inner) open.push(value)
    }
  }
}
