import { test } from '@jest/globals'
import { type RowId, rows } from './rows.js'

/** The test of one row of the matrix. `variant` tells several tests of a row apart. */
export function row(id: RowId, act: () => Promise<void>): void
export function row(id: RowId, variant: string, act: () => Promise<void>, timeout?: number): void
export function row(
  id: RowId,
  first: string | (() => Promise<void>),
  second?: () => Promise<void>,
  timeout?: number
): void {
  const [variant, act] = typeof first === 'string' ? [first, second] : ['', first]
  if (act === undefined) throw new Error(`the row ${id} has no test`)
  test(titleOf(id, variant), act, timeout)
}

/** A row that needs a tool: without it the test is skipped and says so, in CI it fails. */
export function rowWith(
  tool: { readonly name: string; readonly isThere: boolean },
  id: RowId,
  variant: string,
  act: () => Promise<void>
): void {
  const isRun = tool.isThere || process.env['CI'] === 'true'
  const title = titleOf(id, variant)
  ;(isRun ? test : test.skip)(isRun ? title : `${title} [needs ${tool.name}]`, act)
}

function titleOf(id: RowId, variant: string): string {
  const found = rows.find(it => it.id === id)
  if (found === undefined) throw new Error(`the matrix has no row ${id}`)
  return `${id} · ${found.fault}${variant === '' ? '' : ` (${variant})`}: ${found.expected}`
}
