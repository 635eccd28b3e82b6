/** One log line. */
export interface LogLine {
  /** Epoch milliseconds. */
  readonly at: number
  readonly app: string
  readonly text: string
}
