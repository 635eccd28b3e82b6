import type { Outcome } from '../model.js'
import { code, link, linkable, paragraph } from './document.js'
import type { Block, Phrase } from './document.js'
import { formatDuration } from './numbers.js'
import { span } from './timeline.js'

/** Where it comes from and where to look further. */
export function footer(outcome: Outcome): readonly Block[] {
  const { deploy, frame, runUrl, runAttempt } = outcome
  const attempt = runAttempt > 1 ? ` (attempt ${runAttempt})` : ''
  const parts: Phrase[] = [
    [link('This run', runUrl), attempt],
    ...linksOf(outcome),
    ['commit ', code(deploy.sha.slice(0, 12))]
  ]
  if (frame !== undefined) {
    const { start, end } = frame.bake
    parts.push([`bake ${span(start, end)} (${formatDuration(end - start)})`])
  }
  return [paragraph(...parts.flatMap((part, index) => (index === 0 ? part : [' · ', ...part])))]
}

/** A configured link shows its host: its label could claim anything. */
function linksOf({ links }: Outcome): readonly Phrase[] {
  return Object.entries(links).flatMap(([label, url]): readonly Phrase[] => {
    const href = linkable(url)
    return href === undefined ? [] : [[link(label, href), ' (', code(new URL(href).host), ')']]
  })
}
