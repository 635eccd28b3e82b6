/**
 * What a credential or personal data looks like. Data: one rule each, in order. Every pattern is linear
 * in the text: repetitions are bounded or end at a character that they cannot hold themselves.
 */
export interface Rule {
  readonly name: string
  readonly pattern: RegExp
  readonly replace: (match: string, ...groups: string[]) => string
}

/** Between a name and its value: `=`, `: `, `": `. */
const SEPARATOR = `["']?\\s{0,4}[=:]\\s{0,4}`
const PASSWORD_NAMES =
  'passwords?|passwd|passphrase|pwd|client[_-]?secret|secret[_-]?(?:access[_-]?)?key|' +
  '(?<=[a-z0-9])_pass|api[_-]?key|app(?:lication)?[_-]?key|private[_-]?key|account[_-]?key|shared[_-]?access[_-]?key'
const TOKEN_NAMES =
  'token|secret|credentials?|session[_-]?id|access[_-]?key(?:[_-]?id)?|(?<![a-z])auth'
const SIGNATURE_NAMES =
  '(?<![a-z0-9])(?:sig|signature|x-amz-(?:signature|security-token|credential)|sid|jsessionid|phpsessid)'

/** `lastName`, `customer_name`, `FULL NAME`: such fields hold people. */
const PERSON_FIELDS = [
  'first',
  'last',
  'full',
  'given',
  'family',
  'middle',
  'maiden',
  'customer',
  'patient',
  'holder',
  'recipient',
  'legal',
  'real',
  'display'
]
  .flatMap(word => [
    `[${word.charAt(0)}${word.charAt(0).toUpperCase()}]${word.slice(1)}`,
    word.toUpperCase()
  ])
  .join('|')
const CAPITALISED = "\\p{Lu}[\\p{L}'’.-]{0,40}"
const QUOTED = `"[^"\\n]{1,200}"|'[^'\\n]{1,200}'`
const PERSON = new RegExp(
  `((?:${PERSON_FIELDS})[ _-]?(?:[nN]ame|NAME)${SEPARATOR})(${QUOTED}|${CAPITALISED}(?: ${CAPITALISED}){0,3})`,
  'gu'
)
/** Any `name=` may be that of a thing; two capitalised words without a digit are a person. */
const FULL_NAME = new RegExp(
  `((?<![\\p{L}\\p{N}_-])(?:[nN]ame|NAME)${SEPARATOR})(["']?${CAPITALISED}(?: ${CAPITALISED}){1,3}(?!\\w)["']?)`,
  'gu'
)

export const RULES: readonly Rule[] = [
  whole(
    'private key',
    /-----BEGIN [A-Z0-9 ]{1,60}-----[\s\S]*?(?:-----END [A-Z0-9 ]{1,60}-----|$)/g
  ),
  // One line of such a block that was logged by itself.
  whole('base64 line', /^[ ]{0,20}[A-Za-z0-9+/]{60,76}={0,2}[ ]{0,20}$/gm, isMixed),
  keep('url credentials', /\b([a-z][a-z0-9+.-]{1,30}:\/\/)([^\s/?#"'<>]{1,500})(?=@)/gi),
  keep(
    'header',
    /\b((?:(?:proxy-)?authorization|(?:set-)?cookie2?|x-[a-z-]{0,30}(?:key|token|secret)|dd-api-key|dd-application-key|private-token)["']?\s{0,4}[:=]\s{0,4})([^\r\n]+)/gi
  ),
  keep(
    'scheme',
    /\b((?:basic|bearer|negotiate|apikey|token)\s{1,4})([\w+/=.~:-]{8,})/gi,
    looksRandom
  ),
  whole('jwt', /\beyJ[\w-]{8,}\.[\w-]{4,}(?:\.[\w-]*){0,3}/g),
  whole('github', /\b(?:gh[oprsu]_[A-Za-z0-9_]{16,}(?:\.[\w-]+){0,3}|github_pat_\w{20,})/g),
  whole('gitlab', /\bgl[a-z]{2,6}-[\w-]{16,}/g),
  whole('slack', /\bx(?:ox[a-z]|app)-[A-Za-z0-9-]{10,}/g),
  whole('slack webhook', /\bhooks\.slack\.com\/[\w/-]{10,}/g),
  whole('aws id', /\b(?:A3T[A-Z0-9]|AKIA|ASIA|ABIA|ACCA|AROA|AIDA)[A-Z0-9]{16}\b/g),
  whole('stripe', /\b(?:[rsp]k_(?:live|test|prod)|whsec)_[A-Za-z0-9]{8,}/g),
  whole('google', /\b(?:AIza[\w-]{30,}|ya29\.[\w.-]{10,}|GOCSPX-[\w-]{10,})/g),
  whole('npm', /\bnpm_[A-Za-z0-9]{20,}/g),
  whole('pypi', /\bpypi-[\w-]{20,}/g),
  whole('datadog', /\bdd(?:api?|app|p|pat)?_[A-Za-z0-9]{30,}/g),
  whole('grafana', /\bgl(?:sa|c)_[\w=+/]{20,}/g),
  whole('new relic', /\bNR(?:AK|II|RA|JS|SP|AA|AL)-[\w-]{16,}/g),
  whole(
    'other prefixed',
    /\b(?:sk-[\w-]{16,}|SG\.[\w-]{16,}\.[\w-]{16,}|hvs\.[\w-]{16,}|dop_v1_\w{32,}|sntrys_[\w=+/-]{20,}|shp(?:at|ss|ca|pa)_\w{16,})/g
  ),
  whole('discord webhook', /\bdiscord(?:app)?\.com\/api\/webhooks\/\d{5,25}\/[\w-]{20,}/g),
  keep('telegram bot', /(\/bot)(\d{6,12}:[\w-]{30,})/g),
  keep(
    'flag',
    /(--(?:password|passwd|pass|passphrase|secret|token|[a-z]{1,20}-(?:password|token|secret|key))\s{1,4})([^\s-]\S{0,500})/gi,
    value => !/^[a-z]+[.,!?:;)]{0,2}$/.test(value)
  ),
  keep('mysql flag', /(\bmysql[a-z]{0,10}\b[^\n]{0,200}?\s-p)([^\s-]\S{0,200})/g),
  keep('password', assignment(PASSWORD_NAMES, SEPARATOR)),
  keep('token', assignment(TOKEN_NAMES, SEPARATOR), isTokenValue),
  keep('signature', assignment(SIGNATURE_NAMES, '=')),
  // 40 characters of three classes: an AWS secret key. A commit id has no capitals.
  whole('aws secret', /(?<![A-Za-z0-9+/=_.:-])[A-Za-z0-9+/]{40}(?![A-Za-z0-9+/=_-])/g, isMixed),
  whole('iban', /\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,4})?\b/g, isIban, '[iban]'),
  { name: 'name', pattern: PERSON, replace: hidePerson },
  { name: 'full name', pattern: FULL_NAME, replace: hidePerson },
  whole(
    'e-mail',
    /[\w.%+-]{1,64}@(?:[A-Za-z0-9-]{1,63}\.){1,8}[A-Za-z]{2,24}\b/g,
    () => true,
    '[e-mail]'
  ),
  whole('card', /(?<![\w.-])[2-6]\d{3}(?:[ -]?\d{2,6}){2,4}(?![\w-]|\.\d)/g, isCard, '[card]'),
  whole(
    'phone',
    /(?<![\w+])\+[1-9]\d{0,2}[ -]?(?:\(\d{1,4}\)[ -]?)?\d{1,4}(?:[ -]?\d{2,4}){1,5}(?![\w])/g,
    hasDigits(8, 15),
    '[phone]'
  ),
  whole(
    'phone of north america',
    /(?<![\w.-])(?:\(\d{3}\) ?|\d{3}[-.])\d{3}[-.]\d{4}(?![\w-]|\.\d)/g,
    () => true,
    '[phone]'
  )
]

function whole(
  name: string,
  pattern: RegExp,
  accept: (match: string) => boolean = () => true,
  mark = '[redacted]'
): Rule {
  return { name, pattern, replace: match => (accept(match) ? mark : match) }
}

/** Keeps the pattern's first group and replaces the second, where both together look like a secret. */
function keep(
  name: string,
  pattern: RegExp,
  accept: (value: string, before: string) => boolean = () => true
): Rule {
  return {
    name,
    pattern,
    replace: (match, before = '', value = '') => {
      if (!accept(value, before)) return match
      const quote = /^["']/.exec(value)?.[0] ?? ''
      return `${before}${quote}[redacted]${quote}`
    }
  }
}

function hidePerson(_match: string, before = '', value = ''): string {
  const quote = /^["']/.exec(value)?.[0] ?? ''
  return `${before}${quote}[name]${quote}`
}

/** `password=…`, `"api_key": "…"`, `?sig=…`: names, what may stand between, and the value. */
function assignment(names: string, between: string): RegExp {
  const value = `("[^"\\n]{1,2000}"|'[^'\\n]{1,2000}'|[^\\s,;&"'<>]{1,2000})`
  return new RegExp(`((?:${names})${between})${value}`, 'gi')
}

/**
 * `invalid token: unexpected end` is a sentence and `job:auth:errors_rate5m` the name of a series;
 * `token=unexpected`, `token: a1b2` and `token:` before something long are neither.
 */
function isTokenValue(value: string, before: string): boolean {
  if (before.includes('=')) return true
  if (before.endsWith(':') && /^[^"']/.test(value))
    return /^[^:]{16,}$/.test(value) && /\d/.test(value)
  return !/^[a-z]+[.!?]?$/.test(value)
}

/** Capitals, small letters and digits together. */
function isMixed(text: string): boolean {
  return /[A-Z]/.test(text) && /[a-z]/.test(text) && /\d/.test(text)
}

/** Not a word: `Basic authentication` stays, `Basic dXNlcjpwYXNz` goes. */
function looksRandom(text: string): boolean {
  return /\d|[+/=_]/.test(text) || /[a-z][A-Z]|[A-Z]{2}/.test(text)
}

function hasDigits(least: number, most: number): (text: string) => boolean {
  return text => {
    const digits = text.replace(/\D/g, '').length
    return digits >= least && digits <= most
  }
}

/** ISO 7812: an issuer's prefix with its length, and the Luhn sum. */
function isCard(text: string): boolean {
  const digits = text.replace(/\D/g, '')
  const issuer =
    /^4(?:\d{12}|\d{15}|\d{18})$|^5[1-5]\d{14}$|^2[2-7]\d{14}$|^3[47]\d{13}$|^6\d{15}$|^35\d{14}$|^3[068]\d{12}$/
  return issuer.test(digits) && luhn(digits) % 10 === 0
}

function luhn(digits: string): number {
  return [...digits].reverse().reduce((sum, digit, index) => {
    const value = Number(digit) * (index % 2 === 0 ? 1 : 2)
    return sum + (value > 9 ? value - 9 : value)
  }, 0)
}

/** ISO 13616: the remainder by 97 is 1. */
function isIban(text: string): boolean {
  const plain = text.replaceAll(' ', '')
  if (plain.length < 15 || plain.length > 34) return false
  const moved = plain.slice(4) + plain.slice(0, 4)
  const remainder = [...moved].reduce((rest, character) => {
    const value = parseInt(character, 36)
    return (rest * (value > 9 ? 100 : 10) + value) % 97
  }, 0)
  return remainder === 1
}
