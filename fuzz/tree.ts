/**
 * JSON as a tree that can say what JSON cannot be parsed into: a member twice, `__proto__` as a member, a
 * number beyond every double, a text with half a surrogate.
 */
export type Tree =
  | { readonly kind: 'map'; readonly members: readonly (readonly [string, Tree])[] }
  | { readonly kind: 'list'; readonly items: readonly Tree[] }
  | { readonly kind: 'raw'; readonly text: string }

export function treeOf(value: unknown): Tree {
  if (Array.isArray(value)) return { kind: 'list', items: value.map(treeOf) }
  if (typeof value === 'object' && value !== null) {
    const members = Object.entries(value).map(([key, inner]) => [key, treeOf(inner)] as const)
    return { kind: 'map', members }
  }
  return { kind: 'raw', text: JSON.stringify(value) ?? 'null' }
}

export function written(tree: Tree): string {
  switch (tree.kind) {
    case 'raw':
      return tree.text
    case 'list':
      return `[${tree.items.map(written).join(',')}]`
    case 'map':
      return `{${tree.members.map(([key, inner]) => `${JSON.stringify(key)}:${written(inner)}`).join(',')}}`
  }
}

/** How many nodes it has, itself included. */
export function sizeOf(tree: Tree): number {
  return 1 + childrenOf(tree).reduce((sum, child) => sum + sizeOf(child), 0)
}

/** The node with that number, counted from the root downward. */
export function nodeAt(tree: Tree, index: number): Tree {
  let left = index
  const search = (node: Tree): Tree | undefined => {
    if (left === 0) return node
    left -= 1
    for (const child of childrenOf(node)) {
      const found = search(child)
      if (found !== undefined) return found
    }
    return undefined
  }
  return search(tree) ?? tree
}

/** The tree with another node at that number; undefined leaves the node out. */
export function replaced(
  tree: Tree,
  index: number,
  change: (node: Tree) => Tree | undefined
): Tree | undefined {
  let left = index
  const visit = (node: Tree): Tree | undefined => {
    if (left < 0) return node
    left -= 1
    if (left < 0) return change(node)
    if (node.kind === 'raw') return node
    if (node.kind === 'list')
      return { kind: 'list', items: node.items.flatMap(one => visit(one) ?? []) }
    const members = node.members.flatMap(([key, inner]) => {
      const kept = visit(inner)
      return kept === undefined ? [] : [[key, kept] as const]
    })
    return { kind: 'map', members }
  }
  return visit(tree)
}

function childrenOf(tree: Tree): readonly Tree[] {
  if (tree.kind === 'raw') return []
  return tree.kind === 'list' ? tree.items : tree.members.map(([, inner]) => inner)
}
