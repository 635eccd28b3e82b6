/** Names of files that bundlers write: `index-B3kd9Qa1.js` is another file in the next build. */

/** Without the hash of the build. Parcel, Rollup and webpack write hex; Vite, Rollup and esbuild eight characters. */
export function withoutBuildHash(name: string): string {
  const plain = name.replace(/[.-][0-9a-f]{6,40}(?=\.)/gi, '')
  const [, stem, end] = SCRIPT.exec(plain) ?? []
  if (stem === undefined || end === undefined) return plain
  const short = stem.slice(-USUAL)
  if (/[.-]/.test(stem.at(-1 - USUAL) ?? '') && isUsualHash(short)) {
    return stem.slice(0, -1 - USUAL) + end
  }
  const [, before, tail] = /^(.{1,200})[.-](\w{9,40})$/.exec(stem) ?? []
  return before !== undefined && tail !== undefined && countOdd(tail) > 1 ? before + end : plain
}

const SCRIPT = /^(.{1,300}?)((?:\.min)?\.[cm]?jsx?)$/
const USUAL = 8

/** esbuild's are Base32, the others Base64. */
function isUsualHash(text: string): boolean {
  if (/^[A-Z2-7]{8}$/.test(text)) return true
  const isMixed = /\d/.test(text) || (/[a-z]/.test(text) && /[A-Z]/.test(text))
  return isMixed && countOdd(text) > (/[-_]/.test(text) ? 1 : 0)
}

/** How many parts of a name are no words: `B`, `kd` and `Qa` of `B3kd9Qa1`, none of `userController2`. */
function countOdd(text: string): number {
  const parts = text.match(/[A-Z]?[a-z]+|[A-Z]+/g) ?? []
  return parts.filter(part => part.length < 3 || !/[aeiouy]/i.test(part)).length
}
