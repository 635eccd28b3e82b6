import { test } from '@jest/globals'
import { type RowId, rows } from './rows.js'

/** The test of one row of the matrix. `variant` tells several tests of a row apart. */
export function row(id: RowId, variant: string, act: () => Promise<void>, timeout?: number): void
export function row(id: RowId, act: () => Promise<void>): void
export function row(
  id: RowId,
  first: string | (() => Promise<void>),
  act?: () => Promise<void>,
  timeout?: number
): void {
  const found = rows.find(it => it.id === id)
  if (found === undefined) throw new Error(`the matrix has no row ${id}`)
  const told = typeof first === 'string' ? ` (${first})` : ''
  const body = typeof first === 'string' ? act : first
  test(`${id} · ${found.fault}${told}: ${found.expected}`, () => body?.(), timeout)
}
