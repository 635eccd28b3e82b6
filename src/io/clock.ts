import type { Clock } from '../world.js'

/** `Date` headers have a resolution of one second: a smaller offset is not evidence of a wrong clock. */
const resolution = 1_500

export interface SystemClock extends Clock {
  /** Corrects the clock by a server's skew in milliseconds (server less ours), once, before the plan. */
  synchronise(skew: number): void
}

/**
 * Server time: the machine's clock read once, advanced by the monotonic clock, so that a step of the
 * machine's clock during the bake moves nothing.
 */
export function systemClock(): SystemClock {
  const bootedAt = Date.now() - performance.now()
  let correction = 0
  return {
    now: () => Math.round(bootedAt + performance.now() + correction),
    synchronise(skew) {
      if (Math.abs(skew) > resolution) correction = skew
    },
    sleep: (ms, signal) => sleep(ms, signal)
  }
}

/** setTimeout holds at most 2^31 - 1 milliseconds and fires at once above it. */
const longestTimer = 2 ** 31 - 1

async function sleep(ms: number, signal: AbortSignal): Promise<void> {
  signal.throwIfAborted()
  if (ms <= 0) return
  await new Promise<void>((resolve, reject) => {
    const abort = (): void => {
      clearTimeout(timer)
      reject(signal.reason as Error)
    }
    const timer = setTimeout(
      () => {
        signal.removeEventListener('abort', abort)
        resolve()
      },
      Math.min(ms, longestTimer)
    )
    signal.addEventListener('abort', abort, { once: true })
  })
}
