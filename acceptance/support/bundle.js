import { execFileSync } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'

const root = resolve(import.meta.dirname, '../..')

/**
 * Tells every worker which bundle is under test: BAKEGATE_BUNDLE, else `dist/index.js`, else one that is
 * built now and taken away when this process ends.
 */
export default function bundle() {
  if ((process.env.BAKEGATE_BUNDLE ?? '') !== '') return
  const shipped = join(root, 'dist/index.js')
  process.env.BAKEGATE_BUNDLE = existsSync(shipped) ? shipped : build()
}

function build() {
  const directory = mkdtempSync(join(tmpdir(), 'bakegate-bundle-'))
  process.on('exit', () => rmSync(directory, { recursive: true, force: true }))
  execFileSync(join(root, 'script/build'), [directory], { stdio: ['ignore', 'ignore', 'inherit'] })
  return join(directory, 'index.js')
}
