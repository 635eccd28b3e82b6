import { z } from 'zod'
import type { Provider } from '../providers/provider.js'
import { checkSchema } from './check-schema.js'
import { endpointSchema } from './endpoint-schema.js'
import { baselineSchema, failAfter, minCoverage, noData, silence } from './policy-schema.js'
import { duration, editors, fraction, line, whole } from './scalars.js'

export type ConfigSchema = ReturnType<typeof configSchema>

/** What `configSchema` makes of a configuration: keys as written, scalars parsed. */
export type ConfigFile = z.output<ConfigSchema>

/**
 * The configuration file: validator, type and JSON Schema in one. Built when it is needed, since it costs
 * milliseconds and depends on the registry of providers.
 */
export function configSchema(providers: readonly Provider[]) {
  return z
    .strictObject({
      version: z.literal(1).register(editors, { description: 'Version of this format.' }),
      bake: bakeSchema()
        .prefault({})
        .register(editors, { description: 'How long and how often the deploy is watched.' }),
      baseline: baselineSchema()
        .prefault({})
        .register(editors, { description: 'What checks with `compare` are compared with.' }),
      endpoints: z.record(endpointName(), endpointSchema(providers)).register(editors, {
        description: 'The metric and log backends, by a name of your choice.'
      }),
      checks: z
        .array(checkSchema())
        .min(1, 'A gate without a check decides nothing. Add one.')
        .register(editors, { description: 'The questions asked, each with its rule.' }),
      'no-data': noData().prefault('inconclusive'),
      silence: silence().optional(),
      'fail-after': failAfter().prefault(2),
      'min-coverage': minCoverage().prefault('80%'),
      'false-alarm-rate': fraction(0.5).prefault('1%').register(editors, {
        description:
          'Chance that a healthy deploy fails, of the whole gate, for everything that compares.'
      }),
      'on-inconclusive': z.enum(['fail', 'pass', 'rollback']).prefault('fail').register(editors, {
        description: 'What an inconclusive verdict does to the job. The input of this name wins.'
      }),
      rollback: rollbackSchema().optional().register(editors, {
        description: 'How to go back. Without this section nothing is ever rolled back.'
      }),
      report: reportSchema()
        .prefault({})
        .register(editors, { description: 'What the report shows.' })
    })
    .register(editors, {
      title: 'Bakegate configuration',
      description: 'The file .github/bakegate.yml.'
    })
}

function bakeSchema() {
  return z.strictObject({
    settle: duration({ zero: true })
      .prefault('1m')
      .register(editors, { description: 'Time after the deploy that is not judged.' }),
    duration: duration().prefault('15m').register(editors, { description: 'Time that is judged.' }),
    interval: duration({ atLeast: 1000 })
      .prefault('30s')
      .register(editors, { description: 'Time between two evaluations.' }),
    extend: duration({ zero: true }).prefault('0s').register(editors, {
      description: 'How much longer the bake may run while evidence is too thin to decide.'
    }),
    'early-stop': z
      .boolean()
      .prefault(true)
      .register(editors, { description: 'End the bake as soon as a failure is certain.' }),
    'early-pass': z
      .boolean()
      .prefault(false)
      .register(editors, { description: 'End the bake as soon as a pass is certain.' })
  })
}

function endpointName() {
  return z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,62}$/, {
    error: 'A name consists of letters, digits, dots, hyphens and underscores, at most 63.'
  })
}

export function rollbackSchema() {
  return z.strictObject({
    workflow: workflowFile()
      .optional()
      .register(editors, {
        description: 'File name of the workflow to dispatch. The input `rollback-workflow` wins.',
        examples: ['rollback.yml']
      }),
    repository: z
      .string()
      .regex(/^[A-Za-z0-9][\w-]{0,99}\/(?!\.{1,2}$)[\w.-]{1,100}$/, 'owner/name is expected.')
      .optional()
      .register(editors, {
        description:
          'Repository that the workflow stands in, where that is not the one deployed. Needs `rollback-token`.',
        examples: ['acme/operations']
      }),
    ref: line().optional().register(editors, {
      description: 'Branch the workflow is dispatched on. Default: the default branch.'
    }),
    input: z
      .string()
      .regex(/^[A-Za-z_][\w-]{0,99}$/, 'The name of a workflow input is expected.')
      .prefault('tag')
      .register(editors, { description: 'Name of the workflow input that receives the target.' }),
    'tag-pattern': tagPattern()
      .prefault('v*')
      .register(editors, { description: 'Which tags are releases, as a glob.' }),
    timeout: duration().prefault('30m').register(editors, {
      description: 'How long the dispatched run may take once it has started.'
    }),
    'start-timeout': duration()
      .prefault('5m')
      .register(editors, { description: 'How long the dispatched run may take to start.' }),
    verify: verifySchema()
      .prefault({})
      .register(editors, { description: 'How recovery is judged.' }),
    ...refusalKeys(),
    issue: z
      .boolean()
      .prefault(false)
      .register(editors, { description: 'Open an incident report as an issue.' })
  })
}

function verifySchema() {
  return z.strictObject({
    settle: duration({ zero: true })
      .prefault('1m')
      .register(editors, { description: 'Time after the rollback that is not judged.' }),
    duration: duration()
      .prefault('10m')
      .register(editors, { description: 'Time after it in which recovery is judged.' })
  })
}

/** Our globs know `*` and `?` only: a class or a brace would match nothing, in silence. */
function tagPattern() {
  return z.string().regex(/^[A-Za-z0-9._/@+*?-]{1,255}$/, {
    error:
      'A glob is expected, of the characters of a tag with * and ?. There are no classes or braces.'
  })
}

function pathGlob() {
  return z.string().regex(/^(?!!)[^\p{Cc}{}[\]\\]{1,500}$/u, {
    error:
      'A glob with *, ** and ? is expected. There are no classes, braces or negations: write one glob each.'
  })
}

/** Ends in a version, as `rollback/version.ts` reads it. */
function minVersion() {
  return z
    .string()
    .regex(/(?:^|[@/_-])v?\d{1,15}(?:\.\d{1,15}){0,3}(?:-[0-9A-Za-z.-]+)?(?:\+[0-9A-Za-z.-]+)?$/, {
      error: 'A version such as v1.2.0 is expected.'
    })
}

/** What keeps a rollback from happening. */
function refusalKeys() {
  return {
    'min-version': minVersion()
      .optional()
      .register(editors, {
        description: 'Never roll back below this release.',
        examples: ['v1.2.0']
      }),
    'refuse-if-changed': z
      .array(pathGlob())
      .prefault([])
      .register(editors, {
        description:
          'Globs of files that cannot be undone. A diff that touches one is not rolled back.',
        examples: [['db/migrations/**']]
      }),
    'accept-sha': z.boolean().prefault(false).register(editors, {
      description: 'Send the commit where a target has no tag, instead of refusing it.'
    }),
    'max-per-hour': whole(1).prefault(1).register(editors, {
      description: 'How many rollbacks of this environment an hour may see.'
    }),
    'logs-may-rollback': z
      .enum(['counts', 'never', 'always'])
      .prefault('counts')
      .register(editors, {
        description: 'Whether evidence from logs alone may start a rollback.'
      })
  }
}

function workflowFile() {
  return z.string().regex(/^[A-Za-z0-9_][A-Za-z0-9._-]{0,99}\.ya?ml$/, {
    error: 'The name of a file in .github/workflows is expected, without its folder: rollback.yml.'
  })
}

function reportSchema() {
  return z.strictObject({
    excerpts: z.enum(['auto', 'redacted', 'none']).prefault('auto').register(editors, {
      description:
        'Log lines in the report. `auto`: redacted on private repositories, none on public ones.'
    }),
    links: z
      .record(
        z
          .string()
          .regex(/^[A-Za-z0-9][\w .-]{0,39}$/, 'A short name of letters and digits is expected.'),
        z.url({ protocol: /^https$/, error: 'An address that begins with https:// is expected.' })
      )
      .prefault({})
      .register(editors, {
        description:
          'Links that the report shows. `grafana`, `kibana` and `opensearch-dashboards` are also where the queries of the checks can be opened.',
        examples: [{ grafana: 'https://grafana.example.com/d/shop' }]
      })
  })
}
