import type {
  Judgement,
  LogsTrack,
  Outcome,
  SignatureJudgement,
  SignatureState,
  SignatureTrack
} from '../model.js'
import { code, fence, lineBreak, named, paragraph, prose, strong } from './document.js'
import type { Block, Phrase } from './document.js'
import { NOTHING, formatClock, formatCount, formatNumber } from './numbers.js'
import { worstFirst } from './table.js'

/** A signature with what it says: the judge's numbers and the texts of the evidence. */
export interface ToldSignature {
  readonly judgement: SignatureJudgement
  readonly track: SignatureTrack
}

/** Those that are worth a line, the worst first. */
const SHOWN: readonly SignatureState[] = ['new', 'more', 'unproven', 'accepted', 'deploy-noise']
/** Of these the report tells in full what it knows. */
const TOLD_IN_FULL: readonly SignatureState[] = ['new', 'more', 'unproven']

const MOST_ROWS = 15
const MOST_EXAMPLES = 8
/** A template may be a few lines wide in a cell; the whole of it stands under details. */
const TEMPLATE_LIMIT = 160

const STATE_WORDS: Readonly<Record<SignatureState, string>> = {
  new: 'new',
  more: 'more often',
  unproven: 'perhaps new',
  rare: 'rare',
  accepted: 'accepted',
  'deploy-noise': 'printed by every deploy',
  known: 'known'
}

/** The signatures of one check that are worth telling; empty for every other kind of check. */
export function toldSignatures(judgement: Judgement, outcome: Outcome): readonly ToldSignature[] {
  const tracks = new Map(
    outcome.evidence.get(judgement.check)?.logs?.signatures.map(track => [track.id, track])
  )
  return (judgement.signatures ?? [])
    .filter(({ state }) => SHOWN.includes(state))
    .flatMap(one => {
      const track = tracks.get(one.id)
      return track === undefined ? [] : [{ judgement: one, track }]
    })
}

/** What is new in the log: a table a check, and under details the whole templates with examples. */
export function signaturesSection(outcome: Outcome): readonly Block[] {
  return worstFirst(outcome)
    .filter(({ kind }) => kind === 'logs')
    .flatMap(judgement => {
      const told = toldSignatures(judgement, outcome)
      const logs = outcome.evidence.get(judgement.check)?.logs
      const blocks = told.length === 0 ? [] : checkBlocks(judgement, told)
      return [...blocks, ...samplingNote(judgement, logs, blocks.length > 0)]
    })
}

function checkBlocks(judgement: Judgement, told: readonly ToldSignature[]): readonly Block[] {
  const rows = told.slice(0, MOST_ROWS)
  const more = told.length - rows.length
  const full = told.filter(one => TOLD_IN_FULL.includes(one.judgement.state))
  return [
    paragraph(strong(named(judgement.check)), `: ${summaryOf(told)}`),
    {
      kind: 'table',
      head: [['Signature'], ['Before'], ['Since'], ['First seen']],
      align: ['left', 'right', 'right', 'right'],
      rows: rows.map(row)
    },
    ...(more > 0
      ? [paragraph(`and ${formatCount(more)} more in report.html and the evidence file`)]
      : []),
    ...examplesOf(full)
  ]
}

/** `2 new, 1 more often, 1 accepted`. */
function summaryOf(told: readonly ToldSignature[]): string {
  return SHOWN.flatMap(state => {
    const count = told.filter(({ judgement }) => judgement.state === state).length
    return count === 0 ? [] : [`${formatCount(count)} ${STATE_WORDS[state]}`]
  }).join(', ')
}

function row({ judgement, track }: ToldSignature): readonly Phrase[] {
  const { state, before, after, expected } = judgement
  const level = track.level === undefined ? '' : ` · ${track.level}`
  const type: Phrase = track.errorType === undefined ? [] : [' · ', code(track.errorType)]
  const usual =
    expected === undefined || before === 0 ? '' : ` (${formatNumber(expected)} expected)`
  return [
    [
      { kind: 'code', text: track.template, limit: TEMPLATE_LIMIT },
      lineBreak,
      `${STATE_WORDS[state]}${level}`,
      ...type,
      ' · id ',
      code(track.id)
    ],
    [`${formatCount(before)}`],
    [`${formatCount(after)}${usual}`],
    [track.firstSeen === undefined ? NOTHING : `${formatClock(track.firstSeen)}`]
  ]
}

/** What the table has no room for, and how to accept a signature. */
function examplesOf(told: readonly ToldSignature[]): readonly Block[] {
  // A known one needs no acceptance, and one that came too often is told in spite of it.
  const first = told.find(({ judgement }) => judgement.state !== 'more')
  const hints =
    first === undefined
      ? []
      : [
          paragraph(
            'Harmless? ',
            code(`bakegate accept ${first.track.id} --evidence evidence.json`),
            ' adds it to the file of accepted signatures.'
          )
        ]
  const longer = told
    .filter(({ track }) => track.examples.length > 0 || track.template.length > TEMPLATE_LIMIT)
    .slice(0, MOST_EXAMPLES)
  if (longer.length === 0) return hints
  const count = longer.length === 1 ? '1 signature' : `${longer.length} signatures`
  const hasExamples = longer.some(({ track }) => track.examples.length > 0)
  const summary = hasExamples ? `Examples of ${count}, redacted` : `Whole templates of ${count}`
  return [...hints, { kind: 'details', summary, blocks: longer.flatMap(exampleBlocks) }]
}

function exampleBlocks({ track }: ToldSignature): readonly Block[] {
  const isLong = track.template.length > TEMPLATE_LIMIT
  return [
    paragraph('Signature ', code(track.id)),
    ...(isLong ? [fence(track.template)] : []),
    ...track.examples.map(fence)
  ]
}

/**
 * With so many lines read, a signature of this share is missed by 1 of 20 samples: (1 − 1/n)^read = 5 %
 * where n is about a third of what was read.
 */
const MISS_FACTOR = 3

/** What a sample may have missed. */
function samplingNote(
  judgement: Judgement,
  logs: LogsTrack | undefined,
  follows: boolean
): readonly Block[] {
  const parts = [
    sampleText(logs?.soFar.at(-1), 'since the deploy', logs?.patterns),
    sampleText(logs?.before, 'before the deploy')
  ].filter(text => text !== '')
  if (parts.length === 0) return []
  const who: Phrase = follows ? [] : [strong(named(judgement.check)), ': ']
  return [paragraph(...who, prose(`${parts.join('; ')}.`))]
}

function sampleText(
  count: LogsTrack['before'],
  when: string,
  patterns?: LogsTrack['patterns']
): string {
  if (count === undefined || count.read >= count.matched) return ''
  const rarest = Math.max(1, Math.floor(count.read / MISS_FACTOR))
  const read = `Read ${formatCount(count.read)} of ${formatCount(count.matched)} lines ${when}`
  const missed = `a signature rarer than 1 in ${formatCount(rarest)} lines may be missed`
  if (patterns === undefined) return `${read}: ${missed}`
  const told = `${read}, and the store's own ${formatCount(patterns.since)} patterns`
  return patterns.complete
    ? `${told} of all of them: ${missed} where such a pattern holds known lines too`
    : `${told} of them, rare ones left out: ${missed} where it is in no pattern of its own`
}
