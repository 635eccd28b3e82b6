import { mkdtemp, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { deviations, keepFiles, type Played, tellEnding } from './ending.js'
import { type GateRun, runGate } from './gate-run.js'
import { BAD, FIRST, GOOD, type ProjectRelease } from './project.js'
import { RATE, setStage, type Stage } from './stage.js'
import { renderMarkdown } from './terminal-markdown.js'
import { createTimeline, type Timeline } from './timeline.js'

export interface DemoOptions {
  /** Use the real Prometheus and VictoriaLogs where their binaries are found. */
  readonly real: boolean
  /** The committed bundle, `dist/index.js`. `action.yml` lies in the directory above its own. */
  readonly bundle: string
  /** Path of `action.yml`, where that is not so. */
  readonly metadata?: string
  readonly write: (text: string) => void
  readonly color: boolean
}

/** How long the shop runs before the first deploy: the baseline, and a little for the first scrapes. */
const PAST_SECONDS = 13

/**
 * Plays the demo: a good release that bakes and passes, a bad one that is caught, commented, rolled back
 * and verified. Resolves with 0 when the story went as told, 1 when not, 130 when it was interrupted;
 * every server, process and handler is gone by then.
 */
export async function runDemo(options: DemoOptions): Promise<number> {
  const timeline = createTimeline(options)
  const interrupted = new AbortController()
  const interrupt = (): void => interrupted.abort()
  const signals = ['SIGINT', 'SIGTERM'] as const
  for (const name of signals) process.on(name, interrupt)
  const open: (() => Promise<unknown>)[] = []
  try {
    return await play(options, timeline, interrupted.signal, close => open.push(close))
  } catch (cause) {
    await closeAll(open)
    if (interrupted.signal.aborted) {
      timeline.say('demo', 'stopped; nothing is left running', 'note')
      return 130
    }
    const reason = cause instanceof Error ? cause.message : String(cause)
    timeline.say('demo', `ended early: ${reason}`, 'bad')
    return 1
  } finally {
    await closeAll(open)
    for (const name of signals) process.off(name, interrupt)
  }
}

/** The last opened first; each once. */
async function closeAll(open: (() => Promise<unknown>)[]): Promise<void> {
  for (let close = open.pop(); close !== undefined; close = open.pop()) await close()
}

async function play(
  options: DemoOptions,
  timeline: Timeline,
  signal: AbortSignal,
  onOpen: (close: () => Promise<unknown>) => void
): Promise<number> {
  introduce(timeline, options.real)
  const metadata = options.metadata ?? join(dirname(dirname(options.bundle)), 'action.yml')
  for (const file of [options.bundle, metadata]) await mustExist(file)
  const directory = await mkdtemp(join(tmpdir(), 'bakegate-demo-'))
  onOpen(async () => {
    if (signal.aborted) await rm(directory, { recursive: true, force: true })
  })

  timeline.title('Before the deploys')
  const stage = await setStage({ real: options.real, directory, timeline, onOpen })
  await pastOf(stage, timeline, signal)

  const gate = (release: ProjectRelease): Promise<GateRun> =>
    deployAndGate(release, { ...options, metadata, directory, stage, timeline, signal })
  timeline.title(`A good release: ${GOOD.tag}`)
  const good = await gate(GOOD)
  timeline.title(`A bad release: ${BAD.tag}`)
  const bad = await gate(BAD)

  const played: Played = {
    good,
    bad,
    goodComments: stage.forge.comments(GOOD.pullRequest),
    badComments: stage.forge.comments(BAD.pullRequest),
    unknown: stage.forge.unknown(),
    serving: stage.shop.release(),
    traffic: stage.traffic.tally()
  }
  timeline.title(`The comment on pull request #${BAD.pullRequest}`)
  timeline.block(played.badComments.flatMap(comment => renderMarkdown(comment, 96)))
  const wrong = deviations(played)
  tellEnding(timeline, played, await keepFiles(played, directory), wrong)
  return wrong.length === 0 ? 0 : 1
}

function introduce(timeline: Timeline, real: boolean): void {
  const servers = real
    ? 'The metric and log servers are the real ones where they are installed; the lines below say so.'
    : 'The metric and log servers are small ones with the query APIs of Prometheus and VictoriaLogs; --real takes the real ones.'
  timeline.title(
    'Bakegate demo: two releases of a shop, one good, one bad. It takes about a minute.'
  )
  timeline.entry(
    'real',
    `the action (dist/index.js, started as a runner starts it) and every request it makes; the shop, its ${RATE} checkouts a second, its counters and log lines. Every number is measured now.`
  )
  timeline.entry(
    'simulated',
    `GitHub (its API on 127.0.0.1) and the run of the rollback workflow, which switches the release of the shop. ${servers}`
  )
  timeline.entry('shortened', 'the windows: seconds instead of minutes.')
}

async function mustExist(file: string): Promise<void> {
  await stat(file).catch(() => {
    throw new Error(`${file} is missing. Run the demo from a checkout, or build it: script/build`)
  })
}

async function pastOf(stage: Stage, timeline: Timeline, signal: AbortSignal): Promise<void> {
  timeline.say('shop', `sells for ${PAST_SECONDS} s: the past that the first gate compares with`)
  await sleep(PAST_SECONDS * 1_000, undefined, { signal })
  const { answered, failed } = stage.traffic.tally()
  timeline.say(
    'shop',
    `${FIRST.tag} has answered ${answered} checkouts, ${failed} of them with an error`
  )
}

async function deployAndGate(
  release: ProjectRelease,
  options: Omit<DemoOptions, 'metadata'> & {
    readonly metadata: string
    readonly directory: string
    readonly stage: Stage
    readonly timeline: Timeline
    readonly signal: AbortSignal
  }
): Promise<GateRun> {
  const { stage, timeline } = options
  const startedAt = Date.now()
  stage.shop.deploy(release.tag)
  stage.forge.deployed(release)
  const endedAt = Date.now()
  const what = `${release.tag} "${release.title}" (#${release.pullRequest} by ${release.author})`
  timeline.say('deploy', `${what} is live`)
  timeline.say('shop', release.effect)
  const rollout = { startedAt, endedAt }
  const run = await runGate({ ...options, release, rollout, forge: stage.forge })
  const { exitCode, durationMs } = run.result
  const tone = exitCode === 0 ? 'good' : 'bad'
  const seconds = (durationMs / 1000).toFixed(1)
  timeline.say(
    'job',
    `${run.result.outputs.verdict ?? 'no verdict'}, exit code ${exitCode ?? 'none'}, after ${seconds} s`,
    tone
  )
  return run
}
