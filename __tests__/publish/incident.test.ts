import { expect, test } from '@jest/globals'
import { GitHubError } from '../../src/errors.js'
import { writeIncident } from '../../src/publish/incident.js'
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

const us = 'github-actions[bot]'

function tracker(author = us) {
  const opened: { number: number; title: string; body: string; author: string; url: string }[] = []
  return {
    opened,
    issues: () => Promise.resolve(opened),
    createIssue: (title: string, body: string) => {
      const number = opened.length + 1
      const url = `https://github.test/acme/shop/issues/${number}`
      const issue = { number, title, body, author, url }
      opened.push(issue)
      return Promise.resolve(issue)
    },
    updateIssue: (number: number, title: string, body: string) => {
      const issue = opened[number - 1]
      if (issue === undefined) throw new Error(`there is no issue ${number}`)
      Object.assign(issue, { title, body })
      return Promise.resolve(issue)
    }
  }
}

function listening(): Log & { readonly warnings: string[] } {
  const warnings: string[] = []
  const ignore = (): void => undefined
  return { warnings, info: ignore, debug: ignore, error: ignore, warning: w => warnings.push(w) }
}

const incident = { deploy, title: 'v1.2.0 failed', body: 'report' }

test('an incident is one issue for a deployed commit, and tells the newest', async () => {
  const github = tracker()
  const url = 'https://github.test/acme/shop/issues/1'
  expect(await writeIncident(github, listening(), us, incident)).toBe(url)
  const later = { ...incident, title: 'v1.2.0 was rolled back', body: 'recovered' }
  expect(await writeIncident(github, listening(), us, later)).toBe(url)
  expect(github.opened).toHaveLength(1)
  expect(github.opened[0]).toMatchObject({ title: 'v1.2.0 was rolled back' })
  expect(github.opened[0]?.body).toMatch(/\nrecovered$/)
  const next = { ...incident, deploy: { ...deploy, sha: 'b'.repeat(40) } }
  await writeIncident(github, listening(), us, next)
  expect(github.opened).toHaveLength(2)
})

test('an issue of somebody else with our marker is not ours to rewrite', async () => {
  const github = tracker('mallory')
  await writeIncident(github, listening(), us, incident)
  await writeIncident(github, listening(), us, { ...incident, body: 'other' })
  expect(github.opened.map(({ body }) => body.split('\n').at(-1))).toEqual(['report', 'other'])
})

test('no name of an environment ends the marker', async () => {
  const github = tracker()
  await writeIncident(github, listening(), us, incident)
  const [marker, ...rest] = github.opened[0]?.body.split('\n') ?? []
  expect(marker).toMatch(/^<!-- bakegate-incident:[^<>]+ -->$/)
  expect(rest.join('\n')).toBe('report')
})

test('a missing permission is a warning, never an error', async () => {
  const log = listening()
  const refused = {
    issues: () => Promise.reject(new GitHubError(403, 'Add `issues: write`.', false)),
    createIssue: () => Promise.reject(new Error('not asked')),
    updateIssue: () => Promise.reject(new Error('not asked'))
  }
  expect(await writeIncident(refused, log, us, incident)).toBeUndefined()
  expect(log.warnings).toEqual(["The incident's issue was not written. Add `issues: write`."])
})
