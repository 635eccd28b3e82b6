/** One kind of credential or personal data: how it looks, and what takes its place. */
export interface Rule {
  readonly name: string
  readonly pattern: RegExp
  readonly replace: (match: string, ...groups: string[]) => string
}

export const MARK = '[redacted]'

/** A quote as it stands in the texts of programs that quote each other: in JSON within JSON, in HTML, in a URL. */
export const NESTED_QUOTE = `\\\\{1,7}["']|&quot;|&#0?3[49];|&#x2[27];|%2[27]`
const QUOTE = new RegExp(`^(?:["']|${NESTED_QUOTE})`, 'i')

/** The quote that a value begins with, or nothing. */
export function quoteOf(value: string): string {
  return QUOTE.exec(value)?.[0] ?? ''
}

/** Replaces the whole match, where it is what it looks like. */
export function whole(
  name: string,
  pattern: RegExp,
  accept: (match: string) => boolean = () => true,
  mark = MARK
): Rule {
  return { name, pattern, replace: match => (accept(match) ? mark : match) }
}

/** Keeps the pattern's first group and replaces the second, where both together look like a secret. */
export function keep(
  name: string,
  pattern: RegExp,
  accept: (value: string, before: string) => boolean = () => true,
  mark = MARK
): Rule {
  return {
    name,
    pattern,
    replace: (match, before = '', value = '') => {
      if (!accept(value, before)) return match
      const quote = quoteOf(value)
      return `${before}${quote}${mark}${quote}`
    }
  }
}
