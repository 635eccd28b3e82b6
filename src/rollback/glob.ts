/**
 * Whether the whole text matches a glob. `?` is one character, `*` any run of them, everything else is
 * literal; there are no classes and no braces. With `paths`, `*` and `?` stop at `/`, `**` crosses it, and
 * `**` followed by `/` may stand for nothing (`db/**` + `/x.sql` holds `db/x.sql`).
 * Takes time in proportion to pattern times text, whatever the pattern.
 */
export function matchesGlob(pattern: string, text: string, paths = false): boolean {
  const tokens = tokenise(pattern, paths)
  // `reached` holds every position in `text` to which the tokens so far can extend.
  let reached = new Set([0])
  for (const token of tokens) {
    reached = advance(token, reached, text)
    if (reached.size === 0) return false
  }
  return reached.has(text.length)
}

type Token =
  | { readonly kind: 'literal'; readonly char: string }
  | { readonly kind: 'one'; readonly stopsAtSlash: boolean }
  | { readonly kind: 'run'; readonly stopsAtSlash: boolean }
  /** A doubled star with its slash: nothing, or anything that ends with a slash. */
  | { readonly kind: 'folders' }

function tokenise(pattern: string, paths: boolean): Token[] {
  const parts = pattern.match(paths ? /\*\*\/|\*\*|[^]/g : /\*+|[^]/g) ?? []
  return parts.map((part): Token => {
    if (paths && part === '**/') return { kind: 'folders' }
    if (part === '?') return { kind: 'one', stopsAtSlash: paths }
    if (part.startsWith('*')) return { kind: 'run', stopsAtSlash: paths && part === '*' }
    return { kind: 'literal', char: part }
  })
}

function advance(token: Token, from: ReadonlySet<number>, text: string): Set<number> {
  if (token.kind === 'run') return run(from, text, token.stopsAtSlash)
  if (token.kind === 'folders') return folders(from, text)
  const next = new Set<number>()
  for (const at of from) {
    const char = text[at]
    if (char !== undefined && matchesOne(token, char)) next.add(at + 1)
  }
  return next
}

function matchesOne(token: Token & { kind: 'literal' | 'one' }, char: string): boolean {
  return token.kind === 'literal' ? token.char === char : !(token.stopsAtSlash && char === '/')
}

function run(from: ReadonlySet<number>, text: string, stopsAtSlash: boolean): Set<number> {
  const next = new Set(from)
  for (let at = 0; at < text.length; at++) {
    if (next.has(at) && !(stopsAtSlash && text[at] === '/')) next.add(at + 1)
  }
  return next
}

function folders(from: ReadonlySet<number>, text: string): Set<number> {
  const next = new Set(from)
  const first = Math.min(...from)
  for (let at = first; at < text.length; at++) if (text[at] === '/') next.add(at + 1)
  return next
}
