import type { Outcome, RollbackOutcome } from '../model.js'
import { code, link, named, paragraph, prose, strong } from './document.js'
import type { Block, Inline, Phrase } from './document.js'
import { running } from './headline.js'
import { formatClock, formatDuration, formatInstant } from './numbers.js'
import { RECOVERY_WORDS, VERDICT_ICONS } from './words.js'

/** One line on the rollback; empty where there is nothing to say of one. */
export function rollbackLine({ rollback, dryRun }: Outcome): readonly Block[] {
  if (rollback.status === 'none' && (rollback.target === undefined || !dryRun)) return []
  const run: Phrase =
    rollback.runUrl === undefined ? [] : [' ', link('Rollback run', rollback.runUrl), '.']
  const text: Phrase =
    rollback.sentence === '' ? targetPhrase(rollback, dryRun) : [prose(rollback.sentence)]
  return [paragraph(strong('Rollback'), ': ', ...text, ...run)]
}

function targetPhrase({ target, status }: RollbackOutcome, dryRun: boolean): Phrase {
  if (target === undefined) return [status]
  return [dryRun ? 'would go to ' : `${status}, to `, code(target.tag), ': ', prose(target.why)]
}

/** What happened when, where more happened than a bake that went well. */
export function timelineSection(outcome: Outcome): readonly Block[] {
  const eventful = outcome.verdict === 'fail' || outcome.rollback.dispatchedAt !== undefined
  const events = eventful ? eventsOf(outcome) : []
  if (events.length < 2) return []
  return [
    paragraph(strong('Timeline'), ' (UTC)'),
    {
      kind: 'table',
      head: [['Time'], ['Since the deploy'], ['What happened']],
      align: ['left', 'right', 'left'],
      rows: events.map(event => [
        [formatClock(event.at)],
        [sinceDeploy(event.at - outcome.deploy.deployedAt)],
        event.what
      ])
    },
    // A verification's own table says it already.
    ...(outcome.mode === 'verify' ? [] : recoveryChecks(outcome.rollback))
  ]
}

/** The releases that were not chosen, with the reason. */
export function rejectedSection({ rollback }: Outcome): readonly Block[] {
  if (rollback.rejected.length === 0) return []
  const chosen: readonly Phrase[] =
    rollback.target === undefined
      ? []
      : [['chosen: ', code(rollback.target.tag), ' ', prose(rollback.target.why)]]
  const items = rollback.rejected.map(({ tag, sha, why }): Phrase => [
    'not ',
    code(tag),
    ' (',
    code(sha.slice(0, 12)),
    '): ',
    prose(why)
  ])
  return [
    {
      kind: 'details',
      summary: `How the rollback target was found (${rollback.rejected.length} not chosen)`,
      blocks: [{ kind: 'list', items: [...chosen, ...items] }]
    }
  ]
}

interface Event {
  readonly at: number
  readonly what: Phrase
}

function eventsOf(outcome: Outcome): readonly Event[] {
  const { deploy, frame, rollback } = outcome
  const events: (Event | undefined)[] = [
    at(deploy.startedAt, 'the rollout began'),
    at(deploy.deployedAt, 'deployed: ', code(deploy.version)),
    frame === undefined ? undefined : at(frame.bake.start, 'judged from here on'),
    ...breaches(outcome),
    at(rollback.dispatchedAt, 'rollback dispatched', ...targetOf(rollback)),
    at(rollback.startedAt, 'rollback run started'),
    at(rollback.completedAt, 'rollback run ended'),
    at(outcome.at, lastWords(outcome))
  ]
  return events
    .filter(event => event !== undefined)
    .filter((event, index, all) => index === 0 || !same(event, all[index - 1]))
    .sort((left, right) => left.at - right.at)
}

const MOST_BREACHES = 10

function breaches({ analysis }: Outcome): readonly (Event | undefined)[] {
  return (analysis?.judgements ?? [])
    .filter(judgement => judgement.verdict === 'fail' && judgement.firstBreach !== undefined)
    .sort((left, right) => (left.firstBreach ?? 0) - (right.firstBreach ?? 0))
    .slice(0, MOST_BREACHES)
    .map(judgement => at(judgement.firstBreach, 'first breach: ', named(judgement.check)))
}

function at(instant: number | undefined, ...what: Phrase): Event | undefined {
  return instant === undefined ? undefined : { at: instant, what }
}

/** Two entries of one text at one time say one thing. */
function same(event: Event, other: Event | undefined): boolean {
  return other?.at === event.at && JSON.stringify(other.what) === JSON.stringify(event.what)
}

function targetOf({ target }: RollbackOutcome): readonly Inline[] {
  return target === undefined ? [] : [' to ', code(target.tag)]
}

function lastWords(outcome: Outcome): string {
  const { rollback, verdict } = outcome
  if (running(outcome) !== undefined) return 'this report was written'
  return rollback.recovery === 'none' ? `verdict: ${verdict}` : RECOVERY_WORDS[rollback.recovery]
}

function sinceDeploy(milliseconds: number): string {
  if (milliseconds === 0) return '0\u00a0s'
  const sign = milliseconds < 0 ? '−' : '+'
  return `${sign}${formatDuration(Math.abs(milliseconds))}`
}

/** The second analysis, check by check. */
function recoveryChecks({ recoveryAnalysis }: RollbackOutcome): readonly Block[] {
  if (recoveryAnalysis === undefined) return []
  const items = recoveryAnalysis.judgements.map((judgement): Phrase => [
    `${VERDICT_ICONS[judgement.verdict]} `,
    strong(named(judgement.check)),
    ': ',
    prose(judgement.sentence)
  ])
  return items.length === 0
    ? []
    : [paragraph(strong('After the rollback')), { kind: 'list', items }]
}

/** `14:05 to 14:20 UTC` with the day where the two are not of one day. */
export function span(start: number, end: number): string {
  const first = formatInstant(start)
  const last = formatInstant(end)
  const day = first.slice(0, 10)
  const lastDay = last.slice(0, 10) === day ? '' : `${last.slice(0, 10)} `
  return `${day} ${formatClock(start)} to ${lastDay}${formatClock(end)} UTC`
}
