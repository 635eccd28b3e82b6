import { describe, expect, test } from '@jest/globals'
import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { languagesIn, loadSettings } from '../src/config/settings.js'
import { loadGrammars } from '../src/grammar/load.js'
import { providers } from '../src/providers/index.js'

/** Every page tells the same in the same order. */
const skeleton = [
  'The endpoint',
  'Authentication with least privilege',
  'Checks',
  'Limits and costs',
  'Ingestion delay',
  'Troubleshooting'
]

describe.each(providers.map(provider => [provider.name, provider] as const))(
  'docs/providers/%s.md',
  (name, provider) => {
    const text = readFileSync(resolve(import.meta.dirname, `../docs/providers/${name}.md`), 'utf8')

    test('has the headings that every page has', () => {
      const headings = [...text.matchAll(/^## (.+)$/gm)].map(([, title]) => title)
      expect(text).toMatch(new RegExp(`^# ${name}\n\n\\S`))
      expect(headings).toEqual(skeleton)
    })

    test('has a complete configuration that loads, and speaks of every kind of check it answers', async () => {
      const examples = [...text.matchAll(/^```yaml\n(version: 1\n[\s\S]*?)^```$/gm)]
      const checks = await Promise.all(examples.map(([, example = '']) => checksIn(example, name)))
      const shown = new Set(checks.flat().map(({ kind }) => kind))
      expect(shown.size).toBeGreaterThan(0)
      const silent = provider.kinds.filter(
        kind => !shown.has(kind) && !text.includes(`**${kind}**`)
      )
      expect(silent).toEqual([])
    })

    test('says how long its ingestion takes', () => {
      const [, section = ''] = /## Ingestion delay\n([\s\S]*?)\n## /.exec(text) ?? []
      const seconds = `${provider.delay / 1000} s`
      expect(section).toMatch(
        provider.delay === 0 ? /no(ne| delay| ingestion)|default is 0/i : new RegExp(seconds)
      )
    })

    test('names every key of its own', () => {
      const missing = Object.keys(provider.options.shape).filter(key => !text.includes(key))
      expect(missing).toEqual([])
    })
  }
)

/** What the jobs of these examples have in their environment beside the names that they use. */
const credentials = {
  AWS_ACCESS_KEY_ID: 'AKIAEXAMPLEEXAMPLE12',
  AWS_SECRET_ACCESS_KEY: 'an-example-of-a-secret-access-key-12345',
  AWS_REGION: 'eu-central-1',
  GOOGLE_APPLICATION_CREDENTIALS: '/home/runner/work/shop/gha-creds.json',
  AZURE_TENANT_ID: 'aaaaaaaa-0000-1111-2222-bbbbbbbbbbbb',
  AZURE_CLIENT_ID: '00001111-aaaa-2222-bbbb-3333cccc4444',
  AZURE_CLIENT_SECRET: 'an-example-of-a-client-secret'
}

async function checksIn(example: string, provider: string) {
  const { settings } = loadSettings(example, {
    file: `docs/providers/${provider}.md`,
    env: {
      ...credentials,
      ...Object.fromEntries(namesIn(example).map(one => [one, `value-of-${one}`]))
    },
    variables: '',
    names: { environment: 'production', service: 'shop', version: 'v1.2.3', sha: 'a'.repeat(40) },
    providers,
    grammars: await loadGrammars(languagesIn(example, providers))
  })
  return settings.checks.filter(
    check => settings.endpoints.get(check.endpoint)?.provider === provider
  )
}

function namesIn(text: string): readonly string[] {
  return [...text.matchAll(/\$\{(\w+)\}/g)].map(([, name = '']) => name)
}
