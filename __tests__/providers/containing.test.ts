import { afterEach, describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { piecesOf, wordsOf } from '../../src/providers/containing.js'
import { providers } from '../../src/providers/index.js'
import type { LineSource } from '../../src/providers/provider.js'
import { endpointTo, hastyHttp, ioOf, noon, queryOf } from '../support/asking.js'
import { rejectionOf } from '../support/rejection.js'
import { type Answer, json, startStub, type StubServer } from '../support/stub-server.js'

/**
 * How a store is asked for lines that hold a literal. `condition` matches the whole clause in what is sent, and nothing
 * that could mean more; `holds` says what the clause means for a text.
 */
interface Language {
  readonly query: string
  readonly options: Readonly<Record<string, unknown>>
  readonly sent: (body: string) => string
  readonly condition: RegExp
  readonly holds: (clause: string, text: string) => boolean
  readonly holding: (texts: readonly string[]) => unknown
}

const at = (index: number): string => new Date(noon - 1 - index).toISOString()
const quoted = (clause: string): readonly string[] =>
  [...clause.matchAll(/"([^"]*)"/g)].map(([, text = '']) => text)
const everyOf = (clause: string, text: string): boolean =>
  quoted(clause).every(piece => text.includes(piece))
const like = (clause: string, text: string): boolean => {
  const [, pattern = ''] = /%([^'"]*)%/.exec(clause) ?? []
  return new RegExp(pattern.split('%').join('[\\s\\S]*')).test(text)
}
const bodyField =
  (name: string) =>
  (body: string): string =>
    String((JSON.parse(body) as Readonly<Record<string, unknown>>)[name])
/** Nothing in a piece means anything to any of them. */
const plain = '[A-Za-z0-9 ,:;=@-]+'

const languages: Readonly<Record<string, Language>> = {
  newrelic: {
    query: "SELECT * FROM Log WHERE a = 'x' OR b = 'y' -- odd",
    options: { account: 1, 'api-key': 'k' },
    sent: body => String((JSON.parse(body) as { variables: { q0: string } }).variables.q0),
    condition: new RegExp(
      `^SELECT \\* FROM Log WHERE \\(a = 'x' OR b = 'y' -- odd\\n\\) AND \\(message LIKE '%(?:${plain}%)+' OR message IS NULL\\)\\nSINCE \\d+ UNTIL \\d+ LIMIT \\d+$`
    ),
    holds: like,
    holding: texts => ({
      data: {
        actor: {
          account: {
            q0: {
              results: texts.map((message, index) => ({ timestamp: noon - 1 - index, message })),
              metadata: {}
            }
          }
        }
      }
    })
  },
  dynatrace: {
    query: 'fetch logs // odd',
    options: {},
    sent: bodyField('query'),
    condition: new RegExp(
      `^fetch logs // odd\\n\\| filter isNull\\(content\\) or \\(contains\\(content, "${plain}"\\)(?: and contains\\(content, "${plain}"\\))*\\)\\n\\| sort timestamp desc\\n\\| limit \\d+$`
    ),
    holds: everyOf,
    holding: texts => ({
      state: 'SUCCEEDED',
      result: {
        records: texts.map((content, index) => ({ timestamp: at(index), content })),
        types: [],
        metadata: {}
      }
    })
  },
  splunk: {
    query: 'index=shop',
    options: {},
    sent: body => new URLSearchParams(body).get('search') ?? '',
    condition: new RegExp(
      `^search index=shop\\n\\| where like\\(_raw, "%(?:${plain}%)+"\\)\\n\\| head \\d+$`
    ),
    holds: like,
    holding: texts => ({
      results: texts.map((_raw, index) => ({ _time: at(index), _raw })),
      fields: [],
      messages: []
    })
  },
  'azure-logs': {
    query: 'AppTraces // odd',
    options: { workspace: '11112222-aaaa-3333-bbbb-4444cccc5555' },
    sent: bodyField('query'),
    condition: new RegExp(
      `\\n\\| where isempty\\(strcat\\([^\\n]*\\)\\) or \\(strcat\\([^\\n]*\\) contains_cs "${plain}"(?: and strcat\\([^\\n]*\\) contains_cs "${plain}")*\\)\\n\\| where TimeGenerated`
    ),
    holds: (clause, text) =>
      [...clause.matchAll(/contains_cs "([^"]*)"/g)].every(([, piece = '']) =>
        text.includes(piece)
      ),
    holding: texts => ({
      tables: [
        {
          name: 'PrimaryResult',
          columns: ['TimeGenerated', 'Message'].map(name => ({ name, type: 'string' })),
          rows: texts.map((text, index) => [at(index), text])
        }
      ]
    })
  },
  'google-logging': {
    query: 'severity>=ERROR -- odd',
    options: { project: 'shop' },
    sent: bodyField('filter'),
    condition: new RegExp(
      `^\\(\\n\\(\\nseverity>=ERROR -- odd\\n\\)\\nAND \\(\\(textPayload:"${plain}"[^\\n]*\\n\\)\\nAND timestamp`
    ),
    // In any case of the letters: more than was asked for.
    holds: (clause, text) =>
      [...clause.matchAll(/textPayload:"([^"]*)"/g)].every(([, piece = '']) =>
        text.toLowerCase().includes(piece.toLowerCase())
      ),
    holding: texts => ({
      entries: texts.map((textPayload, index) => ({ timestamp: at(index), textPayload }))
    })
  },
  'datadog-logs': {
    query: 'service:shop OR service:cart',
    options: { 'api-key': 'k', 'application-key': 'k' },
    sent: body => (JSON.parse(body) as { filter: { query: string } }).filter.query,
    condition: /^\(service:shop OR service:cart\)(?: "[A-Za-z0-9]+")+$/,
    // Words in any order, between whatever is no letter or digit.
    holds: (clause, text) =>
      quoted(clause).every(word => text.split(/[^A-Za-z0-9]+/).includes(word)),
    holding: texts => ({
      meta: { status: 'done' },
      data: texts.map((message, index) => ({
        id: String(index),
        attributes: { timestamp: at(index), message }
      }))
    })
  }
}

const closers: (() => unknown)[] = []
afterEach(async () => {
  for (const close of closers.splice(0)) await close()
})

const hostile = fc.oneof(
  fc.constantFrom(
    `user "bob" failed: it's 100% \\ done`,
    `a' OR 'x'='x payment failed`,
    'x") | delete everything //',
    'GET /cart/%s_%d <script> 😀 née end',
    'line with\ttabs and  double blanks',
    '*?[]{}() payment: 5 failed',
    `") or true -- comment # and more`
  ),
  fc.string({ minLength: 12, maxLength: 60, unit: 'grapheme' }),
  fc
    .array(
      fc.constantFrom('payment', 'of', '"7"', "it's", 'failed:', '100%', '\\n', '/a/b', 'née'),
      {
        minLength: 3,
        maxLength: 9
      }
    )
    .map(words => words.join(' '))
)

describe.each(Object.entries(languages))(
  '%s, asked for the lines that hold a text',
  (name, language) => {
    test('asks for nothing that means more than parts of that text, and for all that hold it', async () => {
      let texts: readonly string[] = []
      const server = await started((seen, response) =>
        json(language.holding(texts))(seen, response)
      )
      const source = linesOf(name, language, server)
      await fc.assert(
        fc.asyncProperty(hostile, fc.string(), fc.string(), async (literal, before, after) => {
          const parts = name === 'datadog-logs' ? wordsOf(literal) : piecesOf(literal)
          if (parts.length === 0) return
          const text = `${before}${literal}${after}`
          texts = [text, literal.toUpperCase(), `${literal.slice(0, 5)} something else`]
          const seen = server.seen.length
          const batch = await fetched(source, literal)
          const sent = language.sent(server.seen[seen]?.body ?? '')
          expect(sent).toMatch(language.condition)
          const clause = sent.slice(
            sent.search(/message LIKE|isNull|like\(_raw|where isempty|AND \(\(|\) "/)
          )
          expect(language.holds(clause, text)).toBe(true)
          expect(batch.lines.map(line => line.text)).toEqual(
            [...texts].reverse().filter(one => one.includes(literal))
          )
        }),
        { numRuns: 60 }
      )
    })

    test('says that it cannot where the text holds nothing that can be asked for', async () => {
      const server = await started(json({}))
      const source = linesOf(name, language, server)
      const error = await rejectionOf(fetched(source, '"" \\ / ""'))
      expect(String(error)).toContain('cannot look for lines by their text')
      expect(server.seen).toEqual([])
    })
  }
)

test('every store of lines can be asked for a text', () => {
  const others = ['loki', 'victorialogs', 'elasticsearch', 'cloudwatch-logs']
  const stores = providers.filter(({ kinds }) => kinds.includes('logs')).map(({ name }) => name)
  expect(stores.sort()).toEqual([...Object.keys(languages), ...others].sort())
})

test('logs without a message are not looked for by words in it', async () => {
  const data = [
    { id: '1', attributes: { timestamp: at(1), attributes: { error: 'a timeout while reading' } } }
  ]
  const server = await started(json({ meta: { status: 'done' }, data }))
  const source = linesOf('datadog-logs', languages['datadog-logs'] as Language, server)
  await source.fetch(window, 10, io())
  const error = await rejectionOf(fetched(source, 'a timeout while reading'))
  expect(String(error)).toContain('cannot look for lines by their text')
})

test.each([
  ['SELECT * FROM Log', "SELECT * FROM Log\nWHERE (message LIKE '%boom%' OR message IS NULL)"],
  [
    "FROM Log WHERE a = 'WHERE' SELECT *",
    "FROM Log WHERE (a = 'WHERE'\n) AND (message LIKE '%boom%' OR message IS NULL) SELECT *"
  ]
])('a condition is put into %j', (query, narrowed) => {
  const language = { ...(languages['newrelic'] as Language), query }
  const source = linesOf('newrelic', language, { url: 'https://x.example.com' })
  expect(source.containing?.('boom').describe()).toBe(narrowed)
})

test('a query with two conditions apart is not narrowed', () => {
  const query = 'SELECT * FROM Log WHERE a = 1 WITH x AS y WHERE b = 2'
  const language = { ...(languages['newrelic'] as Language), query }
  expect(linesOf('newrelic', language, { url: 'https://x.example.com' })).not.toHaveProperty(
    'containing'
  )
})

const window = { start: noon - 60_000, end: noon }

async function fetched(source: LineSource, literal: string) {
  const holding = source.containing?.(literal)
  if (holding === undefined) throw new Error('it cannot be asked')
  return holding.fetch(window, 10, io())
}

function io() {
  const http = hastyHttp()
  closers.push(() => http.close())
  return ioOf(http)
}

async function started(answer: Answer): Promise<StubServer> {
  const server = await startStub(answer)
  closers.push(() => server.close())
  return server
}

function linesOf(
  name: string,
  { query, options }: Language,
  { url }: Pick<StubServer, 'url'>
): LineSource {
  const provider = providers.find(one => one.name === name)
  const auth = { kind: 'bearer', token: 'bearer-secret-123' } as const
  const lines = provider?.connect(endpointTo(name, url, { auth, options })).lines?.(queryOf(query))
  if (lines === undefined) throw new Error(`${name} gives no lines`)
  return lines
}
