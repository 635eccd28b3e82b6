import { copyFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { GateRun } from './gate-run.js'
import { BAD, GOOD } from './project.js'
import type { Tally } from './traffic.js'
import type { Timeline } from './timeline.js'

export interface Played {
  readonly good: GateRun
  readonly bad: GateRun
  /** Bodies of the comments on the releases' pull requests. */
  readonly goodComments: readonly string[]
  readonly badComments: readonly string[]
  /** Requests that the simulated GitHub does not know. */
  readonly unknown: readonly string[]
  /** The release that the shop serves at the end. */
  readonly serving: string
  readonly traffic: Tally
}

/** Where the story differs from the one that was announced, one sentence each. */
export function deviations(played: Played): string[] {
  const { good, bad } = played
  const expected: readonly (readonly [
    string,
    string,
    string | number | boolean | null | undefined
  ])[] = [
    [`the verdict on ${GOOD.tag}`, 'pass', good.result.outputs.verdict],
    [`the exit code on ${GOOD.tag}`, '0', good.result.exitCode],
    [`the verdict on ${BAD.tag}`, 'fail', bad.result.outputs.verdict],
    [`the exit code on ${BAD.tag}`, '1', bad.result.exitCode],
    ['the exit code of the post step', '0', bad.result.post?.exitCode],
    ['the rollback', 'succeeded', bad.result.outputs['rollback-status']],
    ['its target', GOOD.tag, bad.result.outputs['rollback-target']],
    ['the recovery', 'recovered', bad.result.outputs.recovery],
    [`the number of comments on #${GOOD.pullRequest}`, '1', played.goodComments.length],
    [`the number of comments on #${BAD.pullRequest}`, '1', played.badComments.length],
    [`the signature that #${BAD.pullRequest} brought in its comment`, 'true', hasSignature(played)],
    ['the requests unknown to GitHub', 'none', played.unknown.join(', ') || 'none'],
    ['the release that the shop serves', GOOD.tag, played.serving]
  ]
  return expected.flatMap(([what, wanted, got]) =>
    String(got) === wanted ? [] : [`${what} should be ${wanted}, and is ${String(got)}`]
  )
}

/** What the bad release logs, without the order's number and the number of connections. */
function hasSignature({ badComments }: Played): boolean {
  return badComments.some(comment =>
    comment.includes('order <*> not saved: database refused the write: too many connections')
  )
}

/** Copies what a person wants to look at to the top of the demo's directory; the paths by name. */
export async function keepFiles(
  played: Played,
  directory: string
): Promise<readonly (readonly [string, string])[]> {
  const { outputs, summary } = played.bad.result
  const kept: [string, string][] = []
  const texts = { 'comment.md': played.badComments[0], 'summary.md': summary }
  for (const [name, text] of Object.entries(texts)) {
    if (text === undefined || text === '') continue
    await writeFile(join(directory, name), text)
    kept.push([name, join(directory, name)])
  }
  const files = { 'report.html': outputs['report-path'], 'evidence.json': outputs['evidence-path'] }
  for (const [name, path] of Object.entries(files)) {
    if (path === undefined || path === '') continue
    await copyFile(path, join(directory, name))
    kept.push([name, join(directory, name)])
  }
  return kept
}

/** What happened, where it can be read, and what to do with it. */
export function tellEnding(
  timeline: Timeline,
  played: Played,
  files: readonly (readonly [string, string])[],
  wrong: readonly string[]
): void {
  timeline.title('What happened')
  for (const { release, result } of [played.good, played.bad]) {
    const { verdict = 'none', 'reason-code': reason = 'none' } = result.outputs
    const code = String(result.exitCode)
    timeline.entry(release.tag, `${verdict} (${reason}), the job's exit code ${code}`)
  }
  const {
    'rollback-status': status,
    'rollback-target': target,
    recovery
  } = played.bad.result.outputs
  timeline.entry(
    'rollback',
    `to ${target || 'nothing'}: ${status ?? 'none'}, service ${recovery ?? 'none'}`
  )
  const { answered, failed } = played.traffic
  timeline.entry(
    'checkouts',
    `${answered} answered in all, ${failed} with an error, and ${played.serving} is live`
  )
  timeline.entry('job', 'ends red although the shop recovered: the deploy did not succeed')
  timeline.title('Where to look')
  for (const [name, path] of files) timeline.entry(name, path)
  timeline.title('What to do next')
  timeline.entry(
    '1',
    'Copy examples/deploy-and-gate.yml, rollback.yml and bakegate.yml into your .github.'
  )
  timeline.entry('2', 'Check them: node dist/cli/index.js validate')
  if (wrong.length === 0) return
  timeline.title('The story did not go as told')
  for (const sentence of wrong) timeline.entry('✗', sentence)
}
