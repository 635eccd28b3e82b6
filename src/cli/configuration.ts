import { readInputs } from '../config/inputs.js'
import { languagesIn, loadSettings } from '../config/settings.js'
import type { Loaded } from '../config/settings.js'
import { ConfigError } from '../errors.js'
import type { Problem } from '../errors.js'
import { loadGrammars } from '../grammar/load.js'
import { providers } from '../providers/index.js'
import { readNamed, UsageError } from './terminal.js'
import type { Options, Terminal } from './terminal.js'

/** A configuration that was read, or everything that is wrong with it. */
export type Configuration =
  | {
      readonly kind: 'loaded'
      readonly file: string
      readonly loaded: Loaded
      /** Names that the environment does not set; a stand-in took their place. */
      readonly unset: readonly string[]
      /** Epoch milliseconds; absent where the option is not given. */
      readonly deployedAt?: number
    }
  | { readonly kind: 'refused'; readonly file: string; readonly problems: readonly Problem[] }

const defaultFile = '.github/bakegate.yml'

/** Reads the configuration that a command names. Throws UsageError where there is none. */
export async function readConfiguration(
  files: readonly string[],
  options: Options,
  terminal: Terminal
): Promise<Configuration> {
  const file = files[0] ?? defaultFile
  const text = await readNamed(file, terminal)
  // The same rules as for the inputs of the action; a laptop has no token, and none is needed.
  const inputs = readInputs(
    name => (name === 'github-token' ? 'none' : (options.get(name) ?? '')),
    {}
  )
  const unset = unsetNames(text, terminal.env)
  if (options.has('ask') && unset.length > 0) {
    throw new UsageError(`--ask asks the endpoints, and the environment lacks ${unset.join(', ')}.`)
  }
  try {
    const loaded = loadSettings(text, {
      file,
      env: {
        ...(options.has('ask') ? {} : cloudStandIns),
        ...terminal.env,
        ...Object.fromEntries(unset.map(name => [name, standIn(name)]))
      },
      variables: inputs.variables,
      providers,
      grammars: await loadGrammars(languagesIn(text, providers)),
      names: {
        environment: inputs.environment,
        service: inputs.service,
        version: options.get('release') ?? 'v0.0.0',
        sha: inputs.sha ?? '0'.repeat(40)
      }
    })
    const { deployedAt } = inputs
    return {
      kind: 'loaded',
      file,
      loaded,
      unset,
      ...(deployedAt === undefined ? {} : { deployedAt })
    }
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error
    return { kind: 'refused', file, problems: error.problems }
  }
}

/** What the action that logs in to a cloud exports: no one has it on a laptop, and nothing is asked. */
const cloudStandIns = {
  AWS_ACCESS_KEY_ID: 'aws-access-key-id',
  AWS_SECRET_ACCESS_KEY: 'aws-secret-access-key',
  AWS_REGION: 'aws-region',
  AZURE_TENANT_ID: 'azure-tenant-id',
  AZURE_CLIENT_ID: 'azure-client-id',
  GOOGLE_APPLICATION_CREDENTIALS: 'google-credentials.json'
}

/** `${NAME}` of the text that the environment does not set; names that are never replaced stay. */
function unsetNames(text: string, env: Terminal['env']): readonly string[] {
  const names = [...text.matchAll(/\$\{([A-Za-z_][A-Za-z0-9_]*)\}/g)].flatMap(
    ([, name]) => name ?? []
  )
  return [...new Set(names)].filter(name => (env[name] ?? '') === '')
}

/** Passes for an address, a credential, a header and a tenant alike. `.invalid` never resolves. */
function standIn(name: string): string {
  return `https://${name.toLowerCase().replaceAll('_', '-')}.invalid`
}
