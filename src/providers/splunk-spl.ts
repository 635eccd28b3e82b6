/** SPL as text: what a check may write, and what is added to it. */

/** Commands that make a table out of events. */
const transforming =
  /\|\s*(stats|tstats|mstats|timechart|chart|top|rare|table|transaction|eventcount|metadata|head|tail|sort|dedup)\b/i

/** Throws a plain Error for the user. */
export function refuseTimes(spl: string): void {
  const outlined = outline(spl)
  const time = /(?:^|[\s[(|])(earliest|latest|_index_earliest|_index_latest)\s*=/i.exec(
    outlined
  )?.[1]
  if (time !== undefined) {
    throw new Error(`${time}= is given by Bakegate, which asks for windows of its own. Remove it.`)
  }
  const command = writing.exec(outlined)?.[1]
  if (command === undefined) return
  throw new Error(`The command ${command} changes something. A check only reads: remove it.`)
}

/** A search that a check could misuse to write, send or run something. */
const writing =
  /\|\s*(collect|mcollect|meventcollect|outputlookup|outputcsv|sendemail|sendalert|delete|script|run|dump|tscollect)\b/i

/** Events are counted as they are found. Throws a plain Error for the user. */
export function refuseTables(spl: string): void {
  refuseTimes(spl)
  const command = transforming.exec(outline(spl))?.[1]
  if (command === undefined) return
  throw new Error(
    `${command} has no place in a search whose events are counted or read. End the search with its filters.`
  )
}

/** The REST API takes the command that other doors put before a search. */
export function whole(spl: string): string {
  const text = spl.trim()
  return /^(\||search\s)/i.test(text) ? text : `search ${text}`
}

export function counted(spl: string): string {
  return `${whole(spl)}\n| stats count${besides(spl)}`
}

/** Counted by steps on multiples of their length, each named by its start in epoch seconds. */
export function countedBySteps(spl: string, step: number): string {
  const seconds = step / 1000
  return `${whole(spl)}\n| eval step=floor(_time/${seconds})*${seconds}\n| stats count by step${besides(spl)}`
}

export function newest(spl: string, most: number): string {
  return `${whole(spl)}\n| head ${most}`
}

/**
 * A count of all events from the same place, out of the index alone: what has none of those either is a wrong
 * name, not good news.
 */
function besides(spl: string): string {
  const scope = scopeOf(spl)
  return scope === undefined ? '' : `\n| append [| tstats count as scanned where ${scope}]`
}

/** The part of a search that says where its events are. undefined: it is more than a list of terms. */
export function scopeOf(spl: string): string | undefined {
  const outlined = outline(spl)
  const pipe = outlined.indexOf('|')
  const length = pipe < 0 ? spl.length : pipe
  if (/[()[\]]|\b(OR|NOT)\b/.test(outlined.slice(0, length))) return undefined
  const terms = spl.slice(0, length).match(/(?:[^\s"]|"(?:\\.|[^"\\])*")+/g) ?? []
  const places = terms.filter(term => /^(index|sourcetype|source|host)=[^=]/.test(term))
  return places.some(term => term.startsWith('index=')) ? places.join(' ') : undefined
}

/** The search with what is quoted or commented blanked out, character by character. */
function outline(spl: string): string {
  return spl.replace(/```[\s\S]*?```|"(?:\\.|[^"\\])*"/g, text => ' '.repeat(text.length))
}
