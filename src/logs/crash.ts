import { levelInText } from './level.js'

/** How the runtimes of Node and Go's servers begin the trace of a crash: some lines that look like any others come before it. */

/**
 * node: its place was read; thrown: so was the mark under the code that threw, the error follows; recovered: Gin's
 * head was read, the error follows; request: in the request that Gin writes before that.
 */
export type CrashState = 'node' | 'thrown' | 'recovered' | 'request'

const NODE_PLACE = /^(?:\/|[A-Za-z]:\\|file:\/\/|node:)\S{1,300}:\d{1,7}$/
const GIN_HEAD = /^\[Recovery\] .{1,60} panic recovered:$/

export function crashState(line: string): CrashState | undefined {
  const last = line.charCodeAt(line.length - 1)
  if (last >= ZERO && last <= NINE) return NODE_PLACE.test(line) ? 'node' : undefined
  return last === COLON && line.startsWith('[Recovery]') && GIN_HEAD.test(line)
    ? 'recovered'
    : undefined
}

const [ZERO, NINE, COLON] = [48, 57, 58]

export function isCrashState(state: string): state is CrashState {
  return state === 'node' || state === 'thrown' || state === 'recovered' || state === 'request'
}

/** `isSecond`: the line stands directly below the first one. */
export function continuesCrash(
  line: string,
  state: CrashState,
  isSecond: boolean
): CrashState | 'frames' | undefined {
  const isBlank = line.trim() === ''
  if (state === 'node') return continuesNode(line, isSecond)
  if (state === 'request') return isBlank ? 'recovered' : HEADER.test(line) ? 'request' : undefined
  if (isBlank) return state
  if (state === 'recovered' && isSecond && REQUEST.test(line)) return 'request'
  return levelInText(line) === undefined ? 'frames' : undefined
}

const HEADER = /^[A-Za-z][\w-]{0,60}: /
const REQUEST = /^[A-Z]{3,10} \S{1,4000} HTTP\/\d/
const MARK = /^\s{0,400}[~^]{1,400}\s{0,10}$/

/** The code that threw may stand at the margin; below it is a mark. */
function continuesNode(line: string, isSecond: boolean): CrashState | undefined {
  if (!isSecond) return MARK.test(line) ? 'thrown' : undefined
  return levelInText(line) === undefined ? 'node' : undefined
}
