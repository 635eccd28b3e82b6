import { isPhrase } from './characters.js'
import { createTable } from './table.js'
import { MARK, NAME, STEM, WILD, repeatedPeriod } from './tokens.js'

/**
 * Makes templates of fingerprints. Words that vary look like constants to the scanner: users, hosts, states.
 * They are found by leaving one out: where fingerprints are equal but for one place, and enough
 * different values stand there, the place varies. How many are enough depends on what they look like: two quoted
 * names are, two plain words are `opened` and `closed`. Merged templates are compared again, so several places can
 * vary. Only sets are looked at, never an order, so the order of lines changes nothing.
 */

/** Equal where kind and text are: how a line is spaced makes no difference. */
export interface Token {
  readonly kind: number
  /** Empty for a variable part. */
  readonly text: string
  /** A blank stands before it. */
  readonly isSpaced: boolean
}

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
/** A whole message, where no blank parts its words. */
const ENOUGH_PHRASES = 24
/** A message begins with what it is about: there more values are needed by this factor. */
const FIRST_PLACE = 2
/** Beside a place that varies already. */
const ENOUGH_BESIDE_WILD = 2
/** Places that vary one after the other; more rounds change next to nothing. */
const MOST_ROUNDS = 6

interface Node {
  readonly tokens: readonly Token[]
  /** Of each token; 0 is the variable part. */
  readonly ids: readonly number[]
  /** Only nodes of one group may be merged. */
  readonly group: number
  readonly members: readonly number[]
  /** Two hashes of the ids and the group. */
  readonly left: number
  readonly right: number
}

/** `groups`: prints of different groups are never merged. */
export function cluster(
  prints: readonly (readonly Token[])[],
  groups: readonly string[]
): readonly Cluster[] {
  const intern = createInterner()
  const names = new Map<string, number>()
  let nodes = gather(
    prints.map((tokens, index) => {
      const name = groups[index] ?? ''
      const group = names.get(name) ?? names.size
      names.set(name, group)
      return nodeOf(tokens, intern(tokens), group, [index])
    })
  )
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const merged = mergeOnce(nodes, intern)
    if (merged.length === nodes.length) break
    nodes = merged
  }
  return nodes.map(({ tokens, members }) => ({ tokens, members }))
}

type Intern = (tokens: readonly Token[]) => readonly number[]

/** Numbers for tokens, by text and kind; 0 is the variable part. */
function createInterner(): Intern {
  const known = new Map<string, number>()
  return tokens =>
    tokens.map(({ kind, text }) => {
      if (kind === WILD) return 0
      const found = known.get(text)
      if (found !== undefined) return found * KINDS + kind
      known.set(text, known.size + 1)
      return known.size * KINDS + kind
    })
}

const KINDS = 8

function kindOf(id: number): number {
  return id % KINDS
}

/** The hashes are sums over the places, so that leaving one out is a subtraction. */
function nodeOf(
  tokens: readonly Token[],
  ids: readonly number[],
  group: number,
  members: readonly number[]
): Node {
  let left = group
  let right = ids.length
  for (let place = 0; place < ids.length; place++) {
    const id = ids[place] ?? 0
    left = (left + mix(id, place)) | 0
    right = (right + mix(id ^ OTHER, place)) | 0
  }
  return { tokens, ids, group, members, left, right }
}

/** Nodes with equal templates, made one. */
function gather(nodes: readonly Node[]): Node[] {
  const byKey = new Map<number, Node[]>()
  for (const node of nodes) {
    const key = keyOf(node.left, node.right)
    const same = byKey.get(key)
    if (same === undefined) byKey.set(key, [node])
    else same.push(node)
  }
  return [...byKey.values()].flatMap(same => {
    const [first] = same
    if (first === undefined || same.length === 1) return same
    return [{ ...first, members: membersOf(same) }]
  })
}

function membersOf(nodes: readonly Node[]): readonly number[] {
  return nodes.flatMap(node => node.members).sort((left, right) => left - right)
}

function mergeOnce(nodes: readonly Node[], intern: Intern): Node[] {
  const leader = Int32Array.from(nodes, (_, index) => index)
  for (const bucket of [...bucketsOf(nodes), ...rareBucketsOf(nodes)]) {
    if (!bucket.places.every(place => isVariable(place, bucket, nodes))) continue
    for (const index of bucket.nodes) join(leader, bucket.nodes[0] ?? index, index)
  }
  const sets = new Map<number, Node[]>()
  nodes.forEach((node, index) => {
    const root = find(leader, index)
    const set = sets.get(root)
    if (set === undefined) sets.set(root, [node])
    else set.push(node)
  })
  const merged = [...sets.values()].flatMap(parts => {
    const [first] = parts
    if (first === undefined || parts.length === 1) return parts
    const tokens = collapse(common(parts))
    return [nodeOf(tokens, intern(tokens), first.group, membersOf(parts))]
  })
  return gather(merged)
}

/** Nodes that are equal but for these places. */
interface Bucket {
  readonly places: readonly number[]
  readonly nodes: number[]
}

/** Nodes that are equal but for one place. Most nodes share no bucket, so one is only made for the second. */
function bucketsOf(nodes: readonly Node[]): readonly Bucket[] {
  const firsts = createTable(nodes.reduce((sum, { ids }) => sum + ids.length, 0))
  const buckets = new Map<number, Bucket>()
  nodes.forEach(({ ids, left, right }, index) => {
    for (let place = 0; place < ids.length; place++) {
      const id = ids[place] ?? 0
      if (kindOf(id) === MARK) continue
      const slot = firsts.slotOf(left - mix(id, place) + place, right - mix(id ^ OTHER, place))
      const first = firsts.values[slot] ?? 0
      if (first === 0) firsts.values[slot] = index + 1
      else addTo(buckets, slot, { places: [place], nodes: [first - 1, index] })
    }
  })
  return [...buckets.values()]
}

function addTo(buckets: Map<number, Bucket>, key: number, pair: Bucket): void {
  const bucket = buckets.get(key)
  if (bucket === undefined) buckets.set(key, pair)
  else bucket.nodes.push(pair.nodes[1] ?? 0)
}

/** A token in fewer nodes than this may be a value. */
const RARE = ENOUGH_WORDS
const MOST_RARE_PLACES = 3

/**
 * Where several places vary at once (who, and from where) no two lines are equal but for one of them: the
 * tokens that hardly any other line has are left out together.
 */
function rareBucketsOf(nodes: readonly Node[]): readonly Bucket[] {
  const uses = usesOf(nodes)
  const buckets = new Map<number, Bucket>()
  nodes.forEach((node, index) => {
    const places = rarePlaces(node, uses)
    if (places.length < 2) return
    let { left, right } = node
    for (const place of places) {
      const id = node.ids[place] ?? 0
      left = (left - mix(id, place) + mix(-1, place)) | 0
      right = (right - mix(id ^ OTHER, place) + mix(-1 ^ OTHER, place)) | 0
    }
    const key = keyOf(left, right)
    const bucket = buckets.get(key)
    if (bucket === undefined) buckets.set(key, { places, nodes: [index] })
    else bucket.nodes.push(index)
  })
  return [...buckets.values()].filter(bucket => bucket.nodes.length > 1)
}

/** How often each token occurs in all nodes. */
function usesOf(nodes: readonly Node[]): Int32Array {
  let most = 0
  for (const { ids } of nodes) for (const id of ids) if (id > most) most = id
  const uses = new Int32Array(most + 1)
  for (const { ids } of nodes) for (const id of ids) uses[id] = (uses[id] ?? 0) + 1
  return uses
}

/** None where they are too many to be the values of a template. */
function rarePlaces({ ids }: Node, uses: Int32Array): readonly number[] {
  const places: number[] = []
  let constants = 0
  for (let place = 0; place < ids.length; place++) {
    const id = ids[place] ?? 0
    if (!isConstant(kindOf(id))) continue
    if ((uses[id] ?? 0) >= RARE) constants++
    else if (places.push(place) > MOST_RARE_PLACES) return []
  }
  return places.length <= constants ? places : []
}

/** Makes the second half of the hash independent of the first. */
const OTHER = 0x5555

/** 53 bits of two hashes. */
function keyOf(left: number, right: number): number {
  return (left >>> 0) + (right & 0x1fffff) * 2 ** 32
}

function mix(id: number, place: number): number {
  let value = Math.imul(id + 1, 0x9e3779b1) ^ Math.imul(place + 1, 0x85ebca6b)
  value = Math.imul(value ^ (value >>> 15), 0x2c1b3c6d)
  value = Math.imul(value ^ (value >>> 12), 0x297a2d39)
  return value ^ (value >>> 15)
}

function isVariable(
  place: number,
  { places, nodes: indices }: Bucket,
  nodes: readonly Node[]
): boolean {
  const tokens = nodes[indices[0] ?? 0]?.tokens ?? []
  if (!tokens.some(({ kind }, at) => !places.includes(at) && isConstant(kind))) return false
  const values = indices.flatMap(index => nodes[index]?.tokens[place] ?? [])
  if (values.some(value => value.kind === WILD)) return values.length >= ENOUGH_BESIDE_WILD
  const distinct =
    places.length === 1 ? values.length : new Set(values.map(({ text }) => text)).size
  return distinct >= neededAt(place, tokens, values)
}

function neededAt(place: number, tokens: readonly Token[], values: readonly Token[]): number {
  const usual = values.reduce((sum, value) => sum + enough(value) / values.length, 0)
  const isFirst = !tokens.slice(0, place).some(({ kind }) => isConstant(kind))
  return usual * (isFirst ? FIRST_PLACE : 1)
}

function isConstant(kind: number): boolean {
  return kind !== WILD && kind !== MARK
}

function enough({ kind, text }: Token): number {
  if (kind === NAME) return ENOUGH_NAMES
  if (isPhrase(text)) return ENOUGH_PHRASES
  if (kind === STEM) return /[^\p{L}\p{M}]$/u.test(text) ? ENOUGH_IDS : ENOUGH_STEMS
  return isIdentifier(text) ? ENOUGH_IDENTIFIERS : ENOUGH_WORDS
}

/** Not a word of a language: holds a joiner or a capital behind a small letter. */
function isIdentifier(text: string): boolean {
  return /[^\p{L}\p{M}'-]|[a-z][A-Z]/u.test(text)
}

/** What all of these share, place by place. */
function common(parts: readonly Node[]): readonly Token[] {
  const [first] = parts
  if (first === undefined) return []
  return first.tokens.map((token, place) =>
    parts.every(part => part.ids[place] === first.ids[place])
      ? token
      : { kind: WILD, text: '', isSpaced: token.isSpaced }
  )
}

/** Variable parts that nothing or a comma parts are one, and so are structures that repeat. */
function collapse(tokens: readonly Token[]): readonly Token[] {
  const kept: Token[] = []
  for (const token of tokens) {
    const isComma = kept.at(-1)?.kind === MARK && kept.at(-1)?.text === ','
    const before = isComma ? kept.at(-2) : kept.at(-1)
    if (token.kind === WILD && before?.kind === WILD) {
      if (isComma) kept.pop()
    } else kept.push(token)
    kept.length -= repeatedPeriod(kept.length, (left, right) => areEqual(kept[left], kept[right]))
  }
  return kept
}

function areEqual(left: Token | undefined, right: Token | undefined): boolean {
  return left?.kind === right?.kind && left?.text === right?.text
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
