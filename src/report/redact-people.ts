import { SEPARATOR, VALUE } from './redact-fields.js'
import { hasDigits, isCard, isIban, unquoted } from './redact-looks.js'
import type { Rule } from './redact-rule.js'
import { NESTED_QUOTE, keep, quoteOf, whole } from './redact-rule.js'

/** Personal data: by its own shape, or by the name of its field. */

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
const QUOTED = `\\\\{0,7}"[^"\\n]{1,200}"|\\\\{0,7}'[^'\\n]{1,200}'`
const PERSON = new RegExp(
  `((?:${PERSON_FIELDS})[ _-]?(?:[nN]ame|NAME)${SEPARATOR})(${QUOTED}|${CAPITALISED}(?: ${CAPITALISED}){0,3})`,
  'gu'
)
/** Any `name=` may be that of a thing; two capitalised words without a digit are a person. */
const FULL_NAME = new RegExp(
  `((?<![\\p{L}\\p{N}_-])(?:[nN]ame|NAME)${SEPARATOR})(["']?${CAPITALISED}(?: ${CAPITALISED}){1,3}(?!\\w)["']?)`,
  'gu'
)

/** As between a name and its value, or blanks: `ssn 078-05-1120`, `OTP code is 493817`. */
const WIDE = `(?:${SEPARATOR}|\\s{1,3}(?:(?:is|was|no\\.?|number|code|#|:)\\s{0,3}){0,2})`
const OPEN = `(?:["']|${NESTED_QUOTE})?`
const END = `(?![\\w-]|[.:]\\w)`

export const NAMED: readonly Rule[] = [
  keep(
    'one-time code',
    named(
      'otp|totp|pin|passcode|mfa|2fa|(?:verification|confirmation|auth|security|backup|recovery|one[ _-]?time|sms)[ _-]?(?:code|password|pin)',
      `\\d{4,10}${END}`
    )
  ),
  keep(
    'card verification',
    named(
      'cvv2?|cvc2?|(?:card[ _-]?)?(?:verification|security)[ _-]?(?:code|value|number)',
      `\\d{3,4}${END}`
    )
  ),
  keep(
    'number of a person',
    named(
      "ssn|social[ _-]?security(?:[ _-]?(?:number|no|nr))?|passport(?:[ _-]?(?:number|no|nr|id))?|driver'?s?[ _-]?licen[cs]e(?:[ _-]?(?:number|no))?|(?:national|tax|personal)[ _-]?id(?:entification)?(?:[ _-]?(?:number|no))?",
      `(?:[a-z0-9](?:-?[a-z0-9]){5,18}|\\d{2,4}(?: \\d{2,4}){1,4})${END}`
    ),
    hasDigits(4, 18)
  ),
  keep(
    'date of birth',
    named('dob|date[ _-]?of[ _-]?birth|birth[ _-]?da(?:te|y)|geburts(?:datum|tag)', VALUE, ''),
    value => hasDigits(4, 14)(value) || /\d{1,2}\D{1,12}\d{2,4}/.test(unquoted(value))
  ),
  keep(
    'street',
    new RegExp(
      `(street(?:[_-]?(?:address|name|line))?[_-]?[12]?${SEPARATOR}|(?:home|postal|billing|shipping|street)[ _-]?address${SEPARATOR}|address[_-]?(?:line)?[_-]?[12]${SEPARATOR})` +
        `("[^"\\n]{1,200}"|'[^'\\n]{1,200}'|\\\\{1,7}"[^"\\n]{1,200}"|[^\\s,;&"'<>|=]{1,60}(?: (?!\\S{1,40}=)[^\\s,;&"'<>|=]{1,60}){0,5})`,
      'gi'
    ),
    value => /\p{L}/u.test(unquoted(value))
  ),
  keep(
    'phone field',
    new RegExp(
      `((?:(?<!i)phone|mobile|telephone|tele?fon|msisdn|whatsapp|(?<![a-z])(?:tel|cell|fax))(?:[ _-]?(?:phone|number|no|nr|nummer))?${WIDE}${OPEN})` +
        `([+(]?\\d[\\d ()/.-]{5,22}\\d${END})`,
      'gi'
    ),
    hasDigits(7, 15),
    '[phone]'
  ),
  keep(
    'coordinates',
    new RegExp(
      `((?:lat(?:itude)?\\s?[/,|]\\s?(?:lng|lon(?:g|gitude)?)|coordinates?|coords|gps|geo(?:location|point)?|location)${WIDE}[([]?)` +
        `(-?\\d{1,3}\\.\\d{4,}\\s{0,2}[,;/ ]\\s{0,2}-?\\d{1,3}\\.\\d{4,})`,
      'gi'
    )
  ),
  keep(
    'latitude or longitude',
    new RegExp(
      `((?<![a-z])(?:latitude|longitude|lng|lon|lat(?=[^\\n]{1,40}?(?:lng|lon)))${SEPARATOR}${OPEN})(-?\\d{1,3}\\.\\d{3,}${END})`,
      'gi'
    )
  )
]

export const PEOPLE: readonly Rule[] = [
  whole('iban', /\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,4})?\b/g, isIban, '[iban]'),
  { name: 'name', pattern: PERSON, replace: hidePerson },
  { name: 'full name', pattern: FULL_NAME, replace: hidePerson },
  whole(
    'e-mail',
    /[\p{L}\p{N}_.%+-]{1,64}(?:@|%(?:25)?40)(?:[\p{L}\p{N}-]{1,63}\.){1,8}\p{L}{2,24}(?![\p{L}\p{N}_])/gu,
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

function hidePerson(_match: string, before = '', value = ''): string {
  const quote = quoteOf(value)
  return `${before}${quote}[name]${quote}`
}

function named(names: string, value: string, open = OPEN): RegExp {
  return new RegExp(`((?<![a-z])(?:${names})${WIDE}${open})(${value})`, 'gi')
}
