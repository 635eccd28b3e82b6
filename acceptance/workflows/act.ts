import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import {
  chmodSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync
} from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, dirname, join, resolve } from 'node:path'
import { parse } from 'yaml'

const root = resolve(import.meta.dirname, '../..')

/** A repository on disk that holds the action and workflows that use it. */
export interface Project {
  readonly directory: string
  readonly sha: string
  /** What `./deploy` was called with, in order. */
  deployed(): readonly string[]
  remove(): void
}

export interface ActCall {
  readonly binary: string
  readonly project: Project
  readonly workflow: string
  readonly event: { readonly name: string; readonly payload: object }
  readonly token: string
  readonly env: Readonly<Record<string, string>>
}

export interface ActResult {
  readonly exitCode: number | null
  readonly output: string
}

/**
 * Writes the examples as workflows of a new repository. They change in three ways only: the action is the one
 * of this tree, the tree is checked out first, and no tag is checked out, since act has no other place for it.
 */
export function createProject(workflows: readonly string[], bundle: string): Project {
  const directory = mkdtempSync(join(tmpdir(), 'bakegate-act-'))
  const log = join(directory, '.git/deployed')
  mkdirSync(join(directory, '.github/workflows'), { recursive: true })
  cpSync(join(root, 'action.yml'), join(directory, 'action.yml'))
  cpSync(dirname(bundle), join(directory, 'dist'), { recursive: true })
  for (const file of workflows) {
    const text = JSON.stringify(adapted(readFileSync(join(root, 'examples', file), 'utf8')))
    writeFileSync(join(directory, '.github/workflows', file), text)
  }
  writeFileSync(join(directory, 'deploy'), `#!/bin/sh\necho "$1" >> '${log}'\n`)
  chmodSync(join(directory, 'deploy'), 0o755)
  const git = (...options: string[]): string =>
    execFileSync('git', ['-C', directory, ...identity, ...options], { encoding: 'utf8' }).trim()
  git('init', '-q', '-b', 'main')
  git('remote', 'add', 'origin', 'https://github.com/acme/shop.git')
  git('add', '.')
  git('commit', '-q', '-m', 'Release v1.1.0')
  writeFileSync(log, '')
  return {
    directory,
    sha: git('rev-parse', 'HEAD'),
    deployed: () => readFileSync(log, 'utf8').split('\n').filter(Boolean),
    remove: () => rmSync(directory, { recursive: true, force: true })
  }
}

const identity = ['-c', 'user.name=test', '-c', 'user.email=test@example.com']

type Step = Readonly<Record<string, unknown>> & { readonly uses?: string }

function adapted(source: string): object {
  const workflow = parse(source) as {
    readonly jobs: Readonly<Record<string, { readonly steps: readonly Step[] }>>
  }
  const jobs = Object.entries(workflow.jobs).map(([name, job]) => {
    const steps = job.steps
      .filter(({ uses }) => uses?.startsWith('actions/checkout@') !== true)
      .map(step => (step.uses?.startsWith('bakegate/') === true ? { ...step, uses: './' } : step))
    return [name, { ...job, steps: [{ uses: 'actions/checkout@v6' }, ...steps] }]
  })
  return { ...workflow, jobs: Object.fromEntries(jobs) as object }
}

/** Runs a workflow with the host as its runner. act obeys neither permissions nor concurrency. */
export function runAct(call: ActCall): {
  readonly finished: Promise<ActResult>
  readonly kill: () => void
} {
  const { project, env } = call
  const work = mkdtempSync(join(tmpdir(), 'bakegate-act-run-'))
  const event = join(work, 'event.json')
  writeFileSync(event, JSON.stringify(call.event.payload))
  const options = [
    ...[call.event.name, '-W', `.github/workflows/${call.workflow}`, '-e', event],
    ...['-P', 'ubuntu-latest=-self-hosted', '-s', `GITHUB_TOKEN=${call.token}`],
    '--no-cache-server',
    ...Object.entries(env).flatMap(([name, value]) => ['--env', `${name}=${value}`])
  ]
  const child = spawn(call.binary, options, {
    cwd: project.directory,
    env: {
      ...process.env,
      // Whichever node stands first runs the action.
      PATH: [dirname(process.execPath), process.env['PATH']].join(delimiter),
      // Nobody's own settings of act are read.
      HOME: work,
      XDG_CONFIG_HOME: join(work, 'config'),
      XDG_CACHE_HOME: join(work, 'cache')
    }
  })
  const finished = ended(child).finally(() => rmSync(work, { recursive: true, force: true }))
  return { finished, kill: () => void child.kill('SIGTERM') }
}

function ended(child: ChildProcess): Promise<ActResult> {
  let output = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8').on('data', (text: string) => void (output += text))
  }
  return new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('close', exitCode => resolve({ exitCode, output }))
  })
}
