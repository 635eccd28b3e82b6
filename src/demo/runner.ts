import { type ChildProcess, spawn } from 'node:child_process'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { parseFileCommands } from './file-commands.js'

/** What a runner knows when it starts a JavaScript action. */
export interface ActionCall {
  /** Path of the bundle: `dist/index.js`. */
  readonly bundle: string
  /** The Node.js that runs it; default: the one running now. */
  readonly node?: string
  /** By their names in `action.yml`, hyphens and all; the runner upper-cases them. Defaults are not filled in. */
  readonly inputs: Readonly<Record<string, string>>
  /** Beside the variables that every runner sets; wins over them. */
  readonly env?: Readonly<Record<string, string>>
  readonly event: { readonly name: string; readonly payload: unknown }
  readonly github: {
    readonly apiUrl: string
    /** owner/name */
    readonly repository: string
    readonly sha: string
    /** refs/heads/main */
    readonly ref: string
    readonly runId: string
    readonly actor?: string
    readonly workflow?: string
    readonly job?: string
    readonly serverUrl?: string
  }
  /** A directory for this run alone: RUNNER_TEMP, HOME, the workspace and the command files. Made if missing. */
  readonly directory: string
  /** Run the post step as well, as the runner always does; default true. */
  readonly post?: boolean
  /** Milliseconds until each of the two steps is killed; default 5 minutes. */
  readonly timeout?: number
  /** Called with every line of standard output, as it comes, workflow commands included. */
  readonly onLine?: (line: string) => void
}

export interface StepResult {
  /** null: ended by a signal */
  readonly exitCode: number | null
  readonly stdout: string
  readonly stderr: string
  readonly durationMs: number
}

export interface ActionResult extends StepResult {
  /** What the step wrote to GITHUB_OUTPUT. */
  readonly outputs: Readonly<Record<string, string>>
  /** What it saved for its post step. */
  readonly state: Readonly<Record<string, string>>
  /** The job summary as Markdown, the post step's part included. */
  readonly summary: string
  /** Absent with `post: false`. */
  readonly post?: StepResult
  readonly runnerTemp: string
}

export interface RunningAction {
  readonly finished: Promise<ActionResult>
  /** Sends a signal to the main step; false when it is over. */
  kill(signal: NodeJS.Signals): boolean
  /** As the runner cancels: SIGINT, 7.5 s later SIGTERM, 2.5 s later SIGKILL. */
  cancel(): void
}

const DEFAULT_TIMEOUT = 5 * 60_000
/** From the runner's ProcessInvoker: how long it waits after SIGINT, and after SIGTERM. */
const AFTER_SIGINT = 7_500
const AFTER_SIGTERM = 2_500

/** Runs an action to its end. Rejects only when it cannot be started at all. */
export function runAction(call: ActionCall): Promise<ActionResult> {
  return startAction(call).finished
}

/** Starts `node dist/index.js` with a runner's environment and nothing else (`env -i`), then its post step. */
export function startAction(call: ActionCall): RunningAction {
  const main: { step?: Step; killed?: NodeJS.Signals } = {}
  const finished = play(call, step => {
    main.step = step
    if (main.killed !== undefined) step.kill(main.killed)
  })
  const kill = (signal: NodeJS.Signals): boolean => {
    if (main.step === undefined) main.killed = signal
    return main.step?.kill(signal) ?? true
  }
  return { finished, kill, cancel: () => cancel(kill) }
}

interface Step {
  readonly finished: Promise<StepResult>
  kill(signal: NodeJS.Signals): boolean
}

async function play(call: ActionCall, onStart: (step: Step) => void): Promise<ActionResult> {
  const files = await prepare(call)
  const env = environment(call, files)
  const step = start(call, env)
  onStart(step)
  const main = await step.finished
  const state = parseFileCommands(await readFile(files.state, 'utf8'))
  const withState = { ...env, ...prefixed('STATE_', state) }
  const post = call.post === false ? undefined : await start(call, withState).finished
  return {
    ...main,
    outputs: parseFileCommands(await readFile(files.output, 'utf8')),
    state,
    summary: await readFile(files.summary, 'utf8'),
    ...(post === undefined ? {} : { post }),
    runnerTemp: files.temp
  }
}

interface Files {
  readonly temp: string
  readonly workspace: string
  readonly event: string
  readonly output: string
  readonly state: string
  readonly summary: string
  readonly path: string
  readonly env: string
}

/** The runner makes the command files before the step starts; the toolkit refuses to write to missing ones. */
async function prepare(call: ActionCall): Promise<Files> {
  const place = (name: string): string => resolve(call.directory, name)
  const files: Files = {
    temp: place('temp'),
    workspace: place('workspace'),
    event: place('event.json'),
    output: place('output'),
    state: place('state'),
    summary: place('summary.md'),
    path: place('path'),
    env: place('env')
  }
  await mkdir(files.temp, { recursive: true })
  await mkdir(files.workspace, { recursive: true })
  await writeFile(files.event, JSON.stringify(call.event.payload))
  for (const file of [files.output, files.state, files.summary, files.path, files.env]) {
    await writeFile(file, '')
  }
  return files
}

function environment(call: ActionCall, files: Files): Record<string, string> {
  const { github } = call
  const [owner = ''] = github.repository.split('/')
  return {
    PATH: process.env.PATH ?? '',
    HOME: resolve(call.directory),
    CI: 'true',
    GITHUB_ACTIONS: 'true',
    GITHUB_API_URL: github.apiUrl,
    GITHUB_SERVER_URL: github.serverUrl ?? 'https://github.com',
    GITHUB_REPOSITORY: github.repository,
    GITHUB_REPOSITORY_OWNER: owner,
    GITHUB_EVENT_NAME: call.event.name,
    GITHUB_EVENT_PATH: files.event,
    GITHUB_SHA: github.sha,
    GITHUB_REF: github.ref,
    GITHUB_REF_NAME: github.ref.replace(/^refs\/(heads|tags)\//, ''),
    GITHUB_REF_TYPE: github.ref.startsWith('refs/tags/') ? 'tag' : 'branch',
    GITHUB_RUN_ID: github.runId,
    GITHUB_RUN_NUMBER: '1',
    GITHUB_RUN_ATTEMPT: '1',
    GITHUB_WORKFLOW: github.workflow ?? 'deploy',
    GITHUB_WORKFLOW_REF: `${github.repository}/.github/workflows/deploy.yml@${github.ref}`,
    GITHUB_JOB: github.job ?? 'gate',
    GITHUB_ACTOR: github.actor ?? 'octocat',
    GITHUB_WORKSPACE: files.workspace,
    GITHUB_OUTPUT: files.output,
    GITHUB_STATE: files.state,
    GITHUB_STEP_SUMMARY: files.summary,
    GITHUB_PATH: files.path,
    GITHUB_ENV: files.env,
    RUNNER_TEMP: files.temp,
    RUNNER_OS: 'Linux',
    RUNNER_ARCH: 'X64',
    ...prefixed('INPUT_', inputNames(call.inputs)),
    ...call.env
  }
}

/** The runner upper-cases a name and turns blanks into underscores; hyphens stay. */
function inputNames(inputs: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(inputs).map(([name, value]) => [name.replace(/ /g, '_').toUpperCase(), value])
  )
}

function prefixed(
  prefix: string,
  values: Readonly<Record<string, string>>
): Record<string, string> {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [prefix + name, value]))
}

function start(call: ActionCall, env: Record<string, string>): Step {
  const began = performance.now()
  const child = spawn(call.node ?? process.execPath, [resolve(call.bundle)], {
    env,
    cwd: env.GITHUB_WORKSPACE,
    stdio: ['ignore', 'pipe', 'pipe']
  })
  const deadline = setTimeout(() => child.kill('SIGKILL'), call.timeout ?? DEFAULT_TIMEOUT)
  const stdout = collect(child.stdout, call.onLine)
  const stderr = collect(child.stderr)
  const finished = ended(child)
    .finally(() => clearTimeout(deadline))
    .then(exitCode => ({
      exitCode,
      stdout: stdout(),
      stderr: stderr(),
      durationMs: Math.round(performance.now() - began)
    }))
  return { finished, kill: signal => child.kill(signal) }
}

function ended(child: ChildProcess): Promise<number | null> {
  return new Promise((done, reject) => {
    child.once('error', reject)
    child.once('close', code => done(code))
  })
}

/** Gathers a stream's text; the returned function gives what has come so far. */
function collect(stream: NodeJS.ReadableStream, onLine?: (line: string) => void): () => string {
  let text = ''
  let rest = ''
  stream.setEncoding('utf8')
  stream.on('data', (chunk: string) => {
    text += chunk
    const lines = (rest + chunk).split('\n')
    rest = lines.pop() ?? ''
    for (const line of lines) onLine?.(line.replace(/\r$/, ''))
  })
  stream.on('end', () => {
    if (rest !== '') onLine?.(rest)
  })
  return () => text
}

function cancel(kill: (signal: NodeJS.Signals) => boolean): void {
  kill('SIGINT')
  const terminate = setTimeout(() => {
    kill('SIGTERM')
    setTimeout(() => kill('SIGKILL'), AFTER_SIGTERM).unref()
  }, AFTER_SIGINT)
  terminate.unref()
}
