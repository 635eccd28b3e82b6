import type { LogsCheck, LogsTrack, SignatureJudgement, SignatureTrack, Tally } from '../model.js'
import { regularisedBeta } from '../stats/beta.js'
import { toleratedFactor } from './comparison.js'
import type { Direction } from './comparison.js'
import { rateVariance } from './bursts.js'
import type { SignatureQuestion } from './signatures.js'

/**
 * Known signatures by their rate. At each look the events since the deploy, given all events, are binomial
 * with the bake's share of the exposure where nothing changed: an exact tail, no normal limit. The level is
 * divided by the planned looks and by the signatures judged at that look, so all of them together alarm falsely no more
 * often than agreed, wherever one stops. Lines come in bursts: the variance of the steps before the deploy, beyond that
 * of independent events, makes events count for less. More traffic brings more of everything: lines that are no errors
 * tell by how much.
 */

/** Events by which a known signature must grow or fall at least: fewer are nobody's incident. */
const LEAST_EVENTS = 10
const RATE_TOLERANCE = 2
/** With fewer lines that are no errors on one side nothing is known of the traffic. */
const LEAST_TRAFFIC = 50
/** No more growth than this is put down to traffic. */
const MOST_TRAFFIC = 3
/** Words of lines that tell of something gone wrong, whatever their level would be. */
const OF_ERRORS =
  /\b(?:errors?|exceptions?|fail(?:s|ed|ure|ures|ing)?|(?:could|can|did|was|were|is) ?not|cannot|(?:could|ca|did|was|were|is)n't|unable|unavailable|unreachable|unexpected|refused|rejected|denied|forbidden|invalid|illegal|missing|lost|timed? ?-?out|timeout|panic|fatal|crash(?:ed)?|abort(?:ed|ing)?|killed|out of memory|deadlock|retry(?:ing)?|giving up|warn(?:ing)?)\b/i
/** So many events of its own weigh as much as what all signatures together tell of bursts. */
const OWN_EVENTS = 30

/** By id: those that were there before. */
export function judgeRates(question: SignatureQuestion): ReadonlyMap<string, SignatureJudgement> {
  const { logs, frame, check } = question
  const known = logs.signatures.flatMap(track => {
    const reference = referenceOf(track)
    return reference === undefined ? [] : [{ track, reference }]
  })
  const steps = Math.max(
    1,
    Math.round((frame.baseline.end - frame.baseline.start) / frame.interval)
  )
  const bursts = burstsOf(known, steps, question)
  const traffic = trafficOf(logs)
  const context: Context = { question, steps, bursts, traffic, tests: testsOf(known, question) }
  const directions = directionsOf(check)
  return new Map(known.map(one => [one.track.id, judgeOne(one, context, directions)]))
}

interface Known {
  readonly track: SignatureTrack
  readonly reference: Tally
}

interface Context {
  readonly question: SignatureQuestion
  /** Of the baseline. */
  readonly steps: number
  /** Relative variance of a step's rate, by id. */
  readonly bursts: ReadonlyMap<string, number>
  readonly traffic: Traffic
  /** How many are judged at a look. */
  readonly tests: (at: number) => number
}

/** Its baseline; for what was not in it, the history further back. */
function referenceOf({ before, earlier }: SignatureTrack): Tally | undefined {
  const found = before !== undefined && before.bad > 0 ? before : earlier
  return found !== undefined && found.bad > 0 && found.total > 0 ? found : undefined
}

function directionsOf({ compare }: LogsCheck): readonly Direction[] {
  if (compare === undefined) return ['higher']
  return compare.worse === 'either' ? ['higher', 'lower'] : [compare.worse]
}

function judgeOne(
  { track, reference }: Known,
  context: Context,
  directions: readonly Direction[]
): SignatureJudgement {
  const last = track.soFar.at(-1)
  const told = { id: track.id, before: track.before?.bad ?? 0, after: last?.bad ?? 0 }
  const found = directions.flatMap(way => firstJump(track, reference, way, context) ?? [])[0]
  if (found !== undefined) return { ...told, state: 'more', ...found }
  if (last === undefined) return { ...told, state: 'known' }
  return {
    ...told,
    state: 'known',
    expected: expectedOf(last, reference, context.traffic(track, last.at))
  }
}

interface Jump {
  readonly expected: number
  readonly chance: number
  readonly firstBreach: number
}

function firstJump(
  track: SignatureTrack,
  reference: Tally,
  way: Direction,
  context: Context
): Jump | undefined {
  const { check, alpha, frame } = context.question
  const factor = toleratedFactor(way, check.compare?.tolerance ?? RATE_TOLERANCE)
  const trafficAt = (at: number) => (way === 'higher' ? context.traffic(track, at) : 1)
  const usual = (tally: Tally) => expectedOf(tally, reference, trafficAt(tally.at))
  const tallies = talliesOf(track, way, context.question)
  for (const tally of tallies) {
    if (!isLarge(tally.bad, usual(tally), factor, way)) continue
    const inflation = inflationOf(track, tally, reference, context)
    const tail = tailOf(tally, reference, trafficAt(tally.at), way, inflation)
    const chance = Math.min(1, tail * context.tests(tally.at) * Math.max(1, frame.looks.length))
    // Told beside all of its events so far, and so of all that time.
    const expected = usual(tallies.at(-1) ?? tally)
    if (chance <= alpha) return { expected, chance, firstBreach: tally.at }
  }
  return undefined
}

/** A rise shows where events come, a fall at every look. */
function talliesOf(
  track: SignatureTrack,
  way: Direction,
  { logs }: SignatureQuestion
): readonly Tally[] {
  if (way === 'higher') return track.soFar
  return logs.soFar.map(({ at, exposure }) => ({
    at,
    bad: eventsBy(track, at),
    total: exposure
  }))
}

function expectedOf({ total }: Tally, reference: Tally, traffic: number): number {
  return (reference.bad / reference.total) * total * traffic
}

function isLarge(bad: number, expected: number, factor: number, way: Direction): boolean {
  if (way === 'lower') return bad <= expected * factor && bad + LEAST_EVENTS <= expected
  return bad >= expected * factor && bad >= expected + LEAST_EVENTS
}

/** P(so many or more; so few or fewer), given the events of both sides; each event is worth 1/inflation. */
function tailOf(
  tally: Tally,
  reference: Tally,
  traffic: number,
  way: Direction,
  inflation: number
): number {
  const exposure = tally.total * traffic
  const share = exposure / (exposure + reference.total)
  const [here, there] = [tally.bad / inflation, reference.bad / inflation]
  return way === 'higher'
    ? regularisedBeta(share, here, there + 1)
    : regularisedBeta(1 - share, there, here + 1)
}

/** As in counts.ts: what the variance of the steps' rates adds to that of independent events. */
function inflationOf(
  track: SignatureTrack,
  tally: Tally,
  reference: Tally,
  { question, steps, bursts }: Context
): number {
  const variance = bursts.get(track.id) ?? 0
  const { bake, interval } = question.frame
  const bakeSteps = Math.max(1, (tally.at - bake.start) / interval)
  const rate = (tally.bad + reference.bad) / (tally.total + reference.total)
  const events = (side: Tally) => Math.max(0.5, rate * side.total)
  const independent = 1 / events(tally) + 1 / events(reference)
  return 1 + (variance / bakeSteps + variance / steps) / independent
}

/** A signature with few events tells little of its own bursts: what the others tell stands in. */
function burstsOf(
  known: readonly Known[],
  steps: number,
  { frame }: SignatureQuestion
): ReadonlyMap<string, number> {
  const own = known.map(({ track, reference }) => ({
    id: track.id,
    events: reference.bad,
    variance: rateVariance(gridOf(track, reference, steps, frame.baseline.start, frame.interval))
  }))
  const told = own.filter(({ events }) => events >= OWN_EVENTS)
  const common = told.reduce((sum, { variance }) => sum + variance / told.length, 0)
  return new Map(
    own.map(({ id, events, variance }) => {
      const weight = events / (events + OWN_EVENTS)
      return [id, weight * variance + (1 - weight) * Math.max(common, variance)]
    })
  )
}

/** The steps of the baseline, those without an event of it too. */
function gridOf(
  { past }: SignatureTrack,
  reference: Tally,
  steps: number,
  start: number,
  interval: number
): readonly Pick<Tally, 'bad' | 'total'>[] {
  const usual = reference.total / steps
  const byStep = new Map(past.map(tally => [Math.ceil((tally.at - start) / interval), tally]))
  return Array.from({ length: steps }, (_, i) => byStep.get(i + 1) ?? { bad: 0, total: usual })
}

/** How many signatures of before had an event by this look. */
function testsOf(known: readonly Known[], { check }: SignatureQuestion): (at: number) => number {
  if (check.compare !== undefined && check.compare.worse !== 'higher') return () => 2 * known.length
  const firsts = known.flatMap(({ track }) => track.soFar[0]?.at ?? [])
  return at => Math.max(1, firsts.filter(first => first <= at).length)
}

type Traffic = (track: SignatureTrack, at: number) => number

/** How much more other lines than errors came up to a look than before the deploy; at least 1. */
function trafficOf({ signatures, before, soFar }: LogsTrack): Traffic {
  const calm = new Set(signatures.filter(track => isCalm(track) && eventsBefore(track) > 0))
  const known = [...calm].reduce((sum, track) => sum + eventsBefore(track), 0)
  const exposures = new Map(soFar.map(({ at, exposure }) => [at, exposure]))
  const byLook = new Map<number, number>()
  const eventsAt = (look: number): number => {
    const found =
      byLook.get(look) ?? [...calm].reduce((sum, track) => sum + eventsBy(track, look), 0)
    byLook.set(look, found)
    return found
  }
  return (track, look) => {
    const isCalm = calm.has(track)
    const then = known - (isCalm ? eventsBefore(track) : 0)
    const now = eventsAt(look) - (isCalm ? eventsBy(track, look) : 0)
    const exposure = exposures.get(look) ?? 0
    if (then < LEAST_TRAFFIC || now < LEAST_TRAFFIC || exposure <= 0) return 1
    const growth = now / exposure / (then / (before?.exposure ?? 0))
    return Math.max(1, Math.min(MOST_TRAFFIC, growth))
  }
}

function eventsBefore({ before }: SignatureTrack): number {
  return before?.bad ?? 0
}

function eventsBy({ soFar }: SignatureTrack, look: number): number {
  return soFar.findLast(tally => tally.at <= look)?.bad ?? 0
}

/** A line without a level is an error where it has an exception, or words of one. */
function isCalm({ level, errorType, template }: SignatureTrack): boolean {
  if (level !== undefined) return level === 'info' || level === 'debug' || level === 'trace'
  return errorType === undefined && !OF_ERRORS.test(template)
}
