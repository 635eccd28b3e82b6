import type { CheckVerdict, Judgement, Outcome, Worse } from '../model.js'
import { carrier } from './carrier.js'
import { code, lineBreak, named, prose, strong } from './document.js'
import type { Block, Inline, Phrase } from './document.js'
import {
  NOTHING,
  formatChange,
  formatCount,
  formatDuration,
  formatNumber,
  formatValue
} from './numbers.js'
import { lineLimit, sparkline, trendOf } from './trend.js'
import { REASON_WORDS, VERDICT_ICONS } from './words.js'

/** The table of the checks, worst first, and the failing sentences under it. */
export function checkTable(outcome: Outcome): readonly Block[] {
  const judgements = worstFirst(outcome)
  if (judgements.length === 0) return []
  const table: Block = {
    kind: 'table',
    head: [['Check'], ['Before'], ['Since'], ['Change'], ['Limit'], ['Evidence'], ['Trend']],
    align: ['left', 'right', 'right', 'right', 'right', 'right', 'left'],
    rows: judgements.map(judgement => row(judgement, outcome))
  }
  const sentences = judgements.filter(
    ({ verdict, check }) => verdict !== 'pass' && check !== outcome.analysis?.decidedBy
  )
  if (sentences.length === 0) return [table]
  const items = sentences.map((judgement): Phrase => [
    strong(named(judgement.check)),
    ...carrier(judgement),
    ': ',
    prose(judgement.sentence)
  ])
  return [table, { kind: 'list', items }]
}

/** The deciding check, then failures, missing evidence, what does not count, what is well. */
export function worstFirst({ analysis }: Outcome): readonly Judgement[] {
  if (analysis === undefined) return []
  const order: readonly CheckVerdict[] = ['fail', 'inconclusive', 'pass']
  const rank = (judgement: Judgement): number =>
    judgement.check === analysis.decidedBy
      ? -1
      : order.indexOf(judgement.verdict) * 2 + (judgement.required ? 0 : 1)
  return [...analysis.judgements].sort((left, right) => rank(left) - rank(right))
}

/** How a tolerance is written, by the change that it limits. */
const SIGN: Readonly<Record<Worse, string>> = { higher: '+', lower: '−', either: '±' }

/** `≤ 1 %`, `≥ 5 /s`, `+50 %` for a tolerance. */
export function limitText(judgement: Judgement): string {
  const { limit, unit } = judgement
  if (limit === undefined) return NOTHING
  if (limit.kind === 'tolerance') {
    return `${SIGN[limit.worse ?? 'either']}${formatValue(limit.value, 'fraction')}`
  }
  return `${limit.kind === 'max' ? '≤' : '≥'}\u00a0${formatValue(limit.value, unit)}`
}

/** How much was seen: requests for ratios, events for counts, samples for the rest. */
export function evidenceText(judgement: Judgement): string {
  const { counts, kind, samples, looks } = judgement
  if (kind === 'ratio' && counts !== undefined) {
    return `${formatCount(counts.bad)} of ${formatCount(counts.total)}`.replaceAll(' ', '\u00a0')
  }
  if (kind === 'count' && counts !== undefined) {
    return `in ${formatDuration(counts.total * 1000)}`.replaceAll(' ', '\u00a0')
  }
  if (kind === 'probe' || kind === 'firing') return counted(looks.answered, 'look')
  if (kind === 'logs') return `${linesRead(judgement)}\u00a0${samples === 1 ? 'line' : 'lines'}`
  return counted(samples, 'sample')
}

function counted(number: number, one: string): string {
  return `${formatCount(number)}\u00a0${number === 1 ? one : `${one}s`}`
}

/** All of them, or how many of all. */
function linesRead({ counts, samples }: Judgement): string {
  const isSample = counts !== undefined && counts.total > counts.bad
  const text = isSample
    ? `${formatCount(counts.bad)} of ${formatCount(counts.total)}`
    : formatCount(samples)
  return text.replaceAll(' ', '\u00a0')
}

/** A count is shown as events: those expected at the rate of before, and those that were seen. */
export function shownValues({ kind, counts, before, after }: Judgement): {
  readonly before: number | undefined
  readonly after: number | undefined
} {
  return kind === 'count' && counts !== undefined
    ? { before: counts.expected, after: counts.bad }
    : { before, after }
}

export function shownValue(judgement: Judgement, value: number | undefined): string {
  const { kind, unit, code: reason } = judgement
  const countsSignatures = kind === 'logs' && reason !== 'signature-rate'
  if (countsSignatures && value !== undefined) return `${formatCount(value)}\u00a0new`
  if (kind !== 'count' && kind !== 'logs') return formatValue(value, unit)
  return value === undefined ? NOTHING : formatNumber(value < 10 ? value : Math.round(value))
}

function row(judgement: Judgement, outcome: Outcome): readonly Phrase[] {
  const { verdict, check, kind } = judgement
  const { before, after } = shownValues(judgement)
  const name = unbroken(check)
  const reason = reasonText(judgement)
  const why: Phrase = reason === '' ? [] : [lineBreak, reason]
  return [
    [`${VERDICT_ICONS[verdict]}\u00a0`, verdict === 'fail' ? strong(name) : name, ...why],
    [shownValue(judgement, before)],
    [shownValue(judgement, after)],
    [kind === 'probe' || kind === 'firing' ? NOTHING : formatChange(before, after)],
    [limitText(judgement)],
    [evidenceText(judgement)],
    trendCell(judgement, outcome)
  ]
}

/** A short name stays on one line: a narrow page wraps the reason under it first. */
const LONGEST_UNBROKEN = 20

function unbroken(check: string): Inline {
  return named(check.length > LONGEST_UNBROKEN ? check : check.replaceAll(' ', '\u00a0'))
}

function reasonText({ verdict, code: reason, required, failures }: Judgement): string {
  const missed = failures.reduce((sum, failure) => sum + failure.looks, 0)
  const notes = [
    ...(verdict === 'pass' ? [] : [REASON_WORDS[reason].meaning]),
    ...(required ? [] : ['not counted']),
    ...(missed > 0 ? [`${missed} ${missed === 1 ? 'look' : 'looks'} unanswered`] : [])
  ]
  return notes.join('; ')
}

function trendCell(judgement: Judgement, { frame, evidence }: Outcome): Phrase {
  const found = evidence.get(judgement.check)
  if (frame === undefined || found === undefined) return [NOTHING]
  const line = sparkline(trendOf(judgement, found, frame), frame, lineLimit(judgement))
  return [line === '' ? NOTHING : code(line)]
}
