import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { ProviderError } from '../../src/errors.js'
import { createBatcher, type SendAll } from '../../src/providers/batch.js'
import type { Io } from '../../src/providers/provider.js'
import { ioOf } from '../support/asking.js'

const noHttp: Io['http'] = () => Promise.reject(new Error('nothing is asked by http here'))
const failure = { code: 'provider-error', message: 'broken', retries: 0 } as const

/** Answers `<question>!`, and remembers what travelled together. */
function recording(most = 100, weigh?: (question: string) => number) {
  const loads: (readonly string[])[] = []
  const send: SendAll<string, string> = questions => {
    loads.push(questions)
    return Promise.resolve(questions.map(question => `${question}!`))
  }
  return { ask: createBatcher(send, most, weigh), loads }
}

function sending(send: SendAll<string, string>) {
  return createBatcher(send, 100)
}

describe('questions of one turn', () => {
  test('travel together, each with its own answer', async () => {
    const { ask, loads } = recording()
    const io = ioOf(noHttp)
    const answers = await Promise.all(['a', 'b', 'c'].map(question => ask(question, io)))
    expect(answers).toEqual(['a!', 'b!', 'c!'])
    expect(loads).toEqual([['a', 'b', 'c']])
  })

  test('travel together however many promises lie before them', async () => {
    const { ask, loads } = recording()
    const io = ioOf(noHttp)
    const later = async (depth: number): Promise<string> => {
      for (let index = 0; index < depth; index += 1) await Promise.resolve()
      return ask(String(depth), io)
    }
    await Promise.all([0, 1, 7, 50].map(later))
    expect(loads).toHaveLength(1)
  })

  test('of two bakes travel apart', async () => {
    const { ask, loads } = recording()
    await Promise.all([ask('a', ioOf(noHttp)), ask('b', ioOf(noHttp))])
    expect(loads).toEqual([['a'], ['b']])
  })

  test('asked one after the other travel apart', async () => {
    const { ask, loads } = recording()
    const io = ioOf(noHttp)
    await ask('a', io)
    await ask('b', io)
    expect(loads).toEqual([['a'], ['b']])
  })

  test('never exceed what a request takes, lose none and keep their order', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.integer({ min: 1, max: 7 }), { maxLength: 40 }),
        fc.integer({ min: 1, max: 10 }),
        async (weights, most) => {
          const { ask, loads } = recording(most, Number)
          const io = ioOf(noHttp)
          const questions = weights.map(String)
          const answers = await Promise.all(questions.map(question => ask(question, io)))
          expect(answers).toEqual(questions.map(question => `${question}!`))
          expect(loads.flat()).toEqual(questions)
          const heavy = loads.filter(load => load.length > 1)
          for (const load of heavy) {
            expect(load.map(Number).reduce((sum, weight) => sum + weight, 0)).toBeLessThanOrEqual(
              most
            )
          }
        }
      )
    )
  })
})

describe('what goes wrong', () => {
  test('with the request reaches every waiter', async () => {
    const broken = new ProviderError(failure)
    const ask = sending(() => Promise.reject(broken))
    const io = ioOf(noHttp)
    const outcomes = await Promise.allSettled([ask('a', io), ask('b', io)])
    expect(outcomes).toEqual(Array(2).fill({ status: 'rejected', reason: broken }))
  })

  test('with one question reaches its own waiter only', async () => {
    const ask = sending(questions =>
      Promise.resolve(questions.map(one => (one === 'b' ? new ProviderError(failure) : one)))
    )
    const io = ioOf(noHttp)
    const outcomes = await Promise.allSettled([ask('a', io), ask('b', io), ask('c', io)])
    expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled'])
  })

  test('with the number of answers is a failure of all of them', async () => {
    const ask = sending(() => Promise.resolve([]))
    await expect(ask('a', ioOf(noHttp))).rejects.toThrow(/another number of answers/)
  })

  test('by a throw before the first promise reaches every waiter', async () => {
    const ask = sending(() => {
      throw new Error('a defect')
    })
    await expect(ask('a', ioOf(noHttp))).rejects.toThrow('a defect')
  })

  test('a cancelled job sends nothing and tells every waiter its reason', async () => {
    const reason = new Error('cancelled by a person')
    const stop = new AbortController()
    const { ask, loads } = recording()
    const io = ioOf(noHttp, stop.signal)
    const asked = Promise.allSettled([ask('a', io), ask('b', io)])
    stop.abort(reason)
    expect(await asked).toEqual(Array(2).fill({ status: 'rejected', reason }))
    expect(loads).toEqual([])
  })
})
