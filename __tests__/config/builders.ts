import { z } from 'zod'
import { loadSettings } from '../../src/config/settings.js'
import type { Loaded, LoadOptions } from '../../src/config/settings.js'
import { ConfigError, formatProblem } from '../../src/errors.js'
import type { Query } from '../../src/model.js'
import type { Language, LineSource, Provider, Source } from '../../src/providers/provider.js'

/** A provider that can ask anything of its kinds but a query that holds the word `unaskable`. */
function fakeProvider(
  name: string,
  language: Language,
  kinds: Provider['kinds'],
  options: Provider['options'] = z.strictObject({})
): Provider {
  return {
    name,
    summary: `A fake ${name}`,
    logs: false,
    kinds,
    language,
    delay: 7000,
    options,
    connect: () => ({
      source: question => {
        const text = 'query' in question ? question.query.render(60_000) : ''
        if (text.includes('unaskable')) throw new Error('This cannot be asked.')
        const source: Source = {
          pointInTime: false,
          describe: () => text,
          measure: () => Promise.reject(new Error('nothing is asked while a configuration is read'))
        }
        return source
      },
      ...(kinds.includes('logs') ? { lines } : {}),
      preflight: () => Promise.resolve(undefined)
    })
  }
}

function lines(query: Query): LineSource {
  const text = query.render(0)
  if (text.includes('unaskable')) throw new Error('These lines cannot be asked.')
  return {
    describe: () => text,
    fetch: () => Promise.reject(new Error('nothing is asked while a configuration is read'))
  }
}

export const fakes: readonly Provider[] = [
  fakeProvider(
    'metrics',
    'promql',
    ['ratio', 'query', 'count'],
    z.strictObject({
      tenant: z.string().optional(),
      'api-key': z.string().optional(),
      retention: z.string().transform(Number).optional()
    })
  ),
  fakeProvider('logs', 'logql', ['ratio', 'query', 'count', 'logs']),
  fakeProvider('json', 'jmespath', ['query', 'probe']),
  fakeProvider('pager', 'promql', ['firing'])
]

export function load(text: string, options: Partial<LoadOptions> = {}): Loaded {
  return loadSettings(text, {
    file: 'bakegate.yml',
    env: {},
    variables: '',
    names: { environment: 'production', service: 'shop', version: 'v1.2.3', sha: 'f'.repeat(40) },
    providers: fakes,
    ...options
  })
}

/** The error that a configuration is refused with; fails the test where it is accepted. */
export function refusal(text: string, options: Partial<LoadOptions> = {}): ConfigError {
  try {
    load(text, options)
  } catch (error) {
    if (error instanceof ConfigError) return error
    throw error
  }
  throw new Error('the configuration was accepted')
}

/** The problems of a refused configuration, each on one line. */
export function problems(text: string, options: Partial<LoadOptions> = {}): readonly string[] {
  return refusal(text, options).problems.map(formatProblem)
}

const endpoints = `endpoints:
  prom: {provider: metrics, url: https://prometheus.example.com}
  loki: {provider: logs, url: https://loki.example.com}
  site: {provider: json, url: https://shop.example.com}
  page: {provider: pager, url: https://alerts.example.com}
`

const check = `checks:
  - {name: up, endpoint: prom, query: up, max: 1}
`

/** A sound configuration, with sections added or put in place of the defaults. */
export function config(
  sections: {
    readonly endpoints?: string
    readonly checks?: string
    readonly more?: string
  } = {}
): string {
  return `version: 1
${sections.endpoints ?? endpoints}${sections.checks ?? check}${sections.more ?? ''}`
}

/** A configuration with one check, given as lines of YAML. */
export function configWithCheck(lines: string, more = ''): string {
  const body = lines
    .trim()
    .split('\n')
    .map(line => `    ${line.trimEnd()}`)
    .join('\n')
  return config({ checks: `checks:\n  - name: it\n${body}\n`, more })
}
