import * as core from '@actions/core'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { Cancelled } from './errors.js'
import { systemClock } from './io/clock.js'
import { main } from './main.js'
import { inertLine } from './report/inert.js'
import { createHider, createRedactor } from './report/redact.js'
import type { World } from './session.js'
import type { Log } from './world.js'

/** GitHub shows ten annotations of a kind; more than a few are noise. */
const mostAnnotations = 3

const secrets = new Set<string>()
let redactor = createRedactor([])
let hider = createHider([])
const redact = (text: string): string => redactor(text)

const cancellation = new AbortController()
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.on(signal, () => cancellation.abort(new Cancelled(signal)))
}
// A defect of ours somewhere in the background: the run ends, and never green.
process.on('unhandledRejection', error => {
  cancellation.abort(error instanceof Error ? error : new Error('unknown error'))
})

/** Octokit writes deprecations and requests to the console; whatever leaves this program goes through `log`. */
const silent = {
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined
}

const clock = systemClock()
const log = createLog()
const clients = new Set<{ close(): void }>()

const world: World = {
  env: process.env,
  event: readEvent(),
  input: name => core.getInput(name),
  github: async ({ token, apiUrl, repository }) => {
    const { getOctokit } = await import('@actions/github')
    const { createGitHub } = await import('./io/github.js')
    const [owner = '', repo = ''] = repository.split('/')
    const octokit = getOctokit(token, { baseUrl: apiUrl, log: silent })
    return createGitHub(octokit, { owner, repo, clock, signal: cancellation.signal })
  },
  openHttp: async () => {
    const { createHttp } = await import('./io/http.js')
    const http = createHttp()
    clients.add(http)
    return http
  },
  clock,
  log,
  files: {
    readWorkspace: path => readText(join(process.env['GITHUB_WORKSPACE'] ?? '.', path)),
    write: async (directory, name, text) => {
      await mkdir(directory, { recursive: true })
      const path = resolve(directory, name)
      await writeFile(path, text)
      return path
    }
  },
  runner: {
    setOutput: (name, value) => core.setOutput(name, value),
    setSecret: value => {
      if (value === '' || secrets.has(value)) return
      core.setSecret(value)
      secrets.add(value)
      redactor = createRedactor([...secrets])
      hider = createHider([...secrets])
    },
    saveState: (name, value) => core.saveState(name, value),
    state: name => core.getState(name),
    summary: async text => {
      await core.summary.addRaw(text).write({ overwrite: true })
    }
  },
  redact,
  hide: text => hider(text),
  signal: cancellation.signal
}

await run()

async function run(): Promise<void> {
  try {
    if (core.getState('main') === 'started') {
      const { post } = await import('./post.js')
      return await post(world)
    }
    core.saveState('main', 'started')
    const { code, headline } = await main(world)
    if (code !== 0) core.setFailed(inertLine(redact(headline)))
  } catch (error) {
    // main answers for everything; this is what even it did not foresee.
    core.setFailed(inertLine(redact(error instanceof Error ? error.message : 'unknown error')))
  } finally {
    for (const client of clients) client.close()
    // A socket of GitHub's client may be kept alive for a while; nobody waits for it.
    setTimeout(() => process.exit(), 500).unref()
  }
}

/** Every line is redacted and holds no workflow command, whatever it quotes. */
function createLog(): Log {
  let annotations = 0
  const clean = (line: string): string => inertLine(redact(line))
  const annotated = (write: (line: string) => void, word: string) => (line: string) => {
    annotations += 1
    if (annotations <= mostAnnotations) write(clean(line))
    else core.info(`${word}: ${clean(line)}`)
  }
  return {
    info: line => core.info(clean(line)),
    debug: line => core.debug(clean(line)),
    warning: annotated(core.warning, 'warning'),
    error: annotated(core.error, 'error')
  }
}

function readEvent(): unknown {
  const path = process.env['GITHUB_EVENT_PATH']
  if (path === undefined || path === '') return {}
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as unknown
  } catch {
    return {}
  }
}

async function readText(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8')
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined
    throw error
  }
}
