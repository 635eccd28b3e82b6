import type { CheckVerdict, Judgement, Outcome } from '../model.js'
import { code, prose, strong } from './document.js'
import type { Block, Inline, Phrase } from './document.js'
import { NOTHING, formatChange, formatCount, formatValue } from './numbers.js'
import { lineLimit, sparkline, trendOf } from './trend.js'
import { CHECK_WORDS, REASON_WORDS, VERDICT_ICONS } from './words.js'

/** The table of the checks, worst first, and the failing sentences under it. */
export function checkTable(outcome: Outcome): readonly Block[] {
  const judgements = worstFirst(outcome)
  if (judgements.length === 0) return []
  const table: Block = {
    kind: 'table',
    head: [
      [''],
      ['Check'],
      ['Before'],
      ['Since'],
      ['Change'],
      ['Limit'],
      ['Evidence'],
      ['Trend'],
      ['Why']
    ],
    align: ['left', 'left', 'right', 'right', 'right', 'right', 'right', 'left', 'left'],
    rows: judgements.map(judgement => row(judgement, outcome))
  }
  const sentences = judgements.filter(
    ({ verdict, check }) => verdict !== 'pass' && check !== outcome.analysis?.decidedBy
  )
  if (sentences.length === 0) return [table]
  const items = sentences.map(({ check, sentence }): Phrase => [code(check), ': ', prose(sentence)])
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

/** `max 1 %`, `min 5 /s`, `+50 %` for a tolerance. */
export function limitText(judgement: Judgement): string {
  const { limit, unit } = judgement
  if (limit === undefined) return NOTHING
  if (limit.kind === 'tolerance') return `±${formatValue(limit.value, 'fraction')}`
  return `${limit.kind === 'max' ? '≤' : '≥'}\u00a0${formatValue(limit.value, unit)}`
}

/** How much was seen: requests for ratios, events for counts, samples for the rest. */
export function evidenceText(judgement: Judgement): string {
  const { counts, kind, samples, looks } = judgement
  if (kind === 'ratio' && counts !== undefined) {
    return `${formatCount(counts.bad)}\u00a0of ${formatCount(counts.total)}`
  }
  if (kind === 'count' && counts !== undefined) return `${formatCount(counts.bad)}\u00a0events`
  if (kind === 'probe' || kind === 'firing') return `${looks.answered} looks`
  return `${formatCount(samples)}\u00a0samples`
}

function row(judgement: Judgement, outcome: Outcome): readonly Phrase[] {
  const { verdict, check, before, after, unit, kind } = judgement
  const name: Inline = code(check)
  const state = `${VERDICT_ICONS[verdict]}`
  return [
    [state],
    verdict === 'fail' ? [strong(name)] : [name],
    [formatValue(before, unit)],
    [formatValue(after, unit)],
    [kind === 'probe' || kind === 'firing' ? NOTHING : formatChange(before, after)],
    [limitText(judgement)],
    [evidenceText(judgement)],
    trendCell(judgement, outcome),
    [reasonText(judgement)]
  ]
}

function reasonText({ verdict, code: reason, required, failures }: Judgement): string {
  const meaning =
    verdict === 'pass'
      ? CHECK_WORDS.pass
      : `${CHECK_WORDS[verdict]}: ${REASON_WORDS[reason].meaning}`
  const missed = failures.reduce((sum, failure) => sum + failure.looks, 0)
  const notes = [
    ...(required ? [] : ['not counted']),
    ...(missed > 0 ? [`${missed} ${missed === 1 ? 'look' : 'looks'} unanswered`] : [])
  ]
  return notes.length === 0 ? meaning : `${meaning} (${notes.join(', ')})`
}

function trendCell(judgement: Judgement, { frame, evidence }: Outcome): Phrase {
  const found = evidence.get(judgement.check)
  if (frame === undefined || found === undefined) return [NOTHING]
  const line = sparkline(trendOf(judgement, found, frame), frame, lineLimit(judgement))
  return [line === '' ? NOTHING : code(line)]
}
