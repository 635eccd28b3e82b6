import type { Problem } from '../errors.js'
import type { Settings } from '../model.js'
import { readConfiguration } from './configuration.js'
import { shown } from './terminal.js'
import type { ExitCode, Options, Terminal } from './terminal.js'

/** `bakegate validate`: 0 when the configuration is valid, 2 with every problem when not. */
export async function validate(
  files: readonly string[],
  options: Options,
  terminal: Terminal
): Promise<ExitCode> {
  const configuration = await readConfiguration(files, options, terminal)
  if (configuration.kind === 'refused') {
    terminal.writeError(shown(problemLines(configuration.file, configuration.problems)))
    return 2
  }
  const { file, loaded, unset } = configuration
  terminal.write(
    shown([
      ...loaded.warnings.map(warning => `warning: ${warning}`),
      ...unsetLine(unset),
      `${file} is valid: ${countsOf(loaded.settings)}.`
    ])
  )
  return 0
}

/** `file:line:column path: message`, as editors and terminals link it. */
export function problemLines(file: string, problems: readonly Problem[]): readonly string[] {
  const lines = problems.map(({ path, line = 1, column = 1, message }) => {
    return `${file}:${line}:${column} ${path}: ${message}`
  })
  const count = problems.length === 1 ? '1 problem' : `${problems.length} problems`
  return [...lines, `${count} in ${file}.`]
}

/** Says which values of the environment were made up, if any. */
export function unsetLine(unset: readonly string[]): readonly string[] {
  if (unset.length === 0) return []
  return [`note: not set here, so a stand-in was used: ${unset.join(', ')}.`]
}

function countsOf(settings: Settings): string {
  const count = (number: number, word: string) => `${number} ${word}${number === 1 ? '' : 's'}`
  return `${count(settings.checks.length, 'check')} on ${count(settings.endpoints.size, 'endpoint')}`
}
