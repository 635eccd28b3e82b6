/** What a line says about the story so far. */
export type Tone = 'plain' | 'good' | 'bad' | 'note'

export interface Timeline {
  /** A heading after an empty line. */
  title(text: string): void
  /** One line of the story, wrapped under its own column: time, who, what. */
  say(who: string, text: string, tone?: Tone): void
  /** Lines as they are, indented. */
  block(lines: readonly string[]): void
  /** A word and its explanation, wrapped. */
  entry(word: string, text: string): void
}

const WIDTH = 100
/** Columns of `MM:SS` and of who acts, each with two blanks behind it. */
const TIME_COLUMN = 7
const WHO_COLUMN = 10
const WORD_COLUMN = 15

const COLOURS: Readonly<Record<Tone | 'title' | 'dim', string>> = {
  plain: '',
  good: '\u001b[32m',
  bad: '\u001b[31m',
  note: '\u001b[33m',
  title: '\u001b[1m',
  dim: '\u001b[2m'
}
const RESET = '\u001b[0m'

/** Plain text of at most 100 columns, with colour where asked for. Times count from now. */
export function createTimeline(options: {
  readonly write: (text: string) => void
  readonly color: boolean
}): Timeline {
  const began = performance.now()
  const paint = (tone: keyof typeof COLOURS, text: string): string =>
    options.color && COLOURS[tone] !== '' ? `${COLOURS[tone]}${text}${RESET}` : text
  const print = (lines: readonly string[]): void => options.write(`${lines.join('\n')}\n`)
  return {
    title: text => print(['', paint('title', text), '']),
    say: (who, text, tone = 'plain') => {
      const time = clock(performance.now() - began).padEnd(TIME_COLUMN)
      const [first = '', ...rest] = wrap(text, WIDTH - TIME_COLUMN - WHO_COLUMN)
      const indent = ' '.repeat(TIME_COLUMN + WHO_COLUMN)
      print([
        paint('dim', time + who.padEnd(WHO_COLUMN)) + paint(tone, first),
        ...rest.map(line => indent + paint(tone, line))
      ])
    },
    block: lines => print(lines.map(line => (line === '' ? '' : `  ${line}`))),
    entry: (word, text) => {
      const [first = '', ...rest] = wrap(text, WIDTH - 2 - WORD_COLUMN)
      print([
        `  ${paint('dim', word.padEnd(WORD_COLUMN))}${first}`,
        ...rest.map(line => ' '.repeat(2 + WORD_COLUMN) + line)
      ])
    }
  }
}

/** `00:12` for 12 seconds. */
function clock(milliseconds: number): string {
  const seconds = Math.floor(milliseconds / 1000)
  const two = (value: number): string => String(value).padStart(2, '0')
  return `${two(Math.floor(seconds / 60))}:${two(seconds % 60)}`
}

/**
 * Breaks at line ends and where a line is full, but not at the blanks that hold a number together; a longer word
 * (a path, an address) stays whole.
 */
export function wrap(text: string, width: number): string[] {
  return text.split('\n').flatMap(line => wrapLine(line, width))
}

function wrapLine(text: string, width: number): string[] {
  const lines: string[] = []
  for (const word of text.split(/ +/).filter(part => part !== '')) {
    const line = lines.at(-1)
    if (line === undefined || line.length + 1 + word.length > width) lines.push(word)
    else lines[lines.length - 1] = `${line} ${word}`
  }
  return lines
}
