import { afterEach, describe, expect, test } from '@jest/globals'
import { ProviderError } from '../../src/errors.js'
import type { Measurement } from '../../src/model.js'
import { providers } from '../../src/providers/index.js'
import type { Grid, Provider, Question } from '../../src/providers/provider.js'
import { endpointTo, gridOf, hastyHttp, ioOf, noon } from '../support/asking.js'
import { providerErrorOf } from '../support/rejection.js'
import { type Answer, json, startStub } from '../support/stub-server.js'
import { type MeaningRecipe, meaningRecipes } from './meaning-recipes.js'
import { type Recipe, recipes } from './recipes.js'

const minute = 60_000
const closers: (() => unknown)[] = []
afterEach(async () => {
  for (const close of closers.splice(0)) await close()
})

test('every provider stands in this contract, and most say when they are partial', () => {
  const names = providers.map(({ name }) => name)
  expect(Object.keys(meaningRecipes).sort()).toEqual([...names].sort())
  const silent = Object.values(meaningRecipes).filter(({ partial }) => typeof partial === 'string')
  expect(silent.length).toBeLessThan(names.length / 3)
})

describe.each(providers.map(provider => [provider.name, provider] as const))(
  'an answer of %s',
  (name, provider) => {
    const { several, partial, refusal } = meaningRecipes[name] as MeaningRecipe
    const { question, seven } = recipes[name] as Recipe

    const kept = typeof several === 'string' ? undefined : several
    const described = typeof several === 'string' ? ` (${several})` : ''
    test(`with several series keeps them apart${described}`, async () => {
      if (kept === undefined) return
      const { series } = await measured(provider, kept.question ?? question, kept.answer)
      expect(series.map(({ samples }) => samples)).toEqual([
        [{ at: noon, value: 3 }],
        [{ at: noon, value: 4 }]
      ])
      expect(new Set(series.map(({ labels }) => JSON.stringify(labels))).size).toBe(2)
    })

    const cut = typeof partial === 'string' ? undefined : partial
    test(`that is not whole is no whole one${typeof partial === 'string' ? ` (${partial})` : ''}`, async () => {
      if (cut === undefined) return
      const outcome = await measured(provider, cut.question ?? question, cut.answer).catch(
        (error: unknown) => error
      )
      if (outcome instanceof ProviderError) expect(outcome.failure.code).toBe('provider-error')
      else expect(outcome).toMatchObject({ complete: false })
    })

    test.each<[string, Grid]>([
      ['an hour later', gridOf({ first: noon + 60 * minute })],
      ['an hour earlier', gridOf({ first: noon - 60 * minute })],
      ['of twenty steps', { first: noon - 20 * minute, last: noon, step: minute, width: minute }],
      ['of the future', gridOf({ first: noon + 30 * 24 * 60 * minute })]
    ])('has no sample outside the window asked about: %s', async (_which, grid) => {
      const outcome = await measured(provider, question, seven, grid).catch(
        (error: unknown) => error
      )
      if (outcome instanceof ProviderError) return
      const stamps = (outcome as Measurement).series.flatMap(({ samples }) =>
        samples.map(({ at }) => at)
      )
      expect(stamps.filter(at => !(at >= grid.first && at <= grid.last))).toEqual([])
    })

    test('that refuses a query is told in its own words, on one inert line', async () => {
      const words = 'no such field \u001b[31m"durration"\u202e\n::error::owned'
      const error = await providerErrorOf(measured(provider, question, refusal(words)))
      expect(error.message).toMatch(/no such field/)
      expect(error.message).toMatch(/durration/)
      expect(error.message).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u202a-\u202e]/)
      expect(error.message.length).toBeLessThanOrEqual(300)
    })
  }
)

async function measured(
  provider: Provider,
  question: Question,
  told: unknown,
  grid = gridOf()
): Promise<Measurement> {
  const answer = typeof told === 'function' ? (told as Answer) : json(told)
  const server = await startStub(answer)
  const http = hastyHttp()
  closers.push(
    () => server.close(),
    () => http.close()
  )
  const { options = {} } = recipes[provider.name] as Recipe
  const auth = { kind: 'bearer', token: 'bearer-secret-123' } as const
  const endpoint = endpointTo(provider.name, server.url, { options, auth })
  return provider.connect(endpoint).source(question).measure(grid, ioOf(http))
}
