// A runner for Gitea that carries a job out with act on the host. Gitea's own runner is act behind this protocol, but
// its module cannot be had everywhere. Protocol: code.gitea.io/actions-proto-go, runner.v1.RunnerService, as Connect
// with JSON; one job at a time a task, its log and its end told, nothing else.
import { spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

const POLL = 500
const LABELS = ['ubuntu-latest']

/**
 * Registers and works until `signal` is aborted. `act` is the binary, `clone(repository, sha, to)` brings a
 * repository onto the disk, `actions` replaces `owner/name@ref` by a folder.
 */
export async function runJobs({
  root,
  registration,
  directory,
  act,
  node,
  clone,
  actions,
  signal
}) {
  const { runner } = await call(root, 'Register', {
    name: 'host',
    token: registration,
    labels: LABELS
  })
  const credentials = { 'x-runner-uuid': runner.uuid, 'x-runner-token': runner.token }
  const ask = (method, message) => call(root, method, message, credentials)
  await ask('Declare', { version: 'act', labels: LABELS })
  const working = new Set()
  while (!signal.aborted) {
    const { task } = await ask('FetchTask', { tasksVersion: '0' }).catch(
      error => (console.error(String(error)), {})
    )
    if (task === undefined) await sleep(POLL)
    else {
      const job = carryOut(task, { directory, act, node, clone, actions, ask }).finally(() =>
        working.delete(job)
      )
      working.add(job)
    }
  }
  await Promise.all(working)
}

async function call(root, method, message, headers = {}) {
  const response = await fetch(`${root}/api/actions/runner.v1.RunnerService/${method}`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', ...headers },
    body: JSON.stringify(message)
  })
  const text = await response.text()
  if (!response.ok) throw new Error(`${method} answered ${response.status}: ${text}`)
  return JSON.parse(text)
}

async function carryOut(task, { directory, act, node, clone, actions, ask }) {
  const { context, secrets = {} } = task
  const place = mkdtempSync(join(directory, 'job-'))
  const tree = join(place, 'tree')
  clone(context.repository, context.sha, tree)
  const workflow = join(place, 'workflow.yml')
  writeFileSync(workflow, Buffer.from(task.workflowPayload, 'base64'))
  const event = join(place, 'event.json')
  writeFileSync(event, JSON.stringify(context.event))
  mkdirSync(join(place, 'home'))
  const startedAt = new Date().toISOString()
  const { code, output } = await run(act, {
    cwd: tree,
    env: {
      PATH: `${node}:${process.env.PATH}`,
      HOME: join(place, 'home'),
      XDG_CACHE_HOME: join(place, 'cache')
    },
    args: [
      ...[context.event_name, '-W', workflow, '-e', event, '-P', 'ubuntu-latest=-self-hosted'],
      ...[
        '--env',
        `GITHUB_API_URL=${context.api_url}`,
        '--env',
        `GITHUB_SERVER_URL=${context.server_url}`
      ],
      ...[
        '--env',
        `GITHUB_REPOSITORY=${context.repository}`,
        '--env',
        `GITHUB_RUN_ID=${context.run_id}`
      ],
      ...['--env', `GITHUB_SHA=${context.sha}`, '--env', `GITHUB_REF=${context.ref}`],
      ...Object.entries(actions).flatMap(([name, path]) => [
        '--local-repository',
        `${name}=${path}`
      ]),
      ...Object.entries({ ...secrets, GITHUB_TOKEN: context.token }).flatMap(([name, value]) => [
        '-s',
        `${name}=${value}`
      ])
    ]
  })
  writeFileSync(join(place, 'log.txt'), output)
  await tellLog(task, output, ask)
  const result = code === 0 ? 'RESULT_SUCCESS' : 'RESULT_FAILURE'
  const state = { id: task.id, result, startedAt, stoppedAt: new Date().toISOString(), steps: [] }
  await ask('UpdateTask', { state })
}

async function tellLog(task, output, ask) {
  const time = new Date().toISOString()
  const rows = output.split('\n').map(content => ({ time, content }))
  await ask('UpdateLog', { taskId: task.id, index: '0', rows, noMore: true })
}

function run(command, { cwd, env, args }) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] })
    let output = ''
    for (const stream of [child.stdout, child.stderr]) stream.on('data', data => (output += data))
    child.once('error', reject)
    child.once('close', code => resolve({ code, output }))
  })
}
