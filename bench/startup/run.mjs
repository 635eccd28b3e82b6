// How much processor time the action takes to start, against a bundle that only imports the libraries that
// such an action cannot do without. Both are built by ncc in this run, all run in turn:
// script/node bench/startup/run.mjs [BUNDLE [RUNS [start]]]
// `start` ends with a mistake in an input; `configured` loads every part, reads a configuration with a
// mistake in it and asks a GitHub that is not there, which takes some seconds of waiting: `start` leaves it out.
import { execFileSync } from 'node:child_process'
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'

const RUNS = Number(process.argv[3] ?? 21)
const MOST = 1.25

const root = resolve(import.meta.dirname, '../..')
const cache = join(root, '.cache/startup')

const bundle = process.argv[2] ?? built()
const floor = floorBundle()
const mistaken = { INPUT_MODE: 'none' }
const configured = {
  'INPUT_CONFIG-INLINE': 'version: 1\nendpoints: {}\nchecks: []',
  'INPUT_GITHUB-API-URL': 'http://127.0.0.1:9'
}
const starts = process.argv[4] === 'start' ? { start: mistaken } : { start: mistaken, configured }
const times = { start: [], configured: [], floor: [] }
for (let run = 0; run < RUNS; run += 1) {
  for (const name in starts) times[name].push(processorTime(bundle, starts[name]))
  times.floor.push(processorTime(floor, {}))
}
const least = median(times.floor)
console.log(`libraries alone ${least} ms (medians of ${RUNS} runs, user and system)`)
for (const name in starts) {
  const own = median(times[name])
  console.log(`${name} ${own} ms, ratio ${(own / least).toFixed(2)}`)
}
const ratio = median(times.start) / least
console.log(`at most ${MOST} is wanted of the start`)
process.exitCode = ratio <= MOST ? 0 : 1

function built() {
  execFileSync(join(root, 'script/build'), [join(cache, 'dist')], { stdio: 'inherit' })
  return join(cache, 'dist/index.js')
}

function floorBundle() {
  const directory = join(cache, 'floor')
  rmSync(directory, { recursive: true, force: true })
  mkdirSync(directory, { recursive: true })
  const source = join(directory, 'source.mjs')
  writeFileSync(
    source,
    `import * as core from '@actions/core'
import { getOctokit } from '@actions/github'
import axios from 'axios'
getOctokit('token')
axios.create()
core.setFailed('nothing to do')
`
  )
  const ncc = join(root, 'node_modules/@vercel/ncc/dist/ncc/cli.js')
  const options = ['build', source, '-o', join(directory, 'dist'), '--target', 'es2022', '--quiet']
  execFileSync(process.execPath, [ncc, ...options], { stdio: 'inherit' })
  // ncc names the file after the extension of its source.
  return join(directory, 'dist/index.mjs')
}

/** Milliseconds of user and system time, as the shell counts those of the processes it waited for. */
function processorTime(file, inputs) {
  const environment = {
    PATH: process.env.PATH,
    GITHUB_REPOSITORY: 'acme/shop',
    GITHUB_RUN_ID: '1',
    GITHUB_SHA: 'a'.repeat(40),
    'INPUT_GITHUB-TOKEN': 'none',
    ...inputs
  }
  const script = '"$0" "$1" >/dev/null 2>&1; times'
  const told = execFileSync('bash', ['--norc', '-c', script, process.execPath, file], {
    env: environment,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit']
  })
  const [user = '', system = ''] = (told.split('\n')[1] ?? '').split(' ')
  return milliseconds(user) + milliseconds(system)
}

/** `0m0.123s` is 123. */
function milliseconds(text) {
  const [, minutes, seconds] = /^(\d+)m([\d.]+)s$/.exec(text) ?? []
  return Math.round((Number(minutes) * 60 + Number(seconds)) * 1000)
}

function median(values) {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.floor(sorted.length / 2)]
}
