/** What a query is for: what it must be depends on it. */
export interface Usage {
  /** `value`: a number per series. `events`: how many happened in the window. `lines`: the lines themselves. */
  readonly as: 'value' | 'events' | 'lines'
  /** The query itself holds the window it counts over. */
  readonly usesWindow: boolean
  /** The word that the check's `unit` has. */
  readonly unit?: string
}

/** Why a query cannot be right, whatever the backend holds. */
export interface Fault {
  /** Index into the text that was read. */
  readonly offset: number
  /** A sentence and what to do. */
  readonly message: string
}

/** Reads a query in one language. undefined: nothing is certainly wrong with it. */
export type Grammar = (text: string, usage: Usage) => Fault | undefined
