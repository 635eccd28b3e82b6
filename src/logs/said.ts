import type { Labels } from '../model.js'
import { clean } from './clean.js'
import { levelOf } from './level.js'
import { LEVEL_NAMES, MESSAGE_NAMES, SAID_NAMES, STACK_NAMES, firstOf } from './names.js'

/**
 * What a JSON record says: its message; without one its error; else its own words, each behind its key. Were it
 * masked as the JSON that it is, every record without a message would be the same.
 */

const MOST_WORDS = 16
const LONGEST_WORDS = 200
const LONGEST_KEY = 80

export function saidBy(data: Labels): string {
  const stack = firstLineOf(firstOf(data, STACK_NAMES, isTelling))
  return messageIn(data) ?? firstOf(data, SAID_NAMES, isTelling) ?? stack ?? wordsOf(data)
}

export function messageIn(data: Labels): string | undefined {
  return firstOf(data, MESSAGE_NAMES, value => !isLiteral(value))
}

/** Of fields beside a text that is empty; undefined where they hold neither a message nor an error. */
export function saidBeside(data: Labels): string | undefined {
  return messageIn(data) ?? firstOf(data, SAID_NAMES, isTelling)
}

/** Numbers and `true` are the same in every template. */
function isLiteral(value: string): boolean {
  if (value.length > LONGEST_LITERAL) return false
  return (
    /^\s*(?:[\d.,:+-]+|true|false|null|undefined|none|nil|nan)\s*$/i.test(value) && /\w/.test(value)
  )
}

const LONGEST_LITERAL = 40

function isTelling(value: string): boolean {
  return /\p{L}/u.test(value) && !isLiteral(value)
}

function firstLineOf(text: string | undefined): string | undefined {
  const end = text?.indexOf('\n') ?? -1
  return end < 0 ? text : text?.slice(0, end)
}

/** In the order of their keys: encoders differ in it. Where no key has words, the keys are all that is said. */
function wordsOf(data: Labels): string {
  const entries = Object.entries(data)
    .filter(([key]) => !isOfItsOwn(key))
    .sort(([left], [right]) => (left < right ? -1 : 1))
  const telling = entries.filter(([key, value]) => isTelling(value) && !isLevel(key, value))
  if (telling.length > 0) return telling.slice(0, MOST_WORDS).map(phrase).join(' ')
  const keys = entries.length > 0 ? entries.map(([key]) => key) : Object.keys(data).sort()
  return `{${[...new Set(keys.map(shownKey))].slice(0, MOST_WORDS).join(' ')}}`
}

function phrase([key, value]: readonly [string, string]): string {
  return `${shownKey(key)}: ${clean(value, LONGEST_WORDS).replace(/\s+/g, ' ')}`
}

/** Without the places in lists: `errors.path` of `errors.0.path`. */
function shownKey(key: string): string {
  return clean(key, LONGEST_KEY)
    .split('.')
    .filter(part => !/^\d+$/.test(part))
    .join('.')
}

function isLevel(key: string, value: string): boolean {
  return LEVEL_NAMES.includes(key) && levelOf(value, key) !== undefined
}

/** Parts of a key, in small letters without separators, whose values are those of one record, one user, one machine or one build. */
const OF_ITS_OWN = new Set(
  (
    'time timestamp ts date datetime asctime instant at createdat observedtimestamp eventtime ' +
    'host hostname computer machine machinename pid process processid thread threadname tid goroutine ' +
    'trace traceid span spanid transaction request requestid reqid correlationid session sessionid uuid guid id ' +
    'user userid username email ip remoteaddr remoteip clientip client remote peer addr address ' +
    'useragent agent referer referrer cookie cookies headers token authorization query querystring ' +
    'kubernetes k8s container containername image pod podname node nodename instance docker cloud ' +
    'version build commit release revision sha branch tag tags ecs'
  ).split(' ')
)
const IS_ID = /(?:[_.-]id|[a-z]I[dD])$/
/** A template is published; what is not to be read by others has no place in it. */
const IS_PRIVATE =
  /pass(?:word|wd|phrase|code)|secret|token|credential|(?:api|private|access|auth)[_-]?key|signature|phone|iban|birth|card/i

function isOfItsOwn(key: string): boolean {
  if (IS_ID.test(key) || IS_PRIVATE.test(key)) return true
  return key.split('.').some(part => OF_ITS_OWN.has(part.replace(/[@_\s-]/g, '').toLowerCase()))
}
