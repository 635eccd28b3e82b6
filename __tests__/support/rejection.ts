import { ProviderError } from '../../src/errors.js'

/** What a promise rejects with; an Error where it resolves. */
export async function rejectionOf(work: Promise<unknown>): Promise<unknown> {
  try {
    await work
  } catch (error) {
    return error
  }
  return new Error('expected a rejection, got a value')
}

/** The ProviderError that a promise rejects with; anything else fails the test. */
export async function providerErrorOf(work: Promise<unknown>): Promise<ProviderError> {
  const error = await rejectionOf(work)
  if (error instanceof ProviderError) return error
  throw error
}
