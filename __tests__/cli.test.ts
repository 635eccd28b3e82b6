import { describe, expect, test } from '@jest/globals'
import { runCommandLine } from '../src/cli/run.js'
import { parseAccepted } from '../src/logs/accepted.js'
import type { Analysis, QueryCheck, Settings, SignatureTrack } from '../src/model.js'
import { renderEvidence } from '../src/report/evidence.js'
import type { Http } from '../src/world.js'
import { load } from './config/builders.js'
import { evidenceOf, frameOf, judgeAll, logsCheck, queryCheck, track } from './judge/builders.js'
import { hastyHttp } from './support/asking.js'
import { outcome } from './support/outcomes.js'
import { type Answer, json, startStub, text } from './support/stub-server.js'

const valid = `version: 1
endpoints:
  metrics: {provider: prometheus, url: https://prom.example.com, bearer-token: "\${PROM_TOKEN}"}
  site: {provider: http, url: https://shop.example.com}
checks:
  - name: errors
    endpoint: metrics
    ratio: {bad: 'increase(bad{s={{string service}}}[{{window}}])', total: 'increase(all[{{window}}])'}
    max: 1%
    compare: {}
    critical: true
  - {name: latency, endpoint: metrics, query: p99, unit: s, max: 800ms, required: false}
  - {name: health, endpoint: site, probe: {path: /healthz}}
`

interface Ran {
  readonly code: number
  readonly out: string
  readonly err: string
}

async function run(
  words: readonly string[],
  files: Record<string, string> = {},
  env: Readonly<Record<string, string>> = {}
): Promise<Ran> {
  let out = ''
  let err = ''
  const code = await runCommandLine(words, {
    env,
    now: () => Date.UTC(2026, 10, 23, 18),
    read: path => {
      if (path === 'folder') return Promise.reject(new Error('EISDIR: illegal operation'))
      return Promise.resolve(files[path])
    },
    save: (path, text) => {
      files[path] = text
      return Promise.resolve()
    },
    write: text => {
      out += text
    },
    writeError: text => {
      err += text
    },
    outside: () => {
      const client = hastyHttp()
      // The server's clock is the machine's, ours stands still in 2026.
      const http: Http = async request => {
        const { skew: _, ...response } = await client(request)
        return response
      }
      const clock = { now: () => Date.UTC(2026, 10, 23, 18), sleep: () => Promise.resolve() }
      const { signal } = new AbortController()
      return Promise.resolve({
        http,
        clock,
        signal,
        close: () => {
          client.close()
        }
      })
    },
    demo: ({ real }) => Promise.resolve(real ? 41 : 40)
  })
  return { code, out, err }
}

describe('help', () => {
  test.each([['--help'], ['-h'], ['help']])('%s tells the commands, exit 0', async word => {
    const { code, out } = await run([word])
    expect(code).toBe(0)
    for (const name of ['validate', 'plan', 'demo', 'replay', 'accept'])
      expect(out).toContain(`  ${name}`)
  })

  test('without a command the help is wrong use', async () => {
    expect(await run([])).toMatchObject({ code: 2, out: expect.stringContaining('Usage') })
  })

  test.each(['validate', 'plan', 'demo', 'replay', 'accept'])(
    '%s --help tells its usage',
    async name => {
      const { code, out } = await run([name, '--help'])
      expect(code).toBe(0)
      expect(out).toContain(`Usage: bakegate ${name}`)
    }
  )
})

describe('wrong use ends with 2 and one sentence that says what to do', () => {
  test.each([
    [['validat'], /no command "validat". Did you mean "validate"\?/],
    [['__proto__'], /no command "__proto__"/],
    [['validate', '--nope'], /Unknown option '--nope'.*bakegate validate --help/],
    [['validate', '--variables'], /--variables.*argument missing.*validate --help/i],
    [['validate', 'a.yml', 'b.yml'], /"b.yml" is one too many/],
    [['replay'], /which FILE\?/],
    [['replay', 'none.json'], /There is no file none.json/],
    [['validate'], /There is no file .github\/bakegate.yml/],
    [['validate', 'folder'], /folder cannot be read: EISDIR/],
    [['validate', 'a.yml', '--sha', 'abc'], /sha: "abc": the 40 hexadecimal digits/],
    [['plan', 'a.yml', '--deployed-at', 'noon'], /deployed-at: "noon": an instant is expected/]
  ])('%j', async (words, expected) => {
    const { code, out, err } = await run(words, { 'a.yml': valid, 'b.yml': valid })
    expect({ code, out }).toEqual({ code: 2, out: '' })
    expect(err).toMatch(expected)
    expect(err.trim().split('\n')).toHaveLength(1)
  })
})

describe('validate', () => {
  test('a valid configuration ends with 0; no secret is needed, and that is said', async () => {
    const words = ['validate', '--service', 'shop']
    expect(await run(words, { '.github/bakegate.yml': valid })).toEqual({
      code: 0,
      out: 'note: not set here, so a stand-in was used: PROM_TOKEN.\n.github/bakegate.yml is valid: 3 checks on 2 endpoints.\n',
      err: ''
    })
    const set = await run(words, { '.github/bakegate.yml': valid }, { PROM_TOKEN: 'a-long-token' })
    expect(set.out).not.toMatch(/note/)
  })

  test('every problem stands at its place, exit 2', async () => {
    const broken = valid.replace('max: 1%', 'max: "0,5"').replace('critical', 'critcal')
    const { code, out, err } = await run(['validate', 'a.yml', '--service', 'shop'], {
      'a.yml': broken
    })
    expect({ code, out }).toEqual({ code: 2, out: '' })
    expect(err.split('\n')).toEqual([
      'a.yml:9:10 checks[0].max: "0,5" is not a number. Write 0.5.',
      'a.yml:11:5 checks[0].critcal: The key "critcal" is not known. Did you mean "critical"?',
      '2 problems in a.yml.',
      ''
    ])
  })

  test('a variable that the file needs is asked for', async () => {
    const { code, err } = await run(['validate', 'a.yml'], { 'a.yml': valid })
    expect(code).toBe(2)
    expect(err).toMatch(/\{\{string service\}\}: the variable is empty/)
  })

  test('warnings are printed and change nothing', async () => {
    const more = `${valid}bake: {duration: 6h}\n`
    const { code, out } = await run(['validate', 'a.yml', '--service', 'shop'], { 'a.yml': more })
    expect(code).toBe(0)
    expect(out).toMatch(/^warning: The bake may take 361 minutes/)
  })

  test('a hostile file cannot steer the terminal or the runner', async () => {
    const hostile = 'version: 1\n"::add-mask::x\\u001b[2J\\n::error::y": 1\n'
    const { err } = await run(['validate', 'a.yml'], { 'a.yml': hostile })
    expect(err).not.toMatch(/\u001b|^\s*::|##\[/m)
    expect(err).toMatch(/is not known/)
  })
})

describe('plan', () => {
  test('prints the exact queries over each window, and when they are asked', async () => {
    const words = ['plan', 'a.yml', '--service', 'shop', '--deployed-at', '2026-11-23T17:00:00Z']
    const { code, out } = await run(words, { 'a.yml': valid })
    expect(code).toBe(0)
    expect(out).toContain('for a deploy that ended at 2026-11-23 17:00:00 UTC')
    expect(out).toContain('2026-11-23 17:01:00 UTC – 2026-11-23 17:16:00 UTC  30 looks')
    expect(out).toContain('│ increase(bad{s="shop"}[30s])')
    expect(out).toContain('│ increase(bad{s="shop"}[900s])')
    expect(out).toContain('│ increase(bad{s="shop"}[3600s])')
    expect(out).toContain('against 2026-11-23 15:55:00 UTC – 2026-11-23 16:55:00 UTC')
    expect(out).toMatch(
      /latency\s+query\s+metrics \(prometheus prom\.example\.com\)\s+at most 800.ms, not required/
    )
    expect(out).toMatch(/health: 30 looks at the present/)
    expect(out.match(/│ p99/g)).toHaveLength(1)
    expect(out).toMatch(/metrics +\d+ before the first look +\d+ a look +\d+ in all/)
  })

  test('says what asking costs, and how much time is read where every window is read whole', async () => {
    const { out } = await run(['plan', 'a.yml'], {
      'a.yml': `version: 1
bake: {settle: 0s, duration: 10m, interval: 1m}
baseline: {duration: 1h, history: 2h}
endpoints:
  logs: {provider: cloudwatch-logs, region: eu-west-1, log-groups: [/ecs/shop]}
  db: {provider: elasticsearch, url: https://es.example.com, index: logs}
checks:
  - {name: lines, endpoint: logs, count: filter level = 1, max: 10, compare: {}}
  - {name: documents, endpoint: db, count: level:error, max: 10}
`
    })
    expect(out).toContain('logs: AWS bills what is read (0.005 USD per GB')
    expect(out.replaceAll('\u00a0', ' ')).toMatch(
      /logs: its windows hold 3 h 1 min of data before the first look, 11 min a look, 4 h 6 min in all/
    )
    expect(out).toContain('db: No search is billed by itself')
    expect(out).not.toContain('db: its windows')
  })

  describe('with --ask', () => {
    const loki = (url: string) => `version: 1
bake: {settle: 0s, duration: 10m, interval: 1m}
baseline: {duration: 1h, history: 2h}
endpoints:
  logs: {provider: loki, url: "${url}", bearer-token: "\${LOKI_TOKEN}"}
checks:
  - {name: lines, endpoint: logs, count: '{app="shop"}', max: 10, compare: {}}
`
    const env = { LOKI_TOKEN: 'token-of-loki-123' }
    async function asked(answer: Answer, its: Readonly<Record<string, string>> = env) {
      const server = await startStub(answer)
      const ran = await run(['plan', 'a.yml', '--ask'], { 'a.yml': loki(server.url) }, its)
      await server.close()
      return { ...ran, seen: server.seen }
    }

    test('the first question tells how many bytes a bake reads', async () => {
      // A megabyte a minute.
      const summary = { totalLinesProcessed: 9, totalBytesProcessed: 1024 * 1024 }
      const data = { resultType: 'vector', result: [], stats: { summary } }
      const { code, out, seen } = await asked(json({ status: 'success', data }))
      expect(code).toBe(0)
      expect(seen).toHaveLength(1)
      expect(seen[0]?.headers['authorization']).toBe('Bearer token-of-loki-123')
      expect(out.replaceAll('\u00a0', ' ')).toMatch(/logs: its windows hold .* 4 h 6 min in all/)
      expect(out.replaceAll('\u00a0', ' ')).toContain(
        'endpoint logs reads about 11 MiB a look, 246 MiB in all with the time before the deploy'
      )
    })

    test('a refusal is told, exit 2', async () => {
      const { code, out, err } = await asked(text('no', 401))
      expect({ code, out }).toEqual({ code: 2, out: '' })
      expect(err).toMatch(/checks\[0\] "lines" count: loki .* answered 401/)
      expect(err).not.toContain('token-of-loki')
    })

    test('what is down is a warning beside the plan', async () => {
      const { code, out } = await asked(text('later', 500))
      expect(code).toBe(0)
      expect(out).toMatch(/^warning: loki .* answered 500/)
      expect(out).toContain('what that is in bytes, plan --ask says')
    })

    test('nothing is asked without the credentials', async () => {
      const { code, err, seen } = await asked(json({}), {})
      expect({ code, seen }).toEqual({ code: 2, seen: [] })
      expect(err).toContain('the environment lacks LOKI_TOKEN')
    })
  })

  test('takes now where the time of the deploy is not given', async () => {
    const { out } = await run(['plan', 'a.yml', '--service', 'shop'], { 'a.yml': valid })
    expect(out).toContain('ended at 2026-11-23 18:00:00 UTC')
  })

  test('of a wrong configuration is its problems', async () => {
    expect(await run(['plan', 'a.yml'], { 'a.yml': 'version: 1' })).toMatchObject({
      code: 2,
      out: ''
    })
  })
})

function smallSettings(): Settings {
  return load(`version: 1
endpoints: {prom: {provider: metrics, url: https://prom.example.com}}
checks: [{name: up, endpoint: prom, query: up, max: 1}]`).settings
}

describe('replay', () => {
  const frame = frameOf(10)
  const check = queryCheck({ max: 1 })
  const flat = (value: number, count: number) => Array.from({ length: count }, () => value)

  /** What a gate wrote that saw `values` and judged them as it does. */
  function evidenceFile(values: readonly number[], said?: Partial<Analysis>): string {
    const evidence = evidenceOf(frame, { values: [track(frame, flat(0.5, 60), values)] })
    const analysis = { ...judgeAll(frame, [{ check, evidence }]), ...said }
    const settings: Settings = {
      ...smallSettings(),
      checks: [check satisfies QueryCheck]
    }
    return renderEvidence(
      outcome({
        frame,
        analysis,
        verdict: analysis.verdict,
        code: analysis.code,
        sentence: analysis.sentence,
        evidence: new Map([[check.name, evidence]])
      }),
      settings
    )
  }

  test.each([
    ['a pass ends with 0', flat(0.5, 10), 0, /Verdict: pass/],
    ['a failure ends with 1', flat(5, 10), 1, /Verdict: fail \(above-max\)/],
    ['too little ends with 3', flat(0.5, 3), 3, /Verdict: inconclusive/]
  ])('%s, and says that the gate said the same', async (_, values, code, expected) => {
    const ran = await run(['replay', 'evidence.json'], { 'evidence.json': evidenceFile(values) })
    expect(ran.code).toBe(code)
    expect(ran.out).toMatch(expected)
    expect(ran.out).toMatch(/The gate said the same\./)
    expect(ran.out).toMatch(/latency\s+(pass|fail|inconclusive)/)
  })

  test('a gate that said otherwise is quoted', async () => {
    const text = evidenceFile(flat(5, 10), {
      verdict: 'pass',
      code: 'healthy',
      sentence: 'All is well.'
    })
    const ran = await run(['replay', 'evidence.json'], { 'evidence.json': text })
    expect(ran.code).toBe(1)
    expect(ran.out).toMatch(/The gate said pass \(healthy\): All is well\./)
  })

  test.each([['not json'], ['{}'], ['{"schema_version": 2}']])(
    '%s is refused with 2',
    async text => {
      const ran = await run(['replay', 'evidence.json'], { 'evidence.json': text })
      expect(ran.code).toBe(2)
      expect(ran.err).toMatch(/^evidence\.json: /)
    }
  )
})

test('demo plays the demo and ends as it does', async () => {
  expect((await run(['demo'])).code).toBe(40)
  expect((await run(['demo', '--real'])).code).toBe(41)
})

describe('accept', () => {
  const id = 'ab12cd34ef56'
  const known = '000000000001'
  const signature = (name: string, before: number): SignatureTrack => ({
    id: name,
    template: 'ERROR could not register user <*> #1',
    before: { at: 1, bad: before, total: 3600 },
    past: [],
    soFar: [{ at: 2, bad: 12, total: 60 }],
    frames: [],
    examples: []
  })

  function stored(): string {
    const frame = frameOf(10)
    const check = logsCheck({ accepted: ['ops/accepted.txt'] })
    const evidence = {
      ...evidenceOf(frame),
      logs: { signatures: [signature(id, 0), signature(known, 4)], soFar: [] }
    }
    const told = outcome({ frame, evidence: new Map([[check.name, evidence]]) })
    return renderEvidence(told, { ...smallSettings(), checks: [check] })
  }

  test('adds the signature to the file that the check names, once', async () => {
    const files: Record<string, string> = { 'evidence.json': stored() }
    const first = await run(['accept', id, '--comment', 'known since #43'], files)
    expect(first).toMatchObject({ code: 0, out: expect.stringContaining(`${id} is accepted now.`) })
    const { entries, problems } = parseAccepted(files['ops/accepted.txt'] ?? '', 'ops/accepted.txt')
    expect(problems).toEqual([])
    expect(entries).toMatchObject([
      { id, template: 'ERROR could not register user <*> #1', comment: 'known since #43' }
    ])
    const text = files['ops/accepted.txt']
    const again = await run(['accept', id], files)
    expect(again.out).toContain('was accepted already')
    expect(files['ops/accepted.txt']).toBe(text)
  })

  test('says of a known one that it is told all the same when it jumps', async () => {
    const { code, out } = await run(['accept', known], { 'evidence.json': stored() })
    expect(code).toBe(0)
    expect(out).toContain(`${known} is accepted now. It was there before that deploy;`)
  })

  test('keeps what stands in the file', async () => {
    const files: Record<string, string> = {
      'e.json': stored(),
      'mine.txt': '# ours\n111111111111 old'
    }
    await run(['accept', id, '--evidence', 'e.json', '--file', 'mine.txt'], files)
    expect(files['mine.txt']).toMatch(/^# ours\n111111111111 old\nab12cd34ef56 ERROR could not/)
  })

  test.each([
    [['accept'], /which ID/],
    [['accept', id], /There is no file evidence\.json/],
    [['accept', id, '--evidence', 'broken'], /broken: The evidence file is no JSON/],
    [
      ['accept', 'ffffffffffff', '--evidence', 'e.json'],
      /has no signature ffffffffffff\. New in it are: ab12cd34ef56\./
    ],
    [['accept', id, '--evidence', 'e.json', '--file', 'bad'], /bad:1: "nonsense" does not begin/]
  ])('%j is told, and nothing is written', async (words, expected) => {
    const files: Record<string, string> = { 'e.json': stored(), broken: '{', bad: 'nonsense' }
    const before = { ...files }
    const { code, err } = await run(words, files)
    expect(code).toBe(2)
    expect(err).toMatch(expected)
    expect(files).toEqual(before)
  })
})
