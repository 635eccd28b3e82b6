import { quoteOf } from './redact-rule.js'

/** Whether a value is what its place says: a secret, or a word of the sentence. */

/** Capitals, small letters and digits together. */
export function isMixed(text: string): boolean {
  return /[A-Z]/.test(text) && /[a-z]/.test(text) && /\d/.test(text)
}

/** Not a word: `Basic authentication` stays, `Basic dXNlcjpwYXNz` goes. */
export function looksRandom(text: string): boolean {
  return /\d|[+/=_]/.test(text) || /[a-z][A-Z]|[A-Z]{2}/.test(text)
}

/** `using password: YES`, `token=null`, `"password": {`: that there is one, or none. */
const NO_VALUE = /^(?:(?:yes|no|true|false|null|nil|none|undefined)[)\]}.:]{0,4}|[[({]{1,4})$/i

export function isValue(value: string): boolean {
  return !NO_VALUE.test(unquoted(value))
}

/** What follows the word "password" in a sentence although it is none, by its shape. */
const ORDINARY: readonly RegExp[] = [
  // A path, an address, a setting, a version, an instant, a measurement, the code of an error.
  /^\.{0,2}\/|^[a-z]{1,20}\/|:\/\//,
  /^[A-Za-z][\w.-]{0,60}[=:]./,
  /^v?\d{1,6}(?:\.\d{1,6}){1,4}$|^\d{4}-\d\d-\d\d|^\d{1,2}:\d\d/i,
  /^\d{1,9}(?:\.\d{1,6})?(?:[mun]?s|m|h|d|days?|hours?|min|th|st|nd|rd|x|[kmg]?b|%)$/i,
  /^(?:ORA|TNS|SQL|ERR|E|HTTP|AUTH)[-_]?\d{2,6}$/,
  /^(?:sha|md|aes|pbkdf|bcrypt|scrypt|argon|oauth|utf|base|scram|hs|rs|tls|ntlm|http)[-_]?\d/i,
  /^[a-z]{1,20}@[a-z.]{0,60}$|^\$\{?[A-Z_]{1,60}\}?$|^CRAM-MD5$/,
  // The name of a type.
  /(?:Exception|Error|Encoder|Service|Manager|Provider|Filter|Handler|Controller|Validator|Factory|Policy|Callback|Config|Request|Response)s?$/
]
/** Shorter words with a capital inside are names of products. */
const SHORTEST_MIXED = 8

/** Digits or symbols among letters, or a capital inside a long word: no word of a sentence. */
export function looksSecret(text: string): boolean {
  const value = text.replace(/[.,:;!?)\]}]{1,4}$/, '')
  if (value.length < 4 || ORDINARY.some(pattern => pattern.test(value))) return false
  if (!/\p{L}/u.test(value)) return false
  if (/[\d!@#$%^&*~+]/.test(value)) return true
  return value.length >= SHORTEST_MIXED && /\p{Ll}\p{Lu}/u.test(value)
}

/** `password "x"` and `password Secr3t`, but not `password expired`. */
export function isSaidSecret(value: string): boolean {
  if (quoteOf(value) === '') return looksSecret(value) || /^\d{4,12}[.!]?$/.test(value)
  const inner = unquoted(value)
  return isValue(inner) && inner !== '' && inner.trim() === inner
}

/**
 * `invalid token: unexpected end` is a sentence and `job:auth:errors_rate5m` the name of a series;
 * `token=unexpected`, `token: a1b2` and `token:` before something long are neither.
 */
export function isTokenValue(value: string, before: string): boolean {
  if (!isValue(value)) return false
  const isBare = quoteOf(value) === ''
  if (isBare && /=>\s*$/.test(before)) return looksSecret(value)
  if (/=|%3d/i.test(before)) return true
  if (isBare && /(?::|%3a)$/i.test(before))
    return /^[^:]{16,}$/.test(value) && /\d/.test(value) && !/%3a/i.test(value)
  return !/^[a-z]+[.!?]?$/.test(value)
}

/** `ENCRYPTION_KEY: X` and `signing_key=x`, but not the file that it is in, nor a sentence. */
export function isKeyValue(value: string, before: string): boolean {
  if (!isValue(value) || /^\.{0,2}\//.test(unquoted(value))) return false
  return quoteOf(value) !== '' || /=|%3d/i.test(before) || !/^[a-z]+[.!?]?$/.test(value)
}

/** `cache_key` and `primaryKey` hold names: only what is long and made of three classes is a key. */
export function isLongMixed(value: string): boolean {
  const inner = unquoted(value)
  return /^[\w+/=.~-]{20,}$/.test(inner) && isMixed(inner) && !/^[a-z]{1,20}[/:]/.test(inner)
}

/** `pass=12 fail=0` and `PASS: TestLogin` are results of tests. */
export function isPassValue(value: string, before: string): boolean {
  if (!isValue(value)) return false
  if (quoteOf(value) !== '') return unquoted(value).length >= 4 && /\D/.test(unquoted(value))
  return looksSecret(value) && !/(?:^PASS|^Pass):/.test(before)
}

export function unquoted(value: string): string {
  const quote = quoteOf(value)
  if (quote === '') return value
  const inner = value.slice(quote.length)
  return inner.endsWith(quote) ? inner.slice(0, -quote.length) : inner
}

export function hasDigits(least: number, most: number): (text: string) => boolean {
  return text => {
    const digits = text.replace(/\D/g, '').length
    return digits >= least && digits <= most
  }
}

/** ISO 7812: an issuer's prefix with its length, and the Luhn sum. */
export function isCard(text: string): boolean {
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
export function isIban(text: string): boolean {
  const plain = text.replaceAll(' ', '')
  if (plain.length < 15 || plain.length > 34) return false
  const moved = plain.slice(4) + plain.slice(0, 4)
  const remainder = [...moved].reduce((rest, character) => {
    const value = parseInt(character, 36)
    return (rest * (value > 9 ? 100 : 10) + value) % 97
  }, 0)
  return remainder === 1
}
