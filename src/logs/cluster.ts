import { MARK, NAME, STEM, WILD } from './tokens.js'

/**
 * Makes templates of fingerprints. Words that vary look like constants to the scanner: users, hosts, states.
 * They are found by leaving one out: where fingerprints are equal but for one place, and enough
 * different values stand there, the place varies. How many are enough depends on what they look like: two quoted
 * names are, two plain words are `opened` and `closed`. Merged templates are compared again, so several places can
 * vary. Only sets are looked at, never an order, so the order of lines changes nothing.
 */

/** A token with its kind; equal texts of different kinds are different tokens. */
export interface Token {
  readonly kind: number
  readonly text: string
}

export const VARIABLE: Token = { kind: WILD, text: '' }

/** Of one cluster: its template, and the indices of the fingerprints in it, ascending. */
export interface Cluster {
  readonly tokens: readonly Token[]
  readonly members: readonly number[]
}

/** Values that must stand in one place before it counts as variable, by what they look like. */
const ENOUGH_NAMES = 3
/** `rdd_<*>` and `broadcast_<*>` are ids, `eth<*>` and `lo<*>` may be two interfaces. */
const ENOUGH_IDS = 2
const ENOUGH_STEMS = 4
const ENOUGH_IDENTIFIERS = 4
const ENOUGH_WORDS = 6
/** A message begins with what it is about: there more values are needed by this factor. */
const FIRST_PLACE = 2
/** Beside a place that varies already. */
const ENOUGH_BESIDE_WILD = 2
/** Places that vary one after the other; more rounds change next to nothing. */
const MOST_ROUNDS = 6

interface Node {
  tokens: readonly Token[]
  ids: Int32Array
  members: number[]
}

export function cluster(
  prints: readonly (readonly Token[])[],
  groups: readonly string[]
): readonly Cluster[] {
  const intern = createInterner()
  let nodes: Node[] = gather(
    prints.map((tokens, index) => ({ tokens, ids: intern(tokens), members: [index] })),
    groups
  )
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const merged = mergeOnce(nodes, groups, intern)
    if (merged.length === nodes.length) break
    nodes = merged
  }
  return nodes.map(({ tokens, members }) => ({ tokens, members }))
}

/** Numbers for tokens; 0 is the variable part. */
function createInterner(): (tokens: readonly Token[]) => Int32Array {
  const known = new Map<string, number>()
  return tokens =>
    Int32Array.from(tokens, ({ kind, text }) => {
      if (kind === WILD) return 0
      const key = `${kind}${text}`
      const id = known.get(key) ?? known.size + 1
      known.set(key, id)
      return id
    })
}

/** Nodes with equal templates, made one. */
function gather(nodes: readonly Node[], groups: readonly string[]): Node[] {
  const byKey = new Map<string, Node>()
  for (const node of nodes) {
    const key = `${groups[node.members[0] ?? 0]} ${node.ids.join(' ')}`
    const known = byKey.get(key)
    if (known === undefined) byKey.set(key, node)
    else known.members.push(...node.members)
  }
  for (const node of byKey.values()) node.members.sort((left, right) => left - right)
  return [...byKey.values()]
}

function mergeOnce(
  nodes: readonly Node[],
  groups: readonly string[],
  intern: (tokens: readonly Token[]) => Int32Array
): Node[] {
  const leader = Int32Array.from(nodes, (_, index) => index)
  for (const bucket of bucketsOf(nodes, groups)) {
    if (!isVariable(bucket, nodes)) continue
    for (const index of bucket.nodes) join(leader, bucket.nodes[0] ?? index, index)
  }
  const sets = new Map<number, number[]>()
  nodes.forEach((_, index) => {
    const root = find(leader, index)
    const set = sets.get(root) ?? []
    set.push(index)
    sets.set(root, set)
  })
  const merged = [...sets.values()].map(set => {
    const parts = set.flatMap(index => nodes[index] ?? [])
    const [first] = parts
    if (first === undefined || parts.length === 1) return parts[0] as Node
    const tokens = collapse(common(parts))
    return { tokens, ids: intern(tokens), members: parts.flatMap(part => part.members) }
  })
  return gather(merged, groups)
}

interface Bucket {
  readonly place: number
  readonly nodes: number[]
}

/** Nodes that are equal but for one place. */
function bucketsOf(nodes: readonly Node[], groups: readonly string[]): readonly Bucket[] {
  const buckets = new Map<string, Bucket>()
  nodes.forEach(({ ids, members, tokens }, index) => {
    const group = groups[members[0] ?? 0] ?? ''
    let left = ids.length
    let right = 7
    ids.forEach((id, place) => {
      left = (left + mix(id, place)) | 0
      right = (right + mix(id ^ 0x5555, place + 977)) | 0
    })
    ids.forEach((id, place) => {
      if (tokens[place]?.kind === MARK) return
      const key = `${(left - mix(id, place)) | 0} ${(right - mix(id ^ 0x5555, place + 977)) | 0} ${place} ${group}`
      const bucket = buckets.get(key)
      if (bucket === undefined) buckets.set(key, { place, nodes: [index] })
      else bucket.nodes.push(index)
    })
  })
  return [...buckets.values()].filter(bucket => bucket.nodes.length > 1)
}

function mix(id: number, place: number): number {
  let value = Math.imul(id + 1, 0x9e3779b1) ^ Math.imul(place + 1, 0x85ebca6b)
  value = Math.imul(value ^ (value >>> 15), 0x2c1b3c6d)
  value = Math.imul(value ^ (value >>> 12), 0x297a2d39)
  return value ^ (value >>> 15)
}

function isVariable({ place, nodes: indices }: Bucket, nodes: readonly Node[]): boolean {
  const tokens = nodes[indices[0] ?? 0]?.tokens ?? []
  if (!tokens.some((token, at) => at !== place && isConstant(token))) return false
  const values = indices.flatMap(index => nodes[index]?.tokens[place] ?? [])
  if (values.some(value => value.kind === WILD)) return values.length >= ENOUGH_BESIDE_WILD
  const needed = values.reduce((sum, value) => sum + enough(value) / values.length, 0)
  const isFirst = !tokens.slice(0, place).some(isConstant)
  return values.length >= needed * (isFirst ? FIRST_PLACE : 1)
}

function isConstant({ kind }: Token): boolean {
  return kind !== WILD && kind !== MARK
}

function enough({ kind, text }: Token): number {
  if (kind === NAME) return ENOUGH_NAMES
  if (kind === STEM) return /[^A-Za-z]$/.test(text) ? ENOUGH_IDS : ENOUGH_STEMS
  return isIdentifier(text) ? ENOUGH_IDENTIFIERS : ENOUGH_WORDS
}

/** Not a word of a language: holds a joiner or a capital behind a small letter. */
function isIdentifier(text: string): boolean {
  return /[^A-Za-z'-]|[a-z][A-Z]/.test(text)
}

/** What all of these share, place by place. */
function common(parts: readonly Node[]): readonly Token[] {
  const [first] = parts
  if (first === undefined) return []
  return first.tokens.map((token, place) =>
    parts.every(part => part.ids[place] === first.ids[place]) ? token : VARIABLE
  )
}

/** Variable parts that nothing or a comma parts are one. */
function collapse(tokens: readonly Token[]): readonly Token[] {
  const kept: Token[] = []
  for (const token of tokens) {
    const isComma = kept.at(-1)?.kind === MARK && kept.at(-1)?.text === ','
    const before = isComma ? kept.at(-2) : kept.at(-1)
    if (token.kind === WILD && before?.kind === WILD) {
      if (isComma) kept.pop()
    } else kept.push(token)
  }
  return kept
}

function find(leader: Int32Array, index: number): number {
  let root = index
  while (leader[root] !== root) root = leader[root] ?? root
  for (let at = index; leader[at] !== root;) {
    const next = leader[at] ?? root
    leader[at] = root
    at = next
  }
  return root
}

function join(leader: Int32Array, left: number, right: number): void {
  const one = find(leader, left)
  const other = find(leader, right)
  leader[Math.max(one, other)] = Math.min(one, other)
}
