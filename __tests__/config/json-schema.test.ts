import { expect, test } from '@jest/globals'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { configJsonSchema } from '../../src/config/json-schema.js'
import { providers } from '../../src/providers/index.js'

const file = join(import.meta.dirname, '..', '..', 'schema', 'bakegate.schema.json')

interface Node {
  readonly properties?: Readonly<Record<string, Node>>
  readonly items?: Node
  readonly oneOf?: readonly Node[]
  readonly anyOf?: readonly Node[]
  readonly additionalProperties?: Node | false
  readonly description?: string
}

test('the published schema is fresh (script/schema writes it)', () => {
  expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual(configJsonSchema(providers))
})

test('every key has a description, so that editors explain it', () => {
  expect(undescribed(configJsonSchema(providers) as Node, '')).toEqual([])
})

function undescribed(node: Node, path: string): string[] {
  const inner = Object.entries(node.properties ?? {}).flatMap(([key, child]) => {
    const name = `${path}.${key}`
    return [...(child.description === undefined ? [name] : []), ...undescribed(child, name)]
  })
  const others = [
    node.items,
    ...(node.oneOf ?? []),
    ...(node.anyOf ?? []),
    node.additionalProperties === false ? undefined : node.additionalProperties
  ]
  return [...inner, ...others.flatMap(one => (one === undefined ? [] : undescribed(one, path)))]
}
