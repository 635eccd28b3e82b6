import { compareText } from './facts.js'
import { matchesGlob } from './glob.js'
import { compareVersions, parseVersion } from './version.js'

/**
 * tag = first { first | "-" }, without ".." anywhere, at most 255 characters
 * first = "A".."Z" | "a".."z" | "0".."9" | "." | "_" | "/" | "@" | "+"
 * Narrower than git's own grammar: a tag travels into workflows whose authors may put it on a command line.
 */
const TAG = /^[A-Za-z0-9._/@+][A-Za-z0-9._/@+-]{0,254}$/

/** Each costs a request. */
const TITLE_WORDS = 4

export function isSafeTag(tag: string): boolean {
  return TAG.test(tag) && !tag.includes('..')
}

export function isReleaseTag(tag: string, pattern: string): boolean {
  return isSafeTag(tag) && matchesGlob(pattern, tag)
}

export function isSha(text: string): boolean {
  return /^[0-9a-f]{40}$/.test(text)
}

/**
 * The release tag among the tags of one commit: the one the deployment was made from, else the highest
 * version, else the last by name. The order of `tags` does not matter.
 */
export function releaseTagOf(
  tags: readonly string[],
  pattern: string,
  deployedRef?: string
): string | undefined {
  const releases = tags.filter(tag => isReleaseTag(tag, pattern))
  return releases.find(tag => tag === deployedRef) ?? releases.toSorted(compareTags).at(-1)
}

/**
 * Words of a run's title that may be the release it went to, in alphabetical order. Not plain words and not
 * our correlation id, though a wide pattern may match them.
 */
export function releaseTagsIn(title: string, pattern: string): readonly string[] {
  const words = [...new Set(title.split(/[^A-Za-z0-9._/@+-]/))]
  return words
    .filter(word => /\d/.test(word) && !/^bg-[0-9a-f-]+$/.test(word) && isReleaseTag(word, pattern))
    .toSorted()
    .slice(0, TITLE_WORDS)
}

function compareTags(a: string, b: string): number {
  const [left, right] = [parseVersion(a), parseVersion(b)]
  const byName = compareText(a, b)
  if (left !== undefined && right !== undefined) return compareVersions(left, right) || byName
  if (left === undefined && right === undefined) return byName
  return left === undefined ? -1 : 1
}
