import { z } from 'zod'
import type { EndpointSettings, Measurement, Query } from '../model.js'
import { cannotAsk } from './ask.js'
import type { Endpoint, Grid, Io, Provider, Question, Source } from './provider.js'
import { countEvents, requestsForEvents, type Sentry } from './sentry-events.js'
import { countIssues } from './sentry-issues.js'

const datasets = ['errors', 'issues', 'spans', 'logs'] as const

export const sentry: Provider = {
  name: 'sentry',
  summary: 'Sentry: error events, spans and logs counted, and issues that are new',
  // Whoever has the DSN, which browsers do, can send events.
  logs: true,
  kinds: ['count', 'ratio'],
  language: 'sentry',
  delay: 60_000,
  options: z.strictObject({
    region: z
      .enum(['us', 'de'])
      .optional()
      .describe('Where the organisation lives on sentry.io; `url` overrides it'),
    organization: z
      .string()
      .regex(
        /^[a-z0-9][a-z0-9_-]*$/,
        'It is the slug in the address bar: small letters, digits, - and _.'
      )
      .describe('Slug of the organisation'),
    projects: z
      .array(z.union([z.int().min(1), z.string().min(1)]))
      .min(1)
      .optional()
      .describe('Numbers or slugs of projects; default all'),
    environments: z.array(z.string().min(1)).min(1).optional().describe('Default all'),
    dataset: z
      .enum(datasets)
      .prefault('errors')
      .describe('What is counted; `issues` counts those first seen in the window. Default `errors`')
  }),
  address: ({ region }) =>
    region === 'us' || region === 'de' ? `https://${region}.sentry.io` : undefined,
  cost: 'Queries cost nothing. Sentry limits requests by second and at a time; the answers say what is left.',
  connect
}

function connect(endpoint: EndpointSettings): Endpoint {
  const sentry = sentryOf(endpoint)
  return { source: question => sourceOf(sentry, question) }
}

function sentryOf(endpoint: EndpointSettings): Sentry {
  const { organization, projects, environments, dataset } = endpoint.options
  return {
    endpoint,
    path: `/api/0/organizations/${String(organization)}`,
    dataset: typeof dataset === 'string' ? dataset : 'errors',
    among: [
      ...textsOf(projects).map(project => ['project', project] as const),
      ...textsOf(environments).map(environment => ['environment', environment] as const)
    ]
  }
}

function textsOf(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.map(String) : []
}

function sourceOf(sentry: Sentry, question: Question): Source {
  if (question.kind !== 'events') throw cannotAsk(sentry.endpoint, question)
  const { query } = question
  refuse(query, sentry.dataset)
  const count = sentry.dataset === 'issues' ? countIssues : countEvents
  return {
    pointInTime: false,
    describe: width => `${sentry.dataset}: ${query.render(width).trim()}`,
    measure: (grid: Grid, io: Io): Promise<Measurement> =>
      count(sentry, query.render(grid.width).trim(), grid, io),
    requests: grid => (sentry.dataset === 'issues' ? 1 : requestsForEvents(grid))
  }
}

function refuse(query: Query, dataset: string): void {
  if (query.usesWindow) {
    throw new Error('A search has no window in it; it is counted over each. Remove {{window}}.')
  }
  const seen = /(?:^|[\s(!])(firstSeen|lastSeen|timestamp|age):/.exec(query.text)?.[1]
  if (seen === undefined) return
  throw new Error(
    `${seen}: is written by Bakegate, which asks ${dataset} for windows of its own. Remove it.`
  )
}
