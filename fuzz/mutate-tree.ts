import type { Random } from './random.js'
import { nodeAt, replaced, sizeOf, type Tree, treeOf, written } from './tree.js'

/** Scalars that parsers have got wrong. */
const oddScalars: readonly string[] = [
  ...['null', 'true', 'false', '0', '-0', '1', '-1', '7', '0.1', '1e300', '-1e300', '5e-324'],
  ...['1e400', '-1e400', '9007199254740993', '18446744073709551616', '8640000000000001'],
  ...['""', '" "', '"0"', '"7"', '"-1"', '"NaN"', '"+Inf"', '"-Inf"', '"Infinity"', '"1e400"'],
  ...['"0x10"', '" 7 "', '"7abc"', '"١"', '"1_000"', '"1,5"', '"true"', '"null"'],
  ...['"\\ud800"', '"\\u0000"', '"\\u202e"', '"\\ufeff"', '"\\n::error::x"', '"<script>"'],
  ...['"2026-02-30T00:00:00Z"', '"0000-00-00"', '"+275760-09-13T00:00:00.001Z"', '"2026"'],
  ...['[]', '{}', '[[]]', '[null]', '[{}]', '{"":null}', '{"length":4294967295}'],
  ...['"constructor"', '"__proto__"', '{"__proto__":{"polluted":1}}', '{"toString":null}'],
  ...['{"constructor":{"prototype":{"polluted":1}}}', '{"then":"x"}', '{"toJSON":1}']
]

export const hostileKeys: readonly string[] = [
  ...['__proto__', 'constructor', 'prototype', 'toString', 'valueOf', 'hasOwnProperty'],
  ...['then', 'toJSON', 'length', '', ' ', '0', '-1', '\u0000', '\ud800', 'a.b', 'a[0]', '$ref']
]

type Change = (
  node: Tree,
  random: Random,
  words: readonly string[],
  whole: Tree
) => Tree | undefined

const raw = (text: string): Tree => ({ kind: 'raw', text })

const changes: readonly Change[] = [
  (_node, random) => raw(random.pick(oddScalars)),
  (_node, random) => raw(random.pick(oddScalars)),
  () => undefined,
  (node, random, words) => (words.length === 0 ? node : raw(JSON.stringify(random.pick(words)))),
  // Something of the same document where it does not belong.
  (_node, random, _words, whole) => nodeAt(whole, random.below(sizeOf(whole))),
  node => ({ kind: 'list', items: [node] }),
  (node, random) => ({ kind: 'map', members: [[random.pick(hostileKeys), node]] }),
  (_node, random) => raw(nested(random.pick([8, 64, 600, 5_000]), random.pick(['[', '{"a":']))),
  otherType,
  nudged,
  manyTimes,
  turned,
  memberTwice,
  keyChanged,
  keyAdded
]

/** One to four changes of a JSON text; undefined where it is none. */
export function mutateJson(
  text: string,
  random: Random,
  words: readonly string[]
): string | undefined {
  const parsed = parse(text)
  if (parsed === undefined) return undefined
  let tree: Tree = treeOf(parsed.json)
  for (let times = 1 + random.below(random.pick([1, 2, 4])); times > 0; times -= 1) {
    const change = random.pick(changes)
    const whole = tree
    tree =
      replaced(tree, random.below(sizeOf(tree)), node => change(node, random, words, whole)) ?? tree
  }
  return written(tree)
}

function parse(text: string): { readonly json: unknown } | undefined {
  try {
    return { json: JSON.parse(text) as unknown }
  } catch {
    return undefined
  }
}

function nested(depth: number, open: string): string {
  return open.repeat(depth) + '0' + (open === '[' ? ']' : '}').repeat(depth)
}

/** "7" for 7 and 7 for "7", a list for a map. */
function otherType(node: Tree): Tree {
  if (node.kind === 'list') {
    return { kind: 'map', members: node.items.map((item, index) => [`${index}`, item]) }
  }
  if (node.kind === 'map') return { kind: 'list', items: node.members.map(([, inner]) => inner) }
  if (!node.text.startsWith('"')) return raw(JSON.stringify(node.text))
  const plain = node.text.slice(1, -1)
  return raw(/^-?\d+(\.\d+)?$/.test(plain) ? plain : `[${node.text}]`)
}

/** A number a little or a lot beside itself. */
function nudged(node: Tree, random: Random): Tree {
  const number = node.kind === 'raw' ? Number(node.text.replace(/^"(.*)"$/, '$1')) : Number.NaN
  if (Number.isNaN(number) || node.kind !== 'raw') return node
  const changed = random.pick([
    number + 1,
    number - 1,
    number * 1000,
    number / 1000,
    -number,
    number + 0.5,
    number + 60,
    number - 60
  ])
  const text = Number.isFinite(changed) ? String(changed) : '1e400'
  return raw(node.text.startsWith('"') ? `"${text}"` : text)
}

function manyTimes(node: Tree, random: Random): Tree {
  if (node.kind !== 'list' || node.items.length === 0) return { kind: 'list', items: [node, node] }
  const item = random.pick(node.items)
  const more = Array.from({ length: random.pick([1, 2, 10, 200]) }, () => item)
  return { kind: 'list', items: [...node.items, ...more] }
}

function turned(node: Tree): Tree {
  if (node.kind === 'list') return { kind: 'list', items: node.items.toReversed() }
  return node.kind === 'map' ? { kind: 'map', members: node.members.toReversed() } : node
}

function memberTwice(node: Tree, random: Random): Tree {
  if (node.kind !== 'map' || node.members.length === 0) return node
  const [key, inner] = random.pick(node.members)
  const other = random.next() < 0.5 ? inner : raw(random.pick(oddScalars))
  return { kind: 'map', members: [...node.members, [key, other]] }
}

function keyChanged(node: Tree, random: Random): Tree {
  if (node.kind !== 'map' || node.members.length === 0) return node
  const chosen = random.below(node.members.length)
  const key = random.pick(hostileKeys)
  const members = node.members.map((member, index) =>
    index === chosen ? ([key, member[1]] as const) : member
  )
  return { kind: 'map', members }
}

function keyAdded(node: Tree, random: Random, words: readonly string[]): Tree {
  if (node.kind !== 'map') return node
  const key = random.pick([...hostileKeys, ...words])
  return { kind: 'map', members: [...node.members, [key, raw(random.pick(oddScalars))]] }
}
