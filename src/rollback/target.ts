import { compareIds } from '../ids.js'
import type { Rejected, RefusalCode, Target, TargetDecision } from '../model.js'
import type { Comparison, Deployment, DeploymentStatus, Release } from '../world.js'
import { matchesGlob } from './glob.js'
import { isReleaseTag, isSha, releaseTagOf } from './tag.js'
import { compareVersions, parseVersion } from './version.js'

/** The part of the rollback's settings that the choice depends on. */
export interface TargetRules {
  readonly tagPattern: string
  readonly minVersion?: string
  readonly refuseIfChanged: readonly string[]
  readonly acceptSha: boolean
}

/** good: our own identity recorded a pass; bad: anybody recorded a failure; newest counts. */
export type RecordedVerdict = 'good' | 'bad' | 'none'

/** Everything known so far. What is absent has not been asked yet; the order of lists does not matter. */
export interface TargetFacts {
  readonly deployed: { readonly sha: string; readonly deployedAt: number }
  /** The input `rollback-to`. */
  readonly explicit?: string
  /** Of this environment. */
  readonly deployments?: readonly Deployment[]
  /** By deployment id. */
  readonly histories: ReadonlyMap<string, readonly DeploymentStatus[]>
  /** Runs of the rollback workflow. */
  readonly rollbackRuns?: readonly { readonly id: string; readonly title: string }[]
  /** By commit. */
  readonly verdicts: ReadonlyMap<string, RecordedVerdict>
  /** Tags by commit. */
  readonly tags: ReadonlyMap<string, readonly string[]>
  /** The commit of a tag or SHA; undefined: there is none. */
  readonly commits: ReadonlyMap<string, string | undefined>
  /** By target commit: from it to the deployed one. */
  readonly comparisons: ReadonlyMap<string, Comparison>
  readonly releases?: readonly Release[]
}

/** What must be known before the choice can go on. */
export type Question =
  | { readonly kind: 'question'; readonly ask: 'deployments' | 'rollback-runs' | 'releases' }
  | { readonly kind: 'question'; readonly ask: 'history'; readonly id: string }
  | {
      readonly kind: 'question'
      readonly ask: 'verdict' | 'tags' | 'comparison'
      readonly sha: string
    }
  | { readonly kind: 'question'; readonly ask: 'commit'; readonly name: string }

/** Deployments and releases that are looked at: each costs up to two requests. */
const LOOKED_AT = 6

/**
 * The target by what is known; a refusal where a question is still open. Pure: the same facts in any order
 * give the same answer.
 */
export function chooseTarget(facts: TargetFacts, rules: TargetRules): TargetDecision {
  const step = considerTarget(facts, rules)
  if (step.kind !== 'question') return step
  return refuse('no-target', `The target could not be decided: ${step.ask} is not known.`)
}

/**
 * One step: the decision, or the next question. Evidence picks the commit (input, else the newest
 * successful deployment, else the newest release that is an ancestor); then the rules accept or refuse that
 * commit. A rule never makes the search go on to something older.
 */
export function considerTarget(facts: TargetFacts, rules: TargetRules): TargetDecision | Question {
  const found =
    facts.explicit === undefined
      ? findByEvidence(facts, rules)
      : findNamed(facts.explicit, facts, rules)
  return found.kind === 'candidate' ? applyRules(found, facts, rules) : found
}

interface Candidate {
  readonly kind: 'candidate'
  readonly sha: string
  readonly tag?: string
  /** What a deployment was made from: a tag, a branch or a SHA. */
  readonly ref?: string
  readonly source: Target['source']
  readonly strength: Target['strength']
  readonly why: string
  readonly rejected: readonly Rejected[]
}
type Found = Candidate | TargetDecision | Question

function findNamed(name: string, facts: TargetFacts, rules: TargetRules): Found {
  const bySha = isSha(name) && rules.acceptSha
  if (!bySha && !isReleaseTag(name, rules.tagPattern)) {
    return refuse(
      'bad-tag',
      `"${name}" is not a tag that matches "${rules.tagPattern}". Name a release tag in rollback-to.`
    )
  }
  if (!facts.commits.has(name)) return { kind: 'question', ask: 'commit', name }
  const sha = facts.commits.get(name)
  if (sha === undefined) {
    return refuse('no-target', `"${name}" does not exist, or is not a commit.`)
  }
  if (sha === facts.deployed.sha) {
    return refuse('same-commit', `"${name}" is the deployed commit itself.`)
  }
  const verdict = facts.verdicts.get(sha)
  if (verdict === undefined) return { kind: 'question', ask: 'verdict', sha }
  if (verdict === 'bad') {
    return refuse(
      'no-target',
      `"${name}" has a bad verdict on record. Set another one with mode override if it is good.`
    )
  }
  const why = 'It was named in rollback-to.'
  const tag = bySha ? {} : { tag: name }
  return { kind: 'candidate', sha, ...tag, source: 'input', strength: 'named', why, rejected: [] }
}

function findByEvidence(facts: TargetFacts, rules: TargetRules): Found {
  if (facts.deployments === undefined) return { kind: 'question', ask: 'deployments' }
  const rejected: Rejected[] = []
  const deployed = firstOf(
    earlierDeployments(facts),
    deployment => considerDeployment(deployment, facts, rules),
    rejected
  )
  if (deployed !== undefined) return deployed
  if (facts.releases === undefined) return { kind: 'question', ask: 'releases' }
  const released = firstOf(
    fullReleases(facts.releases, rules),
    release => considerRelease(release, facts),
    rejected
  )
  if (released !== undefined) return released
  return refuse(
    'no-target',
    'There is no earlier successful deployment of this environment and no earlier release that is not known to be bad.',
    rejected
  )
}

type Considered = Candidate | Question | { readonly kind: 'rejected'; readonly rejected: Rejected }

/** The first that is not rejected; the rejected ones are added to the list, each commit once. */
function firstOf<T>(
  items: readonly T[],
  consider: (item: T) => Considered,
  rejected: Rejected[]
): Found | undefined {
  for (const item of items.slice(0, LOOKED_AT)) {
    const step = consider(item)
    if (step.kind === 'question') return step
    if (step.kind === 'candidate') return { ...step, rejected: [...rejected] }
    const { sha, tag } = step.rejected
    if (!rejected.some(known => known.sha === sha && known.tag === tag))
      rejected.push(step.rejected)
  }
  return undefined
}

/** Of other commits, before the deploy under judgement, newest first. */
function earlierDeployments({ deployments = [], deployed }: TargetFacts): readonly Deployment[] {
  return deployments
    .filter(it => it.sha !== deployed.sha && it.createdAt <= deployed.deployedAt)
    .toSorted((a, b) => b.createdAt - a.createdAt || compareIds(b.id, a.id))
}

function considerDeployment(
  deployment: Deployment,
  facts: TargetFacts,
  rules: TargetRules
): Considered {
  const history = facts.histories.get(deployment.id)
  if (history === undefined) return { kind: 'question', ask: 'history', id: deployment.id }
  const { sha, ref } = deployment
  // GitHub turns earlier successes inactive, so the history counts and not the newest status.
  if (!history.some(status => status.state === 'success')) {
    return reject(ref, sha, 'Its deployment never succeeded.')
  }
  if (facts.rollbackRuns === undefined) return { kind: 'question', ask: 'rollback-runs' }
  const run = facts.rollbackRuns.find(({ id }) => history.some(status => isOfRun(status, id)))
  if (run !== undefined) return considerRecordedTarget(deployment, run.title, facts, rules)
  return considerCommit({ sha, ref }, 'deployed', 'deployment', facts)
}

/**
 * A deployment made by the rollback workflow names the commit of the branch it was dispatched on. What it
 * really deployed is the one release tag in its run's title, where it has one.
 */
function considerRecordedTarget(
  { ref, sha: dispatchedSha }: Deployment,
  title: string,
  facts: TargetFacts,
  rules: TargetRules
): Considered {
  const words = new Set(title.split(/[^A-Za-z0-9._/@+-]+/))
  const named = [...words]
    .filter(word => isReleaseTag(word, rules.tagPattern))
    .toSorted(compareText)
  const open = named.find(name => !facts.commits.has(name))
  if (open !== undefined) return { kind: 'question', ask: 'commit', name: open }
  const known = named.filter(name => facts.commits.get(name) !== undefined)
  const [tag, ...others] = known
  const sha = tag === undefined ? undefined : facts.commits.get(tag)
  if (tag === undefined || sha === undefined || others.length > 0) {
    const why =
      'It was made by the rollback workflow, and the title of its run does not name one target.'
    return reject(ref, dispatchedSha, why)
  }
  return considerCommit({ sha, tag }, 'deployed', 'deployment', facts)
}

function fullReleases(releases: readonly Release[], rules: TargetRules): readonly Release[] {
  return releases
    .filter(it => !it.draft && !it.prerelease && isReleaseTag(it.tag, rules.tagPattern))
    .toSorted((a, b) => (b.publishedAt ?? 0) - (a.publishedAt ?? 0) || compareText(b.tag, a.tag))
}

function considerRelease({ tag }: Release, facts: TargetFacts): Considered {
  if (!facts.commits.has(tag)) return { kind: 'question', ask: 'commit', name: tag }
  const sha = facts.commits.get(tag)
  if (sha === undefined) return reject(tag, '', 'Its tag does not exist or is not a commit.')
  if (sha === facts.deployed.sha) return reject(tag, sha, 'It is the deployed commit.')
  const comparison = facts.comparisons.get(sha)
  if (comparison === undefined) return { kind: 'question', ask: 'comparison', sha }
  if (comparison.status !== 'ahead') {
    return reject(tag, sha, 'It is not an ancestor of the deployed commit.')
  }
  return considerCommit({ sha, tag }, 'released', 'release', facts)
}

function considerCommit(
  commit: { readonly sha: string; readonly tag?: string; readonly ref?: string },
  evidence: 'deployed' | 'released',
  source: 'deployment' | 'release',
  facts: TargetFacts
): Considered {
  const { sha } = commit
  const name = commit.tag ?? commit.ref ?? ''
  if (sha === facts.deployed.sha) return reject(name, sha, 'It is the deployed commit.')
  const verdict = facts.verdicts.get(sha)
  if (verdict === undefined) return { kind: 'question', ask: 'verdict', sha }
  if (verdict === 'bad') return reject(name, sha, 'It has a bad verdict on record.')
  const strength = verdict === 'good' ? 'passed' : evidence
  return {
    kind: 'candidate',
    ...commit,
    source,
    strength,
    why: WHY[source][strength],
    rejected: []
  }
}

const WHY = {
  deployment: {
    passed: 'Its own bake passed, and it is the newest such deployment of this environment.',
    deployed: 'It is the newest successful deployment of this environment; no bake has judged it.',
    released: ''
  },
  release: {
    passed: 'Its own bake passed, and it is the newest release before the deployed commit.',
    deployed: '',
    released: 'It is the newest release before the deployed commit; no deployment of it is known.'
  }
} as const

function applyRules(
  candidate: Candidate,
  facts: TargetFacts,
  rules: TargetRules
): TargetDecision | Question {
  const { sha, source, strength, why, rejected } = candidate
  const tags = candidate.tag === undefined ? facts.tags.get(sha) : []
  if (tags === undefined) return { kind: 'question', ask: 'tags', sha }
  const tag = candidate.tag ?? releaseTagOf(tags, rules.tagPattern, candidate.ref)
  if (tag === undefined && !rules.acceptSha) {
    return refuse(
      'untagged-target',
      `The last good commit ${sha.slice(0, 12)} has no tag that matches "${rules.tagPattern}". Tag it, or set rollback.accept-sha.`,
      rejected
    )
  }
  const name = tag ?? sha
  if (rules.minVersion !== undefined && !isAtLeast(name, rules.minVersion)) {
    const sentence = `${name} is not at or above rollback.min-version ${rules.minVersion}.`
    return refuse('below-min-version', sentence, rejected)
  }
  const irreversible = findIrreversible(sha, facts, rules)
  if (typeof irreversible === 'object') return irreversible
  if (irreversible !== undefined) return refuse('irreversible-change', irreversible, rejected)
  return { kind: 'target', target: { tag: name, sha, source, strength, why }, rejected }
}

/** undefined: nothing stands in the way; a sentence: why it is refused. */
function findIrreversible(
  sha: string,
  facts: TargetFacts,
  { refuseIfChanged }: TargetRules
): string | Question | undefined {
  if (refuseIfChanged.length === 0) return undefined
  const comparison = facts.comparisons.get(sha)
  if (comparison === undefined) return { kind: 'question', ask: 'comparison', sha }
  for (const file of comparison.files.toSorted(compareText)) {
    const pattern = refuseIfChanged.find(glob => matchesGlob(glob, file, true))
    if (pattern !== undefined) {
      return `${file} changed since the target and matches rollback.refuse-if-changed "${pattern}". Roll forward, or roll back by hand.`
    }
  }
  if (!comparison.filesTruncated) return undefined
  return 'More files changed since the target than GitHub lists, so rollback.refuse-if-changed cannot be checked. Roll back by hand.'
}

/** A name without a version cannot be shown to be at or above the floor. */
function isAtLeast(name: string, floor: string): boolean {
  const [version, lowest] = [isSha(name) ? undefined : parseVersion(name), parseVersion(floor)]
  if (version === undefined || lowest === undefined) return false
  return compareVersions(version, lowest) >= 0
}

function isOfRun({ logUrl = '' }: DeploymentStatus, runId: string): boolean {
  return /\/actions\/runs\/(\d+)/.exec(logUrl)?.[1] === runId
}

function reject(tag: string, sha: string, why: string): Considered {
  return { kind: 'rejected', rejected: { tag, sha, why } }
}

function refuse(
  code: RefusalCode,
  sentence: string,
  rejected: readonly Rejected[] = []
): TargetDecision {
  return { kind: 'refused', code, sentence, rejected }
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
