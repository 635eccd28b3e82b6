import type { Judgement, Outcome } from '../model.js'
import { fence, named, paragraph, prose, strong } from './document.js'
import type { Block, Phrase } from './document.js'
import { changesSection, suspectsSection } from './changes.js'
import { queriesSection, trendBlocks, trendsSection, unansweredSection } from './details.js'
import { footer } from './footer.js'
import { because, headline, running } from './headline.js'
import { nextSteps } from './next-steps.js'
import { signaturesSection } from './signatures.js'
import { checkTable } from './table.js'
import { rejectedSection, rollbackLine, timelineSection } from './timeline.js'

/** One part of the report. Where there is too little room, the parts with the highest `rank` shrink first. */
export interface Section {
  readonly rank: number
  readonly blocks: readonly Block[]
}

/** Never shortened. */
export const KEPT = 0

/**
 * The whole report in reading order. The comment, the job summary and report.html are made of it; a page
 * has room for the charts of all checks.
 */
export function outline(
  outcome: Outcome,
  charts: 'failing' | 'all' = 'failing'
): readonly Section[] {
  const sections: Section[] = [
    { rank: KEPT, blocks: opening(outcome) },
    { rank: 1, blocks: steps(outcome) },
    { rank: 2, blocks: problems(outcome) },
    { rank: 3, blocks: checkTable(outcome) },
    { rank: 5, blocks: signaturesSection(outcome) },
    { rank: 4, blocks: suspectsSection(outcome) },
    {
      rank: 9,
      blocks: charts === 'all' ? trendBlocks(outcome, () => true) : trendsSection(outcome)
    },
    { rank: 4, blocks: timelineSection(outcome) },
    { rank: 8, blocks: changesSection(outcome) },
    { rank: 8, blocks: rejectedSection(outcome) },
    { rank: 7, blocks: unansweredSection(outcome) },
    { rank: 6, blocks: warnings(outcome) },
    { rank: 10, blocks: queriesSection(outcome) },
    { rank: KEPT, blocks: footer(outcome) }
  ]
  return sections.filter(section => section.blocks.length > 0)
}

/** The parts that are always there: what a comment falls back to when GitHub refuses the whole one. */
export function minimalOutline(outcome: Outcome): readonly Section[] {
  return outline(outcome).filter(section => section.rank <= 1)
}

function opening(outcome: Outcome): readonly Block[] {
  const blocks: Block[] = [paragraph(...headline(outcome))]
  const why = running(outcome) !== undefined ? runningNote(outcome) : because(outcome)
  if (why.length > 0) blocks.push(paragraph(...why))
  return [...blocks, ...rollbackLine(outcome)]
}

function runningNote(outcome: Outcome): Phrase {
  const worst = outcome.analysis?.judgements.find((one: Judgement) => one.verdict === 'fail')
  const dead =
    'If that time has passed and this text is still here, the run died: treat it as no verdict.'
  if (worst === undefined) return [dead]
  return [strong(named(worst.check)), ': ', prose(worst.sentence), ' ', dead]
}

function steps(outcome: Outcome): readonly Block[] {
  const items = nextSteps(outcome)
  if (items.length === 0) return []
  return [paragraph(strong('What to do now')), { kind: 'list', items }]
}

function problems(outcome: Outcome): readonly Block[] {
  return outcome.problems.length === 0 ? [] : [fence(outcome.problems.join('\n'))]
}

/** How many warnings are shown; a run that warns more often has one cause. */
const MOST_WARNINGS = 20

function warnings(outcome: Outcome): readonly Block[] {
  const distinct = [...new Set(outcome.warnings)]
  if (distinct.length === 0) return []
  const more = distinct.length - MOST_WARNINGS
  const items: Phrase[] = distinct.slice(0, MOST_WARNINGS).map(text => [prose(text)])
  if (more > 0) items.push([`and ${more} more in the log of the run`])
  return [paragraph(strong('Warnings')), { kind: 'list', items }]
}
