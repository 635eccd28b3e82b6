import { expect, test } from '@jest/globals'
import { readFile } from 'node:fs/promises'
import { hostileTexts } from '../../__tests__/support/hostile.js'
import { offences } from '../../__tests__/support/render-oracle.js'
import { commandsIn } from '../../__tests__/support/runner-oracle.js'
import type { ActionResult } from '../../src/demo/runner.js'
import { outputNames } from '../../src/report/outputs.js'
import { curve } from '../support/curve.js'
import { errorRatio, latency, ROLLBACK } from '../support/configuration.js'
import { type Scene, TOKEN, useScenes } from '../support/scene.js'

const open = useScenes()
/** What the bundle itself may tell the runner. */
const OURS = ['add-mask', 'error', 'warning']
const MOST_ANNOTATIONS = 4

/** No text from outside has become a command, an output, an element or a link. */
function expectInert(result: ActionResult, scene: Scene): void {
  const commands = commandsIn(`${result.stdout}\n${result.stderr}`)
  expect(commands.map(({ name }) => name).filter(name => !OURS.includes(name))).toEqual([])
  expect(commands.filter(({ name }) => name === 'add-mask').map(({ data }) => data)).toEqual([
    TOKEN
  ])
  expect(commands.filter(({ name }) => name !== 'add-mask').length).toBeLessThanOrEqual(
    MOST_ANNOTATIONS
  )
  expect(Object.keys(result.outputs).toSorted()).toEqual([...outputNames].toSorted())
  const pages = [...scene.comments(), result.summary]
  for (const page of pages) {
    expect(offences(page.replace(/^<!-- bakegate:[^>]*-->/, ''), ['github.com'])).toEqual([])
  }
}

test('labels, whatever they hold, stay text', async () => {
  const texts = hostileTexts.filter(text => !text.includes('\ud800'))
  const series = texts.map((text, index) => ({
    labels: { route: text, [`label_${index}`]: text },
    curve: curve(0.2)
  }))
  const scene = await open({
    config: [{ checks: [{ ...latency, query: 'hostile' }] }],
    metrics: { hostile: series }
  })
  for (const { curve: each } of series) each.from(scene.deployedAt, 3)
  const result = await scene.run()
  expect(result.outputs['verdict']).toBe('fail')
  expectInert(result, scene)
})

test.each(hostileTexts.filter(text => /::|##\[|```|<|@|\u001b/.test(text)))(
  'the words of a backend stay text: %j',
  async text => {
    const scene = await open({
      config: [{ bake: { settle: '1m', duration: '1m', interval: '1m' } }]
    })
    scene.metrics.trouble = () => ({
      status: 422,
      type: 'application/json',
      body: JSON.stringify({ status: 'error', errorType: 'execution', error: text })
    })
    const result = await scene.run()
    expectInert(result, scene)
  }
)

test('warnings of a backend stay text', async () => {
  const scene = await open()
  scene.metrics.warnings = hostileTexts.slice(0, 20)
  expectInert(await scene.run(), scene)
})

test('names of checks stay text', async () => {
  const names = hostileTexts.filter(text => /^[^\p{C}]{1,60}$/u.test(text))
  const checks = names.map(name => ({ ...latency, name }))
  const scene = await open({ config: [{ checks }] })
  scene.latency.from(scene.deployedAt, 3)
  const result = await scene.run()
  expect(['fail', 'config-error']).toContain(result.outputs['verdict'])
  expectInert(result, scene)
})

test.each(['v1.0;rm', 'va$(id)', 'v`id`', 'v#1', 'v<!--x-->', 'v1"}or{a="b'])(
  'a release with the tag %s is neither a target nor an injection',
  async tag => {
    const scene = await open({ config: [{ rollback: ROLLBACK }] })
    const { github, deployedAt, good } = scene
    const other = github.addCommit({ message: tag, parents: [good], branch: 'old' })
    github.addTag(tag, other)
    github.addRelease(tag, { publishedAt: deployedAt - 1000 })
    github.addDeployment({
      environment: 'production',
      sha: other,
      ref: tag,
      at: deployedAt - 60_000
    })
    const result = await scene.run({ inputs: { mode: 'analyze', version: tag } })
    expect(result.outputs['rollback-target']).not.toBe(tag)
    expectInert(result, scene)
  }
)

test('secrets that a backend repeats are in no place that leaves the runner', async () => {
  const planted = [
    'AKIAIOSFODNN7EXAMPLE',
    'ghp_abcdefghijklmnopqrstuvwxyz0123456789',
    'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.dozjgNryP4J3jVmNHl0w5N_XgL0n3I9PlFUP0THsR8U',
    'password=hunter2hunter2',
    'jane.doe@example.com'
  ]
  const scene = await open({ config: [{ checks: [errorRatio] }] })
  scene.metrics.warnings = planted
  const result = await scene.run()
  const evidence = await readFile(result.outputs['evidence-path'] ?? '', 'utf8')
  const page = await readFile(result.outputs['report-path'] ?? '', 'utf8')
  const told = [result.stdout, result.summary, JSON.stringify(result.outputs), evidence, page]
  for (const secret of planted) {
    const core = secret.replace('password=', '')
    expect([...told, ...scene.comments()].filter(text => text.includes(core))).toEqual([])
  }
})
