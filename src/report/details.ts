import type { CheckReport, Effect, Evidence, Judgement, Outcome, Unit } from '../model.js'
import { code, fence, named, paragraph, prose, strong } from './document.js'
import type { Block, Phrase } from './document.js'
import { seriesPhrase } from './carrier.js'
import { exploreLinks } from './explore.js'
import { formatChance, formatCount, formatNumber, formatValue } from './numbers.js'
import { worstFirst } from './table.js'
import { span } from './timeline.js'
import { chartOf } from './trend.js'
import { LOOK_WORDS } from './words.js'

/** More charts than this in a comment help nobody; report.html has them all. */
const MOST_CHARTS = 5

/** Charts of the failing checks; of the inconclusive ones where nothing failed. */
export function trendsSection(outcome: Outcome): readonly Block[] {
  const wanted = outcome.analysis?.judgements.some(({ verdict }) => verdict === 'fail')
    ? 'fail'
    : 'inconclusive'
  const blocks = trendBlocks(outcome, ({ verdict }) => verdict === wanted, MOST_CHARTS)
  if (blocks.length === 0) return []
  const charts = blocks.filter(({ kind }) => kind === 'chart').length
  return [{ kind: 'details', summary: charts === 1 ? 'Chart' : `Charts (${charts})`, blocks }]
}

/** The charts of the checks that are wanted, each under its name, worst first. */
export function trendBlocks(
  outcome: Outcome,
  wanted: (judgement: Judgement) => boolean,
  most = Infinity
): readonly Block[] {
  const { frame, evidence } = outcome
  if (frame === undefined) return []
  const drawn = worstFirst(outcome).filter(wanted).slice(0, most)
  return drawn.flatMap((judgement): readonly Block[] => {
    const found = evidence.get(judgement.check)
    const chart = found === undefined ? undefined : chartOf(judgement, found, frame)
    if (chart === undefined) return []
    return [
      paragraph(strong(named(judgement.check)), ...seriesPhrase(judgement)),
      { kind: 'chart', chart }
    ]
  })
}

/** What was asked of whom: query, window, endpoint, and the figures behind the verdict. */
export function queriesSection(outcome: Outcome): readonly Block[] {
  if (outcome.checks.length === 0) return []
  const judgements = new Map(outcome.analysis?.judgements.map(one => [one.check, one]))
  return [
    {
      kind: 'details',
      summary: `Queries, windows and figures of ${outcome.checks.length} ${outcome.checks.length === 1 ? 'check' : 'checks'}`,
      blocks: [
        ...windows(outcome),
        ...outcome.checks.flatMap(check =>
          checkBlocks(
            check,
            judgements.get(check.name),
            outcome.evidence.get(check.name),
            exploreLinks(check, outcome)
          )
        )
      ]
    }
  ]
}

/** Which looks got no answer, and why. */
export function unansweredSection(outcome: Outcome): readonly Block[] {
  const judgements = worstFirst(outcome).filter(({ failures }) => failures.length > 0)
  if (judgements.length === 0) return []
  const items = judgements.flatMap(({ check, looks, failures }) =>
    failures.map((failure): Phrase => [
      strong(named(check)),
      `: ${failure.looks} of ${looks.planned} looks: ${LOOK_WORDS[failure.code]}`,
      ...(failure.message === undefined ? [] : ['; ', prose(failure.message)])
    ])
  )
  return [
    {
      kind: 'details',
      summary: 'Looks without an answer',
      blocks: [{ kind: 'list', items }]
    }
  ]
}

function windows({ frame }: Outcome): readonly Block[] {
  if (frame === undefined) return []
  return [
    {
      kind: 'list',
      items: [
        [`Before: ${span(frame.baseline.start, frame.baseline.end)}`],
        [`Judged: ${span(frame.bake.start, frame.bake.end)}`],
        [`History: ${span(frame.history.start, frame.history.end)}`],
        ...(frame.leftOut ?? []).map(({ start, end }): [string] => [
          `Left out, since a release was live that failed its own bake: ${span(start, end)}`
        ])
      ]
    }
  ]
}

function checkBlocks(
  check: CheckReport,
  judgement: Judgement | undefined,
  evidence: Evidence | undefined,
  links: readonly Phrase[]
): readonly Block[] {
  const blocks: Block[] = [
    paragraph(
      strong(named(check.name)),
      ` · ${check.kind} · endpoint `,
      code(check.endpoint),
      ' (',
      code(check.provider),
      ', ',
      code(check.host),
      ')'
    )
  ]
  const figures = [
    ...(judgement === undefined ? [] : figuresOf(judgement)),
    ...(evidence === undefined ? [] : remarksOf(evidence))
  ]
  if (figures.length > 0) blocks.push({ kind: 'list', items: figures })
  if (check.queries.length > 0) {
    const one = check.queries.length === 1
    const texts = check.queries.map(({ name, text }) => (one ? text : `# ${name}\n${text}`))
    blocks.push(fence(texts.join('\n\n')))
  }
  if (links.length > 0) {
    blocks.push(paragraph(...links.flatMap((one, index) => (index === 0 ? one : [' · ', ...one]))))
  }
  return blocks
}

/** The numbers by which the verdict can be checked again. */
function figuresOf(judgement: Judgement): readonly Phrase[] {
  const { effect, counts, chance, placebo, seriesCount, looks, unit } = judgement
  const figures: Phrase[] = [[`${looks.answered} looks answered, ${looks.planned} planned`]]
  if (effect !== undefined) figures.push([effectText(effect, unit)])
  if (counts?.expected !== undefined) {
    figures.push([
      `${formatCount(counts.bad)} bad events, ${formatNumber(counts.expected)} expected at the rate of before`
    ])
  }
  if (chance !== undefined) {
    figures.push([`chance of so much when nothing changed: ${formatChance(chance)}`])
  }
  if (placebo !== undefined) {
    figures.push([
      `checked against ${formatCount(placebo.windows)} past windows; ${formatCount(placebo.alarmed)} would have alarmed`
    ])
  }
  if (seriesCount > 1) {
    figures.push([`worst of ${formatCount(seriesCount)} series`, ...seriesPhrase(judgement)])
  }
  return figures
}

const MOST_NOTES = 5

/** What happened on the way to the evidence: repeated requests, an unknown past, the backend's own words. */
function remarksOf({ looks, pastFailure, scanned, notes }: Evidence): readonly Phrase[] {
  const retries = looks.reduce((sum, look) => sum + look.retries, 0)
  const remarks: Phrase[] = []
  if (retries > 0) remarks.push([`requests repeated: ${formatCount(retries)}`])
  if (scanned !== undefined) remarks.push([`the backend looked at ${formatCount(scanned)} rows`])
  if (pastFailure !== undefined) {
    remarks.push([
      `the past is unknown: ${LOOK_WORDS[pastFailure.code]}; `,
      prose(pastFailure.message)
    ])
  }
  return [...remarks, ...notes.slice(0, MOST_NOTES).map(note => ['backend: ', prose(note)])]
}

function effectText({ as, value, low, high }: Effect, unit: Unit): string {
  const told = (size: number) =>
    as === 'ratio' ? `×${formatNumber(size)}` : `${size > 0 ? '+' : ''}${formatValue(size, unit)}`
  const interval =
    low === undefined || high === undefined ? '' : ` (between ${told(low)} and ${told(high)})`
  return `change ${told(value)}${interval}`
}
