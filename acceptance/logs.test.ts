import { expect, test } from '@jest/globals'
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import type { ActionResult } from '../src/demo/runner.js'
import { FEW_LOOKS, LIVE, type Part, ROLLBACK } from './support/configuration.js'
import type { StoredLine } from './support/lines.js'
import { PEAK, peakOf, workOf } from './support/peak.js'
import { publish, type Scene, useScenes } from './support/scene.js'
import { resultOf } from './support/told.js'

const open = useScenes()
const SECOND = 1_000
const MINUTE = 60_000

const signatures: Part = {
  name: 'new error signatures',
  endpoint: 'lines',
  logs: '{app="shop"}',
  'new-signatures': { max: 0, 'min-count': 3 },
  accepted: ['.github/bakegate-accepted.txt']
}
const judging = (check: Part = {}, ...more: readonly Part[]) =>
  open({ config: [{ checks: [{ ...signatures, ...check }] }, ...more] })

function every(
  start: number,
  end: number,
  count: number,
  text: (index: number) => string
): readonly StoredLine[] {
  const step = (end - start) / count
  return Array.from({ length: count }, (_, index) => ({
    at: Math.floor(start + index * step),
    text: text(index)
  }))
}

/** What the shop always logs, from an hour before the deploy on. */
function usual({ deployedAt }: Scene, count = 800): readonly StoredLine[] {
  return every(
    deployedAt - 62 * MINUTE,
    deployedAt + 18 * MINUTE,
    count,
    index => `WARN payment ${index} was slow: took ${800 + (index % 90)} ms`
  )
}

const TRACE = `ERROR in app: Exception on /register [POST]
Traceback (most recent call last):
  File "/srv/shop/app/views.py", line 41, in register
    db.session.commit()
  File "/srv/shop/app/db.py", line 12, in commit
    raise OperationalError("no such column: users.email")
sqlalchemy.exc.OperationalError: no such column: users.email`

function broken({ deployedAt }: Scene, count = 30): readonly StoredLine[] {
  return every(deployedAt + 5 * MINUTE, deployedAt + 16 * MINUTE, count, () => TRACE)
}

interface Told {
  readonly id: string
  readonly state: string
  readonly template: string
  readonly before: number
  readonly after: number
}
const toldBy = (result: ActionResult): readonly Told[] =>
  (resultOf(result).checks[0] as unknown as { signatures?: readonly Told[] }).signatures ?? []

const cli = () => join(dirname(process.env['BAKEGATE_BUNDLE'] ?? ''), 'cli/index.js')

function bakegate(words: readonly string[], cwd?: string): { code: number; text: string } {
  try {
    const text = execFileSync(process.execPath, [cli(), ...words], { encoding: 'utf8', cwd })
    return { code: 0, text }
  } catch (error) {
    const { status, stdout, stderr } = error as { status: number; stdout: string; stderr: string }
    return { code: status, text: stdout + stderr }
  }
}

test('a release that logs what was always logged passes', async () => {
  const scene = await judging()
  scene.lines.add(usual(scene))
  const result = await scene.run()
  expect(result.outputs).toMatchObject({ verdict: 'pass', 'reason-code': 'nothing-worse' })
  expect(result.exitCode).toBe(0)
})

test('a release with a new error fails, and the comment names it', async () => {
  const scene = await judging()
  scene.lines.add([...usual(scene), ...broken(scene)])
  const result = await scene.run()
  expect(result.outputs).toMatchObject({ verdict: 'fail', 'reason-code': 'new-signatures' })
  expect(result.exitCode).toBe(1)
  const [told] = toldBy(result)
  expect(told).toMatchObject({ state: 'new', before: 0 })
  const [comment = ''] = scene.comments()
  expect(comment).toContain(told?.id)
  expect(comment).toContain('Exception on <*> [POST]')
  // The repository is public: what the lines say of users stays in the log store.
  expect(comment).not.toContain('line 41')
  expect(comment).not.toContain('Examples of')
})

test('on a private repository the comment shows a redacted example', async () => {
  const scene = await open({
    config: [{ checks: [signatures] }]
  })
  scene.github.state.private = true
  const leaking = broken(scene).map(({ at, text }) => ({
    at,
    text: `${text} token=ghp_${'a1B2'.repeat(9)} for ann@example.com`
  }))
  scene.lines.add([...usual(scene), ...leaking])
  const result = await scene.run()
  const [comment = ''] = scene.comments()
  expect(comment).toContain('Examples of 1 signature, redacted')
  expect(comment).toContain('app/views.py')
  for (const text of [comment, result.summary, result.stdout, result.outputs['result'] ?? '']) {
    expect(text).not.toContain('ghp_a1B2')
    expect(text).not.toContain('ann@example.com')
  }
})

test('evidence holds templates, no lines, and a replay says the same', async () => {
  const scene = await judging()
  scene.lines.add([...usual(scene), ...broken(scene)])
  const { outputs } = await scene.run()
  const path = outputs['evidence-path'] ?? ''
  const text = readFileSync(path, 'utf8')
  expect(text).not.toContain('payment 17 was slow')
  expect(text).toContain('Exception on <*> [POST]')
  const replayed = bakegate(['replay', path])
  expect(replayed.text).toContain('The gate said the same.')
  expect(replayed.code).toBe(1)
})

test('what a person accepted passes the next time', async () => {
  const scene = await judging()
  scene.lines.add([...usual(scene), ...broken(scene)])
  const first = await scene.run()
  const id = toldBy(first)[0]?.id ?? ''
  const directory = mkdtempSync(join(tmpdir(), 'bakegate-accept-'))
  try {
    const evidence = first.outputs['evidence-path'] ?? ''
    const unknown = bakegate(['accept', 'ffffffffffff', '--evidence', evidence], directory)
    expect(unknown).toMatchObject({ code: 2 })
    expect(unknown.text).toMatch(new RegExp(`New in it are: .*${id}`))
    const words = ['accept', id, '--evidence', evidence, '--comment', 'fixed by #43']
    expect(bakegate(words, directory)).toMatchObject({ code: 0 })
    expect(bakegate(words, directory).text).toContain('was accepted already')
    const accepted = readFileSync(join(directory, '.github/bakegate-accepted.txt'), 'utf8')
    expect(accepted.split('\n').filter(line => line.startsWith(id))).toHaveLength(1)
    expect(accepted).toContain('# fixed by #43')
    const second = await scene.run({ workspace: { '.github/bakegate-accepted.txt': accepted } })
    expect(second.outputs).toMatchObject({ verdict: 'pass' })
    expect(toldBy(second)[0]).toMatchObject({ id, state: 'accepted' })

    // A pull request of a stranger accepts nothing: on its events only the default branch counts.
    const stranger = await scene.run({
      workspace: { '.github/bakegate-accepted.txt': accepted },
      event: {
        name: 'workflow_run',
        payload: { repository: { full_name: 'acme/shop', default_branch: 'main' } }
      }
    })
    expect(stranger.outputs).toMatchObject({ verdict: 'fail' })
    scene.github.addCommit({
      message: 'Accept a signature',
      files: { '.github/bakegate-accepted.txt': accepted },
      at: scene.deployedAt - MINUTE
    })
  } finally {
    rmSync(directory, { recursive: true, force: true })
  }
})

test('a file of accepted signatures that cannot be read is a configuration error with its line', async () => {
  const scene = await judging()
  scene.lines.add(usual(scene))
  const result = await scene.run({
    workspace: { '.github/bakegate-accepted.txt': '# ours\nnot an id\n' }
  })
  expect(result.outputs).toMatchObject({ verdict: 'config-error' })
  expect(resultOf(result).problems.join()).toMatch(/bakegate-accepted\.txt:2/)
  expect(scene.lines.seen).toEqual([])
})

test('of more lines than may be read a sample is judged, and the report says what it may have missed', async () => {
  const scene = await judging({ 'max-lines': 100 })
  scene.lines.add(usual(scene, 40_000))
  const result = await scene.run()
  expect(result.outputs).toMatchObject({ verdict: 'pass' })
  expect(scene.comments()[0]).toMatch(
    /Read [\d\s]+ of [\d\s]+ lines since the deploy: a signature rarer than 1 in [\d\s]+ lines may be missed/
  )
  expect(scene.lines.given()).toBeLessThan(100 * 30 * 1.5 + 4 * 100 * 1.5)
})

test('a sample that misses a line in the baseline does not make it new', async () => {
  const scene = await judging({ 'max-lines': 100, 'new-signatures': { max: 0, 'min-count': 1 } })
  const rare = every(
    scene.deployedAt - 62 * MINUTE + 700,
    scene.deployedAt + 18 * MINUTE,
    80,
    index => `WARN replica ${index} was taken out of rotation by its owner`
  )
  scene.lines.add([...usual(scene, 40_000), ...rare])
  const { outputs } = await scene.run()
  expect(outputs).toMatchObject({ verdict: 'pass' })
})

test('a new error at one line in ten thousand is found', async () => {
  const scene = await judging()
  const { deployedAt } = scene
  const rare = every(
    deployedAt + 2 * MINUTE,
    deployedAt + 16 * MINUTE,
    5,
    index => `ERROR invoice ${index} has no customer`
  )
  scene.lines.add([...usual(scene, 260_000), ...rare])
  const { outputs } = await scene.run()
  expect(outputs).toMatchObject({ verdict: 'fail', 'reason-code': 'new-signatures' })
})

test('a store that goes silent at the deploy is told by its name', async () => {
  const scene = await judging()
  scene.lines.add(usual(scene).filter(({ at }) => at < scene.deployedAt))
  const result = await scene.run()
  expect(result.outputs).toMatchObject({
    verdict: 'inconclusive',
    'reason-code': 'stopped-at-deploy'
  })
})

test('a store without such a line decides nothing, unless nothing means zero', async () => {
  const scene = await judging()
  expect((await scene.run()).outputs).toMatchObject({ 'reason-code': 'never-existed' })
  const zero = await judging({ 'no-data': 'zero' })
  expect((await zero.run()).outputs).toMatchObject({ verdict: 'pass' })
  // Nothing to read: no line was asked for after it was counted.
  const fetched = zero.lines.seen.filter(({ url }) => url.pathname.endsWith('/logsql/query'))
  expect(fetched.length).toBeLessThanOrEqual(1)
})

test('a store that is down during the bake decides nothing and rolls nothing back', async () => {
  const scene = await judging({}, { ...FEW_LOOKS, rollback: ROLLBACK })
  scene.lines.add([...usual(scene), ...broken(scene)])
  scene.lines.trouble = () => ({ status: 503, body: 'down' })
  const result = await scene.run()
  expect(result.outputs).toMatchObject({
    verdict: 'inconclusive',
    'reason-code': 'provider-error',
    'rollback-status': 'none'
  })
})

test('a count never brings a line', async () => {
  const scene = await open({
    config: [
      {
        checks: [
          {
            name: 'lines',
            endpoint: 'lines',
            count: '{app="shop"}',
            compare: { worse: 'higher' }
          }
        ]
      }
    ]
  })
  scene.lines.add(usual(scene))
  expect((await scene.run()).outputs).toMatchObject({ verdict: 'pass' })
  expect(scene.lines.given()).toBe(0)
})

test('where logs may roll back, recovery is that the signature does not come any more', async () => {
  const deployedAt = Date.now()
  const scene = await open({
    config: [
      { checks: [signatures] },
      LIVE,
      { rollback: { ...ROLLBACK, 'logs-may-rollback': 'always' } }
    ],
    deployedAt
  })
  scene.lines.add(
    every(
      deployedAt - 5 * MINUTE,
      deployedAt + 5 * MINUTE,
      3_000,
      index => `WARN payment ${index} was slow`
    )
  )
  scene.lines.add(every(deployedAt, deployedAt + 3 * SECOND, 12, () => TRACE))
  const result = await scene.run()
  expect(result.outputs).toMatchObject({
    verdict: 'fail',
    'rollback-status': 'succeeded',
    recovery: 'recovered'
  })
})

test('and that it still comes is no recovery', async () => {
  const deployedAt = Date.now()
  const scene = await open({
    config: [
      { checks: [signatures] },
      LIVE,
      { rollback: { ...ROLLBACK, 'logs-may-rollback': 'always' } }
    ],
    deployedAt
  })
  scene.lines.add(
    every(
      deployedAt - 5 * MINUTE,
      deployedAt + 5 * MINUTE,
      3_000,
      index => `WARN payment ${index} was slow`
    )
  )
  scene.lines.add(every(deployedAt, deployedAt + MINUTE, 240, () => TRACE))
  const result = await scene.run()
  expect(result.outputs).toMatchObject({
    verdict: 'fail',
    'rollback-status': 'unverified',
    recovery: 'not-recovered'
  })
})

test('a suspect is found among more files than a comparison lists', async () => {
  const scene = await judging()
  const { github, deployedAt } = scene
  const pictures = Array.from({ length: 350 }, (_, index) => `assets/${index}.svg`)
  const files = Object.fromEntries(pictures.map(path => [path, '<svg/>'] as const))
  github.addCommit({ message: 'Draw everything anew', files, at: deployedAt - MINUTE })
  const sha = github.addCommit({
    message: 'Ask for the e-mail (#61)',
    files: { 'shop/app/db.py': 'def commit():\n    raise\n' },
    at: deployedAt - MINUTE / 2
  })
  github.addPull({ number: 61, title: 'Ask for the e-mail', headSha: sha, mergedAt: deployedAt })
  const release = publish(github, 'v1.2.0', 62, deployedAt)
  scene.lines.add([...usual(scene), ...broken(scene)])
  const result = await scene.run({ inputs: { mode: 'analyze', sha: release, version: 'v1.2.0' } })
  const told = resultOf(result) as unknown as {
    readonly changes: { readonly files: number; readonly files_truncated: boolean }
    readonly suspects: readonly { readonly file: string }[]
  }
  expect(told.changes).toMatchObject({ files: 300, files_truncated: true })
  expect(told.suspects).toMatchObject([{ file: 'shop/app/db.py', pull_requests: [{ number: 61 }] }])
})

test.each([
  [400, [61], undefined],
  [
    700,
    [],
    /Who touched the suspects was looked for in the newest 502 of 702 commits since v1\.1\.0/
  ]
])(
  'under %d later commits a suspect has its pull request, or the report says how far was looked',
  async (later, numbers, warning) => {
    const scene = await judging()
    const { github, deployedAt } = scene
    const sha = github.addCommit({
      message: 'Ask for the e-mail (#61)',
      files: { 'shop/app/db.py': 'def commit():\n    raise\n' },
      at: deployedAt - MINUTE
    })
    github.addPull({ number: 61, title: 'Ask for the e-mail', headSha: sha, mergedAt: deployedAt })
    for (let index = 0; index < later; index++) {
      github.addCommit({ message: `Change ${index}`, at: deployedAt - MINUTE + 1 + index })
    }
    const release = publish(github, 'v1.2.0', 62, deployedAt)
    scene.lines.add([...usual(scene), ...broken(scene)])
    const result = await scene.run({ inputs: { mode: 'analyze', sha: release, version: 'v1.2.0' } })
    const told = resultOf(result) as unknown as {
      readonly suspects: readonly {
        readonly file: string
        readonly pull_requests: readonly { readonly number: number }[]
      }[]
    }
    expect(told.suspects.map(({ file }) => file)).toEqual(['shop/app/db.py'])
    expect(told.suspects[0]?.pull_requests.map(({ number }) => number)).toEqual(numbers)
    const warnings = resultOf(result).warnings.join('\n')
    if (warning === undefined) expect(warnings).not.toContain('Who touched')
    else expect(warnings).toMatch(warning)
  }
)

test('in two jobs the second rolls back for the signature that the first found, and sees it gone', async () => {
  const deployedAt = Date.now()
  const scene = await open({
    config: [
      { checks: [signatures] },
      LIVE,
      { rollback: { ...ROLLBACK, 'logs-may-rollback': 'always' } }
    ],
    deployedAt
  })
  const slow = (index: number) => `WARN payment ${index} was slow`
  scene.lines.add(every(deployedAt - 5 * MINUTE, deployedAt + 5 * MINUTE, 3_000, slow))
  scene.lines.add(every(deployedAt, deployedAt + 3 * SECOND, 12, () => TRACE))
  const first = await scene.run({ inputs: { mode: 'analyze' } })
  expect(first.outputs).toMatchObject({ verdict: 'fail', 'rollback-status': 'none' })
  expect(scene.dispatches()).toEqual([])
  const [told] = toldBy(first)
  expect(told).toMatchObject({ state: 'new' })

  const analysis = first.outputs['result'] ?? ''
  const second = await scene.run({ inputs: { mode: 'rollback', analysis } })
  expect(second.outputs).toMatchObject({
    verdict: 'fail',
    'reason-code': 'new-signatures',
    'rollback-status': 'succeeded',
    recovery: 'recovered'
  })
  expect(scene.dispatches().map(({ inputs }) => inputs['tag'])).toEqual(['v1.0.0'])
  expect(scene.comments()).toHaveLength(1)
  const [comment = ''] = scene.comments()
  expect(comment).toContain('rolled back to `v1.0.0`; the service recovered')
  expect(comment).toContain(told?.id)
})

test('and where it still comes that is no recovery either', async () => {
  const deployedAt = Date.now()
  const scene = await open({
    config: [
      { checks: [signatures] },
      LIVE,
      { rollback: { ...ROLLBACK, 'logs-may-rollback': 'always' } }
    ],
    deployedAt
  })
  const slow = (index: number) => `WARN payment ${index} was slow`
  scene.lines.add(every(deployedAt - 5 * MINUTE, deployedAt + 5 * MINUTE, 3_000, slow))
  scene.lines.add(every(deployedAt, deployedAt + 2 * MINUTE, 480, () => TRACE))
  const first = await scene.run({ inputs: { mode: 'analyze' } })
  const analysis = first.outputs['result'] ?? ''
  const second = await scene.run({ inputs: { mode: 'rollback', analysis } })
  expect(second.outputs).toMatchObject({
    'rollback-status': 'unverified',
    recovery: 'not-recovered'
  })
})

test('a hundred thousand lines of 18 MiB take 300 MB and three seconds at most, of the whole process', async () => {
  const scene = await judging({ 'max-lines': 100_000 })
  const { deployedAt } = scene
  const long = (index: number): string => {
    const request = `123e4567-e89b-12d3-a456-${String(index).padStart(12, '0')}`
    const from = `10.0.${index % 256}.${index % 199}:8080 over gateway-${index % 40}`
    return `WARN [exec-${index % 64}] com.acme.shop.Payments - request ${request} of customer ${index * 7} from ${from} in eu-west-1 was slow and slower still, took ${800 + (index % 977)} ms`
  }
  const bake = every(deployedAt + MINUTE, deployedAt + 16 * MINUTE, 100_000, long)
  scene.lines.add([...every(deployedAt - 62 * MINUTE, deployedAt, 1_000, long), ...bake])
  // What it needs is the least of what it took: the collector's threads come late on a busy machine.
  const peaks: number[] = []
  const works: number[] = []
  for (let run = 0; run < 3; run++) {
    const result = await scene.run({ env: PEAK })
    expect(toldBy(result)).toMatchObject([{ state: 'more', after: 100_000 }])
    peaks.push(peakOf(result))
    works.push(workOf(result))
  }
  const [peak, work] = [Math.min(...peaks), Math.min(...works)]
  const told = peaks.map(value => value.toFixed(0)).join(', ')
  process.stdout.write(`peak ${told} MiB, processor ${works.join(', ')} ms\n`)
  expect(bake.reduce((sum, { text }) => sum + text.length, 0)).toBeGreaterThan(18 * 2 ** 20)
  expect(peak).toBeLessThan(286)
  expect(work).toBeLessThan(3_000)
})
