import type { Change, ChangeRequest, Outcome, Suspect } from '../model.js'
import { code, link, paragraph, prose, strong } from './document.js'
import type { Block, Inline, Phrase } from './document.js'
import { formatCount } from './numbers.js'

/** As many as a person reads; the comparison on GitHub has all. */
const MOST_COMMITS = 10

/** Who is suspected, and by what. Empty where nothing is: a guess would cost more time than it saves. */
export function suspectsSection(outcome: Outcome): readonly Block[] {
  const { suspects = [], changes } = outcome
  if (suspects.length === 0 || changes === undefined) return []
  const since: Phrase = [' among the files that changed since ', code(changes.base.name)]
  return [
    paragraph(strong('Suspects'), ...since, ' (a hint, no part of the verdict)'),
    { kind: 'list', items: suspects.map(suspect => suspectItem(suspect, outcome)) }
  ]
}

/** What lies between the last good release and this one: of which release, how much, the newest commits. */
export function changesSection(outcome: Outcome): readonly Block[] {
  const { changes, deploy } = outcome
  if (changes === undefined) return []
  const { base, total, commits, files, filesTruncated } = changes
  const amount = `${plural(total, 'commit')}, ${filesTruncated ? 'at least ' : ''}${plural(files, 'file')}`
  const comparison = repositoryPage(outcome, `compare/${base.sha}...${deploy.sha}`)
  const shown = commits.slice(0, MOST_COMMITS)
  const items = shown.map(commit => commitItem(commit))
  const more = total - shown.length
  if (more > 0) items.push([`and ${formatCount(more)} older`])
  return [
    paragraph(
      strong('What changed since ', code(base.name)),
      `: ${amount}. `,
      ...(comparison === undefined ? [] : [link('All changes', comparison)])
    ),
    {
      kind: 'details',
      summary: more > 0 ? `The newest ${shown.length} commits` : plural(total, 'commit'),
      blocks: [{ kind: 'list', items }]
    }
  ]
}

/** Lines for the job's log. */
export function suspectLines({ suspects = [] }: Outcome): readonly string[] {
  return suspects.map(({ sentence, pullRequests }) => {
    const numbers = pullRequests.map(({ number }) => `#${number}`).join(', ')
    return `  suspect: ${sentence}${numbers === '' ? '' : ` Pull request ${numbers}.`}`
  })
}

function suspectItem({ sentence, commits, pullRequests }: Suspect, outcome: Outcome): Phrase {
  const requests = pullRequests.map(one => requestPhrase(one, outcome))
  // A pull request says more than its commits.
  const sources = requests.length > 0 ? requests : commits.map(commitItem)
  const told = sources.flatMap((source, index): Phrase => [
    index === 0 ? ' Came with ' : ', ',
    ...source
  ])
  return [prose(sentence), ...told, ...(told.length === 0 ? [] : ['.'])]
}

function requestPhrase({ number, title }: ChangeRequest, outcome: Outcome): Phrase {
  const page = repositoryPage(outcome, `pull/${number}`)
  const name: Inline =
    page === undefined ? `pull request ${number}` : link(`pull request ${number}`, page)
  return title === '' ? [name] : [name, ' ', code(title)]
}

function commitItem({ sha, title, author }: Change): Phrase {
  const by: Phrase = author === '' ? [] : [' by ', code(author)]
  return [code(sha.slice(0, 12)), ' ', code(title), ...by]
}

/** A page of the repository that the run is of. */
function repositoryPage({ runUrl }: Outcome, path: string): string | undefined {
  const [root, ...rest] = runUrl.split('/actions/runs/')
  return root === undefined || root === '' || rest.length !== 1 ? undefined : `${root}/${path}`
}

function plural(count: number, noun: string): string {
  return `${formatCount(count)} ${noun}${count === 1 ? '' : 's'}`
}
