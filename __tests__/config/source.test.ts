import { expect, test } from '@jest/globals'
import { configText } from '../../src/config/source.js'
import type { SourceDeps } from '../../src/config/source.js'
import { ConfigError, GitHubError } from '../../src/errors.js'

const inputs = { config: '.github/bakegate.yml', configInline: '' }
const run = { trust: 'workspace', sha: 'a'.repeat(40), repository: 'acme/shop' } as const

function deps(options: {
  readonly workspace?: string
  readonly repository?: Readonly<Record<string, string>>
  readonly error?: GitHubError
}) {
  const asked: string[] = []
  const made: SourceDeps = {
    defaultBranch: 'main',
    readWorkspace: path => {
      asked.push(`workspace ${path}`)
      return Promise.resolve(options.workspace)
    },
    github: {
      file: (path, ref) => {
        asked.push(`${path} at ${ref}`)
        if (options.error !== undefined) return Promise.reject(options.error)
        return Promise.resolve(options.repository?.[ref])
      }
    }
  }
  return { asked, ...made }
}

async function refusal(found: Promise<unknown>): Promise<string> {
  const error = await found.then(
    () => undefined,
    (reason: unknown) => reason
  )
  expect(error).toBeInstanceOf(ConfigError)
  return error instanceof ConfigError ? error.message : ''
}

test('the configuration inline wins, and nothing is asked', async () => {
  const world = deps({ workspace: 'from the workspace' })
  const found = await configText({ ...inputs, configInline: 'inline' }, run, world)
  expect(found).toEqual({ text: 'inline', origin: 'config-inline' })
  expect(world.asked).toEqual([])
})

test('the workspace comes before the repository', async () => {
  const world = deps({ workspace: 'from the workspace', repository: { [run.sha]: 'committed' } })
  expect((await configText(inputs, run, world)).text).toBe('from the workspace')
})

test('without a checkout the commit of the run is read', async () => {
  const world = deps({ repository: { [run.sha]: 'committed', main: 'newer' } })
  expect(await configText(inputs, run, world)).toEqual({ text: 'committed', origin: inputs.config })
  expect(world.asked).toEqual([`workspace ${inputs.config}`, `${inputs.config} at ${run.sha}`])
})

test('on an event that outsiders shape only the default branch is read', async () => {
  const world = deps({
    workspace: 'of the fork',
    repository: { main: 'trusted', [run.sha]: 'of the fork' }
  })
  const found = await configText(inputs, { ...run, trust: 'default-branch' }, world)
  expect(found.text).toBe('trusted')
  expect(world.asked).toEqual([`${inputs.config} at main`])
})

test('an empty file in the workspace is that file, not a missing one', async () => {
  const world = deps({ workspace: '', repository: { [run.sha]: 'committed' } })
  expect((await configText(inputs, run, world)).text).toBe('')
})

test('a missing file is told with its path, the commit looked at and the permission', async () => {
  const message = await refusal(configText(inputs, run, deps({})))
  expect(message).toMatch(/\.github\/bakegate\.yml/)
  expect(message).toMatch(new RegExp(`no such file in acme/shop at ${run.sha}`))
  expect(message).toMatch(/contents: read/)
})

test.each([
  [403, /Resource not accessible[\s\S]*Add `contents: read` to the permissions/],
  [502, /Run the job again/],
  [0, /Run the job again/]
])('an answer of %d is told with its remedy', async (status, expected) => {
  const error = new GitHubError(status, 'Resource not accessible by integration.', false)
  expect(await refusal(configText(inputs, run, deps({ error })))).toMatch(expected)
})

test('a defect of ours is no configuration error', async () => {
  const world = { ...deps({}), readWorkspace: () => Promise.reject(new TypeError('defect')) }
  await expect(configText(inputs, run, world)).rejects.toThrow(TypeError)
})
