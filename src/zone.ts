/** Clocks on the wall, by IANA time zone. */

const DAY = 86_400_000

/**
 * The instant that lies an offset back. Whole days are days of the zone's clock, so that nine in the morning stays
 * nine in the morning across a change to or from daylight saving time; what is left of the offset is elapsed
 * time. A time that the clock skipped is the one as long after the gap, of a time that came twice the first.
 */
export function sameTimeBefore(at: number, offset: number, timeZone: string): number {
  const days = Math.floor(offset / DAY) * DAY
  return atWallClock(wallClock(at, timeZone) - days, timeZone) - (offset - days)
}

/** Is this a zone that the runtime knows? */
export function isTimeZone(name: string): boolean {
  try {
    return formatOf(name).resolvedOptions().timeZone !== ''
  } catch {
    return false
  }
}

/** What the clock shows, as if it were UTC. */
function wallClock(at: number, timeZone: string): number {
  const parts = new Map(
    formatOf(timeZone)
      .formatToParts(at)
      .map(({ type, value }) => [type, Number(value)])
  )
  const part = (name: Intl.DateTimeFormatPartTypes) => parts.get(name) ?? 0
  const shown = Date.UTC(
    part('year'),
    part('month') - 1,
    part('day'),
    part('hour'),
    part('minute'),
    part('second')
  )
  return shown + (((at % 1000) + 1000) % 1000)
}

/** The first instant at which the clock shows this; where it never does, with the offset from before the gap. */
function atWallClock(shown: number, timeZone: string): number {
  const ahead = (at: number) => wallClock(at, timeZone) - at
  const before = shown - ahead(shown - DAY)
  const after = shown - ahead(shown + DAY)
  const exact = [before, after].sort((a, b) => a - b)
  return exact.find(at => wallClock(at, timeZone) === shown) ?? before
}

function formatOf(timeZone: string): Intl.DateTimeFormat {
  return new Intl.DateTimeFormat('en-US', {
    timeZone,
    calendar: 'gregory',
    numberingSystem: 'latn',
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric'
  })
}
