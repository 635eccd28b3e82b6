/** How severe a line says that it is, in six words. */
export type LogLevel = 'trace' | 'debug' | 'info' | 'warn' | 'error' | 'fatal'

const WORDS: ReadonlyMap<string, LogLevel> = new Map<string, LogLevel>([
  ...levels('trace', 'trace verbose finest finer vrb'),
  ...levels('debug', 'debug dbug dbg fine d'),
  ...levels('info', 'info information informational notice inf i config'),
  ...levels('warn', 'warn warning wrn w'),
  ...levels('error', 'error err eror e severe fail'),
  ...levels('fatal', 'fatal critical crit alert emerg emergency panic ftl f dpanic')
])

const RANKS: readonly LogLevel[] = ['trace', 'debug', 'info', 'warn', 'error', 'fatal']

/** Steps of pino and bunyan (10 to 60) and of syslog (0 to 7). */
export function levelOf(value: string): LogLevel | undefined {
  const word = value.slice(0, 20).trim().toLowerCase()
  const known = WORDS.get(word)
  if (known !== undefined || !/^\d{1,2}$/.test(word)) return known
  const number = Number(word)
  if (number >= 10) return RANKS[Math.min(5, Math.floor(number / 10) - 1)]
  return number <= 2 ? 'fatal' : (['error', 'warn', 'info', 'info', 'debug'] as const)[number - 3]
}

/** Words of the beginning of a line that are a level: capitals, or in brackets. */
const IN_TEXT =
  /(?:^|[\s[(|<:])(TRACE|DEBUG|INFO|NOTICE|WARN|WARNING|ERROR|SEVERE|FATAL|CRITICAL|PANIC|ALERT|EMERG)(?=$|[\s\])|>:,])|[[<(](trace|debug|info|notice|warn|warning|error|fatal|critical|crit|panic|alert|emerg)[\])>]/g
const MOST_BEFORE_LEVEL = 120

export function levelInText(text: string): LogLevel | undefined {
  const head = text.length > MOST_BEFORE_LEVEL ? text.slice(0, MOST_BEFORE_LEVEL) : text
  // Where it ends tells the word: every line of a log is asked, and matches of all of them are memory.
  IN_TEXT.lastIndex = 0
  if (!IN_TEXT.test(head)) return undefined
  const end = IN_TEXT.lastIndex - (isLetter(head, IN_TEXT.lastIndex - 1) ? 0 : 1)
  let from = end
  while (isLetter(head, from - 1)) from--
  return WORDS.get(head.slice(from, end).toLowerCase())
}

function isLetter(text: string, at: number): boolean {
  const code = text.charCodeAt(at) | 32
  return code >= 97 && code <= 122
}

export function isSevere(level: LogLevel | undefined): boolean {
  return level === 'error' || level === 'fatal'
}

export function worseLevel(
  left: LogLevel | undefined,
  right: LogLevel | undefined
): LogLevel | undefined {
  if (left === undefined || right === undefined) return left ?? right
  return RANKS.indexOf(left) >= RANKS.indexOf(right) ? left : right
}

function levels(level: LogLevel, words: string): readonly [string, LogLevel][] {
  return words.split(' ').map(word => [word, level])
}
