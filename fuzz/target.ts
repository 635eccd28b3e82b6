/** One parser of outside bytes, with the rule by which its answers are judged. */
export interface Target {
  /** `prometheus`, `config`: the name of its corpus file and the word of `script/fuzz`. */
  readonly name: string
  /** What is fed to what, one line. */
  readonly about: string
  /** Which mutations know its structure, beside those of plain bytes. */
  readonly form: 'json' | 'yaml' | 'lines' | 'text'
  /** Inputs that are as they should be: where the corpus begins. */
  readonly seeds: readonly string[]
  /** Words of the format, put in anywhere. */
  readonly words: readonly string[]
  /**
   * Feeds one input and judges what comes of it: rejects where the oracle does not hold. Resolves with all
   * that came out, which has to be the same for the same input.
   */
  feed(input: Uint8Array): Promise<unknown>
}

/** The oracle does not hold. */
export class Finding extends Error {
  override readonly name = 'Finding'
}

/** `what` is a sentence about what was expected. */
export function hold(condition: boolean, what: string): asserts condition {
  if (!condition) throw new Finding(what)
}

/** As every reader of ours decodes. */
export function decoded(input: Uint8Array): string {
  return new TextDecoder().decode(input)
}
