import { GitHubError } from '../errors.js'
import type { Frame, Window } from '../model.js'
import { leaveOut } from '../plan.js'
import type { TargetFacts } from '../rollback/facts.js'
import { DEPLOYMENTS } from '../rollback/gather.js'
import { readVerdict } from '../rollback/record.js'
import type { Session } from '../session.js'
import type { Deployment } from '../world.js'

/** Releases whose verdict is asked for, newest first: each costs a request. */
const mostAsked = 3

/** What is known from the choice of the target is not asked again. */
export type KnownFacts = Pick<TargetFacts, 'deployments' | 'verdicts'>

/**
 * The frame without the times at which a release was live that failed its own bake, by the deployments of the
 * environment and the verdicts on their commits. Where these cannot be read, the frame as it is: a token
 * without the permission, or a repository without deployments, is nothing to warn of here.
 */
export async function withoutSpoiled(
  session: Session,
  frame: Frame,
  known: KnownFacts | undefined
): Promise<Frame> {
  const { deploy, settings, world } = session
  try {
    const { deployments, bad } = await badReleases(session, frame, known)
    // The rollout that replaced it, and what it took to come to rest.
    const margin = (settings.checks[0]?.baseline.gap ?? 0) + settings.bake.settle
    const spoiled = spoiledWindows(deployments, bad, frame.rolloutStart, margin)
    const left = leaveOut(frame, spoiled)
    for (const { start, end } of left.leftOut ?? []) {
      const minutes = Math.round((end - start) / 60_000)
      world.log.info(
        `${minutes} min from ${new Date(start).toISOString()} are left out of the past: a release was live on ${deploy.environment} that failed its own bake.`
      )
    }
    return left
  } catch (error) {
    if (error instanceof GitHubError) return frame
    throw error
  }
}

/** From each bad release's deployment to the next one's, and the margin; to the rollout where it was the last. */
export function spoiledWindows(
  deployments: readonly Pick<Deployment, 'sha' | 'createdAt'>[],
  bad: ReadonlySet<string>,
  rolloutStart: number,
  margin: number
): readonly Window[] {
  const ascending = deployments
    .filter(({ createdAt }) => createdAt < rolloutStart)
    .toSorted((a, b) => a.createdAt - b.createdAt)
  return ascending.flatMap(({ sha, createdAt }, index) => {
    if (!bad.has(sha)) return []
    const next = ascending.slice(index + 1).find(other => other.sha !== sha)
    const end = next === undefined ? rolloutStart : next.createdAt + margin
    return [{ start: createdAt, end: Math.min(rolloutStart, end) }]
  })
}

async function badReleases(session: Session, frame: Frame, known: KnownFacts | undefined) {
  const { github, deploy, identity } = session
  const deployments =
    known?.deployments ?? (await github.deployments(deploy.environment, DEPLOYMENTS))
  const live = deployments
    .filter(({ createdAt }) => createdAt < frame.rolloutStart)
    .toSorted((a, b) => b.createdAt - a.createdAt)
  // The one that was live when the history begins counts as well.
  const reach = live.findIndex(({ createdAt }) => createdAt <= frame.history.start)
  const recent = reach < 0 ? live : live.slice(0, reach + 1)
  const commits = [...new Set(recent.map(({ sha }) => sha))].filter(sha => sha !== deploy.sha)
  const bad = new Set<string>()
  let asked = 0
  for (const sha of commits) {
    const verdict = known?.verdicts.get(sha)
    if (verdict === undefined && asked++ >= mostAsked) break
    const found = verdict ?? readVerdict(await github.statuses(sha), deploy, identity)
    if (found === 'bad') bad.add(sha)
  }
  return { deployments, bad }
}
