import { describe, expect, test } from '@jest/globals'
import type { FailureCode } from '../../src/model.js'
import { ProviderError } from '../../src/errors.js'
import type { Part } from '../../src/providers/grid.js'
import { createTogether, type Settled } from '../../src/providers/together.js'
import { ioOf, noon } from '../support/asking.js'

const io = ioOf(() => Promise.reject(new Error('nothing is asked by http here')))

/** One number that says which question it answers, and how. */
function answer(question: string, how = 'joined'): Part {
  const samples = [{ at: noon, value: question.length }]
  return { series: [{ labels: { question, how }, samples }], complete: true, notes: [], retries: 0 }
}

function refusal(code: FailureCode, status?: number): ProviderError {
  return new ProviderError({ code, message: `${code} of all`, retries: 0 }, undefined, status)
}

type Joined = (questions: readonly string[]) => readonly (Settled | undefined)[]

/** A backend; what it was asked in requests of several and of one. */
function backend(joined: Joined, alone: (question: string) => Part = one => answer(one, 'alone')) {
  const asked: (readonly string[])[] = []
  const timeouts: number[] = []
  const together = createTogether<string>({
    alone: async (question, _io, timeout) => {
      asked.push([question])
      timeouts.push(timeout)
      return Promise.resolve(alone(question))
    },
    joined: async questions => {
      asked.push(questions)
      return Promise.resolve(joined(questions))
    },
    timeout: 1_000,
    keyOf: question => question.slice(0, 1)
  })
  const look = (...questions: readonly string[]) =>
    Promise.all(
      questions.map(question =>
        together.ask(question, io).then(
          ({ series }) => series[0]?.labels['how'],
          (error: unknown) => (error as Error).message
        )
      )
    )
  return { asked, timeouts, look, together }
}

const throwing = (error: unknown): Joined => {
  return () => {
    throw error as Error
  }
}

describe('the questions of one turn', () => {
  test('are one request, each with its own answer', async () => {
    const { asked, look } = backend(all => all.map(one => answer(one)))
    expect(await look('a1', 'a2', 'a3')).toEqual(['joined', 'joined', 'joined'])
    expect(asked).toEqual([['a1', 'a2', 'a3']])
  })

  test('with another key are another request, and one alone is asked as ever', async () => {
    const { asked, look } = backend(all => all.map(one => answer(one)))
    expect(await look('a1', 'b1', 'a2')).toEqual(['joined', 'alone', 'joined'])
    expect(asked.toSorted()).toEqual([['a1', 'a2'], ['b1']])
  })

  test('are as many requests as the limit of one says', async () => {
    const { asked, look, together } = backend(all => all.map(one => answer(one)))
    await look(...Array.from({ length: together.shares.most + 2 }, (_, index) => `a${index}`))
    expect(asked.map(({ length }) => length)).toEqual([together.shares.most, 2])
  })
})

describe('what the request of several does not tell', () => {
  test('is asked alone, and a failure of one is its own', async () => {
    const { asked, look } = backend(([first = '']) => [
      answer(first),
      refusal('invalid-query'),
      undefined
    ])
    expect(await look('a1', 'a2', 'a3')).toEqual(['joined', 'invalid-query of all', 'alone'])
    expect(asked).toEqual([['a1', 'a2', 'a3'], ['a3']])
    // The fault of one says nothing of the form.
    await look('a1', 'a2', 'a3')
    expect(asked).toHaveLength(4)
  })

  test('though nothing is wrong: the form is not for this backend', async () => {
    const { asked, look } = backend(([first = '']) => [answer(first)])
    expect(await look('a1', 'a2')).toEqual(['joined', 'alone'])
    expect(await look('a1', 'a2')).toEqual(['alone', 'alone'])
    expect(asked.map(({ length }) => length)).toEqual([2, 1, 1, 1])
  })
})

describe('a refusal of the request of several', () => {
  test.each<[FailureCode, number | undefined]>([
    ['invalid-query', 400],
    ['not-authorised', 403],
    ['provider-error', 404],
    ['provider-error', 413],
    ['provider-error', 500],
    ['response-too-large', undefined],
    ['not-json', undefined]
  ])('as %s with %p is asked one by one, and its form not again', async (code, status) => {
    const { asked, timeouts, look } = backend(throwing(refusal(code, status)))
    expect(await look('a1', 'a2')).toEqual(['alone', 'alone'])
    expect(timeouts).toEqual([1_000, 1_000])
    await look('a1', 'a2')
    expect(asked.map(({ length }) => length)).toEqual([2, 1, 1, 1, 1])
  })

  test('where one alone is refused as well tells its words, and is tried again', async () => {
    const { asked, look } = backend(throwing(refusal('invalid-query', 400)), question => {
      if (question === 'a2') throw new ProviderError({ ...wrong, message: 'no field a2' })
      return answer(question, 'alone')
    })
    expect(await look('a1', 'a2')).toEqual(['alone', 'no field a2'])
    await look('a1', 'a2')
    expect(asked.map(({ length }) => length)).toEqual([2, 1, 1, 2, 1, 1])
  })

  test.each<[FailureCode, number | undefined]>([
    ['not-authorised', 401],
    ['rate-limited', 429],
    ['provider-error', 502],
    ['provider-error', 503],
    ['provider-error', 504],
    ['provider-error', undefined],
    ['tls', undefined],
    ['redirect-refused', undefined]
  ])('as %s with %p holds of all', async (code, status) => {
    const { asked, look } = backend(throwing(refusal(code, status)))
    expect(await look('a1', 'a2')).toEqual(Array(2).fill(`${code} of all`))
    await look('a1', 'a2')
    expect(asked.map(({ length }) => length)).toEqual([2, 2])
  })

  test('that came too late fails all, and its form is not sent again', async () => {
    const { asked, look } = backend(throwing(refusal('deadline')))
    expect(await look('a1', 'a2')).toEqual(Array(2).fill('deadline of all'))
    expect(await look('a1', 'a2')).toEqual(['alone', 'alone'])
    expect(asked.map(({ length }) => length)).toEqual([2, 1, 1])
  })

  test('after which no time is left fails all', async () => {
    let now = noon
    const slow = { ...io, clock: { ...io.clock, now: () => (now += 600) } }
    const { asked, timeouts, together } = backend(throwing(refusal('invalid-query', 400)))
    await Promise.allSettled(['a1', 'a2'].map(one => together.ask(one, slow)))
    expect(asked).toEqual([['a1', 'a2'], ['a1'], ['a2']])
    expect(timeouts).toEqual([400, 400])
    const late = { ...io, clock: { ...io.clock, now: () => (now += 1_000) } }
    const other = backend(throwing(refusal('invalid-query', 400)))
    await Promise.allSettled(['a1', 'a2'].map(one => other.together.ask(one, late)))
    expect(other.asked).toEqual([['a1', 'a2']])
  })

  test('by a defect of ours is no answer', async () => {
    const { look } = backend(throwing(new TypeError('a defect')))
    expect(await look('a1', 'a2')).toEqual(['a defect', 'a defect'])
  })
})

const wrong = { code: 'invalid-query', message: '', retries: 0 } as const
