/**
 * What log collectors and process managers write before the line of the program. It is taken off once, so that JSON and
 * the lines of a trace are seen behind it. Where it could be the program's own words, it stays.
 *
 *   prefix = [ instant ] [ '<' digits '>' ] origin [ instant ]
 */

/** ISO 8601, `12:34:56,789`, `Jun 14 15:16:01`, in brackets or not, with its zone; anchored and bounded. */
const INSTANT =
  /\[?(?:\d{4}[-/.]\d\d[-/.]\d\d(?:[T ,]{1,2}\d\d:\d\d(?::\d\d(?:[.,]\d{1,9})?)?)?|\d\d[-/.](?:\d\d|[A-Z][a-z]{2})[-/.]\d{4}[T :]\d\d:\d\d:\d\d(?:[.,]\d{1,9})?|\d\d:\d\d:\d\d(?:[.,]\d{1,9})?|(?:[A-Z][a-z]{2} )?[A-Z][a-z]{2} [ \d]\d (?:\d\d:\d\d:\d\d)(?:[.,]\d{1,9})?(?: \d{4})?)(?: ?(?:Z|UTC|[+-]\d\d:?\d\d))?\]?(?::?[ \t]|$)/y

/** Only syslog and journald, and Heroku, write instants so: with a month's name before a host, or with a zone in digits. */
const BSD_INSTANT = String.raw`[A-Z][a-z]{2} [ \d]\d \d\d:\d\d:\d\d `
const IS_BSD = `(?<=${BSD_INSTANT})`
const IS_SYSLOG = String.raw`(?<=${BSD_INSTANT}|T\d\d:\d\d:\d\d[.,\d]{0,10}[+-]\d\d:?\d\d )(?!(?:TRACE|DEBUG|INFO|NOTICE|WARN|WARNING|ERROR|FATAL|CRITICAL)\b)`
/** Behind an instant: of the CRI, of a dyno, of syslog with a process, of Lambda. One blank ends it: a trace is indented. */
const BEHIND_INSTANT = new RegExp(
  String.raw`std(?:out|err) [FP](?: |$)|[a-z][\w-]{0,40}\[[a-z][\w-]{0,40}\.\d{1,6}\]:(?: |$)|${IS_SYSLOG}[\w.:-]{1,255} [\w./@-]{1,100}\[\d{1,10}\]:(?: |$)|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\t(?=[A-Z]{4,8}\t)`,
  'y'
)
/** At the start of a line: of RFC 5424 (version, instant, host, program, process, kind, data), of a dyno, Compose and pm2. */
const AT_START =
  /(?:<\d{1,3}>1 \S{1,40} \S{1,255} \S{1,48} \S{1,128} \S{1,32} (?:-|(?:\[[^\]\n]{0,1000}\]){1,8})(?: |$)|[a-z][\w-]{0,40}\[[a-z][\w-]{0,40}\.\d{1,6}\]:(?: |$)|[\w.-]{1,80}[_-]\d{1,4} {2,40}\|(?: |$)|\d{1,4}\|[\w.-]{1,60} {1,40}\|(?: |$))/y
/** JSON, and pieces of a trace that are nothing else. */
const EVIDENT = String.raw`(?:@cee: ?)?\{"|\s{1,20}at [\w$./<(]|Caused by: |\s{1,20}\.{3} \d{1,6} |Traceback \(|\s{1,20}File "`
const ERROR = String.raw`(?:[A-Za-z_$][\w$]{0,60}\.){1,12}[A-Za-z_$][\w$]{0,60}(?:Exception|Error)(?:: |$)`
/** Only before these: Stern (a pod of a deployment, and a container), Compose without a number, syslog without a process. */
const BEFORE_EVIDENT = new RegExp(
  String.raw`[a-z0-9][a-z0-9-]{0,200}-[bcdf-hj-np-tv-xz0-9]{5,10}-[bcdf-hj-np-tv-xz0-9]{5} [a-z0-9][a-z0-9-]{0,62} (?=${EVIDENT}|${ERROR})|[\w.-]{1,80} {2,40}\| (?=${EVIDENT})|${IS_BSD}[\w.:-]{1,255} [\w./@-]{1,100}: (?=${EVIDENT})|[\w.:-]{1,255} [\w./@-]{1,100}(?:\[\d{1,10}\])?: ?(?=@cee: ?\{")`,
  'y'
)
const SYSLOG_PRIORITY = /<\d{1,3}>(?=[A-Z][a-z]{2} |\d{4}-)/y
/** A logger that is called for each line of a trace writes a level before each. */
const BEFORE_PIECE = /(?:ERROR|FATAL|SEVERE|WARN) (?=\s{1,8}at [\w$.]|Caused by: |\s{1,8}\.{3} \d)/y
/** Words before JSON that say no more than a level, or that Lambda writes before an error. */
const BEFORE_JSON =
  /(?:@cee: ?|[[(<]?(?:TRACE|DEBUG|INFO|NOTICE|WARN|WARNING|ERROR|SEVERE|FATAL|CRITICAL|trace|debug|info|warn|warning|error|fatal|critical)[\])>]?:?[ \t]{1,8}(?:(?:Invoke Error|Uncaught Exception|Unhandled Promise Rejection) {0,4}\t)?)(?=\{")/y

export interface Line {
  /** What the program wrote, without its instant. */
  readonly text: string
  /** The program's own line began with an instant. */
  readonly isDated: boolean
}

export function withoutTransport(text: string): Line {
  const start = skip(SYSLOG_PRIORITY, text, 0)
  const first = skipInstant(text, start)
  const origin = skipOrigin(text, first, first > start)
  const hasOrigin = origin > first
  const own = hasOrigin ? skipInstant(text, origin) : first
  // A line that is an instant alone says at least that.
  if (own === 0 || (own === text.length && !hasOrigin)) return { text, isDated: false }
  return {
    text: text.slice(skip(BEFORE_PIECE, text, own)),
    isDated: own > (hasOrigin ? origin : start)
  }
}

/** Where JSON begins behind a word that says no more than a level; 0 where there is none. */
export function jsonStart(text: string): number {
  return skip(BEFORE_JSON, text, 0)
}

function skipOrigin(text: string, from: number, isBehindInstant: boolean): number {
  if (!isBehindInstant && !mayBegin(text.charCodeAt(from))) return from
  const end = skip(isBehindInstant ? BEHIND_INSTANT : AT_START, text, from)
  return end > from ? end : skip(BEFORE_EVIDENT, text, from)
}

/** Small letters, digits and `<`: most lines begin otherwise, and are not looked at. */
function mayBegin(code: number): boolean {
  return (code >= 97 && code <= 122) || (code >= 48 && code <= 57) || code === 60
}

function skipInstant(text: string, from: number): number {
  const code = text.charCodeAt(from)
  const mayBe = (code >= 48 && code <= 57) || code === 91 || (code >= 65 && code <= 90)
  return mayBe ? skip(INSTANT, text, from) : from
}

/** Sticky, so that it tells its end without making a match of every line. */
function skip(pattern: RegExp, text: string, from: number): number {
  pattern.lastIndex = from
  return pattern.test(text) ? pattern.lastIndex : from
}
