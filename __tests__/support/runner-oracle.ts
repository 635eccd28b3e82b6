/**
 * What the runner would obey in a job's output: its two command parsers (actions/runner, ActionCommand.cs
 * and ActionCommandManager.cs, v2.336) written again. .NET's StartsWith compares by culture, which skips
 * characters of no width; so does this one.
 */
export interface RunnerCommand {
  readonly name: string
  readonly data: string
}

const REGISTERED = [
  'internal-set-repo-path',
  'set-env',
  'set-output',
  'save-state',
  'add-path',
  'add-mask',
  'add-matcher',
  'remove-matcher',
  'warning',
  'error',
  'notice',
  'debug',
  'group',
  'endgroup',
  'echo',
  'stop-commands'
]

/** The commands in an output, in order. */
export function commandsIn(output: string): readonly RunnerCommand[] {
  return output.split(/\r\n|\r|\n/).flatMap(line => parseV2(line) ?? parseV1(line) ?? [])
}

/** `::name properties::data` at the line's start. */
function parseV2(line: string): RunnerCommand | undefined {
  const message = line.replace(/[\u00ad\u200b-\u200f\u2060-\u2064\ufeff]/g, '').trimStart()
  if (!message.startsWith('::')) return undefined
  const end = message.indexOf('::', 2)
  if (end < 0) return undefined
  return command(message.slice(2, end), message.slice(end + 2))
}

/** `##[name properties]data` anywhere in the line. */
function parseV1(line: string): RunnerCommand | undefined {
  const start = line.indexOf('##[')
  const end = start < 0 ? -1 : line.indexOf(']', start)
  return end < 0 ? undefined : command(line.slice(start + 3, end), line.slice(end + 1))
}

function command(info: string, data: string): RunnerCommand | undefined {
  const name = (info.split(' ')[0] ?? '').toLowerCase()
  return REGISTERED.includes(name) ? { name, data } : undefined
}
