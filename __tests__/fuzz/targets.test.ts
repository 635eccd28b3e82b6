import { readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, jest, test } from '@jest/globals'
import { readCorpus } from '../../fuzz/corpus.js'
import { mutate } from '../../fuzz/mutate.js'
import { createRandom } from '../../fuzz/random.js'
import { targets } from '../../fuzz/targets/index.js'
import { tried } from '../../fuzz/trial.js'
import { providers } from '../../src/providers/index.js'

/** By count, not by time: the same inputs in every run. `script/fuzz` goes on from here. */
const fresh = 30
// On a machine that has other things to do.
jest.setTimeout(120_000)

const corpora = join(import.meta.dirname, '../../fuzz/corpus')

describe.each(targets.map(target => [target.name, target] as const))('%s', (_name, target) => {
  const entries = readCorpus(target)

  test('takes whatever its corpus holds, to the same end each time', async () => {
    expect(entries.length).toBeGreaterThan(0)
    for (const { input } of entries) {
      const fault = await tried(target, input, { twice: true })
      expect({ fault, input: fault && Buffer.from(input).toString() }).toEqual({})
    }
  })

  test('takes mutations of it', async () => {
    const random = createRandom(1)
    const pool = entries.map(({ input }) => input)
    for (let run = 0; run < fresh; run += 1) {
      const input = mutate(random.pick(pool), target, pool, random)
      const fault = await tried(target, input)
      expect({ fault, input: fault && Buffer.from(input).toString() }).toEqual({})
    }
  })
})

test('every provider is a target, and every corpus belongs to one', () => {
  const names = targets.map(({ name }) => name)
  expect(new Set(names).size).toBe(names.length)
  expect(names).toEqual(expect.arrayContaining(providers.map(({ name }) => name)))
  const files = readdirSync(corpora).map(file => file.replace(/\.jsonl$/, ''))
  expect(names).toEqual(expect.arrayContaining(files))
})

test('the corpora are small', () => {
  const sizes = readdirSync(corpora).map(file => statSync(join(corpora, file)).size)
  expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThan(1_000_000)
})
