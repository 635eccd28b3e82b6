import { isSaidSecret, isValue, looksSecret } from './redact-looks.js'
import type { Rule } from './redact-rule.js'
import { keep } from './redact-rule.js'

/** Places that hold a credential whatever it looks like: addresses, headers, command lines, statements. */

export const HEADERS: readonly Rule[] = [
  keep('url credentials', /\b([a-z][a-z0-9+.-]{1,30}:\/\/)([^\s/?#"'<>]{1,500})(?=@)/gi),
  keep(
    'oracle url',
    /(\b(?:jdbc:oracle:[a-z0-9]{1,10}:|sqlplus\s{1,4}(?:-\S{1,10}\s{1,4}){0,3})[^\s/@:]{0,100}\/)([^\s@]{1,200})(?=@)/gi
  ),
  keep(
    'header',
    /((?:\b|(?<=http_))(?:(?:proxy-)?authorization|(?:set-)?cookie2?|x-[a-z-]{0,30}(?:key|token|secret)|dd-api-key|dd-application-key|private-token)\\{0,7}["']?\s{0,4}(?:=>|[:=])\s{0,4})([^\r\n]+)/gi
  )
]

export const COMMANDS: readonly Rule[] = [
  keep(
    'flag',
    /(--(?:password|passwd|pass|passphrase|secret|token|[a-z]{1,20}-(?:password|token|secret|key))\s{1,4})([^\s-]\S{0,500})/gi,
    value => !/^[a-z]+[.,!?:;)]{0,2}$/.test(value)
  ),
  keep('mysql flag', /(\bmysql[a-z]{0,10}\b[^\n]{0,200}?\s-p)([^\s-]\S{0,200})/g),
  keep(
    'curl user',
    /(\bcurl\b[^\n]{0,300}?\s(?:-u|-U|--user|--proxy-user)[\s=]{0,2}["']?[^\s:"'<>]{0,100}:)([^\s"'<>]{1,200})/g
  ),
  // `docker run -u 1000:1000` names a user and a group.
  keep(
    'user flag',
    /((?<!\S)(?:-u|--user)[\s=]{1,2}["']?[^\s:"'<>/]{1,100}:)([^\s"'<>]{1,200})/g,
    looksSecret
  ),
  keep(
    'login command',
    /(\b(?:sshpass|(?:docker|podman|helm registry|oras|az acr) login|mongo(?:sh|dump|restore|export)?)\b[^\n]{0,200}?\s-p[\s=]{0,2})([^\s-]\S{0,200})/g
  ),
  keep('redis command', /(\bredis-cli\b[^\n]{0,200}?\s-a\s{1,2})([^\s-]\S{0,200})/g)
]

const QUOTED = `'[^'\\n]{1,200}'|"[^"\\n]{1,200}"`

/** A name, an IPv4 address or an IPv6 address in brackets; no digest. */
const AT_HOST = '(?=@(?!sha256:|[0-9a-f]{5,8}\\b)(?:[a-z[]|\\d{1,3}(?:\\.\\d{1,3}){3}))'

export const STATEMENTS: readonly Rule[] = [
  keep(
    'identified by',
    new RegExp(
      `(\\bidentified\\s{1,4}(?:with\\s{1,4}\\S{1,60}\\s{1,4})?(?:by|as)\\s{1,4}(?:password\\s{1,4})?)(${QUOTED}|[^\\s,;'"<>]{1,200})`,
      'gi'
    ),
    isSaidOrLast
  ),
  keep(
    'auth command',
    new RegExp(
      `(\\bAUTH\\s{1,2}(?:(?:default|root|admin|app|LOGIN|PLAIN|XOAUTH2|CRAM-MD5)\\s{1,2})?)(${QUOTED}|[^\\s,;'"<>()[\\]]{4,400})`,
      'g'
    ),
    isSaidSecret
  ),
  keep(
    'credentials pair',
    /(\b(?:credentials?|user(?:name)?[:/]pass(?:word|wd)?)\s{0,2}[:=]?\s{0,2}[([]?["']?[^\s/:"'<>=]{1,100}\s{0,2}[/:]\s{0,2})([^\s"'<>,;]{1,200})/gi,
    looksSecret
  ),
  keep(
    'basic auth for',
    /(\bbasic auth\w{0,12}\b[^\n:]{0,60}?\s[\w.@+-]{1,60}:)([^\s"'<>,;]{1,200})/gi,
    looksSecret
  ),
  // `nginx:1.21@sha256:…` is an image, `Handler:Orders@7a3f0c1` an object.
  keep(
    'user at a host',
    new RegExp(`(?<![\\w/@.+:%-])([a-z][\\w.-]{0,60}:)([^\\s@/:"'<>]{8,200})${AT_HOST}`, 'gi'),
    isPasswordOfUser
  ),
  keep(
    'auth of a user',
    new RegExp(
      `(\\b(?:auth|log[io]n|credentials?|dsn|proxy|as|user|for|connect(?:ing|ed)?(?:\\s{1,2}(?:to|with))?)\\s{1,2}[a-z][\\w.-]{0,60}:)([^\\s@/:"'<>]{1,200})${AT_HOST}`,
      'gi'
    ),
    isPasswordAtHost
  ),
  // The order of the columns says which value it is; all of them go.
  keep(
    'inserted row',
    /(\binsert\s{1,4}into\b[^\n]{0,300}?(?:password|passwd|secret|token|api_?key)[^\n]{0,200}?\)\s{0,4}values\s{0,4})(\([^\n]{1,2000})/gi
  )
]

/** "cannot be identified by name" is a sentence. */
function isSaidOrLast(value: string, before: string): boolean {
  return /BY|AS/.test(before) ? isValue(value) : isSaidSecret(value)
}

/** `email:ann1@host`: what stands before the colon says what the rest is. */
const ADDRESS =
  /^(?:mailto|e?-?mail|user(?:name)?|login|from|to|cc|bcc|sips?|xmpp|acct|account|owner|author|by|for|sender|recipient|node|npm|docker|image|git|ssh):$/i

function isPasswordOfUser(value: string, before: string): boolean {
  return /[\d!#$%^&*~+]/.test(value) && looksSecret(value) && !ADDRESS.test(before)
}

function isPasswordAtHost(value: string, before: string): boolean {
  return isValue(value) && !ADDRESS.test(before.slice(before.search(/\S{1,61}$/)))
}
