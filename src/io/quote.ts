/** C0, C1, line and paragraph separators, bidirectional overrides, zero-width and tag characters. */
const unprintable =
  /[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\u{e0000}-\u{e007f}]/gu

/** Outside text fit for one line of a message: printable, without credentials in URLs, at most `most` characters. */
export function quote(text: string, most = 200): string {
  const clean = text
    .slice(0, most * 8)
    .replace(unprintable, ' ')
    .replace(/([a-z][a-z0-9+.-]*:\/\/)[^\s/?#@]*@/gi, '$1')
    .replace(/\s+/g, ' ')
    .trim()
  const characters = [...clean]
  return characters.length <= most ? clean : `${characters.slice(0, most - 1).join('')}…`
}
