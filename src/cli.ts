#!/usr/bin/env node
import { realpathSync } from 'node:fs'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { runCommandLine } from './cli/run.js'
import type { Outside } from './cli/terminal.js'
import { runDemo } from './demo/story.js'

// The composition root of the command line: `dist/cli/index.js`, beside the bundle of the action.
process.exitCode = await runCommandLine(process.argv.slice(2), {
  env: process.env,
  now: () => Date.now(),
  read: readText,
  save: saveText,
  write: text => process.stdout.write(text),
  writeError: text => process.stderr.write(text),
  outside: reachOut,
  demo: ({ real }) =>
    runDemo({
      real,
      bundle: join(dirname(dirname(realpathSync(process.argv[1] ?? '.'))), 'index.js'),
      write: text => process.stdout.write(text),
      color: process.stdout.isTTY && process.env['NO_COLOR'] === undefined
    })
})

/** Loaded only by what asks: most commands ask nobody. */
async function reachOut(): Promise<Outside> {
  const [{ createHttp }, { systemClock }] = await Promise.all([
    import('./io/http.js'),
    import('./io/clock.js')
  ])
  const http = createHttp()
  const stop = new AbortController()
  process.once('SIGINT', () => {
    stop.abort(new Error('interrupted'))
  })
  return {
    http,
    clock: systemClock(),
    signal: stop.signal,
    close: () => {
      http.close()
    }
  }
}

/** A file's text; undefined when there is no such file. */
async function readText(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
  }
}

async function saveText(path: string, text: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true })
  await writeFile(path, text)
}
