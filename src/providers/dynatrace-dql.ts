/** DQL as text: what a check may write, and what is added to it. */

/** Throws a plain Error for the user. */
export function refuseTimes(dql: string): void {
  const outlined = outline(dql)
  const named = /\b(from|to|timeframe)\s*:/.exec(outlined)?.[1]
  if (named !== undefined) {
    throw new Error(`${named}: is given by Bakegate, which asks for windows of its own. Remove it.`)
  }
  if (!/^\s*(fetch|timeseries|data|smartscapeNodes|smartscapeEdges)\b/.test(outlined)) {
    throw new Error('A query begins with fetch or timeseries. Write fetch logs | filter ….')
  }
}

/** Records are counted as they are fetched. Throws a plain Error for the user. */
export function refuseSummaries(dql: string): void {
  refuseTimes(dql)
  const command = /(?:^|\|)\s*(summarize|makeTimeseries|timeseries|limit|sort)\b/.exec(outline(dql))
  if (command === null) return
  throw new Error(
    `${command[1] ?? ''} has no place in a query whose records are counted or read. End the query with its filters.`
  )
}

export function counted(dql: string): string {
  return `${dql.trim()}\n| summarize count = count()`
}

/** Counted by steps on multiples of their length, each named by its start. */
export function countedBySteps(dql: string, step: number): string {
  return `${dql.trim()}\n| summarize count = count(), by: { step = bin(timestamp, ${step / 1000}s) }`
}

export function newest(dql: string, most: number): string {
  return `${dql.trim()}\n| sort timestamp desc\n| limit ${most}`
}

export function readsLogs(dql: string): boolean {
  return /(?:^|\|)\s*(?:fetch|append|join|lookup)\b[^|]*?\blogs\b/.test(outline(dql))
}

/** The query with what is quoted or commented blanked out. */
function outline(dql: string): string {
  return dql.replace(
    /"""[\s\S]*?"""|"(?:\\.|[^"\\])*"|`[^`]*`|\/\/[^\n]*|\/\*[\s\S]*?\*\//g,
    text => ' '.repeat(text.length)
  )
}
