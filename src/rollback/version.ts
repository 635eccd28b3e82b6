/** A version as it ends a tag: `v1.2.3`, `app@1.2.3-rc.1`, `2026.11.23`, `pkg/v1.2.3+build`. */
export interface Version {
  readonly numbers: readonly number[]
  readonly prerelease: readonly string[]
}

/**
 * version    = numbers [ "-" prerelease ] [ "+" build ]
 * numbers    = 1 to 4 numbers joined by "."
 * It stands at the end of the tag, alone or after a "v" or a separator ("@", "/", "-", "_").
 */
const VERSION =
  /(?:^|[@/_-])v?(\d{1,15}(?:\.\d{1,15}){0,3})(?:-([0-9A-Za-z.-]+))?(?:\+[0-9A-Za-z.-]+)?$/

/** undefined: the tag does not end in a version. */
export function parseVersion(tag: string): Version | undefined {
  const found = VERSION.exec(tag)
  if (found?.[1] === undefined) return undefined
  return { numbers: found[1].split('.').map(Number), prerelease: found[2]?.split('.') ?? [] }
}

/** By https://semver.org section 11, missing numbers being zero. Negative: `a` is older. */
export function compareVersions(a: Version, b: Version): number {
  const length = Math.max(a.numbers.length, b.numbers.length)
  for (let at = 0; at < length; at++) {
    const difference = (a.numbers[at] ?? 0) - (b.numbers[at] ?? 0)
    if (difference !== 0) return difference
  }
  return comparePrereleases(a.prerelease, b.prerelease)
}

function comparePrereleases(a: readonly string[], b: readonly string[]): number {
  // A release is newer than its own pre-releases.
  if (a.length === 0 || b.length === 0) return b.length - a.length
  for (let at = 0; at < Math.min(a.length, b.length); at++) {
    const difference = compareIdentifiers(a[at] ?? '', b[at] ?? '')
    if (difference !== 0) return difference
  }
  return a.length - b.length
}

function compareIdentifiers(a: string, b: string): number {
  const bothNumbers = /^\d+$/.test(a) && /^\d+$/.test(b)
  if (bothNumbers) return Number(a) - Number(b)
  if (/^\d+$/.test(a)) return -1
  if (/^\d+$/.test(b)) return 1
  return a < b ? -1 : a > b ? 1 : 0
}
