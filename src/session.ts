import type { Connected } from './bake/connect.js'
import { connect } from './bake/connect.js'
import type { Inputs } from './config/inputs.js'
import { type AcceptedFiles, readAccepted } from './config/accepted.js'
import { languagesIn, loadSettings } from './config/settings.js'
import { configText } from './config/source.js'
import type { Run } from './context.js'
import { ConfigError, GitHubError } from './errors.js'
import { loadGrammars } from './grammar/load.js'
import type { SystemClock } from './io/clock.js'
import type { Deploy, Settings } from './model.js'
import type { RunFacts } from './outcome.js'
import { providers } from './providers/index.js'
import { eitherToken } from './rollback/either-token.js'
import { liveCommit } from './rollback/live.js'
import { ACTIONS_BOT } from './rollback/record.js'
import { releaseTagOf } from './rollback/tag.js'
import type { GitHub, Http, Log, Repository } from './world.js'

/** Everything that reaches outside, handed in by the composition root. */
export interface World {
  readonly env: Readonly<Record<string, string | undefined>>
  /** The event's payload as the runner wrote it. */
  readonly event: unknown
  readonly input: (name: string) => string
  readonly github: (options: {
    readonly token: string
    readonly apiUrl: string
    readonly repository: string
  }) => Promise<GitHub>
  /** The client for the providers. Throws ConfigError where the environment forbids a safe one. */
  readonly openHttp: () => Promise<Http>
  readonly clock: SystemClock
  readonly log: Log
  readonly files: {
    /** A file of the workspace; undefined when it is not there. */
    readonly readWorkspace: (path: string) => Promise<string | undefined>
    /** Writes a file below a directory, which is made when missing; resolves with its path. */
    readonly write: (directory: string, name: string, text: string) => Promise<string>
  }
  readonly runner: {
    readonly setOutput: (name: string, value: string) => void
    /** Masks a value in the job's log, and redacts it wherever text leaves the program. */
    readonly setSecret: (value: string) => void
    readonly saveState: (name: string, value: string) => void
    readonly state: (name: string) => string
    readonly summary: (text: string) => Promise<void>
  }
  /** Takes secrets, tokens and personal data out of a text. Knows every secret set so far. */
  readonly redact: (text: string) => string
  /** Puts a number in the place of every secret set so far. */
  readonly hide: (text: string) => string
  /** Aborted with `Cancelled` by SIGINT or SIGTERM. */
  readonly signal: AbortSignal
}

/** One run, configured: what every mode starts from. */
export interface Session {
  readonly world: World
  readonly http: Http
  readonly inputs: Inputs
  readonly run: Run
  readonly github: GitHub
  /** Where the rollback workflow stands, by `rollback-token` where that is given. */
  readonly rollbackGitHub: GitHub
  /** The same two, each with the other token where its own has expired. */
  readonly lasting: { readonly github: GitHub; readonly rollbackGitHub: GitHub }
  readonly repository: Repository
  readonly settings: Settings
  /** Accepted signatures, by the file that lists them. */
  readonly accepted: AcceptedFiles['files']
  readonly connected: Connected
  readonly deploy: Deploy
  readonly facts: RunFacts
  readonly warnings: Set<string>
  /** GitHub's clock less the runner's, in milliseconds; 0 where it is not known. */
  readonly clockSkew: number
  /** Login that our own writes carry; learned from the first answer that names it. */
  identity: string
}

/** Configures a run. Throws ConfigError with every problem; nothing is written before it returns. */
export async function openSession(world: World, inputs: Inputs, run: Run): Promise<Session> {
  const startedAt = world.clock.now()
  const warnings = new Set<string>()
  const warn = (text: string): void => void warnings.add(text)
  const http = await world.openHttp()
  const forge = await openForge(world, inputs, run, warnings)
  const asking: Asking = { world, inputs, run, warnings, ...forge }
  const byHand = isByHand(inputs, run)
  const named = inputs.sha ?? run.deployedSha
  // A rollback by hand asks no backend: the names in its queries need no look-up.
  const version = inputs.version ?? (byHand ? '' : await versionOf(forge.github, named, warnings))
  const settings = await readSettings(asking, named, version)
  const accepted = await acceptedOf(asking, settings)
  const rollbackForge = await openRollbackForge(asking, settings)
  const runs: Pick<GitHub, 'dispatchedRuns'> = {
    dispatchedRuns: (...of) => rollbackForge.rollbackGitHub.dispatchedRuns(...of)
  }
  const live = byHand
    ? await liveCommit({ ...forge.github, ...runs }, inputs.environment, settings.rollback, warn)
    : undefined
  const deploy = deployOf(asking, settings, live ?? named, version)
  return {
    ...asking,
    ...rollbackForge,
    http,
    settings,
    accepted,
    connected: connect(settings, providers),
    deploy,
    facts: runFacts(inputs, run, settings, deploy, startedAt),
    identity: ACTIONS_BOT
  }
}

type Forge = Pick<Session, 'github' | 'repository' | 'clockSkew'>
type Asking = Forge & Pick<Session, 'world' | 'inputs' | 'run' | 'warnings'>

/** GitHub by the job's token. Its first answer also sets our clock. */
async function openForge(
  world: World,
  inputs: Inputs,
  run: Run,
  warnings: Set<string>
): Promise<Forge> {
  for (const token of [inputs.githubToken, inputs.rollbackToken]) world.runner.setSecret(token)
  const { githubToken: token, githubApiUrl: apiUrl } = inputs
  const github = await world.github({ token, apiUrl, repository: run.repository })
  const repository = await readRepository(github, run, warnings)
  const clockSkew = synchronise(world, github, warnings)
  return { github, repository, clockSkew }
}

/** GitHub by both tokens, of the repository that the rollback workflow stands in. */
async function openRollbackForge(
  { world, inputs, run, github }: Asking,
  { rollback }: Settings
): Promise<Pick<Session, 'rollbackGitHub' | 'lasting'>> {
  const { githubToken, rollbackToken, githubApiUrl: apiUrl } = inputs
  const elsewhere = rollback?.repository
  const hasOne = rollbackToken === githubToken
  const open = (token: string, repository: string): Promise<GitHub> =>
    world.github({ token, apiUrl, repository })
  if (elsewhere === undefined && hasOne) {
    return { rollbackGitHub: github, lasting: { github, rollbackGitHub: github } }
  }
  const rollbackGitHub = await open(rollbackToken, elsewhere ?? run.repository)
  if (hasOne) return { rollbackGitHub, lasting: { github, rollbackGitHub } }
  const [own, other] =
    elsewhere === undefined
      ? [rollbackGitHub, github]
      : await Promise.all([open(rollbackToken, run.repository), open(githubToken, elsewhere)])
  return {
    rollbackGitHub,
    lasting: {
      github: eitherToken(github, own),
      rollbackGitHub: eitherToken(rollbackGitHub, other)
    }
  }
}

/** A person's verdict needs no configuration, and least of all one that may be what is broken. */
const nothingAsked: Settings = {
  bake: { settle: 0, duration: 0, interval: 0, extend: 0, earlyStop: true, earlyPass: false },
  endpoints: new Map(),
  checks: [],
  falseAlarmRate: 0.01,
  onInconclusive: 'fail',
  report: { excerpts: 'none', links: {} }
}

async function readSettings(asking: Asking, sha: string, version: string): Promise<Settings> {
  const { world, inputs, run, github, repository, warnings } = asking
  if (inputs.mode === 'override') return nothingAsked
  const { text, origin } = await configText(inputs, run, {
    readWorkspace: world.files.readWorkspace,
    github,
    defaultBranch: repository.defaultBranch
  })
  const loaded = loadSettings(text, {
    file: origin,
    env: world.env,
    variables: inputs.variables,
    providers,
    grammars: await loadGrammars(languagesIn(text, providers)),
    overrides: inputs,
    // A job that finds a target is given no credential of a backend.
    asks: inputs.mode !== 'resolve',
    names: { environment: inputs.environment, service: inputs.service, sha, version }
  })
  for (const secret of loaded.secrets) world.runner.setSecret(secret)
  for (const warning of loaded.warnings) warnings.add(warning)
  return loaded.settings
}

async function acceptedOf(asking: Asking, { checks }: Settings): Promise<AcceptedFiles['files']> {
  const { world, inputs, run, github, repository, warnings } = asking
  // A job that finds a target judges nothing.
  if (inputs.mode === 'resolve') return new Map()
  const { readWorkspace } = world.files
  const { defaultBranch } = repository
  const read = await readAccepted(checks, run, { readWorkspace, github, defaultBranch })
  for (const warning of read.warnings) warnings.add(warning)
  return read.files
}

function deployOf(
  { inputs, run, world }: Asking,
  settings: Settings,
  sha: string,
  version: string
): Deploy {
  const deployedAt = inputs.deployedAt ?? world.clock.now()
  refuseFuture(deployedAt, world.clock.now())
  const gap = settings.checks[0]?.baseline.gap ?? 0
  return {
    repository: run.repository,
    environment: inputs.environment,
    service: inputs.service,
    sha,
    version: version === '' ? sha.slice(0, 7) : version,
    deployedAt,
    startedAt: inputs.deployStartedAt ?? deployedAt - gap
  }
}

/** Clocks differ by minutes; more than that is a mistake that would keep the job waiting. */
const latestDeploy = 15 * 60_000

function refuseFuture(deployedAt: number, now: number): void {
  if (deployedAt - now <= latestDeploy) return
  const minutes = Math.round((deployedAt - now) / 60_000)
  const message = `It lies ${minutes} minutes in the future. Give the instant at which the deploy finished.`
  throw new ConfigError('invalid-config', [{ path: 'deployed-at', message }])
}

export function runFacts(
  inputs: Inputs,
  run: Run,
  settings: Pick<Settings, 'onInconclusive' | 'report'> | undefined,
  deploy: Deploy,
  startedAt: number
): RunFacts {
  return {
    mode: inputs.mode,
    dryRun: inputs.dryRun,
    deploy,
    onInconclusive: settings?.onInconclusive ?? inputs.onInconclusive ?? 'fail',
    links: settings?.report.links ?? {},
    runUrl: run.runUrl,
    runId: run.runId,
    runAttempt: run.runAttempt,
    startedAt
  }
}

/** Also our first look at GitHub's clock. Its answer is convenient, never necessary. */
async function readRepository(
  github: GitHub,
  run: Run,
  warnings: Set<string>
): Promise<Repository> {
  try {
    return await github.repository()
  } catch (error) {
    if (!(error instanceof GitHubError)) throw error
    warnings.add(error.message)
    // Taken for public: nothing is shown that a public repository would not show.
    return { private: false, defaultBranch: run.defaultBranch ?? 'main' }
  }
}

function synchronise(world: World, github: GitHub, warnings: Set<string>): number {
  const skew = github.skew() ?? 0
  world.clock.synchronise(skew)
  if (Math.abs(skew) > 60_000) {
    const seconds = Math.round(skew / 1000)
    warnings.add(
      `The runner's clock is ${Math.abs(seconds)} s ${seconds > 0 ? 'behind' : 'ahead of'} GitHub's; GitHub's was used. Set the clock (NTP).`
    )
  }
  return skew
}

/** Events that start a workflow on a branch and speak of no deploy. */
const eventsWithoutDeploy = new Set(['workflow_dispatch', 'repository_dispatch', 'schedule'])

/** A rollback by hand goes back from what is live, not from the tip of the branch it was started on. */
function isByHand(inputs: Inputs, run: Run): boolean {
  const unnamed = inputs.mode === 'resolve' && inputs.sha === undefined
  return unnamed && eventsWithoutDeploy.has(run.event)
}

/** The release tag of the deployed commit, else its short SHA. */
async function versionOf(github: GitHub, sha: string, warnings: Set<string>): Promise<string> {
  try {
    return releaseTagOf(await github.tagsOf(sha), '*') ?? sha.slice(0, 7)
  } catch (error) {
    if (!(error instanceof GitHubError)) throw error
    warnings.add(error.message)
    return sha.slice(0, 7)
  }
}
