/**
 * Makes text from outside harmless for a terminal, a log and a page: what cannot be seen, what moves
 * the cursor or turns the writing direction, and what a runner would obey. It does not escape Markdown
 * or HTML: their writers do that.
 */

/** What stands for something that was no text. */
const REPLACEMENT = '\ufffd'

/** CSI (`ESC [ … letter`), OSC, DCS, SOS, PM, APC up to their end, and the two-character escapes; 7 and 8 bit. */
const ESCAPES =
  /(?:\u001b\[|\u009b)[0-?]{0,64}[ -/]{0,8}[@-~]?|(?:\u001b[\]PX^_]|[\u009d\u0090\u0098\u009e\u009f])[^\u0007\u001b\u009c\n]{0,2000}(?:\u0007|\u001b\\|\u009c)?|\u001b[ -/]{0,8}[0-~]?/g

/** Line ends of every kind that some program takes for one. */
const LINE_ENDS = /\r\n|[\r\v\f\u0085\u2028\u2029]/g

/**
 * Bidi controls, zero-width and filler characters, the BOM, soft hyphen, invisible mathematics, tags,
 * interlinear marks and the supplementary variation selectors.
 */
const INVISIBLE =
  /[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufe00-\ufe0d\ufeff\uffa0\ufff0-\ufffb\u{1d173}-\u{1d17a}\u{e0000}-\u{e0fff}]/gu

/** The variation selectors that choose text or emoji style mean something after a pictograph only. */
const STRAY_SELECTORS = /(?<!\p{Extended_Pictographic})[\ufe0e\ufe0f]/gu

/** What is left of the controls (C0 without tab and newline, DEL, C1) and lone surrogates. */
const CONTROLS = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f]|\p{Surrogate}/gu

/**
 * Visible text of at most `limit` characters with `\n` as its only control. Invisible characters go,
 * so that nothing hidden splits a word (or a secret); other controls become U+FFFD.
 */
export function inert(text: string, limit = Infinity): string {
  const visible = text
    .replace(LINE_ENDS, '\n')
    .replace(ESCAPES, '')
    .replaceAll('\t', ' ')
    .replace(INVISIBLE, '')
    .replace(STRAY_SELECTORS, '')
    .replace(CONTROLS, REPLACEMENT)
  return cut(visible, limit)
}

/**
 * One line for the job's log. The runner obeys `::name …::` at a line's start and `##[name …]` anywhere
 * in it, so neither pair of characters is left, wherever it stands. Blanks stay: they indent.
 */
export function inertLine(text: string, limit = 2000): string {
  return cut(inert(text).replace(/\n+/g, ' ').trimEnd(), limit)
    .replace(/:(?=:)/g, ': ')
    .replace(/#(?=#\[)/g, '# ')
    .replaceAll('#[', '# [')
}

/** Inert text on one line, runs of white space collapsed. */
export function oneLine(text: string, limit = Infinity): string {
  return cut(inert(text).replace(/\s+/g, collapse).trim(), limit)
}

/** Shortens text to `limit` characters, the last one `…`; never cuts a character in two. */
export function cut(text: string, limit: number): string {
  if (text.length <= limit) return text
  const kept = text.slice(0, Math.max(0, limit - 1))
  return `${kept.replace(/[\ud800-\udbff]$/, '')}…`
}

/** Keeps a single no-break space (it stands in our own numbers), makes the rest one blank. */
function collapse(space: string): string {
  return space === '\u00a0' || space === '\u202f' ? space : ' '
}
