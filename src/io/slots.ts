/** Lets only so many run at a time; the rest wait in order of arrival. */
export interface Slots {
  /** Resolves with the function that gives the slot back, or rejects with the signal's reason. */
  take(signal: AbortSignal): Promise<() => void>
}

export function createSlots(size: number): Slots {
  let free = size
  const waiting: (() => void)[] = []

  const giveBack = (): void => {
    const next = waiting.shift()
    if (next === undefined) free += 1
    else next()
  }

  const once = (): (() => void) => {
    let given = false
    return () => {
      if (given) return
      given = true
      giveBack()
    }
  }

  return {
    take: signal => {
      if (signal.aborted) return Promise.reject(reasonOf(signal))
      if (free > 0) {
        free -= 1
        return Promise.resolve(once())
      }
      return new Promise((resolve, reject) => {
        const start = (): void => {
          signal.removeEventListener('abort', leave)
          resolve(once())
        }
        const leave = (): void => {
          waiting.splice(waiting.indexOf(start), 1)
          reject(reasonOf(signal))
        }
        waiting.push(start)
        signal.addEventListener('abort', leave, { once: true })
      })
    }
  }
}

function reasonOf(signal: AbortSignal): Error {
  return signal.reason instanceof Error ? signal.reason : new Error('aborted')
}
