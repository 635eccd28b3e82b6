import { expect, test } from '@jest/globals'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse, stringify } from 'yaml'
import { providers } from '../../src/providers/index.js'
import { load } from './builders.js'

const page = readFileSync(join(import.meta.dirname, '..', '..', 'docs', 'configuration.md'), 'utf8')
const fragments = [...page.matchAll(/^```yaml\n([\s\S]*?)^```$/gm)].map(([, text = '']) => text)

/** What a fragment leaves out. */
const rest = {
  version: 1,
  endpoints: {
    metrics: { provider: 'prometheus', url: 'https://prometheus.example.com' },
    logs: { provider: 'loki', url: 'https://loki.example.com' },
    site: { provider: 'http', url: 'https://shop.example.com' },
    alerts: { provider: 'alertmanager', url: 'https://alerts.example.com' }
  },
  checks: [{ name: 'up', endpoint: 'metrics', query: 'up', min: 1 }]
}

test.each(fragments)('the fragment of the page is accepted:\n%s', fragment => {
  const whole = stringify({ ...rest, ...(parse(fragment) as object) })
  const env = { PROMETHEUS_PASSWORD: 'a-long-password' }
  expect(() => load(whole, { providers, env })).not.toThrow()
})

test('the page has fragments', () => {
  expect(fragments.length).toBeGreaterThan(8)
})
