import { type ChildProcess, spawn } from 'node:child_process'
import { accessSync, constants, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs'
import { connect, createServer } from 'node:net'
import { homedir, tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, test } from '@jest/globals'

/** A real server on a free port of loopback, its data in a directory of its own. */
export interface LiveServer {
  readonly url: string
  readonly directory: string
  /** Sends a signal to this process and to no other. */
  signal(signal: NodeJS.Signals): void
  /** Ends it by its process id and removes its data. */
  close(): Promise<void>
}

const readyWithin = 30_000

/** The file of a server that `script/servers` or the system installed. */
export function binaryOf(name: string): string | undefined {
  const cache = process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache')
  const directories = [
    join(cache, 'bakegate', 'bin'),
    ...(process.env['PATH'] ?? '').split(delimiter).filter(path => path !== '')
  ]
  return directories.map(directory => join(directory, name)).find(isExecutable)
}

/**
 * Describes tests that need these servers. Where one is missing they are reported as skipped, with the
 * reason in their name; in CI that is a failure.
 */
export function describeLive(name: string, needs: readonly string[], body: () => void): void {
  const missing = needs.filter(need => binaryOf(need) === undefined)
  if (missing.length === 0) {
    describe(name, body)
    return
  }
  const reason = `${missing.join(', ')} not installed; run script/servers and script/clients`
  if (process.env['CI'] === 'true') {
    test(`${name} (${reason})`, () => expect(missing).toEqual([]))
  } else {
    test.skip(`${name} (${reason})`, () => undefined)
  }
}

export interface StartOptions {
  readonly binary: string
  /** Arguments; the port and the directory are known by now. */
  readonly arguments: (port: number, directory: string) => readonly string[]
  /** Answers 200 when the server is ready. Absent: it speaks no HTTP, and is ready when it takes connections. */
  readonly readyPath?: string
  /** For servers that take no port above it; default: whatever is free. */
  readonly highestPort?: number
  /** Beside the environment of the tests; the directory is known by now. */
  readonly environment?: (directory: string) => Readonly<Record<string, string>>
  /** Prepares the directory before the start. */
  readonly prepare?: (directory: string, port: number) => void | Promise<void>
}

export async function startServer(options: StartOptions): Promise<LiveServer> {
  const binary = binaryOf(options.binary)
  if (binary === undefined) throw new Error(`${options.binary} is not installed.`)
  const directory = mkdtempSync(join(tmpdir(), `bakegate-${options.binary}-`))
  const port = await freePort(options.highestPort)
  await options.prepare?.(directory, port)
  const log = join(directory, 'server.log')
  const output = openSync(log, 'w')
  const child = spawn(binary, options.arguments(port, directory), {
    env: { ...process.env, ...options.environment?.(directory) },
    stdio: ['ignore', output, output]
  })
  const server = handleOf(child, port, directory)
  try {
    await untilReady(child, server.url, options.readyPath)
  } catch (error) {
    const said = readFileSync(log, 'utf8').slice(-2_000)
    await server.close()
    throw new Error(`${options.binary} did not start:\n${said}`, { cause: error })
  }
  return server
}

/** Waits until `ready` says so; a wait without an end fails the test. */
export async function until(
  what: string,
  ready: () => boolean | Promise<boolean>,
  within = readyWithin
): Promise<void> {
  const deadline = performance.now() + within
  while (!(await ready())) {
    if (performance.now() > deadline) throw new Error(`${what}: not within ${within} ms`)
    await sleep(50)
  }
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}

function handleOf(child: ChildProcess, port: number, directory: string): LiveServer {
  const ended = new Promise<void>(resolve => child.once('exit', () => resolve()))
  const running = (): boolean => child.exitCode === null && child.signalCode === null
  return {
    url: `http://127.0.0.1:${port}`,
    directory,
    signal: signal => void child.kill(signal),
    close: async () => {
      if (running()) {
        child.kill('SIGCONT')
        child.kill('SIGTERM')
        const impatience = setTimeout(() => child.kill('SIGKILL'), 5_000)
        await ended
        clearTimeout(impatience)
      }
      rmSync(directory, { recursive: true, force: true })
    }
  }
}

async function untilReady(child: ChildProcess, url: string, path?: string): Promise<void> {
  await until(`the server at ${url} is ready`, async () => {
    if (child.exitCode !== null) throw new Error(`ended with ${child.exitCode}`)
    if (path === undefined) return takesConnections(Number(new URL(url).port))
    return fetch(`${url}${path}`).then(
      ({ ok }) => ok,
      () => false
    )
  })
}

function takesConnections(port: number): Promise<boolean> {
  return new Promise(resolve => {
    const socket = connect({ port, host: '127.0.0.1' })
    socket.once('error', () => resolve(false))
    socket.once('connect', () => {
      socket.destroy()
      resolve(true)
    })
  })
}

/** Below `highest` chance decides, until one is free. */
export async function freePort(highest?: number): Promise<number> {
  const wanted = highest === undefined ? 0 : 2_000 + Math.floor(Math.random() * (highest - 2_000))
  const server = createServer()
  const listening = await new Promise<boolean>(resolve => {
    server.once('error', () => resolve(false))
    server.listen(wanted, '127.0.0.1', () => resolve(true))
  })
  if (!listening) return freePort(highest)
  const address = server.address()
  await new Promise(resolve => server.close(resolve))
  if (typeof address !== 'object' || address === null) throw new Error('no free port')
  return address.port
}
