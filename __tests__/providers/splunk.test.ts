import { afterEach, describe, expect, test } from '@jest/globals'
import type { EndpointSettings, Window } from '../../src/model.js'
import type { Grid, Question } from '../../src/providers/provider.js'
import { splunk } from '../../src/providers/splunk.js'
import { scopeOf } from '../../src/providers/splunk-spl.js'
import { endpointTo, gridOf, hastyHttp, ioOf, noon, queryOf } from '../support/asking.js'
import { type Content, type Event, startSplunk, token } from '../support/fake-splunk.js'
import { providerErrorOf } from '../support/rejection.js'
import { expectExactSteps } from '../support/steps.js'
import { type Answer, json, startStub } from '../support/stub-server.js'

const closers: (() => unknown)[] = []
afterEach(async () => {
  for (const close of closers.splice(0)) await close()
})

const minute = 60_000
const errors = 'index=shop sourcetype=app level=ERROR'

describe('a count', () => {
  test('is one search over the exact window, beside a count of its place', async () => {
    const { measurement, seen } = await measured({ events: [event(noon - 1)] }, events(errors))
    expect(seen).toHaveLength(1)
    expect(seen[0]).toMatchObject({ method: 'POST', headers: { authorization: `Bearer ${token}` } })
    expect(seen[0]?.url.pathname).toBe('/services/search/v2/jobs')
    expect(Object.fromEntries(new URLSearchParams(seen[0]?.body))).toEqual({
      search: `search ${errors}\n| stats count\n| append [| tstats count as scanned where index=shop sourcetype=app]`,
      exec_mode: 'oneshot',
      output_mode: 'json',
      earliest_time: `${noon / 1000 - 60}.000`,
      latest_time: `${noon / 1000}.000`,
      count: '0',
      adhoc_search_level: 'fast',
      allow_partial_results: 'false'
    })
    expect(measurement).toEqual({
      series: [{ labels: {}, samples: [{ at: noon, value: 1 }] }],
      complete: true,
      scanned: 1,
      notes: [],
      retries: 0
    })
  })

  test('of nothing is 0 where its place has events, and nothing where that is empty', async () => {
    const quiet = { events: [event(noon - 1, { level: 'INFO' })] }
    const { measurement } = await measured(quiet, events(errors))
    expect(measurement).toMatchObject({
      scanned: 1,
      series: [{ samples: [{ at: noon, value: 0 }] }]
    })
    const elsewhere = { events: [event(noon - 1, { index: 'cart' })] }
    expect((await measured(elsewhere, events(errors))).measurement).toMatchObject({
      scanned: 0,
      series: []
    })
  })

  test('includes the start of its window and not its end', async () => {
    const at = [noon - minute - 1, noon - minute, noon - 1, noon]
    const { measurement } = await measured({ events: at.map(one => event(one)) }, events(errors))
    expect(measurement.series[0]?.samples).toEqual([{ at: noon, value: 2 }])
  })

  test('of many steps is one search, with zeros between', async () => {
    const grid = gridOf({ first: noon + 7, last: noon + 7 + 40 * minute })
    const content = { events: [event(noon + minute), event(noon + 8)] }
    const { measurement, seen } = await measured(content, events(errors), grid)
    expect(seen).toHaveLength(1)
    expect(new URLSearchParams(seen[0]?.body).get('search')).toContain(
      '| eval step=floor(_time/60)*60\n| stats count by step\n'
    )
    const samples = measurement.series[0]?.samples ?? []
    expect(samples).toHaveLength(40)
    expect(samples.slice(0, 3)).toEqual([
      { at: noon + minute, value: 1 },
      { at: noon + 2 * minute, value: 1 },
      { at: noon + 3 * minute, value: 0 }
    ])
  })

  test('has each event in one step and no other, whatever the window', async () => {
    const ask = async (at: readonly number[], grid: Grid) => {
      const content = { events: at.map(one => event(one)) }
      return (await measured(content, events(errors), grid)).measurement
    }
    await expectExactSteps(ask, [10_000, 30_000, 60_000])
  })

  test('on a server before 9.0.1 is asked by version 1 of the API, from then on', async () => {
    const server = await startSplunk({ events: [event(noon - 1)], older: true })
    closers.push(() => server.close())
    const source = splunk.connect(endpointOf(server.url)).source(events(errors))
    const look = io()
    await source.measure(gridOf(), look)
    await source.measure(gridOf(), look)
    expect(server.seen.map(({ url }) => url.pathname)).toEqual([
      '/services/search/v2/jobs',
      '/services/search/jobs',
      '/services/search/jobs'
    ])
  })
})

test.each([
  [errors, 'index=shop sourcetype=app'],
  [
    'index=shop source="/var/log/my app.log" "index=other"',
    'index=shop source="/var/log/my app.log"'
  ],
  ['index=shop | where level="ERROR" OR level="WARN"', 'index=shop'],
  ['index=shop (level=ERROR OR level=WARN)', undefined],
  ['NOT index=shop', undefined],
  ['sourcetype=app', undefined],
  ['| tstats count where index=shop', undefined]
])('the place of %s is %s', (spl, scope) => {
  expect(scopeOf(spl)).toBe(scope)
})

describe('a value', () => {
  const spl = 'index=shop | stats avg(took) as took by status'

  test('by groups is a series a group, though a group may look like a number', async () => {
    const content = {
      events: [event(noon - 5, { status: 200, took: 2 }), event(noon - 4, { status: 500, took: 9 })]
    }
    const { measurement } = await measured(content, value(spl))
    expect(measurement.series).toEqual([
      { labels: { status: '500' }, samples: [{ at: noon, value: 9 }] },
      { labels: { status: '200' }, samples: [{ at: noon, value: 2 }] }
    ])
  })

  test('that is no number is no value', async () => {
    const answer = answered([{ took: '', name: 'x' }, { took: 'NaN' }, { took: 'Infinity' }])
    expect((await told(answer, value(spl))).measurement.series).toEqual([])
  })

  test('of more windows than one may search is refused', async () => {
    const many = gridOf({ first: noon, last: noon + 200 * minute })
    expect((await refused(json({}), value(spl), many)).code).toBe('provider-error')
  })
})

describe('what Splunk says beside an answer', () => {
  test.each([
    ['WARN', 'Search results may be incomplete: the search peer idx1 failed.', false],
    ['WARN', 'The field took does not exist in the data.', true],
    ['INFO', 'Your timerange was substituted based on your search string', true]
  ])('with %s "%s" leaves it whole: %s', async (type, text, complete) => {
    const answer = answered([{ took: '1' }], [{ type, text }])
    const { measurement } = await told(answer, value('index=shop | stats avg(took) as took'))
    expect(measurement.complete).toBe(complete)
    expect(measurement.notes).toEqual(type === 'INFO' ? [] : [text])
  })

  test.each([
    ["Error in 'stats' command: the argument is invalid.", 'invalid-query'],
    ['The maximum number of concurrent historical searches has been reached.', 'rate-limited'],
    [`Something else about ${token}`, 'provider-error']
  ])('as an error with status 200 is a failure: %s', async (text, code) => {
    const failed = await refused(answered([], [{ type: 'FATAL', text }]), value('index=shop'))
    expect(failed.code).toBe(code)
    expect(failed.message).not.toContain(token)
  })

  test('a preview is partial', async () => {
    const body = { preview: true, fields: [], messages: [], results: [{ n: '1' }] }
    expect((await told(json(body), value('index=shop'))).measurement.complete).toBe(false)
  })
})

describe('SPL', () => {
  test.each<[Question, RegExp]>([
    [events('index=shop earliest=-1h'), /earliest= is given by Bakegate/],
    [value('index=shop [search index=x latest=now]'), /latest= is given/],
    [events('index=shop | stats count'), /stats has no place/],
    [events('index=shop | head 5'), /head has no place/],
    [value('index=shop | outputlookup x.csv'), /outputlookup changes something/],
    [events('index=shop | delete'), /delete changes something/],
    [value('index=shop | stats count | sendemail to="a@b.c"'), /sendemail changes something/]
  ])('%j is refused before anything is asked', (question, words) => {
    expect(() => sourceOf(question)).toThrow(words)
  })

  test.each([
    'index=shop "earliest=x | delete"',
    'index=shop ```| delete```',
    'index=shop earliest_x=1'
  ])('%s may say what it likes in quotes and comments', spl => {
    expect(() => sourceOf(events(spl))).not.toThrow()
  })
})

describe('a refusal', () => {
  test.each<[number, string, string, RegExp]>([
    [400, "Unknown search command 'stast'.", 'invalid-query', /Unknown search command 'stast'/],
    [
      401,
      'call not properly authenticated',
      'not-authorised',
      /bearer-token, and that its user may search/
    ],
    [404, 'Not Found', 'provider-error', /Not Found/]
  ])('with %d is told in its words', async (status, text, code, words) => {
    const failed = await refused(
      json({ messages: [{ type: 'FATAL', text }] }, status),
      events(errors)
    )
    expect(failed.code).toBe(code)
    expect(failed.message).toMatch(words)
  })
})

describe('lines', () => {
  test('are the newest, told oldest first', async () => {
    const { batch, seen } = await fetched({
      events: [event(noon - 5), event(noon - 9), event(noon)]
    })
    expect(new URLSearchParams(seen[0]?.body).get('search')).toBe(`search ${errors}\n| head 1001`)
    expect(batch).toEqual({
      lines: [noon - 9, noon - 5].map(at => ({
        at,
        text: 'level=ERROR NullPointerException',
        stream: { host: 'web-1', sourcetype: 'app' },
        fields: { index: 'shop', sourcetype: 'app', host: 'web-1', level: 'ERROR' }
      })),
      complete: true,
      notes: [],
      retries: 0
    })
  })

  test('that are too many are not all', async () => {
    const all = Array.from({ length: 50 }, (_, index) => event(noon - 1 - index))
    const { batch } = await fetched({ events: all }, undefined, 20)
    expect(batch.lines.map(({ at }) => at)).toEqual(
      Array.from({ length: 20 }, (_, index) => noon - 20 + index)
    )
    expect(batch.complete).toBe(false)
  })
})

function event(_time: number, overrides: Readonly<Record<string, string | number>> = {}): Event {
  const own = { index: 'shop', sourcetype: 'app', host: 'web-1', level: 'ERROR' }
  return { _raw: 'level=ERROR NullPointerException', ...own, ...overrides, _time }
}

function answered(results: readonly unknown[], messages: readonly unknown[] = []): Answer {
  return json({ preview: false, fields: [], messages, results })
}

function value(query: string): Question {
  return { kind: 'value', query: queryOf(query) }
}

function events(query: string): Question {
  return { kind: 'events', query: queryOf(query) }
}

function endpointOf(url: string): EndpointSettings {
  return endpointTo('splunk', url, { auth: { kind: 'bearer', token } })
}

function sourceOf(question: Question) {
  return splunk.connect(endpointOf('https://x.example.com')).source(question)
}

function io(): ReturnType<typeof ioOf> {
  const http = hastyHttp()
  closers.push(() => http.close())
  return ioOf(http)
}

async function measured(content: Content, question: Question, grid: Grid = gridOf()) {
  const server = await startSplunk(content)
  closers.push(() => server.close())
  const source = splunk.connect(endpointOf(server.url)).source(question)
  return { measurement: await source.measure(grid, io()), seen: server.seen }
}

async function told(answer: Answer, question: Question, grid: Grid = gridOf()) {
  const server = await startStub(answer)
  closers.push(() => server.close())
  const source = splunk.connect(endpointOf(server.url)).source(question)
  return { measurement: await source.measure(grid, io()), seen: server.seen }
}

async function refused(answer: Answer, question: Question, grid: Grid = gridOf()) {
  return (await providerErrorOf(told(answer, question, grid))).failure
}

async function fetched(
  content: Content,
  window: Window = { start: noon - minute, end: noon },
  most = 1_000
) {
  const server = await startSplunk(content)
  closers.push(() => server.close())
  const source = splunk.connect(endpointOf(server.url)).lines?.(queryOf(errors))
  if (source === undefined) throw new Error('no lines')
  return { batch: await source.fetch(window, most, io()), seen: server.seen }
}
