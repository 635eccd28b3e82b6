import { setTimeout as sleep } from 'node:timers/promises'

/** Waits until something is so; throws an Error that names it after 20 seconds. */
export async function until(what: string, isSo: () => boolean): Promise<void> {
  const deadline = performance.now() + 20_000
  while (!isSo()) {
    if (performance.now() > deadline) throw new Error(`waited in vain for ${what}`)
    await sleep(20)
  }
}
