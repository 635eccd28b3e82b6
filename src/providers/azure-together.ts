import { ProviderError } from '../errors.js'
import type { Window } from '../model.js'
import { ask, askForTables, type Connection, mostRows, type Told } from './azure-query.js'
import { type Batched, createBatcher } from './batch.js'
import type { Io } from './provider.js'

/** A query without a `;`, with the exact bounds of its window in it. */
export interface Statement {
  readonly text: string
  readonly window: Window
}

/** Statements of one query. Azure runs five queries of a user at once and lets others wait. */
export const mostTogether = 12

/**
 * What is asked in one turn travels as one query of several statements, of which each has a table of the answer, in
 * their order (https://learn.microsoft.com/kusto/query/batches). Azure's `$batch` does the same, until it is turned
 * off in 2028.
 */
export function askingTogether(connection: Connection): Batched<Statement, Told> {
  return createBatcher((statements, io) => askAll(connection, statements, io), mostTogether)
}

async function askAll(
  connection: Connection,
  statements: readonly Statement[],
  io: Io
): Promise<readonly (Told | ProviderError)[]> {
  const together = statements.length === 1 ? undefined : await asOne(connection, statements, io)
  if (together !== undefined) return together
  return Promise.all(statements.map(statement => alone(connection, statement, io)))
}

/**
 * undefined: what is wrong with the answer speaks of no single statement. Each is then asked by itself, so that the
 * mistake, or the part that is missing, is only that of its own.
 */
async function asOne(
  connection: Connection,
  statements: readonly Statement[],
  io: Io
): Promise<readonly Told[] | undefined> {
  const query = statements.map(({ text }) => text).join(';\n')
  try {
    const { tables, retries } = await askForTables(connection, query, spanOf(statements), io)
    const answers = tables.tables.map(({ columns, rows }) => ({
      answer: { columns, rows },
      retries
    }))
    const count = answers.reduce((sum, { answer }) => sum + answer.rows.length, 0)
    const whole = tables.partial === undefined && count < mostRows
    return whole && answers.length === statements.length ? answers : undefined
  } catch (error) {
    if (error instanceof ProviderError && error.failure.code === 'invalid-query') return undefined
    throw error
  }
}

async function alone(
  connection: Connection,
  { text, window }: Statement,
  io: Io
): Promise<Told | ProviderError> {
  try {
    return await ask(connection, text, window, io)
  } catch (error) {
    if (error instanceof ProviderError) return error
    throw error
  }
}

/** From the earliest start to the latest end. */
function spanOf(statements: readonly Statement[]): Window {
  const windows = statements.map(({ window }) => window)
  return {
    start: Math.min(...windows.map(({ start }) => start)),
    end: Math.max(...windows.map(({ end }) => end))
  }
}
