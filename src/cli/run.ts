import { parseArgs } from 'node:util'
import type { ParseArgsConfig } from 'node:util'
import { suggestion } from '../config/nearest.js'
import { ConfigError } from '../errors.js'
import { accept } from './accept.js'
import { plan } from './plan.js'
import { replay } from './replay.js'
import { shown, UsageError } from './terminal.js'
import type { ExitCode, Options, Terminal } from './terminal.js'
import { commandUsage, configurationUsage, usage } from './usage.js'
import type { CommandName } from './usage.js'
import { validate } from './validate.js'

interface Command {
  /** Options that take a value. */
  readonly values: readonly string[]
  readonly switches: readonly string[]
  readonly files: { readonly least: number; readonly most: number }
  run(files: readonly string[], options: Options, terminal: Terminal): Promise<number>
}

const configurationOptions = ['variables', 'environment', 'service', 'release', 'sha']

const commands: Readonly<Record<CommandName, Command>> = {
  validate: {
    values: configurationOptions,
    switches: [],
    files: { least: 0, most: 1 },
    run: validate
  },
  plan: {
    values: [...configurationOptions, 'deployed-at'],
    switches: ['ask'],
    files: { least: 0, most: 1 },
    run: plan
  },
  demo: {
    values: [],
    switches: ['real'],
    files: { least: 0, most: 0 },
    run: (_, options, terminal) => terminal.demo({ real: options.has('real') })
  },
  replay: { values: [], switches: [], files: { least: 1, most: 1 }, run: replay },
  accept: {
    values: ['evidence', 'file', 'comment'],
    switches: [],
    files: { least: 1, most: 100 },
    run: accept
  }
}

/** Runs one command; resolves with the exit code. Never rejects for wrong use or a wrong configuration. */
export async function runCommandLine(
  words: readonly string[],
  terminal: Terminal
): Promise<number> {
  const [name, ...rest] = words
  if (name === undefined || name === '--help' || name === '-h' || name === 'help') {
    terminal.write(`${usage}\n`)
    return name === undefined ? 2 : 0
  }
  try {
    return await runNamed(name, rest, terminal)
  } catch (error) {
    return told(error, terminal)
  }
}

async function runNamed(
  name: string,
  words: readonly string[],
  terminal: Terminal
): Promise<number> {
  if (!isCommand(name)) {
    const hint = suggestion(name, Object.keys(commands))
    throw new UsageError(`There is no command "${name}".${hint} See bakegate --help.`)
  }
  const command = commands[name]
  if (words.some(word => word === '--help' || word === '-h')) {
    const more = command.values.includes('variables') ? `\n\n${configurationUsage}` : ''
    terminal.write(`${commandUsage[name]}${more}\n`)
    return 0
  }
  const { files, options } = parseWords(name, command, words)
  return command.run(files, options, terminal)
}

function isCommand(name: string): name is CommandName {
  return Object.hasOwn(commands, name)
}

type Kinds = NonNullable<ParseArgsConfig['options']>

function parseWords(
  name: CommandName,
  command: Command,
  words: readonly string[]
): { readonly files: readonly string[]; readonly options: Options } {
  const { files, options } = parsed(name, kindsOf(command), words)
  const { least, most } = command.files
  if (files.length < least)
    throw new UsageError(
      `${name}: which ${name === 'accept' ? 'ID' : 'FILE'}? See bakegate ${name} --help.`
    )
  if (files.length > most) {
    throw new UsageError(`${name}: "${files[most]}" is one too many. See bakegate ${name} --help.`)
  }
  return { files, options }
}

function kindsOf({ values, switches }: Command): Kinds {
  const kinds: Kinds = {}
  for (const option of values) kinds[option] = { type: 'string' }
  for (const option of switches) kinds[option] = { type: 'boolean' }
  return kinds
}

function parsed(
  name: CommandName,
  kinds: Kinds,
  words: readonly string[]
): { readonly files: readonly string[]; readonly options: Options } {
  try {
    const { values, positionals } = parseArgs({
      args: [...words],
      options: kinds,
      allowPositionals: true
    })
    const options = Object.entries(values).map(
      ([option, value]) => [option, typeof value === 'string' ? value : ''] as const
    )
    return { files: positionals, options: new Map(options) }
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException
    if (code?.startsWith('ERR_PARSE_ARGS') !== true) throw error
    const [sentence = ''] = message.split('. ')
    throw new UsageError(`${name}: ${sentence}. See bakegate ${name} --help.`)
  }
}

/** Errors that a person can mend; anything else is a defect of ours and is thrown on. */
function told(error: unknown, terminal: Terminal): ExitCode {
  if (error instanceof UsageError) {
    terminal.writeError(shown([error.message]))
    return 2
  }
  if (error instanceof ConfigError) {
    terminal.writeError(shown(error.problems.map(({ path, message }) => `${path}: ${message}`)))
    return 2
  }
  throw error
}
