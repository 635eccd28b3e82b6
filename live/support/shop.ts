import { copyFileSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { type LiveServer, startServer } from './servers.js'

const sources = join(import.meta.dirname, '../flask')

/** The two releases of the shop's store: the second one opens the database for reading only. */
export const RELEASES = { good: 'store_before.py', bad: 'store_after.py' } as const
export type Release = keyof typeof RELEASES

/** The files of a release as they stand in the shop's repository. */
export function filesOf(release: Release): Readonly<Record<string, string>> {
  const read = (name: string): string => readFileSync(join(sources, name), 'utf8')
  return { 'backend/shop/app.py': read('app.py'), 'backend/shop/store.py': read(RELEASES[release]) }
}

/** Starts the Flask service of one release; `home` holds what outlives it: the database and the log. */
export function startShop(release: Release, version: string, home: string): Promise<LiveServer> {
  return startServer({
    binary: 'flask',
    readyPath: '/health',
    prepare: directory => {
      const shop = join(directory, 'shop')
      mkdirSync(shop)
      copyFileSync(join(sources, 'app.py'), join(shop, 'app.py'))
      copyFileSync(join(sources, RELEASES[release]), join(shop, 'store.py'))
      writeFileSync(join(shop, '__init__.py'), '')
      const settings = {
        VERSION: version,
        DATABASE: join(home, 'shop.db'),
        LOG: join(home, 'shop.log')
      }
      const lines = Object.entries(settings).map(
        ([name, value]) => `${name} = ${JSON.stringify(value)}`
      )
      writeFileSync(join(shop, 'settings.py'), `${lines.join('\n')}\n`)
    },
    arguments: (port, directory) => [
      '--app',
      join(directory, 'shop', 'app.py'),
      'run',
      '--port',
      String(port)
    ]
  })
}

/** People who register and look on, one after the other, until the signal. Answers how often each status came. */
export async function visit(
  shop: Pick<LiveServer, 'url'>,
  signal: AbortSignal
): Promise<ReadonlyMap<number, number>> {
  const statuses = new Map<number, number>()
  for (let visitor = 0; !signal.aborted; visitor++) {
    const headers = { 'Content-Type': 'application/json' }
    const body = JSON.stringify({ name: `visitor ${visitor}` })
    const asked = [
      fetch(`${shop.url}/register`, { method: 'POST', headers, body }),
      fetch(`${shop.url}/people`)
    ]
    for (const { status } of await Promise.all(asked)) {
      statuses.set(status, (statuses.get(status) ?? 0) + 1)
    }
    await sleep(60)
  }
  return statuses
}

/** What a log agent does: carries whole lines of a file into a store, until the signal. */
export async function ship(
  file: string,
  load: (lines: readonly string[]) => Promise<void>,
  signal: AbortSignal
): Promise<number> {
  let carried = 0
  for (let last = false; !last;) {
    last = signal.aborted
    const lines = linesOf(file)
    const fresh = lines.slice(carried)
    if (fresh.length > 0) await load(fresh)
    carried = lines.length
    if (!last) await sleep(200)
  }
  return carried
}

/** The last line is left for the next time where it is not whole yet. */
function linesOf(file: string): readonly string[] {
  if (statSync(file, { throwIfNoEntry: false }) === undefined) return []
  return readFileSync(file, 'utf8').split('\n').slice(0, -1)
}
