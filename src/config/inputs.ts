import { ConfigError } from '../errors.js'
import type { Problem } from '../errors.js'
import type { Mode, OnInconclusive } from '../model.js'
import { suggestion } from './nearest.js'
import { present } from './present.js'

/** Environment variables, as the process has them. */
export type Environment = Readonly<Record<string, string | undefined>>

/** The inputs of the action, each read once. Empty inputs count as not given. */
export interface Inputs {
  /** Path of the configuration in the repository. */
  readonly config: string
  /** The configuration itself; '' where it is not given. */
  readonly configInline: string
  readonly mode: Mode
  readonly environment: string
  /** Epoch milliseconds. */
  readonly deployedAt?: number
  readonly deployStartedAt?: number
  /** '' where the repository deploys one service. */
  readonly service: string
  /** Full commit SHA, lower case. */
  readonly sha?: string
  readonly version?: string
  readonly pullRequest?: number
  readonly rollbackWorkflow?: string
  readonly rollbackTo?: string
  /** JSON of an analysis; '' where it is not given. */
  readonly analysis: string
  /** `mode: override` only; present then. */
  readonly overrideVerdict?: 'pass' | 'fail'
  readonly reason: string
  readonly onInconclusive?: OnInconclusive
  readonly dryRun: boolean
  readonly comment: boolean
  /** YAML of a map; '' where it is not given. */
  readonly variables: string
  readonly reportDir: string
  readonly githubToken: string
  /** `githubToken` where it is not given. */
  readonly rollbackToken: string
  readonly allowUnsafeTrigger: boolean
  readonly githubApiUrl: string
}

/** Every input of `action.yml`. */
export const inputNames = [
  'config',
  'config-inline',
  'mode',
  'environment',
  'deployed-at',
  'deploy-started-at',
  'service',
  'sha',
  'version',
  'pull-request',
  'rollback-workflow',
  'rollback-to',
  'analysis',
  'verdict',
  'reason',
  'on-inconclusive',
  'dry-run',
  'comment',
  'variables',
  'report-dir',
  'github-token',
  'rollback-token',
  'allow-unsafe-trigger',
  'github-api-url'
] as const

export type InputName = (typeof inputNames)[number]

const modes = ['gate', 'analyze', 'rollback', 'resolve', 'verify', 'override'] as const

/** Reads and checks every input. Throws ConfigError with all problems at once. */
export function readInputs(get: (name: string) => string, env: Environment): Inputs {
  const read = reader(get)
  const githubToken = read.text('github-token', env['GITHUB_TOKEN'] ?? '')
  const inputs: Inputs = {
    config: read.matching('config', repositoryPath) ?? '.github/bakegate.yml',
    configInline: read.text('config-inline', ''),
    mode: read.choice('mode', modes) ?? 'gate',
    environment: read.matching('environment', scopeName) ?? 'production',
    service: read.matching('service', scopeName) ?? '',
    analysis: read.text('analysis', ''),
    reason: read.matching('reason', oneLine) ?? '',
    dryRun: read.flag('dry-run', false),
    comment: read.flag('comment', true),
    variables: read.text('variables', ''),
    reportDir: read.text('report-dir', `${env['RUNNER_TEMP'] ?? '.'}/bakegate`),
    githubToken,
    rollbackToken: read.text('rollback-token', githubToken),
    allowUnsafeTrigger: read.flag('allow-unsafe-trigger', false),
    githubApiUrl: withoutSlash(
      read.matching('github-api-url', apiUrl) ?? (env['GITHUB_API_URL'] || publicApi)
    ),
    ...present({
      deployedAt: read.instant('deployed-at'),
      deployStartedAt: read.instant('deploy-started-at'),
      sha: read.matching('sha', commitSha)?.toLowerCase(),
      version: read.matching('version', oneLine),
      pullRequest: read.number('pull-request'),
      rollbackWorkflow: read.matching('rollback-workflow', workflowName),
      rollbackTo: read.matching('rollback-to', oneLine),
      overrideVerdict: read.choice('verdict', ['pass', 'fail'] as const),
      onInconclusive: read.choice('on-inconclusive', ['fail', 'pass', 'rollback'] as const)
    })
  }
  const problems = [...read.problems, ...togetherProblems(inputs)]
  if (problems.length > 0) throw new ConfigError('invalid-config', problems)
  return inputs
}

const publicApi = 'https://api.github.com'

interface Form {
  readonly pattern: RegExp
  readonly expected: string
}

const scopeName: Form = {
  pattern: /^[A-Za-z0-9](?:[A-Za-z0-9 ._/-]{0,98}[A-Za-z0-9])?$/,
  expected:
    'at most 100 letters, digits, spaces and . _ / - are expected, a letter or digit first and last'
}
const commitSha: Form = {
  pattern: /^[0-9a-fA-F]{40}$/,
  expected: 'the 40 hexadecimal digits of a commit are expected'
}
const workflowName: Form = {
  pattern: /^[A-Za-z0-9_][A-Za-z0-9._-]{0,99}\.ya?ml$/,
  expected: 'the name of a file in .github/workflows is expected, without its folder: rollback.yml'
}
const oneLine: Form = {
  pattern: /^[^\p{Cc}]{1,1000}$/u,
  expected: 'one line of at most 1000 characters is expected'
}
const repositoryPath: Form = {
  pattern: /^(?![/~])(?!.*(?:^|\/)\.\.(?:\/|$))[^\p{Cc}\\]{1,500}$/u,
  expected: 'a path inside the repository is expected, such as .github/bakegate.yml'
}
const apiUrl: Form = {
  pattern: /^https?:\/\/[^\s?#@]+$/,
  expected: 'an address such as https://api.github.com is expected'
}

/** Reads inputs one by one and keeps what is wrong with them. */
function reader(get: (name: string) => string) {
  const problems: Problem[] = []
  const raw = (name: InputName) => get(name).trim()
  const refuse = (path: InputName, message: string): undefined => {
    problems.push({ path, message })
  }
  const parsed = <T>(name: InputName, parse: (text: string) => T | undefined, expected: string) => {
    const text = raw(name)
    if (text === '') return undefined
    return parse(text) ?? refuse(name, `${shown(text)}: ${expected}.`)
  }
  return {
    problems,
    text: (name: InputName, fallback: string) => raw(name) || fallback,
    matching: (name: InputName, form: Form) =>
      parsed(name, text => (form.pattern.test(text) ? text : undefined), form.expected),
    number: (name: InputName) =>
      parsed(
        name,
        text => (/^[1-9]\d{0,14}$/.test(text) ? Number(text) : undefined),
        'a number is expected'
      ),
    instant: (name: InputName) =>
      parsed(
        name,
        parseInstant,
        'an instant is expected, as 2026-11-23T17:00:00Z or in seconds since 1970'
      ),
    flag: (name: InputName, fallback: boolean) => {
      const word = parsed(name, text => flags.get(text), 'true or false is expected')
      return word ?? fallback
    },
    choice: <T extends string>(name: InputName, choices: readonly T[]) => {
      const text = raw(name)
      const hint = suggestion(text, choices)
      const expected = `one of ${choices.join(', ')} is expected`
      return parsed(
        name,
        word => choices.find(choice => choice === word),
        `${expected}.${hint}`.replace(/\.$/, '')
      )
    }
  }
}

/** As the core schema of YAML writes them, and other actions take them. */
const flags = new Map([
  ...['true', 'True', 'TRUE'].map(word => [word, true] as const),
  ...['false', 'False', 'FALSE'].map(word => [word, false] as const)
])

function withoutSlash(url: string): string {
  return url.replace(/\/+$/, '')
}

/**
 * RFC 3339 with its offset, or epoch seconds; in milliseconds.
 *
 *     instant = date-time / 9*10DIGIT ["." 1*DIGIT]
 */
function parseInstant(text: string): number | undefined {
  if (/^\d{9,10}(\.\d+)?$/.test(text)) return Math.round(Number(text) * 1000)
  const dateTime = /^(\d{4}-\d\d-\d\d)[Tt ]\d\d:\d\d:\d\d(\.\d+)?([Zz]|[+-]\d\d:\d\d)$/.exec(text)
  const [, date = ''] = dateTime ?? []
  // Date.parse turns 30 February into 2 March.
  const exists = dateTime !== null && new Date(`${date}T00:00:00Z`).toJSON()?.startsWith(date)
  const instant = Date.parse(text.replace(' ', 'T').toUpperCase())
  return exists && Number.isFinite(instant) ? instant : undefined
}

function togetherProblems(inputs: Inputs): Problem[] {
  const { deployedAt, deployStartedAt } = inputs
  const problems: Problem[] = [...overrideProblems(inputs)]
  if (deployedAt !== undefined && deployStartedAt !== undefined && deployStartedAt > deployedAt) {
    problems.push({
      path: 'deploy-started-at',
      message: 'It is later than deployed-at. Swap them.'
    })
  }
  if (inputs.githubToken === '') {
    const message = 'It is empty. Leave the input out to use the token of the job.'
    problems.push({ path: 'github-token', message })
  }
  return problems
}

/** `verdict` and `reason` belong to `mode: override`, which needs both. */
function overrideProblems({ mode, overrideVerdict, reason }: Inputs): Problem[] {
  const given = { verdict: overrideVerdict !== undefined, reason: reason !== '' }
  const wanted = mode === 'override'
  const message = wanted
    ? 'mode: override needs it. Add it.'
    : 'It goes with mode: override only. Remove it.'
  return (['verdict', 'reason'] as const)
    .filter(name => given[name] !== wanted)
    .map(path => ({ path, message }))
}

/** Inputs may be long or hold anything; messages are one short line. */
function shown(text: string): string {
  return JSON.stringify(text.length > 60 ? `${text.slice(0, 57)}…` : text)
}
