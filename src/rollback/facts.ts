import type { Rejected, RefusalCode, Target, TargetDecision } from '../model.js'
import type { Comparison, Deployment, DeploymentStatus, Release } from '../world.js'

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

/** A commit that the evidence speaks for; the rules have not been asked yet. */
export interface Candidate {
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
/** What a search ended with. */
export type Found = Candidate | TargetDecision | Question

/**
 * When GitHub was told of the deploy under judgement: its newest deployment up to `deployedAt`, since a job
 * that only judges may make one more record later; else `deployedAt` itself.
 */
export function deploymentInstant(
  deployments: readonly Deployment[],
  { sha, deployedAt }: { readonly sha: string; readonly deployedAt: number }
): number {
  const own = deployments.filter(it => it.sha === sha && it.createdAt <= deployedAt)
  return own.length === 0 ? deployedAt : Math.max(...own.map(it => it.createdAt))
}

export function refuse(
  code: RefusalCode,
  sentence: string,
  rejected: readonly Rejected[] = []
): TargetDecision {
  return { kind: 'refused', code, sentence, rejected }
}

/** By code units: the same on every machine. */
export function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
