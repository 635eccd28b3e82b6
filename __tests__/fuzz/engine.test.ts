import { runInThisContext } from 'node:vm'
import { describe, expect, jest, test } from '@jest/globals'
import { startCoverage } from '../../fuzz/coverage.js'
import { distilled, fuzz, type Progress } from '../../fuzz/engine.js'
import { mutate } from '../../fuzz/mutate.js'
import { mutateJson } from '../../fuzz/mutate-tree.js'
import { createRandom } from '../../fuzz/random.js'
import { shrunk } from '../../fuzz/shrink.js'
import { decoded, hold, type Target } from '../../fuzz/target.js'
import { tried } from '../../fuzz/trial.js'

// On a machine that has other things to do.
jest.setTimeout(120_000)

function targetOf(feed: (text: string) => unknown, overrides: Partial<Target> = {}): Target {
  return {
    name: 'toy',
    about: '',
    form: 'text',
    seeds: [],
    words: [],
    feed: input => Promise.resolve().then(() => feed(decoded(input))),
    ...overrides
  }
}

const maze = 'maze.js'
let built = 0

/**
 * A parser with a fault behind five doors: only who is told that a door opened finds the next one. Compiled anew for
 * each search: V8 counts the blocks of what is compiled after it was asked to.
 */
function enterMaze(): (text: string) => string {
  built += 1
  const source = `(text => {
    // The ${built}th.
    if (text[0] !== 'b') return 'outside'
    if (text[1] !== '@') return 'in the yard'
    if (text[2] !== 'k') return 'in the hall'
    if (text[3] !== '3') return 'on the stairs'
    if (text[4] !== '!') return 'in the attic'
    throw new TypeError('the roof gave way')
  })`
  return runInThisContext(source, { filename: maze }) as (text: string) => string
}

describe('the engine', () => {
  /** One door is one mutation in a few hundred; five at once are none that anybody waits for. */
  function search(follows: boolean, runs: number): Promise<Progress> {
    const coverage = startCoverage(url => url === maze)
    return fuzz({
      target: targetOf(enterMaze(), { words: [...'b@k3!'] }),
      corpus: [Buffer.from('hello')],
      random: createRandom(7),
      coverage: follows ? coverage : { ...coverage, isNew: () => false },
      goesOn: progress => progress.findings.length === 0 && progress.runs < runs
    }).finally(() => coverage.stop())
  }

  test('finds what lies behind doors that open one by one, and makes it short', async () => {
    const { findings, corpus } = await search(true, 20_000)
    expect(findings.map(({ message }) => message)).toEqual(['TypeError: the roof gave way'])
    expect(findings.map(({ input }) => decoded(input))).toEqual(['b@k3!'])
    expect(corpus.length).toBeGreaterThanOrEqual(4)
  })

  test('does not find it where it is not told of doors', async () => {
    expect((await search(false, 5_000)).findings).toEqual([])
  })

  test('keeps one input for each door', async () => {
    const coverage = startCoverage(url => url === maze)
    const walk = enterMaze()
    const inputs = ['x', 'xx', 'b', 'bb', 'b@', 'b@@', 'b@k']
    coverage.see(coverage.take())
    walk('')
    coverage.see(coverage.take())
    const kept = await distilled(
      targetOf(walk),
      inputs.map(input => Buffer.from(input)),
      coverage
    )
    coverage.stop()
    expect(kept.map(decoded)).toEqual(['b', 'b@', 'b@k'])
  })
})

describe('a trial', () => {
  const feed = (work: (text: string) => unknown, twice = false) =>
    tried(targetOf(work), Buffer.from('x'), { twice, longest: 300 })

  test('of what is as it should be finds nothing', async () => {
    expect(await feed(text => ({ text }), true)).toBeUndefined()
  })

  test('finds an exception, and what the oracle says', async () => {
    expect(await feed(() => JSON.parse('{'))).toMatchObject({
      key: expect.stringMatching(/^SyntaxError/)
    })
    expect(await feed(() => hold(false, 'a value is finite'))).toMatchObject({
      message: 'a value is finite'
    })
  })

  test('finds a prototype that was changed, and mends it', async () => {
    const fault = await feed(() => {
      Object.assign(Object.prototype, { polluted: 1 })
    })
    expect(fault?.message).toBe('no prototype is changed')
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined()
  })

  test('finds another answer to the same input', async () => {
    let times = 0
    const fault = await feed(() => (times += 1), true)
    expect(fault?.message).toBe('the same input comes to the same')
  })

  test('finds what takes too long', async () => {
    const fault = await feed(() => {
      const started = process.cpuUsage()
      while (process.cpuUsage(started).user < 400_000);
    })
    expect(fault?.message).toMatch(/no more than/)
  })
})

describe('a mutation', () => {
  const json = '{"data":{"result":[{"value":[1,"7"]}]}}'
  const made = (seed: number): readonly string[] => {
    const random = createRandom(seed)
    const target = { form: 'json', words: ['result'] } as const
    return Array.from({ length: 300 }, () =>
      decoded(mutate(Buffer.from(json), target, [Buffer.from('[1,2]')], random))
    )
  }

  test('is decided by its seed', () => {
    expect(made(3)).toEqual(made(3))
    expect(made(3)).not.toEqual(made(4))
  })

  test('is mostly JSON, and now and then something that no parser should meet', () => {
    const all = made(5)
    const parse = (text: string): boolean => {
      try {
        JSON.parse(text)
        return true
      } catch {
        return false
      }
    }
    expect(all.filter(parse).length).toBeGreaterThan(150)
    expect(all.filter(parse).length).toBeLessThan(300)
    const together = all.join('\n')
    for (const odd of ['__proto__', '1e400', '\ufffd', '[[[[[[[[', '"result"']) {
      expect(together).toContain(odd)
    }
  })

  test('can say one member twice', () => {
    const random = createRandom(1)
    const twice = Array.from({ length: 400 }, () => mutateJson('{"a":1}', random, []))
    expect(twice).toContainEqual(expect.stringMatching(/^\{"a":.*"a":/))
  })
})

test('a finding is made as short as it stays one', async () => {
  const long = JSON.stringify({ a: [1, 2, { deep: ['x', 'bad'] }], b: 'c' })
  const input = await shrunk(Buffer.from(long), smaller =>
    Promise.resolve(decoded(smaller).includes('bad'))
  )
  expect(decoded(input)).toBe('bad')
})
