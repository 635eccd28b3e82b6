import { expect, test } from '@jest/globals'
import { GitHubError } from '../../src/errors.js'
import { openIncident } from '../../src/publish/incident.js'
import type { Log } from '../../src/world.js'

const deploy = {
  repository: 'acme/shop',
  environment: 'production --> <h1>',
  service: '',
  sha: 'a'.repeat(40),
  version: 'v1.2.0',
  deployedAt: 0,
  startedAt: 0
}

function tracker() {
  const opened: { title: string; body: string; labels: readonly string[] }[] = []
  return {
    opened,
    issues: () => Promise.resolve(opened.map((issue, number) => ({ ...issue, number }))),
    createIssue: (title: string, body: string, labels: readonly string[]) => {
      opened.push({ title, body, labels })
      return Promise.resolve({ url: `https://github.test/acme/shop/issues/${opened.length}` })
    }
  }
}

function listening(): Log & { readonly warnings: string[] } {
  const warnings: string[] = []
  const ignore = (): void => undefined
  return { warnings, info: ignore, debug: ignore, error: ignore, warning: w => warnings.push(w) }
}

const incident = { deploy, title: 'v1.2.0 failed', body: 'report' }

test('an incident is opened once per deployed commit, however often the gate runs', async () => {
  const github = tracker()
  expect(await openIncident(github, listening(), incident)).toBe(
    'https://github.test/acme/shop/issues/1'
  )
  expect(await openIncident(github, listening(), incident)).toBeUndefined()
  const next = { ...incident, deploy: { ...deploy, sha: 'b'.repeat(40) } }
  await openIncident(github, listening(), next)
  expect(github.opened).toHaveLength(2)
})

test('no name of an environment ends the marker', async () => {
  const github = tracker()
  await openIncident(github, listening(), incident)
  const [marker, ...rest] = github.opened[0]?.body.split('\n') ?? []
  expect(marker).toMatch(/^<!-- bakegate-incident:[^<>]+ -->$/)
  expect(rest.join('\n')).toBe('report')
})

test('a missing permission is a warning, never an error', async () => {
  const log = listening()
  const refused = {
    issues: () => Promise.reject(new GitHubError(403, 'Add `issues: write`.', false)),
    createIssue: () => Promise.reject(new Error('not asked'))
  }
  expect(await openIncident(refused, log, incident)).toBeUndefined()
  expect(log.warnings).toEqual(["The incident's issue was not opened. Add `issues: write`."])
})
