import { GitHubError } from '../errors.js'
import type { ChangeRequest, Outcome, Suspect } from '../model.js'
import { findByEvidence } from '../rollback/evidence.js'
import type { TargetFacts, TargetRules } from '../rollback/facts.js'
import { gatherTargetFacts } from '../rollback/gather.js'
import { releaseTagOf } from '../rollback/tag.js'
import type { Session } from '../session.js'
import { changeOf, changesOf } from '../why/changes.js'
import { suspect, type Suspicion } from '../why/suspects.js'
import { tracesOf } from '../why/traces.js'
import type { Comparison, GitHub } from '../world.js'
import { limitRequests } from './limited.js'
import type { RollbackPlan } from './recover.js'

/** What was found out about a failure: all of it for the report, none of it for the verdict. */
export type Findings = Pick<Outcome, 'changes' | 'suspects'>

/** GitHub answers within seconds; nobody waits longer for a hint. Milliseconds. */
const deadline = 15_000
/** Requests to GitHub, the search for the last good release included. */
const mostRequests = 10
/** The first few suspects are worth requests: one for the commits of a file, one for those of a commit. */
const tracedSuspects = 3
const tracedCommits = 3
/** Commits whose files are asked for where the comparison does not list all of them. */
const readCommits = 4
/** Pages of commits that are read beyond the newest 250 of a comparison. */
const olderPages = 3
const commitsOfPage = 100

export interface Investigation {
  /** What is known by now. */
  soFar(): Findings
  readonly end: Promise<Findings>
}

/** Looks into a failure; where nothing failed there is nothing to look into. */
export function startInvestigation(
  session: Session,
  outcome: Outcome,
  plan: RollbackPlan | undefined
): Investigation {
  if (outcome.verdict !== 'fail') return { soFar: () => ({}), end: Promise.resolve({}) }
  let known: Findings = {}
  const end = investigate(session, outcome, plan).then(findings => (known = findings))
  return { soFar: () => known, end }
}

/**
 * What changed since the last good release, and which of it the stack traces of new signatures lead through.
 * Asks GitHub only; never rejects. What cannot be found out is a warning.
 */
async function investigate(
  session: Session,
  outcome: Outcome,
  plan: RollbackPlan | undefined
): Promise<Findings> {
  const { world, warnings } = session
  const stop = new AbortController()
  const late = world.clock
    .sleep(deadline, AbortSignal.any([world.signal, stop.signal]))
    .then(() => void warnings.add('What changed is not known: GitHub took too long to say.'))
    // The signal, ours or the runner's: nobody waits any more.
    .catch(() => undefined)
    .then((): Findings => ({}))
  const found = lookInto(session, outcome, plan).catch((error: unknown): Findings => {
    const words = error instanceof GitHubError ? error.message : 'a defect of Bakegate.'
    warnings.add(`What changed since the last good release is not known. ${words}`)
    if (!(error instanceof GitHubError)) world.log.debug(String(error))
    return {}
  })
  const findings = await Promise.race([found, late])
  stop.abort()
  return findings
}

interface Base {
  readonly name: string
  readonly sha: string
  /** Where it was made already. */
  readonly comparison?: Comparison
}

async function lookInto(
  session: Session,
  outcome: Outcome,
  plan: RollbackPlan | undefined
): Promise<Findings> {
  const github = limitRequests(session.github, mostRequests)
  const base = await lastGood(session, github, plan)
  if (base === undefined) return {}
  const head = session.deploy.sha
  const comparison = base.comparison ?? (await github.compare(base.sha, head))
  const changes = changesOf({ name: base.name, sha: base.sha }, comparison)
  if (changes === undefined) return {}
  const suspicions = await suspicionsOf(github, outcome, comparison)
  if (suspicions.length === 0) return { changes, suspects: [] }
  const more = await withOlder(github, base.sha, head, comparison)
  const { length } = more.commits
  if (length < more.total) {
    session.warnings.add(
      `Who touched the suspects was looked for in the newest ${length} of ${more.total} commits since ${base.name}.`
    )
  }
  return { changes, suspects: await traceSuspects(github, suspicions, more, head) }
}

/** A comparison brings its newest commits; of the others so many pages, again the newest of them. */
async function withOlder(
  github: GitHub,
  base: string,
  head: string,
  comparison: Comparison
): Promise<Comparison> {
  const { total, commits } = comparison
  const newest = new Set(commits.map(({ sha }) => sha))
  const last = Math.ceil((total - commits.length) / commitsOfPage)
  const older: Comparison['commits'][] = []
  for (let page = last; page > Math.max(0, last - olderPages); page--) {
    const read = await orNone(() => github.commitsBetween(base, head, page))
    if (read.length === 0) break
    older.unshift(read.filter(({ sha }) => !newest.has(sha)))
  }
  return { ...comparison, commits: [...older.flat(), ...commits] }
}

/**
 * Of more files than a comparison lists those that nobody sees could be the ones: where nothing that is listed matches,
 * what the newest commits changed is looked at too.
 */
async function suspicionsOf(
  github: GitHub,
  outcome: Outcome,
  { compared, filesTruncated, commits }: Comparison
): Promise<readonly Suspicion[]> {
  const traces = tracesOf(outcome)
  const listed = suspect(traces, compared)
  if (listed.length > 0 || !filesTruncated || traces.length === 0) return listed
  const known = new Set(compared.map(({ path }) => path))
  for (const { sha } of commits.toReversed().slice(0, readCommits)) {
    const files = await orNone(() => github.filesOf(sha))
    const found = suspect(
      traces,
      files.filter(({ path }) => !known.has(path))
    )
    if (found.length > 0) return found
  }
  return []
}

/** The rollback's target, where there is one; else what the same evidence speaks for, whatever the rules say of it. */
async function lastGood(
  session: Session,
  github: GitHub,
  plan: RollbackPlan | undefined
): Promise<Base | undefined> {
  if (plan?.decision.kind === 'target') {
    const { tag, sha } = plan.decision.target
    return baseOf(sha, tag, plan.targetFacts)
  }
  const rules: TargetRules = plan?.settings ?? anyRelease
  const facts = plan?.targetFacts ?? (await gatherFacts(session, github, rules))
  const found = findByEvidence(facts, rules)
  if (found.kind !== 'candidate') return undefined
  const { sha, tag, ref } = found
  return baseOf(sha, tag ?? releaseTagOf(facts.tags.get(sha) ?? [], rules.tagPattern, ref), facts)
}

function baseOf(sha: string, tag: string | undefined, facts: TargetFacts): Base {
  const comparison = facts.comparisons.get(sha)
  return {
    // A target without a tag goes by its commit.
    name: tag === undefined || tag === sha ? sha.slice(0, 12) : tag,
    sha,
    ...(comparison === undefined ? {} : { comparison })
  }
}

const anyRelease: TargetRules = { tagPattern: '*', refuseIfChanged: [], acceptSha: true }

/** Without `rollback:` nobody has looked yet; there is no rollback workflow whose runs could mislead. */
async function gatherFacts(
  { deploy, identity }: Session,
  github: GitHub,
  rules: TargetRules
): Promise<TargetFacts> {
  const request = { deploy, rules, workflow: '', identity }
  const before: TargetFacts = {
    deployed: deploy,
    histories: new Map(),
    rollbackRuns: [],
    verdicts: new Map(),
    tags: new Map(),
    commits: new Map(),
    comparisons: new Map()
  }
  return (await gatherTargetFacts(github, github, request, before)).facts
}

/** Adds the commits and pull requests. A suspect that they are not known of stays one. */
async function traceSuspects(
  github: GitHub,
  suspicions: readonly Suspicion[],
  comparison: Comparison,
  head: string
): Promise<readonly Suspect[]> {
  const pulls = new Map<string, readonly ChangeRequest[]>()
  const suspects: Suspect[] = []
  for (const [index, suspicion] of suspicions.entries()) {
    const shas =
      index < tracedSuspects ? await commitsOf(github, suspicion.file, comparison, head) : []
    for (const sha of shas) {
      if (!pulls.has(sha)) pulls.set(sha, await pullRequestsOf(github, sha))
    }
    const requests = shas.flatMap(sha => pulls.get(sha) ?? [])
    suspects.push({
      ...suspicion,
      commits: shas
        .flatMap(sha => comparison.commits.find(it => it.sha === sha) ?? [])
        .map(changeOf),
      pullRequests: [...new Map(requests.map(one => [one.number, one])).values()]
    })
  }
  return suspects
}

/** Since the last good release, newest first. A single commit needs no question. */
async function commitsOf(
  github: GitHub,
  file: string,
  { commits, total }: Comparison,
  head: string
): Promise<readonly string[]> {
  const since = commits.map(({ sha }) => sha)
  if (total === 1) return since
  const touching = await orNone(() => github.commitsTouching(file, head))
  return touching.filter(sha => since.includes(sha)).slice(0, tracedCommits)
}

/** The merged ones; where none is, those that are open on it. */
async function pullRequestsOf(github: GitHub, sha: string): Promise<readonly ChangeRequest[]> {
  const all = await orNone(() => github.pullRequestsOf(sha))
  const merged = all.filter(({ mergedAt }) => mergedAt !== undefined)
  const chosen = merged.length > 0 ? merged : all.filter(({ state }) => state === 'open')
  return chosen.map(({ number, title }) => ({ number, title: title.slice(0, 200) }))
}

async function orNone<T>(ask: () => Promise<readonly T[]>): Promise<readonly T[]> {
  try {
    return await ask()
  } catch (error) {
    if (error instanceof GitHubError) return []
    throw error
  }
}
