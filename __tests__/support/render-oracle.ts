import { micromark } from 'micromark'
import { gfm, gfmHtml } from 'micromark-extension-gfm'

/**
 * Reads Markdown as GitHub does, raw HTML included, and names everything that text from outside could
 * have made of it: links to other hosts, images, foreign elements, and mentions or references in prose.
 */
export function offences(markdown: string, hosts: readonly string[]): readonly string[] {
  const html = micromark(markdown, {
    extensions: [gfm()],
    htmlExtensions: [gfmHtml()],
    allowDangerousHtml: true,
    allowDangerousProtocol: true
  })
  return [...structureOffences(html, hosts, ELEMENTS), ...proseOffences(html)]
}

/** The same of a page of ours, without its own head: doctype, meta and the style sheet are constants. */
export function pageOffences(page: string, hosts: readonly string[]): readonly string[] {
  const body = page
    .replace('<!doctype html>', '')
    .replace(/<meta [^>]*>\n/g, '')
    .replace(/<style>[\s\S]*?<\/style>/, '')
  return structureOffences(body, hosts, PAGE_ELEMENTS)
}

/** Foreign elements, links to other hosts and elements left open. Words alone do no harm in a page. */
export function structureOffences(
  html: string,
  hosts: readonly string[],
  elements: ReadonlySet<string>
): readonly string[] {
  const open: string[] = []
  const found = [...html.matchAll(/<[^>]*>/g)].flatMap(([tag]) =>
    readTag(tag, open, hosts, elements)
  )
  return open.length === 0 ? found : [...found, `never closed: ${open.join(', ')}`]
}

/** Words outside code and links that GitHub would turn into something. */
function proseOffences(html: string): readonly string[] {
  const prose = html
    .replace(/<(code|pre)[^>]*>[\s\S]*?<\/\1>/g, '<i>')
    .split(/<[^>]*>/)
    .map(text => text.replace(/&(?:amp|lt|gt|quot|#\d+|#x[0-9a-f]+);/gi, ' '))
  return prose.flatMap(text =>
    MARKS.filter(([, mark]) => mark.test(text)).map(([name]) => `${name}: ${text}`)
  )
}

/** What our own blocks become. */
const ELEMENTS: ReadonlySet<string> = new Set(
  'p ul li strong em a code pre table thead tbody tr th td details summary br'.split(' ')
)

/** What our own page is made of. */
const PAGE_ELEMENTS: ReadonlySet<string> = new Set(
  'html head title body main section p ul li strong a code pre div table thead tbody tr th td details summary br figure svg rect text path circle'.split(
    ' '
  )
)

function readTag(
  tag: string,
  open: string[],
  hosts: readonly string[],
  elements: ReadonlySet<string>
): readonly string[] {
  const name = /^<\/?([a-zA-Z][\w-]*)/.exec(tag)?.[1] ?? ''
  if (!elements.has(name)) return [`element ${tag}`]
  if (tag.startsWith('</')) {
    const last = open.pop()
    return last === name ? [] : [`closed ${name} inside ${last ?? 'nothing'}`]
  }
  if (name !== 'br' && !tag.endsWith('/>')) open.push(name)
  const attributes = tag.slice(name.length + 1, -1).trim()
  if (name !== 'a') return /\bon\w+=|style=|src=/.test(attributes) ? [`attributes ${tag}`] : []
  const host = /^href="https:\/\/([^/"]+)/.exec(attributes)?.[1] ?? ''
  return hosts.includes(host) ? [] : [`link ${tag}`]
}

const MARKS: readonly (readonly [string, RegExp])[] = [
  ['mention', /(?:^|[^\w/])@[A-Za-z0-9]/],
  ['reference', /#\d|\bGH-\d|\b[A-Z]{2,}-\d/i],
  ['commit', /\b[0-9a-f]{7,40}\b/],
  ['address', /(?:https?|ftp):\S|www\.|javascript:|\w@\w/i],
  ['emoji code', /:[a-z_+-]+[a-z0-9_]*:/],
  ['mathematics', /\$/]
]
