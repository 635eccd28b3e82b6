/**
 * Something of a service over time, a rate of events or a value: each level holds until the next one.
 * `undefined` is a time without samples: the series is not there.
 */
export interface Curve {
  /** From an instant on (epoch milliseconds); later levels are forgotten. */
  from(at: number, level: number | undefined): void
  at(instant: number): number | undefined
  /** Events in (start, end] at a rate per second, whole ones; undefined where the series never was there. */
  events(start: number, end: number): number | undefined
}

interface Level {
  readonly since: number
  readonly level: number | undefined
}

export function curve(first: number | undefined): Curve {
  let levels: readonly Level[] = [{ since: Number.NEGATIVE_INFINITY, level: first }]
  const at = (instant: number): number | undefined =>
    levels.findLast(({ since }) => since <= instant)?.level
  return {
    at,
    from: (since, level) => {
      levels = [...levels.filter(known => known.since < since), { since, level }]
    },
    events: (start, end) => {
      const parts = levels.flatMap(({ since, level }, index) => {
        const from = Math.max(start, since)
        const until = Math.min(end, levels[index + 1]?.since ?? Number.POSITIVE_INFINITY)
        return level === undefined || until <= from ? [] : [{ from, until, level }]
      })
      if (parts.length === 0) return undefined
      return parts.reduce((sum, part) => sum + eventsBetween(part), 0)
    }
  }
}

/** Whole events that add up: those of two adjoining windows are those of the window over both. */
function eventsBetween(part: { from: number; until: number; level: number }): number {
  const sofar = (instant: number): number => Math.floor((instant / 1000) * part.level)
  return sofar(part.until) - sofar(part.from)
}

/** A value that wavers by up to so much of itself, as measured things do; the same in every run. */
export function wavering(value: number, instant: number, share = 0.05): number {
  const noise = Math.sin(instant / 977) * 43_758.5453
  return value * (1 + share * (2 * (noise - Math.floor(noise)) - 1))
}
