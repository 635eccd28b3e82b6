import { renderComment, renderMinimalComment } from '../../src/report/comment.js'
import { renderHtml } from '../../src/report/html.js'
import { inert, inertLine } from '../../src/report/inert.js'
import { lookLine, rollbackLines, statusDescription, verdictLines } from '../../src/report/lines.js'
import { createRedactor, redactAll } from '../../src/report/redact.js'
import { renderSummary } from '../../src/report/summary.js'
import { quote } from '../../src/io/quote.js'
import { hostileTexts, linkedHosts, plant } from '../../__tests__/support/hostile.js'
import { offences, pageOffences } from '../../__tests__/support/render-oracle.js'
import { commandsIn } from '../../__tests__/support/runner-oracle.js'
import { secrets } from '../oracles.js'
import { decoded, Finding, hold, type Target } from '../target.js'

const invisible =
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\u{e0000}-\u{e007f}]|\p{Surrogate}/u

const escaping: Target = {
  name: 'escaping',
  about:
    'texts from outside in the comment, the summary, the page and the log, read as GitHub and the runner read them',
  form: 'lines',
  seeds: [...hostileTexts, hostileTexts.join('\n')],
  words: hostileTexts,
  feed: input => Promise.resolve(rendered(decoded(input)))
}

function rendered(text: string): unknown {
  const outcome = redactAll(plant(text.split('\n').slice(0, 40)), createRedactor([]))
  const comment = renderComment(outcome)
  const page = renderHtml(outcome)
  const log = [
    ...(outcome.analysis === undefined ? [] : [lookLine(outcome.analysis)]),
    ...verdictLines(outcome),
    ...rollbackLines(outcome.rollback),
    statusDescription(outcome),
    inertLine(text)
  ].join('\n')
  for (const [what, markdown] of [
    ['the comment', comment],
    ['the short comment', renderMinimalComment(outcome)],
    ['the summary', renderSummary(outcome)]
  ] as const) {
    const [offence] = offences(markdown, linkedHosts)
    if (offence !== undefined) throw new Finding(`${what} holds no markup of others: "${offence}"`)
  }
  const [offence] = pageOffences(page, linkedHosts)
  if (offence !== undefined) throw new Finding(`the page holds no markup of others: "${offence}"`)
  hold(commandsIn(log).length === 0, 'the log holds no command')
  hold(!invisible.test(comment + page + log), 'nothing is hidden')
  return [comment, page, log]
}

const redaction: Target = {
  name: 'redaction',
  about: 'texts that hold secrets, in every encoding that they may have',
  form: 'lines',
  seeds: [
    `Authorization: Bearer ${secrets[0]}`,
    `https://user:${secrets[1]}@db.example.com/?token=${secrets[2]}`,
    `{"password":"${secrets[1]}","a":"${Buffer.from(`user:${secrets[0]}`).toString('base64')}"}`,
    `-----BEGIN PRIVATE KEY-----\nMIIEvQIBADANBgkqhkiG9w0BAQEFAASC\n-----END PRIVATE KEY-----`,
    'AKIAIOSFODNN7EXAMPLE ghp_0123456789abcdefghijABCDEFGHIJ012345 mail me@example.com 4111 1111 1111 1111'
  ],
  words: [
    ...secrets,
    'password=',
    'Bearer ',
    'Basic ',
    'Set-Cookie: ',
    '%2D',
    '\u200b',
    '&amp;',
    'eyJhbGciOiJIUzI1NiJ9.',
    'api_key: '
  ],
  feed: input => Promise.resolve(redacted(decoded(input)))
}

const redactor = createRedactor(secrets)

function redacted(text: string): unknown {
  const clean = redactor(text)
  // With what cannot be seen taken out, as a reader would copy it.
  const visible = inert(clean)
  for (const secret of secrets) {
    hold(!visible.includes(secret), 'no secret is left')
    hold(!visible.includes(encodeURIComponent(secret)), 'no secret is left')
  }
  hold(redactor(clean) === clean, 'what is clean stays as it is')
  const quoted = quote(text)
  hold([...quoted].length <= 200 && !/[\n\r]/.test(quoted), 'a quotation is one short line')
  return [clean, quoted]
}

export const reportTargets: readonly Target[] = [escaping, redaction]
