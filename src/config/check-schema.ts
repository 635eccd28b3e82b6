import { z } from 'zod'
import { baselineOverride, failAfter, minCoverage, noData, silence } from './policy-schema.js'
import { queryUnits } from './quantity.js'
import { duration, editors, fraction, headers, limit, line, whole } from './scalars.js'

export type CheckFile = z.output<ReturnType<typeof checkSchema>>

/** The question of a check: exactly one of these keys. */
export const checkKinds = ['ratio', 'query', 'count', 'probe', 'firing', 'logs'] as const

/**
 * One entry of `checks`. Which keys go with which kind is settled in `checks.ts`: one flat object
 * completes well in editors and gives one clear problem per key.
 */
export function checkSchema() {
  const keys = z.strictObject({
    ...questionKeys(),
    ...ruleKeys(),
    unit: z
      .enum([...queryUnits.keys()] as [string, ...string[]])
      .optional()
      .register(editors, { description: 'Of `query`: what its numbers are. Default `none`.' }),
    required: z
      .boolean()
      .prefault(true)
      .register(editors, { description: '`false`: reported, but not counted in the verdict.' }),
    critical: z
      .boolean()
      .prefault(false)
      .register(editors, { description: 'One certain breach ends the bake.' }),
    'no-data': noData().optional(),
    silence: silence().optional(),
    'fail-after': failAfter().optional(),
    'min-coverage': minCoverage().optional(),
    baseline: baselineOverride()
      .optional()
      .register(editors, { description: 'Of this check, over what stands at the top.' }),
    reduce: z.enum(['max', 'min', 'sum', 'avg']).optional().register(editors, {
      description:
        'Makes one series of several. Without it every series is judged and the worst wins.'
    }),
    ...logsKeys()
  })
  return keys.register(editors, { oneOf: checkKinds.map(kind => ({ required: [kind] })) })
}

function questionKeys() {
  return {
    name: line(100).register(editors, { description: 'What the report calls this check.' }),
    endpoint: z.string().register(editors, { description: 'A name under `endpoints`.' }),
    ratio: ratioSchema()
      .optional()
      .register(editors, { description: 'Bad events among all of them.' }),
    query: queryText()
      .optional()
      .register(editors, { description: 'A query whose answer is a value.' }),
    count: queryText()
      .optional()
      .register(editors, { description: 'A query that counts events over time.' }),
    probe: probeSchema()
      .optional()
      .register(editors, { description: 'A request that must be answered as expected.' }),
    firing: z
      .record(
        z.string().regex(/^[A-Za-z_]\w*$/, 'The name of an alert label is expected.'),
        z.string()
      )
      .optional()
      .register(editors, { description: 'Labels of alerts none of which may fire.' }),
    logs: queryText().optional().register(editors, {
      description: 'A query whose lines are clustered into signatures and compared with before.'
    }),
    control: z
      .union([queryText(), ratioSchema()], {
        error: 'The same question for the control group is expected: a query, or bad and total.'
      })
      .optional()
      .register(editors, {
        description: 'The same question for the control group (baseline kind `control`).'
      }),
    request: requestSchema().optional().register(editors, {
      description: 'Of `query` on an `http` endpoint: the request whose JSON answer is searched.'
    })
  }
}

function ruleKeys() {
  return {
    max: limit().optional().register(editors, { description: 'Absolute upper limit.' }),
    min: limit().optional().register(editors, { description: 'Absolute lower limit.' }),
    compare: z
      .strictObject({
        worse: z
          .enum(['higher', 'lower', 'either'])
          .prefault('higher')
          .register(editors, { description: 'Which change is worse.' }),
        tolerance: fraction().optional().register(editors, {
          description:
            'Relative change that is accepted. Default 50% for `ratio` and `count`, 20% for a `query` in a unit of time, else 25%.'
        })
      })
      .optional()
      .register(editors, { description: 'Compare with the baseline.' }),
    'min-total': whole(1).optional().register(editors, {
      description: 'Of `ratio`: fewer requests than this decide nothing. Default 1.'
    })
  }
}

function logsKeys() {
  return {
    'new-signatures': z
      .strictObject({
        max: whole(0).prefault(0).register(editors, { description: 'How many are accepted.' }),
        'min-count': whole(1)
          .prefault(3)
          .register(editors, { description: 'Fewer lines than this make no signature.' })
      })
      .optional()
      .register(editors, {
        description:
          'Of `logs`: signatures that the baseline does not have. Default `{max: 0, min-count: 3}`.'
      }),
    accepted: z
      .array(repositoryPath())
      .min(1, 'Name at least one file, or remove the key.')
      .optional()
      .register(editors, {
        description: 'Of `logs`: files of the repository that list accepted signatures.',
        examples: [['.github/bakegate-accepted.txt']]
      }),
    'deploy-noise': duration({ zero: true }).optional().register(editors, {
      description:
        'Of `logs`: signatures that came only so long after the deploy are not held against it, where earlier deploys cannot tell. Default `0s`.'
    }),
    'max-lines': z
      .int({ error: linesError })
      .min(100, linesError)
      .max(100_000, linesError)
      .optional()
      .register(editors, {
        description:
          'Of `logs`: how many lines one look reads at most, and the baseline four times as many. Default 5000.'
      })
  }
}

const linesError = 'A whole number of 100 to 100000 is expected.'

/** Inside the repository: the same text names the file in the workspace and through the API. */
function repositoryPath() {
  const error =
    'The path of a file in the repository is expected, without a leading "/" and without "..".'
  return z.string().regex(/^(?!\/)(?!.*(?:^|\/)\.\.(?:\/|$))[^\p{Cc}\\]{1,300}$/u, error)
}

function queryText() {
  return z
    .string()
    .trim()
    .min(1, 'The query is empty.')
    .max(20_000, 'The query is longer than 20000 characters.')
}

function ratioSchema() {
  return z.strictObject({
    bad: queryText().register(editors, { description: 'Counts the bad events.' }),
    total: queryText().register(editors, { description: 'Counts all events.' })
  })
}

function requestKeys() {
  return {
    path: z
      .string()
      .regex(
        /^\/(?!\/)(?:[^\s\\#{]|\{(?!\{)|\{\{[^{}]*\}\})*$/,
        'A path that begins with one "/" is expected.'
      )
      .register(editors, {
        description:
          'Path and query string, appended to the `url` of the endpoint. May hold `{{start}}`, `{{end}}`, `{{ident name}}` and `{{string name}}`.'
      }),
    method: z
      .enum(['GET', 'POST'])
      .prefault('GET')
      .register(editors, { description: 'The HTTP method.' }),
    headers: headers()
      .prefault({})
      .register(editors, { description: 'Beside those of the endpoint.' }),
    body: z.string().optional().register(editors, {
      description: 'What is sent. May hold the same placeholders as the path.'
    })
  }
}

function requestSchema() {
  return z.strictObject(requestKeys())
}

function probeSchema() {
  const error = 'An HTTP status is expected.'
  const status = () => z.int({ error }).min(100, error).max(599, error)
  return z.strictObject({
    ...requestKeys(),
    'expect-status': z
      .union([status(), z.array(status()).min(1)], {
        error: 'An HTTP status such as 200, or a list of them, is expected.'
      })
      .prefault(200)
      .register(editors, { description: 'The status, or a list of them, that is healthy.' }),
    'expect-body': z
      .string()
      .min(1)
      .optional()
      .register(editors, { description: 'Literal text that the body must hold.' })
  })
}
