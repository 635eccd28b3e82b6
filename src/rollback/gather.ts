import { GitHubError } from '../errors.js'
import type { Deploy, TargetDecision } from '../model.js'
import type { GitHub } from '../world.js'
import { readVerdict } from './record.js'
import type { Question, TargetFacts, TargetRules } from './facts.js'
import { chooseTarget, considerTarget } from './target.js'
import { isReleaseTag, isSha } from './tag.js'

export interface TargetRequest {
  readonly deploy: Deploy
  readonly rules: TargetRules
  /** The input `rollback-to`, where given. */
  readonly explicit?: string
  /** File name of the rollback workflow. */
  readonly workflow: string
  /** Login that our own statuses carry. */
  readonly identity: string
}

export interface Gathered {
  readonly facts: TargetFacts
  /** Missing permissions, each naming the line to add. */
  readonly warnings: readonly string[]
}

/** As many as one page answers; the choice looks at the newest few. */
export const DEPLOYMENTS = 30
/** The choice asks far fewer; this ends a loop that a defect would make endless. */
const MOST_QUESTIONS = 100

/**
 * Decides the target with as few requests as the evidence needs. With the facts of an earlier answer it asks
 * only what may have changed since: verdicts, tags and new deployments. Never rejects with a GitHubError.
 */
export async function resolveTarget(
  github: GitHub,
  rollbackGitHub: GitHub,
  request: TargetRequest,
  before?: TargetFacts
): Promise<Gathered & { readonly decision: TargetDecision }> {
  try {
    const gathered = await gatherTargetFacts(github, rollbackGitHub, request, before)
    return { ...gathered, decision: chooseTarget(gathered.facts, request.rules) }
  } catch (error) {
    if (!(error instanceof GitHubError)) throw error
    const sentence = `The target could not be looked up. ${error.message}`
    const decision = { kind: 'refused', code: 'no-target', sentence, rejected: [] } as const
    return { decision, warnings: [], facts: startingFacts(request, before) }
  }
}

/**
 * Asks what the choice needs, one question after the other, until it can decide. A listing that the token
 * may not read is empty, with a warning. Rejects with GitHubError when GitHub does not answer.
 */
export async function gatherTargetFacts(
  github: GitHub,
  rollbackGitHub: GitHub,
  request: TargetRequest,
  before?: TargetFacts
): Promise<Gathered> {
  const warnings = new Set<string>()
  let facts = startingFacts(request, before)
  for (let asked = 0; asked < MOST_QUESTIONS; asked++) {
    const step = considerTarget(facts, request.rules)
    if (step.kind !== 'question') break
    const asking = { github, rollbackGitHub, request, facts, before, warnings }
    const known = await answer(step, asking)
    facts = { ...facts, ...known }
  }
  return { facts, warnings: [...warnings] }
}

/** A success in a deployment's history stays there, and two commits compare alike for ever. */
function startingFacts({ deploy, explicit }: TargetRequest, before?: TargetFacts): TargetFacts {
  const succeeded = [...(before?.histories ?? [])].filter(([, history]) =>
    history.some(status => status.state === 'success')
  )
  return {
    deployed: { sha: deploy.sha, deployedAt: deploy.deployedAt },
    ...(explicit === undefined ? {} : { explicit }),
    histories: new Map(succeeded),
    ...(before?.rollbackRuns === undefined ? {} : { rollbackRuns: before.rollbackRuns }),
    verdicts: new Map(),
    tags: new Map(),
    commits: new Map(),
    comparisons: before?.comparisons ?? new Map()
  }
}

interface Asking {
  readonly github: GitHub
  readonly rollbackGitHub: GitHub
  readonly request: TargetRequest
  readonly facts: TargetFacts
  readonly before: TargetFacts | undefined
  readonly warnings: Set<string>
}

async function answer(question: Question, asking: Asking): Promise<Partial<TargetFacts>> {
  const { github, facts, request } = asking
  const { deploy } = request
  switch (question.ask) {
    case 'deployments': {
      const list = () => github.deployments(deploy.environment, DEPLOYMENTS)
      return { deployments: await permitted(list, [], asking.warnings) }
    }
    case 'history': {
      const history = await permitted(
        () => github.deploymentStatuses(question.id),
        [],
        asking.warnings
      )
      return { histories: added(facts.histories, question.id, history) }
    }
    case 'rollback-runs':
      return { rollbackRuns: await rollbackRuns(asking) }
    case 'verdict': {
      const statuses = await permitted(() => github.statuses(question.sha), [], asking.warnings)
      const verdict = readVerdict(statuses, deploy, request.identity)
      return { verdicts: added(facts.verdicts, question.sha, verdict) }
    }
    case 'tags':
      return { tags: added(facts.tags, question.sha, await tagsOf(question.sha, asking)) }
    case 'commit': {
      const { name } = question
      const commit = isSha(name) ? await github.commit(name) : await github.tagCommit(name)
      return { commits: added(facts.commits, name, commit) }
    }
    case 'comparison': {
      const comparison = await github.compare(question.sha, deploy.sha)
      return { comparisons: added(facts.comparisons, question.sha, comparison) }
    }
    case 'releases':
      return { releases: await github.releases() }
  }
}

/** A tag that was found before, and was the only one, is only looked up again: it must still be there. */
async function tagsOf(
  sha: string,
  { github, request, before }: Asking
): Promise<readonly string[]> {
  const { tagPattern } = request.rules
  const found = (before?.tags.get(sha) ?? []).filter(tag => isReleaseTag(tag, tagPattern))
  const [known, ...others] = found
  if (known === undefined || others.length > 0) return github.tagsOf(sha)
  return (await github.tagCommit(known)) === sha ? found : github.tagsOf(sha)
}

/** Those that may have made one of the deployments listed. */
function rollbackRuns({ rollbackGitHub, request, facts, warnings }: Asking) {
  const since = Math.min(...(facts.deployments ?? []).map(deployment => deployment.createdAt))
  // A deployment is created by its run, so a little later than it.
  const margin = 24 * 60 * 60 * 1000
  const list = () => rollbackGitHub.dispatchedRuns(request.workflow, since - margin)
  return permitted(list, [], warnings)
}

async function permitted<T>(ask: () => Promise<T>, instead: T, warnings: Set<string>): Promise<T> {
  try {
    return await ask()
  } catch (error) {
    if (!(error instanceof GitHubError) || (error.status !== 403 && error.status !== 404))
      throw error
    warnings.add(error.message)
    return instead
  }
}

function added<K, V>(map: ReadonlyMap<K, V>, key: K, value: V): ReadonlyMap<K, V> {
  return new Map(map).set(key, value)
}
