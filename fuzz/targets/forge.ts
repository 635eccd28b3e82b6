import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { readRun } from '../../src/context.js'
import { createGitHub } from '../../src/io/github.js'
import type { GitHub } from '../../src/world.js'
import { readMarker, writeMarker } from '../../src/publish/marker.js'
import { readEvidence } from '../../src/report/evidence.js'
import { parseResult } from '../../src/report/read-result.js'
import {
  findDeadlocks,
  gateKnows,
  type Side,
  skipsEverything
} from '../../src/rollback/deadlock.js'
import { findMiswiring } from '../../src/rollback/wiring.js'
import { readWorkflowFile } from '../../src/rollback/workflow-file.js'
import { nextAnswer } from '../mutate.js'
import { holdGitHubError, holdNumbers, secrets } from '../oracles.js'
import { decoded, hold, type Target } from '../target.js'

const fixtures = join(import.meta.dirname, '../../__tests__/fixtures/events')
const eventNames = [
  ...[
    'push',
    'pull_request',
    'pull_request_target',
    'workflow_run',
    'workflow_dispatch',
    'issue_comment'
  ],
  ...['merge_group', 'deployment', 'deployment_status', 'release', 'schedule', 'nonsense']
]
const env = {
  GITHUB_REPOSITORY: 'acme/shop',
  GITHUB_RUN_ID: '7',
  GITHUB_SHA: 'f'.repeat(40),
  GITHUB_REF: 'refs/heads/main',
  GITHUB_WORKFLOW_REF: 'acme/shop/.github/workflows/gate.yml@refs/heads/main'
}

const event: Target = {
  name: 'event',
  about: 'the payload of the event, as every kind of event',
  form: 'json',
  seeds: readdirSync(fixtures).map(file => readFileSync(join(fixtures, file), 'utf8')),
  words: [
    'pull_request',
    'deployment',
    'bakegate-origin',
    'inputs',
    'refs/heads/main',
    'default_branch'
  ],
  feed: input => Promise.resolve(runs(decoded(input)))
}

function runs(text: string): unknown {
  const payload = jsonOf(text)
  return eventNames.map(name => {
    const run = readRun({ ...env, GITHUB_EVENT_NAME: name }, payload)
    const { pullRequest, dispatchInputs, deployedSha, trust } = run
    holdNumbers(run, 'a run')
    hold(
      pullRequest === undefined || (Number.isSafeInteger(pullRequest) && pullRequest > 0),
      'a pull request has a number'
    )
    hold(typeof deployedSha === 'string' && deployedSha !== '', 'a commit is known')
    hold(
      Object.values(dispatchInputs).every(value => typeof value === 'string'),
      'inputs are texts'
    )
    hold(
      trust === 'default-branch' ||
        !/^pull_request|^workflow_run|^issue_comment|^merge_group/.test(name),
      'outsiders are not trusted'
    )
    return [pullRequest, deployedSha, trust, dispatchInputs, run.isRollbackOf('gate.yml')]
  })
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text) as unknown
  } catch {
    return text
  }
}

/** Everything that we read of GitHub. */
const reads: readonly ((github: GitHub) => Promise<unknown>)[] = [
  github => github.repository(),
  github => github.file('a.yml', 'main'),
  github => github.pullRequestsOf('abc'),
  github => github.tagCommit('v1'),
  github => github.tagsOf('f'.repeat(40)),
  github => github.commit('main'),
  github => github.deployments('production', 10),
  github => github.deploymentStatuses('1'),
  github => github.releases(),
  github => github.compare('a', 'b'),
  github => github.commitsTouching('a', 'b'),
  github => github.statuses('abc'),
  github => github.workflow('rollback.yml'),
  github => github.dispatch('rollback.yml', 'main', {}),
  github => github.run('1'),
  github => github.dispatchedRuns('rollback.yml', 0),
  github => github.comments(1),
  github => github.createComment(1, 'x'),
  github => github.issues('bakegate'),
  github => github.createIssue('a', 'b', [])
]
/** Pages, retries and the other forge's routes together. */
const mostRequests = 60

const githubAnswers: Target = {
  name: 'github',
  about: "GitHub's answers to everything that is read of it, refusals included",
  form: 'json',
  seeds: githubSeeds(),
  words: [
    'sha',
    'login',
    'created_at',
    '2026-11-23T12:00:00Z',
    '[bot]',
    'merged_at',
    'base64',
    'tag',
    'commit'
  ],
  feed: input => answered(decoded(input))
}

async function answered(text: string): Promise<unknown> {
  const answers = text.split(nextAnswer).map(jsonOf)
  const told: unknown[] = []
  for (const status of [200, 403, 404]) {
    for (const read of reads) {
      try {
        const value = await read(githubOf(answers, status))
        if (status === 200) holdNumbers(value, 'an answer')
        told.push(value)
      } catch (error) {
        told.push(holdGitHubError(error).message)
      }
    }
  }
  return told
}

function githubOf(answers: readonly unknown[], status: number): GitHub {
  let now = Date.UTC(2026, 10, 23, 12)
  let turn = 0
  const link = `<https://api.example.com/x?page=3>; rel="next", <https://api.example.com/x?page=3>; rel="last"`
  const headers = { date: 'Mon, 23 Nov 2026 12:00:00 GMT', link, etag: '"x"', 'retry-after': '1' }
  const octokit = {
    request: (): Promise<{ status: number; headers: typeof headers; data: unknown }> => {
      hold(turn < mostRequests, `a question is at most ${mostRequests} requests`)
      const data = answers[Math.min(turn, answers.length - 1)]
      turn += 1
      if (status === 200) return Promise.resolve({ status, headers, data })
      // As octokit rejects: the request, with its token, hangs on the error.
      const request = { headers: { authorization: `token ${secrets[3]}` } }
      return Promise.reject(
        Object.assign(new Error(secrets[3]), {
          status,
          request,
          response: { status, headers, data }
        })
      )
    }
  }
  const sleep = (ms: number): Promise<void> => {
    hold(ms >= 0 && ms <= 10_000, 'a pause is short')
    now += ms
    return Promise.resolve()
  }
  return createGitHub(octokit, { owner: 'acme', repo: 'shop', clock: { now: () => now, sleep } })
}

function githubSeeds(): readonly string[] {
  const sha = 'f'.repeat(40)
  const at = '2026-11-23T12:00:00Z'
  const creator = { login: 'github-actions[bot]' }
  const run = {
    ...{
      id: 7,
      html_url: 'https://github.com/acme/shop/actions/runs/7',
      status: 'completed',
      conclusion: 'success'
    },
    ...{
      event: 'workflow_dispatch',
      display_title: 'Roll back',
      name: 'x',
      created_at: at,
      run_started_at: at,
      updated_at: at,
      path: 'rollback.yml'
    }
  }
  const file = {
    filename: 'a.ts',
    previous_filename: 'b.ts',
    status: 'renamed',
    patch: '@@ -1 +1 @@'
  }
  const commit = { sha, author: creator, commit: { message: 'A\nb', author: { name: 'x' } } }
  return [
    { private: true, default_branch: 'main' },
    { type: 'file', encoding: 'base64', content: 'aGk=' },
    [
      {
        number: 7,
        state: 'closed',
        merged_at: at,
        base: { ref: 'main' },
        head: { sha },
        title: 'x'
      }
    ],
    { object: { type: 'tag', sha }, sha },
    [{ name: 'v1', commit: { sha } }],
    [
      {
        id: 1,
        sha,
        ref: 'main',
        environment: 'production',
        created_at: at,
        task: 'deploy',
        creator
      }
    ],
    [{ state: 'success', created_at: at, log_url: 'https://github.com/x' }],
    [{ tag_name: 'v1', draft: false, prerelease: false, published_at: at }],
    { status: 'ahead', total_commits: 1, files: [file], commits: [commit] },
    [
      {
        id: 3,
        state: 'success',
        context: 'bakegate/production',
        description: 'pass',
        target_url: 'https://x',
        creator,
        created_at: at
      }
    ],
    { id: 1, path: '.github/workflows/rollback.yml', state: 'active' },
    { workflow_run_id: 7, run_url: 'https://x', html_url: 'https://x' },
    run,
    { total_count: 1, workflow_runs: [run] },
    [{ id: 1, html_url: 'https://x', body: 'x', user: creator, number: 1 }],
    { id: 1, html_url: 'https://x', body: 'x', user: creator, number: 1 },
    { message: 'Resource not accessible by integration', errors: [{ message: 'x' }] }
  ].map(body => JSON.stringify(body))
}

const kept: Target = {
  name: 'kept',
  about: 'what we wrote and others may have changed: results, evidence files, markers of comments',
  form: 'json',
  seeds: ['{"schema_version":1}', '<!-- bakegate:key=production&run=7&attempt=1&generation=2 -->'],
  words: [
    'schema_version',
    'verdict',
    'timings',
    'frame',
    'look_offsets_ms',
    '2026-11-23T12:00:00.000Z',
    '<!-- bakegate:',
    ' -->',
    '%00'
  ],
  feed: input => Promise.resolve(readBack(decoded(input)))
}

function readBack(text: string): unknown {
  const result = parseResult(text)
  if (result.kind === 'result') holdNumbers(result.analysis, 'a result')
  else holdProblems(result.problems)
  const evidence = readEvidence(text)
  if (evidence.kind === 'problems') holdProblems(evidence.problems)
  else holdNumbers({ ...evidence.bake, cases: [] }, 'a bake')
  const marker = readMarker(text)
  if (marker !== undefined) {
    holdNumbers(marker, 'a marker')
    hold(
      JSON.stringify(readMarker(writeMarker(marker))) === JSON.stringify(marker),
      'a marker survives'
    )
  }
  return [result.kind, evidence.kind, marker]
}

function holdProblems(problems: readonly string[]): void {
  hold(problems.length > 0 && problems.length <= 100, 'there is a problem, and not too many')
  hold(
    problems.every(told => told.length > 0 && told.length <= 1_000),
    'a problem is a sentence'
  )
}

const examples = join(import.meta.dirname, '../../examples')

const workflow: Target = {
  name: 'workflow',
  about: 'workflow files of a repository, as the gate and as the rollback, and their expressions',
  form: 'yaml',
  seeds: readdirSync(examples)
    .filter(file => file.endsWith('.yml') && file !== 'bakegate.yml')
    .map(file => readFileSync(join(examples, file), 'utf8')),
  words: [
    ...[
      'workflow_dispatch',
      'workflow_call',
      'concurrency',
      'cancel-in-progress: true',
      'needs: []'
    ],
    ...['${{ github.ref }}', "${{ inputs.tag || 'x' }}", '!cancelled()', 'always() && ', ' == '],
    ...['uses: ./.github/workflows/a.yml', 'permissions: write-all', 'if: failure()', "['a']", '((']
  ],
  feed: input => Promise.resolve(wired(decoded(input)))
}

function wired(text: string): unknown {
  const file = readWorkflowFile(text)
  const { problem } = file
  hold(problem === undefined || !/\n/.test(problem), 'a problem is one line')
  const gate: Side = {
    path: '.github/workflows/gate.yml',
    file,
    known: gateKnows(
      {
        event: 'push',
        ref: 'refs/heads/main',
        sha: env.GITHUB_SHA,
        repository: 'acme/shop',
        dispatchInputs: {}
      },
      '.github/workflows/gate.yml',
      file
    ),
    called: new Map([['.github/workflows/a.yml', file]])
  }
  const rollback = { ...gate, path: '.github/workflows/rollback.yml' }
  const told = file.jobs
    .slice(0, 20)
    .flatMap(({ id }) => [
      ...findDeadlocks(gate, id, rollback),
      ...['analyze', 'gate', 'rollback'].flatMap(mode =>
        findMiswiring({ file, job: id, mode, workflow: 'rollback.yml', hasOwnToken: false })
      )
    ])
  hold(
    told.every(sentence => typeof sentence === 'string' && sentence !== ''),
    'what is wrong is said'
  )
  return [file, told, skipsEverything(rollback)]
}

export const forgeTargets: readonly Target[] = [event, githubAnswers, kept, workflow]
