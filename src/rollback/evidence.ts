import { compareIds } from '../ids.js'
import type { Rejected } from '../model.js'
import type { Deployment, DeploymentStatus, Release } from '../world.js'
import { compareText, deploymentInstant, refuse } from './facts.js'
import type { Candidate, Found, Question, TargetFacts, TargetRules } from './facts.js'
import { isReleaseTag, releaseTagsIn } from './tag.js'

/** Deployments and releases that are looked at: each costs up to two requests. */
const LOOKED_AT = 6

/**
 * The newest successful deployment of another commit without a bad verdict; else the newest release that is
 * an ancestor of the deployed commit and has none.
 */
export function findByEvidence(facts: TargetFacts, rules: TargetRules): Found {
  if (facts.deployments === undefined) return { kind: 'question', ask: 'deployments' }
  const rejected: Rejected[] = []
  const deployed = firstOf(
    earlierDeployments(facts.deployments, facts),
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

type Considered =
  | Omit<Candidate, 'rejected'>
  | Question
  | { readonly kind: 'rejected'; readonly rejected: Rejected }

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
function earlierDeployments(
  deployments: readonly Deployment[],
  { deployed }: TargetFacts
): readonly Deployment[] {
  const until = deploymentInstant(deployments, deployed)
  return deployments
    .filter(it => it.sha !== deployed.sha && it.createdAt <= until)
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
  return considerCommit({ sha, ref }, 'deployment', facts)
}

/**
 * A deployment made by the rollback workflow names the commit of the branch it was dispatched on. What it
 * really deployed is the one release tag in its run's title, where it has one.
 */
function considerRecordedTarget(
  { ref, sha }: Deployment,
  title: string,
  facts: TargetFacts,
  rules: TargetRules
): Considered {
  const named = releaseTagsIn(title, rules.tagPattern)
  const open = named.find(name => !facts.commits.has(name))
  if (open !== undefined) return { kind: 'question', ask: 'commit', name: open }
  const targets = named.flatMap(tag => {
    const sha = facts.commits.get(tag)
    return sha === undefined ? [] : [{ sha, tag }]
  })
  const [target, ...others] = targets
  if (target === undefined || others.length > 0) {
    const why =
      'It was made by the rollback workflow, and the title of its run does not name one target.'
    return reject(ref, sha, why)
  }
  return considerCommit(target, 'deployment', facts)
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
  return considerCommit({ sha, tag }, 'release', facts)
}

function considerCommit(
  commit: { readonly sha: string } & ({ readonly tag: string } | { readonly ref: string }),
  source: 'deployment' | 'release',
  facts: TargetFacts
): Considered {
  const { sha } = commit
  const name = 'tag' in commit ? commit.tag : commit.ref
  if (sha === facts.deployed.sha) return reject(name, sha, 'It is the deployed commit.')
  const verdict = facts.verdicts.get(sha)
  if (verdict === undefined) return { kind: 'question', ask: 'verdict', sha }
  if (verdict === 'bad') return reject(name, sha, 'It has a bad verdict on record.')
  return { kind: 'candidate', ...commit, source, ...GROUNDS[source][verdict] }
}

const GROUNDS = {
  deployment: {
    good: {
      strength: 'passed',
      why: 'Its own bake passed, and it is the newest such deployment of this environment.'
    },
    none: {
      strength: 'deployed',
      why: 'It is the newest successful deployment of this environment; no bake has judged it.'
    }
  },
  release: {
    good: {
      strength: 'passed',
      why: 'Its own bake passed, and it is the newest release before the deployed commit.'
    },
    none: {
      strength: 'released',
      why: 'It is the newest release before the deployed commit; no deployment of it is known.'
    }
  }
} as const

/** Whether a status links to a run: so says which run made the deployment. */
export function isOfRun({ logUrl = '' }: DeploymentStatus, runId: string): boolean {
  return /\/actions\/runs\/(\d+)/.exec(logUrl)?.[1] === runId
}

function reject(tag: string, sha: string, why: string): Considered {
  return { kind: 'rejected', rejected: { tag, sha, why } }
}
