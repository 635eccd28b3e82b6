import { type ChildProcess, spawn } from 'node:child_process'
import { constants } from 'node:fs'
import { access, mkdir, rm, writeFile } from 'node:fs/promises'
import { createServer, type AddressInfo } from 'node:net'
import { delimiter, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { LogLine } from './shop.js'

/** A real server's process. */
export interface RealServer {
  readonly url: string
  close(): Promise<void>
}

export interface RealLogs extends RealServer {
  add(line: LogLine): void
}

/** The first executable of that name in `directories`, then on PATH. */
export async function findBinary(
  name: string,
  directories: readonly string[]
): Promise<string | undefined> {
  const path = (process.env.PATH ?? '').split(delimiter).filter(directory => directory !== '')
  for (const directory of [...directories, ...path]) {
    const file = join(directory, name)
    const found = await access(file, constants.X_OK).then(
      () => true,
      () => false
    )
    if (found) return file
  }
  return undefined
}

/** Prometheus itself, scraping the shop. Resolves when the first scrape is there: it hands out its targets after 5 s. */
export async function startRealPrometheus(options: {
  readonly binary: string
  readonly directory: string
  readonly job: string
  readonly target: string
  /** Milliseconds between scrapes. */
  readonly every: number
}): Promise<RealServer> {
  const directory = join(options.directory, 'prometheus')
  await mkdir(directory, { recursive: true })
  const scrape = {
    job_name: options.job,
    scrape_interval: `${options.every}ms`,
    scrape_timeout: `${options.every}ms`,
    static_configs: [{ targets: [new URL(options.target).host] }]
  }
  // JSON is YAML.
  const config = join(directory, 'prometheus.yml')
  await writeFile(config, JSON.stringify({ scrape_configs: [scrape] }))
  const port = await freePort()
  const url = `http://127.0.0.1:${port}`
  const child = spawn(
    options.binary,
    [
      `--config.file=${config}`,
      `--storage.tsdb.path=${join(directory, 'data')}`,
      `--web.listen-address=127.0.0.1:${port}`
    ],
    { stdio: 'ignore' }
  )
  const close = closing(child, directory)
  await until('Prometheus', child, async () => (await scraped(url)) > 0).catch(failure(close))
  return { url, close }
}

/** VictoriaLogs itself, fed with the shop's lines a few times a second. */
export async function startRealLogs(options: {
  readonly binary: string
  readonly directory: string
}): Promise<RealLogs> {
  const directory = join(options.directory, 'victoria-logs')
  const port = await freePort()
  const url = `http://127.0.0.1:${port}`
  const child = spawn(
    options.binary,
    [`-storageDataPath=${directory}`, `-httpListenAddr=127.0.0.1:${port}`],
    { stdio: 'ignore' }
  )
  const end = closing(child, directory)
  await until('VictoriaLogs', child, () => answers(`${url}/health`)).catch(failure(end))
  const waiting: LogLine[] = []
  const timer = setInterval(() => void push(url, waiting.splice(0)), PUSH_EVERY)
  return {
    url,
    add: line => waiting.push(line),
    close: () => {
      clearInterval(timer)
      return end()
    }
  }
}

const PUSH_EVERY = 200

/** Lines that a server refuses are lost, as a shipper without a disk loses them; the gate then judges what is there. */
async function push(url: string, lines: readonly LogLine[]): Promise<void> {
  if (lines.length === 0) return
  const rows = lines.map(({ at, fields }) =>
    JSON.stringify({ ...fields, _time: new Date(at).toISOString() })
  )
  const query = '_stream_fields=app&_time_field=_time&_msg_field=_msg'
  await fetch(`${url}/insert/jsonline?${query}`, {
    method: 'POST',
    headers: { 'content-type': 'application/stream+json' },
    body: `${rows.join('\n')}\n`
  }).catch(() => undefined)
}

async function scraped(url: string): Promise<number> {
  const response = await fetch(`${url}/api/v1/query?query=up`).catch(() => undefined)
  if (response?.ok !== true) return 0
  const { data } = (await response.json()) as { data: { result: { value: [number, string] }[] } }
  return data.result.filter(({ value }) => value[1] === '1').length
}

function answers(url: string): Promise<boolean> {
  return fetch(url).then(
    response => response.ok,
    () => false
  )
}

const START_TIMEOUT = 20_000

async function until(
  name: string,
  child: ChildProcess,
  ready: () => Promise<boolean>
): Promise<void> {
  const deadline = performance.now() + START_TIMEOUT
  const failed: { cause?: Error } = {}
  child.once('error', cause => (failed.cause = cause))
  while (!(await ready())) {
    if (failed.cause !== undefined) throw failed.cause
    if (child.exitCode !== null) throw new Error(`${name} ended at once (${child.exitCode}).`)
    if (performance.now() > deadline) throw new Error(`${name} was not ready after 20 s.`)
    await sleep(100)
  }
}

function failure(close: () => Promise<void>): (cause: unknown) => Promise<never> {
  return async cause => {
    await close()
    throw cause
  }
}

/** SIGTERM, and SIGKILL when that is not obeyed for three seconds; then its data go. */
function closing(child: ChildProcess, directory: string): () => Promise<void> {
  const ended = new Promise<void>(resolve => {
    child.once('exit', () => resolve())
    child.once('error', () => resolve())
  })
  return async () => {
    child.kill('SIGTERM')
    const hard = setTimeout(() => child.kill('SIGKILL'), 3_000)
    await ended
    clearTimeout(hard)
    await rm(directory, { recursive: true, force: true })
  }
}

async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(0, '127.0.0.1', resolve)
  })
  const { port } = server.address() as AddressInfo
  await new Promise(resolve => server.close(resolve))
  return port
}
