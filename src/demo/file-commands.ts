/**
 * Reads a runner's command file (GITHUB_OUTPUT, GITHUB_STATE), by the runner's own rules:
 *
 *   file      = *( entry newline )
 *   entry     = name "=" value
 *             / name "<<" delimiter newline *( line newline ) delimiter
 *
 * Throws an Error that names the line where the runner would fail the step.
 */
export function parseFileCommands(text: string): Record<string, string> {
  const lines = text.split('\n')
  const entries: [string, string][] = []
  for (let index = 0; index < lines.length; index += 1) {
    const line = (lines[index] ?? '').replace(/\r$/, '')
    if (line === '') continue
    const entry = /^(.*?)(=|<<)(.*)$/.exec(line)
    const [, name = '', operator, value = ''] = entry ?? []
    if (name === '') throw new Error(`Invalid format in line ${index + 1}: ${line}`)
    if (operator === '=') entries.push([name, value])
    else {
      const end = closing(lines, index, value)
      entries.push([name, lines.slice(index + 1, end).join('\n')])
      index = end
    }
  }
  return Object.fromEntries(entries)
}

function closing(lines: readonly string[], opened: number, delimiter: string): number {
  const end = lines.findIndex(
    (line, index) => index > opened && line.replace(/\r$/, '') === delimiter
  )
  if (delimiter === '' || end < 0) {
    throw new Error(`Line ${opened + 1} opens a value that is never closed by "${delimiter}"`)
  }
  return end
}
