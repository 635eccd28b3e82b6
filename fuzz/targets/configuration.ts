import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { connect } from '../../src/bake/connect.js'
import { inputNames, readInputs } from '../../src/config/inputs.js'
import {
  limitIn,
  type Parsed,
  parseDecimal,
  parseDuration,
  parseFraction,
  parseQuantity,
  queryUnits
} from '../../src/config/quantity.js'
import { loadSettings } from '../../src/config/settings.js'
import { readVariables } from '../../src/config/variables.js'
import { readLogql } from '../../src/grammar/logql.js'
import { readPromql } from '../../src/grammar/promql.js'
import { readGraphite } from '../../src/grammar/graphite.js'
import type { Grammar, Usage } from '../../src/grammar/grammar.js'
import { parseAccepted, writeAccepted } from '../../src/logs/accepted.js'
import { providers } from '../../src/providers/index.js'
import { holdConfigError, holdNumbers, secrets } from '../oracles.js'
import { decoded, Finding, hold, type Target } from '../target.js'

const examples = join(import.meta.dirname, '../../examples')
const queries = join(import.meta.dirname, '../../__tests__/fixtures/queries')
const example = (name: string): string => readFileSync(join(examples, name), 'utf8')
const env = { PROMETHEUS_TOKEN: secrets[0], OTHER_TOKEN: secrets[1], GITHUB_TOKEN: secrets[2] }
const grammars = new Map<string, Grammar>([
  ['promql', readPromql],
  ['logql', readLogql],
  ['graphite', readGraphite]
])

const config: Target = {
  name: 'config',
  about: 'the configuration, from its bytes to the questions of its checks',
  form: 'yaml',
  seeds: [
    'version: 1\nendpoints:\n  m: {provider: prometheus, url: "https://p.example.com", bearer-token: "${PROMETHEUS_TOKEN}"}\nchecks:\n  - {name: e, endpoint: m, query: up, max: 1%, unit: ratio}\n'
  ],
  words: [
    ...[
      '${PROMETHEUS_TOKEN}',
      '${OTHER_TOKEN}',
      '${GITHUB_TOKEN}',
      '${}',
      '{{window}}',
      '{{string a}}'
    ],
    ...[
      '{{regex a}}',
      '{{ident a}}',
      '{{',
      '1h30m',
      '1%',
      '0,5',
      '800ms',
      '1.5KiB',
      '-1',
      '9999999999d'
    ],
    ...providers.map(({ name }) => name)
  ],
  feed: input => Promise.resolve(loaded(decoded(input)))
}

function loaded(text: string): unknown {
  const names = { environment: 'production', version: 'v1', sha: 'a'.repeat(40), service: '' }
  try {
    const {
      settings,
      secrets: masked,
      warnings
    } = loadSettings(text, {
      file: 'bakegate.yml',
      env,
      variables: 'a: b',
      names,
      providers,
      grammars
    })
    holdNumbers(settings, 'the settings')
    hold(settings.checks.length > 0, 'a configuration has a check')
    hold(
      !warnings.some(told => secrets.some(secret => told.includes(secret))),
      'no warning holds a credential'
    )
    for (const [, { url }] of settings.endpoints) {
      hold(
        URL.canParse(url) && /^https?:$/.test(new URL(url).protocol),
        'an endpoint has an http address'
      )
    }
    connect(settings, providers)
    return [settings.checks.map(({ name }) => name), masked, warnings]
  } catch (error) {
    return holdConfigError(error).problems
  }
}

const inputs: Target = {
  name: 'inputs',
  about: 'the inputs of the action, one a line, and the YAML of `variables`',
  form: 'lines',
  seeds: [
    'deployed-at=2026-11-23T17:00:00Z\nsha=aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\nmode=analyze\ngithub-token=x',
    'deployed-at=1764000000.5\ndeploy-started-at=1763999000\npull-request=12\ndry-run=true\ngithub-token=x',
    'mode=override\nverdict=pass\nreason=checked by hand\ngithub-token=x\nversion=v1.2.3\nconfig=.github/b.yml',
    'variables={app: shop, n: 3, re: "a.*"}\ngithub-token=x\nrollback-workflow=rollback.yml\nservice=shop'
  ],
  words: [...inputNames, '2026-02-30T00:00:00Z', '2026-12-31T23:59:60Z', '1e12', '+24:00'],
  feed: input => Promise.resolve(readAll(decoded(input)))
}

function readAll(text: string): unknown {
  const pairs = text.split('\n').map(line => line.split(/=(.*)/s))
  const given = new Map(pairs.map(([name = '', value = '']) => [name, value]))
  const names = { environment: 'production', version: 'v1', sha: '', service: '' }
  const variables = readVariables(given.get('variables') ?? '', names)
  hold(
    variables.findings.every(({ message }) => /[.?!]$/.test(message)),
    'a problem is a sentence'
  )
  try {
    const read = readInputs(name => given.get(name) ?? '', {})
    holdNumbers(read, 'the inputs')
    for (const at of [read.deployedAt, read.deployStartedAt]) {
      hold(at === undefined || Math.abs(at) <= 8.64e15, 'an instant is one that a date can hold')
    }
    return [read, variables]
  } catch (error) {
    return holdConfigError(error).problems
  }
}

const quantity: Target = {
  name: 'quantity',
  about: 'durations, percentages, numbers with a unit',
  form: 'text',
  seeds: [
    '90s',
    '1h30m',
    '3d',
    '1%',
    '0.5',
    '0,5',
    '800ms',
    '1.5KiB',
    '12/s',
    '-3',
    '5 min',
    '1e3'
  ],
  words: [
    'ms',
    'us',
    'ns',
    'KiB',
    'GB',
    '%',
    '/s',
    'd',
    'h',
    'm',
    's',
    '.',
    '-',
    '99999999999999999999'
  ],
  feed: input => Promise.resolve(quantities(decoded(input)))
}

function quantities(text: string): unknown {
  const limit = parseQuantity(text)
  const all: readonly Parsed<unknown>[] = [
    ...[text, Number(text)].flatMap(one => [
      parseDuration(one),
      parseFraction(one),
      parseDecimal(one)
    ]),
    limit,
    ...('ok' in limit ? [...queryUnits.values()].map(scale => limitIn(scale, limit.ok)) : [])
  ]
  for (const one of all) {
    if ('error' in one) hold(/\S.*[.?]$/s.test(one.error), 'a refusal is a sentence')
    else holdNumbers(one.ok, 'a quantity')
  }
  return all
}

const accepted: Target = {
  name: 'accepted',
  about: 'files of accepted signatures; what was read is written and read again',
  form: 'lines',
  seeds: ['# why\n0123456789ab order <*> failed  # known\n\nabcdef012345\n'],
  words: ['0123456789ab', '<*>', '#', '\\#', ' #', '  # '],
  feed: input => Promise.resolve(acceptedAgain(decoded(input)))
}

function acceptedAgain(text: string): unknown {
  const file = parseAccepted(text, 'accepted.txt')
  hold(
    file.problems.every(told => /^accepted\.txt:[1-9]\d*: .*\.$/s.test(told)),
    'a problem names its line'
  )
  for (const entry of file.entries) {
    const [again, ...more] = parseAccepted(writeAccepted(entry), 'accepted.txt').entries
    hold(more.length === 0 && again?.id === entry.id, 'an entry that is written is that entry')
    const flat = (one: string | undefined): string | undefined => one?.replace(/\s+/g, ' ').trim()
    hold(flat(again?.template) === flat(entry.template), 'a template survives')
  }
  return file
}

const usages: readonly Usage[] = [
  { as: 'value', usesWindow: false, unit: 's' },
  { as: 'value', usesWindow: true },
  { as: 'events', usesWindow: true },
  { as: 'events', usesWindow: false },
  { as: 'lines', usesWindow: false }
]

/** One of eight queries of these corpora. */
function sampleOf(...corpora: readonly string[]): readonly string[] {
  return corpora
    .flatMap(corpus =>
      readFileSync(join(queries, `${corpus}.txt`), 'utf8')
        .split('\n')
        .filter(line => line.trim() !== '' && !line.startsWith('#'))
    )
    .filter((_, index) => index % 8 === 0)
}

function grammar(name: string, read: Grammar, seeds: readonly string[]): Target {
  return {
    name,
    about: `queries in ${name}, before anything is asked`,
    form: 'text',
    seeds,
    words: [
      'rate(',
      'increase(',
      '[5m]',
      '{{window}}',
      'by (le)',
      '|=',
      '`',
      'or vector(0)',
      'offset 1h'
    ],
    feed: input => Promise.resolve(faults(read, decoded(input)))
  }
}

function faults(read: Grammar, text: string): unknown {
  return usages.map(usage => {
    const fault = read(text, usage)
    if (fault === undefined) return undefined
    if (!Number.isInteger(fault.offset)) throw new Finding('a fault has a place')
    hold(fault.offset >= 0 && fault.offset <= text.length, 'a fault lies inside the query')
    hold(/[.?!]$/.test(fault.message), 'a fault is a sentence')
    return fault
  })
}

export const configurationTargets: readonly Target[] = [
  { ...config, seeds: [...config.seeds, example('bakegate.yml')] },
  inputs,
  quantity,
  accepted,
  grammar('promql', readPromql, sampleOf('promql', 'metricsql')),
  grammar('logql', readLogql, sampleOf('logql-lines', 'logql-numbers')),
  grammar('graphite-path', readGraphite, [
    'averageSeries(shop.*.latency)',
    'asPercent(sumSeries(shop.{a,b}.errors[0-9]), #A)',
    'summarize(a.b, "1min", func=\'sum\', true)',
    'a.b|scale(1e-3)|alias("x, y")'
  ])
]
