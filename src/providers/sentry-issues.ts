import { quote } from '../io/quote.js'
import type { Measurement } from '../model.js'
import { reading } from './ask.js'
import { instantsOf } from './grid.js'
import type { Grid, Io } from './provider.js'
import { get, instant, type Sentry } from './sentry-events.js'
import { list, record, textField, UnexpectedShape } from './shape.js'

/** The most that Sentry gives in one answer. */
const pageSize = 100
/** A thousand new issues are enough to know. */
const mostPages = 10
/** Issues named in the notes; the count says how many there are. */
const mostNamed = 5

interface Issue {
  readonly title: string
  /** Epoch milliseconds. */
  readonly firstSeen: number
}

/**
 * How many issues that a search finds were first seen in each window. They are listed once and told apart
 * here, so windows are exact however many there are.
 */
export async function countIssues(
  sentry: Sentry,
  search: string,
  grid: Grid,
  io: Io
): Promise<Measurement> {
  const start = grid.first - grid.width
  const { issues, complete, retries } = await listIssues(sentry, search, start, grid.last, io)
  const samples = instantsOf(grid).map(at => ({
    at,
    value: issues.filter(({ firstSeen }) => firstSeen >= at - grid.width && firstSeen < at).length
  }))
  const inside = issues.filter(({ firstSeen }) => firstSeen >= start && firstSeen < grid.last)
  const notes = inside.slice(0, mostNamed).map(tell)
  return { series: [{ labels: {}, samples }], complete, notes, retries }
}

function tell({ title, firstSeen }: Issue): string {
  return `New since ${new Date(firstSeen).toISOString()}: ${quote(title, 120)}`
}

async function listIssues(sentry: Sentry, search: string, start: number, end: number, io: Io) {
  const issues = new Map<string, Issue>()
  let retries = 0
  let cursor: string | undefined
  for (let page = 0; page < mostPages; page += 1) {
    const parameters = [
      ['query', `${search} firstSeen:>=${instant(start)} firstSeen:<${instant(end)}`.trim()],
      ['start', instant(start)],
      ['end', instant(end)],
      ['sort', 'new'],
      ['limit', String(pageSize)],
      ...(cursor === undefined ? [] : [['cursor', cursor] as const])
    ] as const
    const { json, headers, retries: more } = await get(sentry, 'issues', parameters, io)
    retries += more
    const read = reading(sentry.endpoint, more, () => list(json, 'the answer').map(readIssue))
    for (const [id, issue] of read) issues.set(id, issue)
    cursor = nextOf(headers['link'])
    if (cursor === undefined) return { issues: [...issues.values()], complete: true, retries }
  }
  return { issues: [...issues.values()], complete: false, retries }
}

function readIssue(value: unknown): readonly [string, Issue] {
  const issue = record(value, 'an issue')
  const firstSeen = Date.parse(textField(issue, 'firstSeen') ?? '')
  if (Number.isNaN(firstSeen)) throw new UnexpectedShape('firstSeen is no instant')
  const title = textField(issue, 'title') ?? 'an issue'
  return [textField(issue, 'id') ?? title, { title, firstSeen }]
}

/** `<…>; rel="next"; results="true"; cursor="0:100:0"`: another page, where `results` says so. */
function nextOf(link = ''): string | undefined {
  const next = link.split(',').find(one => /rel="next"/.test(one) && /results="true"/.test(one))
  return /cursor="([^"]+)"/.exec(next ?? '')?.[1]
}
