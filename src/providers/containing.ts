import { ProviderError } from '../errors.js'
import type { EndpointSettings } from '../model.js'
import { failure } from './ask.js'
import type { LineSource } from './provider.js'

/** So many lines are read at least, since the store may find some that do not hold the literal. */
const mostFound = 1_000
/** A shorter piece is found nearly everywhere. */
const shortestPiece = 3

/**
 * The parts of a literal that mean themselves between quotes in every query language: no quote, no escape, no wildcard,
 * no white space at their ends. A line that holds the literal holds all of them, in this order.
 */
export function piecesOf(literal: string): readonly string[] {
  const runs = literal.match(/[A-Za-z0-9 ,:;=@-]+/g) ?? []
  return runs.map(run => run.trim()).filter(run => run.length >= shortestPiece)
}

/**
 * Words of a literal for a store that knows words, not characters: of letters and digits only, between white space on
 * both sides, since the first and the last may be parts of longer ones.
 */
export function wordsOf(literal: string): readonly string[] {
  const all = literal.split(/\s+/).slice(1, -1)
  return all.filter(word => /^[A-Za-z0-9]+$/.test(word))
}

/**
 * The lines of a source that hold a literal. The store looks for `parts` of it and may find more; what it finds is told
 * apart here, letter by letter. Where there is no part to look for, asking fails: "no such line" must be true when it is
 * said.
 */
export function holding(
  endpoint: EndpointSettings,
  literal: string,
  parts: readonly string[],
  sourceOf: (parts: readonly string[]) => LineSource
): LineSource {
  const source = sourceOf(parts)
  return {
    ...source,
    fetch: async (window, most, io) => {
      if (parts.length === 0) throw new ProviderError(refusal(endpoint))
      const { matched: _, ...batch } = await source.fetch(window, Math.max(most, mostFound), io)
      const found = batch.lines.filter(({ text }) => text.includes(literal))
      const lines = found.slice(-most)
      return { ...batch, lines, complete: batch.complete && lines.length === found.length }
    }
  }
}

function refusal(endpoint: EndpointSettings) {
  const sentence = 'cannot look for lines by their text: it holds no word that can be asked for.'
  return failure(endpoint, 'provider-error', sentence, 0)
}
