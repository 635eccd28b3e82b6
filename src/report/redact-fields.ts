import {
  isKeyValue,
  isLongMixed,
  isPassValue,
  isSaidSecret,
  isTokenValue,
  isValue,
  looksSecret,
  unquoted
} from './redact-looks.js'
import type { Rule } from './redact-rule.js'
import { NESTED_QUOTE, keep } from './redact-rule.js'

/** Values that are secret by the name that stands before them: in assignments, tags and sentences. */

/** Between a name and its value: `=`, `: `, `": `, `\":`, ` => `, `%3D`; and the bracket of a list of quoted values. */
export const SEPARATOR =
  `(?:["']|${NESTED_QUOTE})?(?:\\]|%5d)?\\s{0,4}(?:={1,3}>?|:=?|%3[aAdD])\\s{0,4}` +
  `(?:[[(]{1,2}\\s?(?=["']))?`
/** In quotes, which may hold escaped ones; in quotes that are escaped themselves; bare, or cut off. */
export const VALUE =
  `"(?:[^"\\\\\\n]|\\\\.){1,2000}"|'(?:[^'\\\\\\n]|\\\\.){1,2000}'|"[^"\\n]{1,2000}"|'[^'\\n]{1,2000}'|` +
  `(?<quote>${NESTED_QUOTE})[^\\n]{1,2000}?(?<!\\\\)\\k<quote>|` +
  `(?:["']|${NESTED_QUOTE})?[^\\s,;&"'<>]{1,2000}`

const PASSWORD_NAMES =
  'passwords?|passwd|passphrase|passcode|pwd|client[_-]?secret|secret[_-]?(?:access[_-]?)?key(?:[_-]?base)?|' +
  '(?<=[a-z0-9])_pass|api[_-]?key|app(?:lication)?[_-]?key|private[_-]?key|account[_-]?key|shared[_-]?access[_-]?key|' +
  'passwort|kennwort|mot[ _-]?de[ _-]?passe|contrase(?:ñ|n)a|wachtwoord|(?<![a-z])senha|(?<![a-zą-ż])hasło|пароль'
const KEY_NAMES =
  '(?:signing|encryption|decryption|master|jwt|hmac|aes|cipher|crypto|cookie|webhook|licen[cs]e|deploy|root|admin|ssh|gpg|pgp|unseal|recovery)[_-]?key'
const TOKEN_NAMES =
  'token|secret|credentials?|session[_-]?id|access[_-]?key(?:[_-]?id)?|(?<![a-z])auth|(?<![a-z])t?otp(?:[_-]?code)?'
const SIGNATURE_NAMES =
  '(?<![a-z0-9])(?:sig|signature|x-amz-(?:signature|security-token|credential)|sid|jsessionid|phpsessid|samlresponse|client_assertion|code_verifier)'
const SPOKEN_NAMES =
  'passwords?|passwd|passphrase|passcode|(?<![a-z])pwd|passwort|kennwort|wachtwoord|contrase(?:ñ|n)a'
/** `password is`, `password was changed to`. */
const COPULA =
  '(?:\\s{1,2}(?:for|of)\\s{1,2}(?:user\\s{1,2})?[\\w.@-]{1,60}(?=:|\\s{1,2}(?:is|was)\\s):?)?(?:\\s{1,2}(?:is|was|ist|lautet|->|→))?(?:\\s{1,2}now)?(?:\\s{1,2}(?:set|changed|updated|reset)\\s{1,2}to)?'
/** Any key, but for those that name a thing rather than open one. */
const OTHER_KEYS =
  '(?<=[a-z0-9_-])key(?<!(?:public|primary|foreign|partition|routing|cache|object|sort|idempotency|row|hash|group|index|message|shard|metric|feature)[_-]?key)'

export const FIELDS: readonly Rule[] = [
  keep('password', assignment(PASSWORD_NAMES), isValue),
  keep('key', assignment(KEY_NAMES), isKeyValue),
  keep('token', assignment(TOKEN_NAMES), isTokenValue),
  keep('signature', assignment(SIGNATURE_NAMES, '(?:=|%3d)')),
  keep(
    'pass',
    new RegExp(
      `((?:(?<![A-Za-z])(?:pass|Pass|PASS)|(?<=[a-z0-9])Pass)${SEPARATOR})(${VALUE})`,
      'g'
    ),
    isPassValue
  ),
  // Beside the name of a user it is no result of a test.
  keep(
    'pass of a user',
    new RegExp(
      `((?<![a-z])(?:user(?:name)?|login|uid|account|e?mail)["']?\\s?[=:][^\\n]{0,100}?(?<![a-z])pass["']?\\s?[=:]\\s?)(${VALUE})`,
      'gi'
    ),
    value => isValue(value) && /\D/.test(value)
  ),
  keep('other key', assignment(OTHER_KEYS), isLongMixed),
  keep('authorization code', /([?&#]code=)([^\s&#"'<>]{10,2000})/gi, looksSecret)
]

const SECRET_NAMES = `${PASSWORD_NAMES}|${KEY_NAMES}|${TOKEN_NAMES}`

/** Name and value are two values themselves: `("password", "x")`, `{"name": "DB_PASSWORD", "value": "x"}`. */
export const PAIRS: readonly Rule[] = [
  keep(
    'pair',
    new RegExp(
      `([[(]\\s?["'][\\w.-]{0,60}?(?:${SECRET_NAMES}|authorization|cookie)["']\\s?,\\s?)("[^"\\n]{1,2000}"|'[^'\\n]{1,2000}')(?=\\s?[\\])])`,
      'gi'
    ),
    value => looksSecret(unquoted(value))
  ),
  keep(
    'name and value',
    new RegExp(
      `((?<![a-z])(?:name|key|field)${SEPARATOR}["']?[\\w.-]{0,60}?(?:${SECRET_NAMES})\\\\{0,7}["']?\\s?,\\s?\\\\{0,7}["']?val(?:ue)?${SEPARATOR})(${VALUE})`,
      'gi'
    ),
    isSaidSecret
  )
]

const TAGS = `${SECRET_NAMES}|(?<![a-z])pass|(?<![a-z])pin|(?<![a-z])cvv`

export const SPOKEN: readonly Rule[] = [
  // In a template the name of the tag that closes is a variable part.
  keep(
    'tag',
    new RegExp(
      `(<[\\w.:-]{0,60}?(?:${TAGS})(?:\\s[^<>\\n]{0,300})?>)([^<]{1,2000}(?=</|<<\\*>)|[^<\\s]{4,2000}$)`,
      'gi'
    ),
    isValue
  ),
  keep(
    'escaped tag',
    new RegExp(`(&lt;[\\w.:-]{0,60}?(?:${TAGS})&gt;)([^\\n]{1,2000}?)(?=&lt;(?:/|<\\*>))`, 'gi'),
    isValue
  ),
  keep(
    'said password',
    new RegExp(
      `((?:${SPOKEN_NAMES})${COPULA}\\s{1,4})("[^"\\n]{1,200}"|'[^'\\n]{1,200}'|[^\\s,;&"'<>()[\\]{}=:][^\\s,;&"'<>]{3,200})`,
      'gi'
    ),
    isSaidSecret
  ),
  keep(
    'quoted password in brackets',
    new RegExp(`((?:${SPOKEN_NAMES})\\s?\\(\\s?)("[^"\\n]{1,200}"|'[^'\\n]{1,200}')`, 'gi'),
    isSaidSecret
  ),
  // `resetPassword(ResetModel model)` is a frame of a stack trace.
  keep(
    'password in brackets',
    new RegExp(
      `((?<![\\w.])(?:${SPOKEN_NAMES})\\s?\\(\\s?)([^\\s,;&"'<>()]{4,200})(?=\\s?\\))`,
      'gi'
    ),
    isSaidSecret
  ),
  keep(
    'said secret',
    /((?<![a-z])(?:secret|token|credential|(?:api|access|secret|signing|encryption|private)[ _-]?key)\s{1,2}(?:is|was|set to|changed to)\s{1,4}["']?)([^\s,;&"'<>()[\]{}]{8,400})/gi,
    looksSecret
  )
]

/** `password=…`, `"api_key": "…"`, `?sig=…`: names, what may stand between, and the value. */
function assignment(names: string, between = SEPARATOR): RegExp {
  return new RegExp(`((?:${names})${between})(${VALUE})`, 'gi')
}
