import { describe, expect, test } from '@jest/globals'
import { renderComment } from '../../src/report/comment.js'
import { renderEvidence } from '../../src/report/evidence.js'
import { renderHtml } from '../../src/report/html.js'
import { lookLine, verdictLines } from '../../src/report/lines.js'
import { renderOutputs } from '../../src/report/outputs.js'
import { createHider, createRedactor, redactAll } from '../../src/report/redact.js'
import { RULES } from '../../src/report/redact-rules.js'
import { plant } from '../support/hostile.js'
import { frame, outcome, samples } from '../support/outcomes.js'
import { settingsOf } from '../support/settings.js'

const redact = createRedactor([])

/** Planted by parts, so that no scanner takes this file for a leak. */
const tokens: readonly (readonly [string, string, string])[] = [
  ['GitHub', 'auth with ghp_', 'a1B2c3D4e5F6g7H8i9J0k1L2m3N4o5P6q7R8'],
  ['AWS id', 'key AKIA', 'IOSFODNN7EXAMPLE'],
  ['AWS secret', 'aws_secret_access_key=', 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY'],
  ['AWS secret by itself', 'found ', 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY'],
  ['Slack', 'xoxb-', '123456789012-123456789012-AbCdEfGhIjKlMnOp'],
  [
    'JWT',
    'eyJhbGciOiJIUzI1NiJ9.',
    'eyJzdWIiOiIxMjM0NTY3ODkwIn0.dozjgNryP4J3jVmNHl0w5N_XgL0n3I9PlFUP0THsR8U'
  ],
  ['Stripe', 'sk_live_', '4eC39HqLyjWDarjtT1zdp7dc'],
  ['Google', 'AIza', 'SyDaGmWKa4JsXZ-HjGw7ISLn_3namBGewQe'],
  ['npm', 'npm_', 'abcdefghijklmnopqrstuvwxyz0123456789'],
  ['Datadog', 'DD_API_KEY=', '0123456789abcdef0123456789abcdef'],
  ['Datadog header', 'dd-api-key: ', '0123456789abcdef0123456789abcdef'],
  ['database URL', 'postgres://shop:', 'hunter2pw@db.internal:5432/shop'],
  ['Basic', 'Authorization: Basic ', 'c2hvcDpodW50ZXIycHc='],
  ['Basic by itself', 'sent Basic ', 'c2hvcDpodW50ZXIycHc='],
  ['Bearer', 'Bearer ', 'mF_9.B5f-4.1JqM'],
  ['fine-grained GitHub', 'github_pat_', '11ABCDEFG0123456789_abcdefghijklmnopqrstuvwxyz'],
  ['GitLab', 'glpat-', 'ABCdef123456789_-xyz'],
  ['SendGrid', 'SG.', 'ngeVfQFYQlKU0ufo8x5d1A.TwL2iGABf9DHoTf09kqeF8tAmbihYzrnopKc1s5cr']
]
const personal: readonly (readonly [string, string, string])[] = [
  ['e-mail', 'user ', 'jane.doe+shop@example.co.uk'],
  ['card', 'paid with ', '4111 1111 1111 1111'],
  ['card without blanks', 'pan=', '5500005555555559'],
  ['phone', 'call ', '+49 (30) 901820'],
  ['phone of north america', 'call ', '(555) 010-4477'],
  ['IBAN', 'to ', 'DE89 3704 0044 0532 0130 00'],
  ['password', 'login password=', 'correct-horse'],
  ['password in JSON', '{"password": "', 'correct horse"}'],
  ['token after a colon', 'token:', 'Zx81kLm29QwErTy77'],
  ['token in JSON', '{"token":"', 'Zx81kLm29Qw"}'],
  ['cookie', 'Set-Cookie: sid=', 's%3AabcDEF123; Path=/'],
  ['session', 'GET /?JSESSIONID=', '1A530637289A03B07199A44E8D531427'],
  ['SAS', 'https://x.blob.core.windows.net/a?sv=2022&sig=', 'pl%2BZAbc%3D&se=2026'],
  ['signed S3', 'https://b.s3.amazonaws.com/k?X-Amz-Signature=', 'fe5f80f77d5fa3beca038a248ff027']
]

describe('without knowing them', () => {
  test.each([...tokens, ...personal])('%s is found', (_name, before, secret) => {
    const redacted = redact(`2026-11-23T14:05:01Z ERROR ${before}${secret} end`)
    expect(redacted).not.toContain(secret)
    expect(redacted).not.toContain(secret.slice(0, 12))
    expect(redacted).toContain('2026-11-23T14:05:01Z ERROR')
  })

  test('a private key over several lines is found, also without its end', () => {
    const key = ['-----BEGIN RSA PRIVATE KEY-----', 'MIIEowIBAAKCAQEA', 'q1w2e3'].join('\n')
    expect(redact(`a\n${key}\n-----END RSA PRIVATE KEY-----\nb`)).toBe('a\n[redacted]\nb')
    expect(redact(`a\n${key}`)).toBe('a\n[redacted]')
  })

  test('a line of a private key is found by itself', () => {
    const line = 'MIIEowIBAAKCAQEAq1w2e3r4t5y6u7i8o9p0aSdFgHjKlZxCvBnM1234567890ab'
    expect(redact(`before\n${line}\nafter`)).toBe('before\n[redacted]\nafter')
  })

  test('an invisible character inside a token does not hide it', () => {
    expect(redact('ghp_a1B2c3D4\u200be5F6g7H8i9J0k1L2m3N4')).toBe('[redacted]')
    expect(redact('\u001b[31mghp_a1B2\u001b[0mc3D4e5F6g7H8i9J0k1L2m3N4')).toBe('[redacted]')
  })
})

describe('what is no secret stays', () => {
  test.each([
    'https://github.com/octo/shop/actions/runs/18234567890/attempts/2',
    'https://github.com/octo/shop/commit/4f2a9c1d7e8b3a6f5c0d9e8f7a6b5c4d3e2f1a0b',
    'https://GitHub.example.com/Octo/Shop1/actions/runs/18234567890/job/51234567890',
    'commit 4f2a9c1d7e8b3a6f5c0d9e8f7a6b5c4d3e2f1a0b',
    'sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
    '2026-11-23T14:05:01.123+01:00 took 812 ms, 12 480 requests, 0.74 %',
    'at 1763906400000 (1763906400000000000 ns)',
    'v1.4.0+build.7 app@1.2.3 release-2026.11.23',
    'invalid token: unexpected end of input',
    'Basic authentication is required; Bearer authentication as well',
    'prometheus https://prom.example.com answered 401. Check the bearer-token of the endpoint.',
    'sum(rate(http_requests_total{job="shop",code=~"5.."}[5m])) / 2',
    '.github/bakegate.yml:12:5 checks[2].max: "0,5" is not a number. Write 0.5.',
    '10.0.0.12:9090 refused, pod shop-7d9f-abcde',
    'the run 18234567890 started 2026-11-23',
    'id 550e8400-e29b-41d4-a716-446655440000',
    'took +1.234567890123 s',
    'sum(job:auth:errors_rate5m) / sum(job:token:rate5m{code="500"})'
  ])('%s', text => {
    expect(redact(text)).toBe(text)
  })

  test.each(Object.entries(samples))('the outcome %s', (_name, sample) => {
    expect(redactAll(sample, redact)).toEqual(sample)
  })
})

describe('a secret that we hold', () => {
  const secret = 'p@ss "w/ord+é?'
  const known = createRedactor([secret])

  test.each([
    ['as it is', secret],
    ['URL-encoded', encodeURIComponent(secret)],
    ['URL-encoded in small letters', encodeURIComponent(secret).toLowerCase()],
    ['form-encoded', encodeURIComponent(secret).replaceAll('%20', '+')],
    ['as JSON', JSON.stringify(secret).slice(1, -1)],
    ['in hexadecimal', Buffer.from(secret).toString('hex')],
    ['in base64', Buffer.from(secret).toString('base64')],
    ['in base64 after a user', Buffer.from(`joe:${secret}`).toString('base64')],
    ['in base64 between others', Buffer.from(`ab${secret}xyz`).toString('base64')],
    ['in base64url', Buffer.from(secret).toString('base64url')]
  ])('is removed %s', (_how, text) => {
    const cleaned = known(`<${text}>`)
    expect(cleaned).toContain('[redacted]')
    expect(cleaned).not.toContain(text.slice(6, -4))
  })

  test('is removed line by line when it has several', () => {
    const lines = createRedactor(['first-line-of-it\nsecond-line-of-it\n'])
    expect(lines('x second-line-of-it y')).toBe('x [redacted] y')
  })

  test('is removed from every surface', () => {
    const value = 'zq7-Secret_of.ours'
    const keeper = createRedactor([value])
    const clean = redactAll(plant([`${value} and ${value}`]), keeper)
    const settings = redactAll(settingsOf([]), keeper)
    const all = [
      renderComment(clean),
      renderHtml(clean),
      renderEvidence(clean, settings),
      ...Object.values(renderOutputs(clean, {})),
      ...verdictLines(clean),
      ...(clean.analysis === undefined ? [] : [lookLine(clean.analysis)])
    ].join('\n')
    expect(all).toContain('[redacted]')
    expect(all).not.toContain(value)
  })
})

describe('of a secret that we hold', () => {
  test('four characters are enough, and blanks around it do not count', () => {
    expect(createRedactor(['abcd'])('x abcd')).toBe('x [redacted]')
    expect(createRedactor(['abc'])('x abc')).toBe('x abc')
    expect(createRedactor(['  abc '])('x  abc  y')).toBe('x  abc  y')
    expect(createRedactor([' hunter2 \n'])('is "hunter2"')).toBe('is "[redacted]"')
  })

  test('a line counts from eight characters on', () => {
    const keeper = createRedactor(['  line-one  \r\nshorter\r\nanother line'])
    expect(keeper('"line-one" "shorter" "another line"')).toBe(
      '"[redacted]" "shorter" "[redacted]"'
    )
  })

  test('the longest form goes first, so that a part never breaks up the whole', () => {
    const keeper = createRedactor(['secret-part', 'the-secret-part-and-more'])
    expect(keeper('is the-secret-part-and-more.')).toBe('is [redacted].')
  })

  test('the form in HTML is known', () => {
    const quoted = createRedactor([`a&b"c'd`])
    expect(quoted('x a&amp;b&quot;c&#39;d y a&amp;b&#34;c&#39;d z')).toBe(
      'x [redacted] y [redacted] z'
    )
    expect(createRedactor(['a&b<c>d'])('x a&amp;b&lt;c&gt;d y')).toBe('x [redacted] y')
  })

  test('a half character does not hide the rest', () => {
    expect(createRedactor(['my\ud800 word'])('is my%20word')).toBe('is [redacted]')
  })

  test.each(
    [12, 13, 14].flatMap(length =>
      [0, 1, 2].flatMap(before => [0, 1, 2].map(after => [length, before, after] as const))
    )
  )('%d bytes are known in base64 after %d other bytes and before %d', (length, before, after) => {
    const secret = 'q7?w~8>e#R9%t0&'.slice(0, length)
    const bytes = '.'.repeat(before) + secret + '.'.repeat(after)
    const text = Buffer.from(bytes).toString('base64')
    // Only the characters stay that hold bits of the neighbours, and the last where the secret ends within it.
    const start = before === 0 ? 0 : before + 1
    const end = Math.floor(((before + length) * 8) / 6)
    expect(createRedactor([secret])(text)).toBe(
      `${text.slice(0, start)}[redacted]${text.slice(end)}`
    )
  })

  test('base64 of less than eight characters is no evidence of it', () => {
    expect(createRedactor(['abcde'])('YWJjZGU=')).toBe('YWJjZGU=')
    expect(createRedactor(['abcdef'])('YWJjZGVm')).toBe('[redacted]')
  })

  test('base64 for addresses is known as well', () => {
    expect(createRedactor(['?>?>?>?>?'])('Pz4_Pj8-Pz4_')).toBe('[redacted]')
  })
})

test.each([
  ...['refused', 'dispatched', 'succeeded', 'failed', 'unverified', 'named', 'input'],
  ...['gate', 'analyze', 'rollback', 'resolve', 'verify', 'override', 'deployment', 'release'],
  ...['ratio', 'query', 'count', 'probe', 'firing', 'logs', 'tolerance', 'answered', 'zero'],
  ...['fraction', 'seconds', 'bytes', 'per-second', 'higher', 'lower', 'either', 'passed'],
  ...['settling', 'baking', 'rolling-back', 'verifying', 'done', 'before', 'same-time', 'control'],
  ...['deployed', 'released', 'max', 'min', 'sum', 'avg']
])('%s is a word that the renderers look things up by: it stays whatever is secret', word => {
  expect(redactAll({ kind: word, said: `${word}!` }, () => 'gone')).toEqual({
    kind: word,
    said: 'gone'
  })
})

test('what is no text stays: numbers, nothing, and keys that are ours', () => {
  const value = { a: null, b: 1, c: undefined, d: [true, 'x'], labels: { pod: 'x' } }
  expect(redactAll(value, text => `<${text}>`)).toEqual({
    a: null,
    b: 1,
    c: undefined,
    d: [true, '<x>'],
    labels: { '<pod>': '<x>' }
  })
})

test('a secret that is one of our words does not break the report', () => {
  const keeper = createRedactor(['healthy', 'inconclusive', 'production', 'sentence'])
  const clean = redactAll(outcome({ verdict: 'inconclusive', code: 'healthy' }), keeper)
  expect(renderComment(clean)).toContain('no verdict on')
  expect(JSON.parse(renderOutputs(clean, {}).result)).toMatchObject({ environment: '[redacted]' })
})

test('the shape and the numbers stay as they were', () => {
  const clean = redactAll(outcome(), createRedactor(['v1.4.0']))
  expect(clean.deploy.version).toBe('[redacted]')
  expect(clean.frame).toEqual(frame)
  expect(clean.evidence.get('error ratio')).toEqual(outcome().evidence.get('error ratio'))
})

test('no rule is slow on a text that was made for it', () => {
  const hostile = [
    'a',
    ':',
    '=',
    '-',
    '@',
    ' ',
    '1',
    'A1',
    'a.',
    '+1 ',
    'a@',
    'eyJ',
    '"',
    'x-',
    'sig='
  ].map(text => text.repeat(Math.ceil(100_000 / text.length)))
  for (const rule of RULES) {
    for (const text of hostile) {
      const started = performance.now()
      text.replace(rule.pattern, rule.replace)
      const took = performance.now() - started
      if (took > 1000) throw new Error(`${rule.name} took ${took} ms on ${text.slice(0, 8)}`)
    }
  }
  expect(RULES.every(({ pattern }) => pattern.global)).toBe(true)
})

test('a text that cannot be looked through is dropped', () => {
  const broken = { toString: () => '' } as unknown as string
  expect(redact(broken)).toBe('[redacted: this text could not be checked]')
})

test('a hidden secret is a number, as it is and escaped, and nothing else is touched', () => {
  const hide = createHider(['say "hi" & go', 'line one of it\nline two of it', 'abc'])
  expect(hide('k=say "hi" & go, say \\"hi\\" & go, say%20%22hi%22%20%26%20go')).toBe('k=0, 0, 0')
  expect(hide('line two of it')).toBe('0')
  expect(hide('abc ghp_0123456789abcdefghijklmnopqrstuvwxyz')).toBe(
    'abc ghp_0123456789abcdefghijklmnopqrstuvwxyz'
  )
})
