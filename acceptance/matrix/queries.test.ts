import { expect } from '@jest/globals'
import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { parser as logql } from '@grafana/lezer-logql'
import { parser as promql } from '@prometheus-io/lezer-promql'
import type { LRParser } from '@lezer/lr'
import fc from 'fast-check'
import { type Seen, startStub } from '../../__tests__/support/stub-server.js'
import { parametersOf } from '../support/backend.js'
import { FEW_LOOKS, LIVE, type Part, ROLLBACK } from '../support/configuration.js'
import { PEAK, workOf } from '../support/peak.js'
import { type Scene, useScenes } from '../support/scene.js'
import { resultOf } from '../support/told.js'
import { row } from './row.js'

const open = useScenes()
const EXPLODING = ['^(a+)+$', '(x+x+)+y', '(?<=a)b', '(a)\\1']
/** Starting the process and one short run; with an exploding expression the rest would be minutes. */
const MOST_WORK = 3_000

row('D09', 'no key of the configuration is one', async () => {
  const file = resolve(import.meta.dirname, '../../schema/bakegate.schema.json')
  const told = readFileSync(file, 'utf8')
  expect(told).not.toContain('"format": "regex"')
  const keys = [...told.matchAll(/"([\w-]*(?:regex|regexp|pattern|match)[\w-]*)": \{/g)]
  // A glob, and a JSON Schema's own word.
  expect(new Set(keys.map(([, key]) => key))).toEqual(new Set(['tag-pattern']))
  await Promise.resolve()
})

row('D09', 'as a text that an answer must hold', async () => {
  for (const [body, reason] of [
    [`${'a'.repeat(100_000)}!`, 'probe-failed'],
    [`so ${EXPLODING.join(' ')} it is`, 'healthy']
  ] as const) {
    const scene = await open({
      config: [
        LIVE,
        {
          checks: EXPLODING.map(text => ({
            name: text,
            endpoint: 'site',
            probe: { path: '/', 'expect-status': 200, 'expect-body': text }
          }))
        }
      ],
      deployedAt: Date.now()
    })
    scene.site.trouble = () => ({ status: 200, body })
    const result = await scene.run({ env: PEAK })
    expect(result.outputs['reason-code']).toBe(reason)
    expect(workOf(result)).toBeLessThan(MOST_WORK)
  }
})

row('D09', 'as the glob of tags', async () => {
  const scene = await open({
    config: [{ rollback: { ...ROLLBACK, 'tag-pattern': '*a*a*a*a*a*a*a*a*a*a*a*a*b' } }]
  })
  scene.breakRelease()
  for (let index = 0; index < 30; index += 1) {
    const tag = `${'a'.repeat(200)}${index}`
    scene.github.addTag(tag, scene.good)
    scene.github.addRelease(tag, { publishedAt: scene.deployedAt - 1_000 })
  }
  const result = await scene.run({ env: PEAK })
  expect(result.outputs['rollback-status']).toBe('refused')
  expect(workOf(result)).toBeLessThan(MOST_WORK)
  const refused = await open({ config: [{ rollback: { ...ROLLBACK, 'tag-pattern': '(a+)+$' } }] })
  const { outputs } = await refused.run()
  expect([outputs['verdict'], refused.writes()]).toEqual(['config-error', []])
})

row('D09', 'in a query', async () => {
  const scene = await open({
    config: [
      FEW_LOOKS,
      {
        checks: EXPLODING.map(text => ({
          name: text,
          endpoint: 'logs',
          count: `{app="shop"} |~ ${JSON.stringify(text)}`,
          max: 9
        }))
      }
    ]
  })
  const result = await scene.run({ env: PEAK })
  // The store runs it, whatever it is, and reads it as it was written.
  const asked = scene.logs.seen.map(seen => parametersOf(seen).get('query') ?? '')
  for (const text of EXPLODING) {
    expect(asked.some(query => query.includes(`|~ ${JSON.stringify(text)}`))).toBe(true)
  }
  expect(workOf(result)).toBeLessThan(MOST_WORK)
})

const hostile = fc.oneof(
  fc.string({ minLength: 1, maxLength: 40 }),
  fc.string({
    unit: fc.constantFrom(...`"'\`\\{}[]()|.*+?^$#%~\n\r\t -/:;,=<>&@a1é😀`),
    minLength: 1,
    maxLength: 40
  })
)
const values = [
  'a"} or vector(0) #{{x}}\n\\',
  `" or 1 == 1 // `,
  `' OR '1'='1' -- `,
  '" OR *:* OR "',
  '/ or @message like /.*/ #',
  '| project-away *',
  '\\',
  '\\"',
  "\\'",
  '"',
  '\u202e',
  ...fc.sample(hostile, { seed: 20_261_126, numRuns: 20 })
].filter(value => value.trim() !== '')
const variables = JSON.stringify(
  Object.fromEntries([...values.map((value, index) => [`v${index}`, value]), ['plain', 'shop']])
)
const wellFormed = (value: string): string => value.replace(/\p{Surrogate}/gu, '\ufffd')

/** The kinds of a query's parts, in order. */
function shapeOf(parser: LRParser, query: string): string {
  const names: string[] = []
  parser
    .parse(query)
    .iterate({ enter: node => void names.push(node.type.isError ? 'ERROR' : node.name) })
  return names.join(' ')
}

for (const [variant, parser, endpoint, check] of [
  ['PromQL string', promql, 'metrics', (v: string) => ({ query: `latency{job={{string ${v}}}}` })],
  [
    'PromQL regex',
    promql,
    'metrics',
    (v: string) => ({ query: `latency{job=~"{{regex ${v}}}.*"}` })
  ],
  ['LogQL string', logql, 'logs', (v: string) => ({ count: `{app="shop"} |= {{string ${v}}}` })],
  ['LogQL regex', logql, 'logs', (v: string) => ({ count: `{app="shop"} |~ "{{regex ${v}}}"` })]
] as const) {
  row('D10', variant, async () => {
    const of = (name: string): Part => ({ name, endpoint, max: 9, ...check(name) })
    const names = ['plain', ...values.map((_, index) => `v${index}`)]
    const scene = await open({ config: [FEW_LOOKS, { checks: names.map(of) }] })
    scene[endpoint].trouble = () => ({
      status: 200,
      type: 'application/json',
      body: '{"status":"success","data":{"resultType":"vector","result":[]}}'
    })
    await scene.run({ inputs: { variables } })
    const asked = scene[endpoint].seen.map(seen => parametersOf(seen).get('query') ?? '')
    const distinct = [...new Set(asked)]
    expect(distinct.length).toBeGreaterThanOrEqual(new Set(values).size)
    const shapes = new Set(distinct.map(query => shapeOf(parser, query)))
    expect([...shapes]).toEqual([expect.not.stringContaining('ERROR')])
  })
}

/** How a language writes a text: its quotes, what an escape in it means, and what opens a comment. */
interface Reading {
  readonly literal: RegExp
  readonly unescape: (inside: string) => string
}

const simple = new Map([
  ['n', '\n'],
  ['r', '\r'],
  ['t', '\t'],
  ['b', '\b'],
  ['f', '\f']
])
const unescaped = (inside: string): string =>
  inside.replace(
    /\\(?:u([0-9a-fA-F]{4})|([\s\S]))/g,
    (_: string, code: string | undefined, letter: string | undefined) =>
      code === undefined
        ? (simple.get(letter ?? '') ?? letter ?? '')
        : String.fromCharCode(parseInt(code, 16))
  )

/** Words, signs and texts of a query, each text as `=` and what it means; comments are left out. */
function tokensOf(query: string, { literal, unescape }: Reading): readonly string[] {
  const tokens: string[] = []
  let rest = query.trimStart()
  while (rest !== '') {
    const text = literal.exec(rest)?.[0]
    const token = text ?? /^(?:\w+|[^\s\w]+?)/.exec(rest)?.[0] ?? rest
    tokens.push(text === undefined ? token : `=${unescape(text.slice(1, -1))}`)
    rest = rest.slice(token.length).trimStart()
  }
  return tokens
}

interface Store {
  readonly name: string
  readonly endpoint: (url: string) => Part
  /** With which it says that it has no answer, so that every check asks. */
  readonly status: number
  /** A check's question, whose value is followed by a text that only this check has. */
  readonly count: (variable: string, mark: string) => string
  readonly reading: Reading
  /** The tokens around the value. */
  readonly around: readonly [before: readonly string[], after: readonly string[]]
}

const escaping: Reading = { literal: /^"(?:[^"\\\n]|\\[^\n])*"/, unescape: unescaped }
const stores: readonly Store[] = [
  {
    name: 'KQL',
    status: 400,
    endpoint: url => ({
      provider: 'azure-logs',
      url,
      workspace: '11112222-aaaa-3333-bbbb-4444cccc5555',
      'bearer-token': 'a-token-of-this-test'
    }),
    count: (v, mark) => `AppTraces | where Role == {{string ${v}}} and Mark == "${mark}"`,
    reading: escaping,
    around: [
      ['Role', '=', '='],
      ['and', 'Mark', '=', '=']
    ]
  },
  {
    name: 'NRQL',
    status: 400,
    endpoint: url => ({
      provider: 'newrelic',
      url,
      account: 1234567,
      'api-key': 'NRAK-OFTHISTEST'
    }),
    count: (v, mark) =>
      `SELECT count(*) FROM Log WHERE role = {{string ${v}}} AND mark = '${mark}'`,
    reading: {
      literal: /^'(?:[^'\\]|\\[\s\S])*'/,
      unescape: text => text.replace(/\\([\s\S])/g, '$1')
    },
    around: [
      ['role', '='],
      ['AND', 'mark', '=']
    ]
  },
  {
    name: 'Lucene',
    status: 200,
    endpoint: url => ({ provider: 'elasticsearch', url, index: 'logs-shop' }),
    count: (v, mark) => `role:{{string ${v}}} AND mark:"${mark}"`,
    reading: escaping,
    around: [
      ['role', ':'],
      ['AND', 'mark', ':']
    ]
  },
  {
    name: 'Logs Insights',
    status: 400,
    endpoint: url => ({
      provider: 'cloudwatch-logs',
      url,
      region: 'eu-west-1',
      'log-groups': ['/ecs/shop'],
      'access-key-id': 'AKIAEXAMPLEEXAMPLE',
      'secret-access-key': 'a-secret-of-this-acceptance-test'
    }),
    count: (v, mark) => `filter role = {{string ${v}}} and mark = "${mark}"`,
    reading: { literal: /^"[^"\\]*"/, unescape: text => text },
    around: [
      ['role', '='],
      ['and', 'mark', '=']
    ]
  }
]

for (const store of stores) {
  row('D11', store.name, async () => {
    const stub = await startStub(
      (_seen, response) => void response.writeHead(store.status).end('{}')
    )
    try {
      const all = values.map((_, index) => index)
      const refused = await refusedBy(store, stub.url, all)
      const accepted = all.filter(index => !refused.includes(index))
      expect(refused.every(index => /["'`\\/\p{C}]/u.test(values[index] ?? ''))).toBe(true)
      if (store.name !== 'Logs Insights') expect(refused).toEqual([])
      stub.seen.splice(0)
      await ask(store, stub.url, accepted)
      const asked = stub.seen.flatMap(textsOf)
      for (const index of accepted) expectKept(store, asked, index)
    } finally {
      await stub.close()
    }
  })
}

const markOf = (index: number): string => `mark${index}of`

async function ask(store: Store, url: string, indexes: readonly number[]) {
  const checks = indexes.map(index => ({
    name: `check ${index}`,
    endpoint: 'store',
    count: store.count(`v${index}`, markOf(index)),
    max: 9
  }))
  const endpoints = { store: { delay: '0s', timeout: '3s', ...store.endpoint(url) } }
  const scene: Scene = await open({ config: [FEW_LOOKS, { endpoints, checks }] })
  return scene.run({ inputs: { variables } })
}

/** Before anything is asked, and by name. */
async function refusedBy(store: Store, url: string, indexes: readonly number[]) {
  const { problems } = resultOf(await ask(store, url, indexes))
  return indexes.filter(index => problems.some(problem => problem.includes(`{{string v${index}}}`)))
}

/** The value stands in its place, whole and as what it is; what follows it is still there. */
function expectKept({ reading, around }: Store, asked: readonly string[], index: number): void {
  const texts = asked.filter(text => text.includes(markOf(index)))
  expect(texts.length).toBeGreaterThan(0)
  const [before, after] = around
  const whole = [...before, `=${wellFormed(values[index] ?? '')}`, ...after, `=${markOf(index)}`]
  for (const text of texts) {
    const tokens = tokensOf(text, reading)
    const at = tokens.indexOf(`=${markOf(index)}`) - whole.length + 1
    expect(tokens.slice(at, at + whole.length)).toEqual(whole)
  }
}

/** Every text in a request's JSON, also where the body is a JSON a line. */
function textsOf({ body }: Seen): readonly string[] {
  const found: string[] = []
  const visit = (value: unknown): void => {
    if (typeof value === 'string') found.push(value)
    else if (typeof value === 'object' && value !== null) Object.values(value).forEach(visit)
  }
  for (const line of body.split('\n').filter(text => text !== '')) {
    try {
      visit(JSON.parse(line))
    } catch {
      found.push(line)
    }
  }
  return found
}
