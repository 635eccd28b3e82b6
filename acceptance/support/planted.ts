import { expect } from '@jest/globals'
import { readFile } from 'node:fs/promises'
import { micromark } from 'micromark'
import { gfm, gfmHtml } from 'micromark-extension-gfm'
import { offences } from '../../__tests__/support/render-oracle.js'
import { commandsIn } from '../../__tests__/support/runner-oracle.js'
import type { ActionResult } from '../../src/demo/runner.js'
import { outputNames } from '../../src/report/outputs.js'
import { errorLines, FEW_LOOKS, latency, type Part } from './configuration.js'
import { curve } from './curve.js'
import type { StoredLine } from './lines.js'
import { type Scene, type SceneOptions, TOKEN } from './scene.js'

const MINUTE = 60_000

/** What the bundle itself may tell the runner. */
const OURS = ['add-mask', 'error', 'warning']
const MOST_ANNOTATIONS = 4

export const newLines: Part = {
  name: 'new error signatures',
  endpoint: 'lines',
  logs: '{app="shop"}',
  'new-signatures': { max: 0, 'min-count': 3 }
}

/**
 * A scene in which these texts arrive by every way there is: labels of a failing series, lines of the log,
 * the error text of a backend, and the titles and authors of commits and pull requests.
 */
export async function plant(
  open: (options?: SceneOptions) => Promise<Scene>,
  texts: readonly string[],
  { isPrivate = true }: { readonly isPrivate?: boolean } = {}
): Promise<Scene> {
  const series = texts.map((text, index) => ({
    labels: { route: text, [`label_${index}`]: text },
    curve: curve(0.2)
  }))
  const scene = await open({
    config: [{ checks: [{ ...latency, query: 'hostile' }, errorLines, newLines] }, FEW_LOOKS],
    metrics: { hostile: series }
  })
  const { github, logs, lines, deployedAt } = scene
  github.state.private = isPrivate
  for (const { curve: each } of series) each.from(deployedAt, 3)
  logs.trouble = () => ({ status: 422, body: texts.join('\n') })
  lines.add([...usual(deployedAt), ...texts.flatMap(text => hostileLines(deployedAt, text))])
  addCommits(scene, texts)
  return scene
}

/** Between the last good release and this one, so that what changed lists them. */
function addCommits({ github, good, release }: Scene, texts: readonly string[]): void {
  const { commits } = github.state
  const above = [...commits.values()].find(({ parents }) => parents.includes(good))
  let parent = good
  texts.forEach((text, index) => {
    const message = text.replaceAll('\ud800', '')
    const files = { 'src/shop.ts': `// ${index}\n` }
    const author = message.split('\n')[0] ?? ''
    parent = github.addCommit({ message, author, parents: [parent], branch: 'old', files })
    github.addPull({ number: 100 + index, title: message, headSha: parent, mergedAt: Date.now() })
  })
  if (above === undefined || above.sha === release) return
  commits.set(above.sha, { ...above, parents: [parent] })
}

function usual(deployedAt: number): readonly StoredLine[] {
  return Array.from({ length: 160 }, (_, index) => ({
    at: deployedAt - 62 * MINUTE + index * 30_000,
    text: `WARN payment ${index} was slow: took ${800 + (index % 90)} ms`
  }))
}

/** The text as a message, as what follows one, and as a field of a JSON line. */
function hostileLines(deployedAt: number, text: string): readonly StoredLine[] {
  const forms = [
    text,
    `ERROR payment failed: ${text}`,
    JSON.stringify({ level: 'error', msg: text })
  ]
  return Array.from({ length: 12 }, (_, index) => ({
    at: deployedAt + MINUTE + 5_000 + index * 9_000,
    text: forms[index % forms.length] ?? text
  }))
}

/** Everything that leaves the process, by the name of its way. */
export async function toldBy(
  result: ActionResult,
  scene: Scene
): Promise<ReadonlyMap<string, string>> {
  const file = async (name: string): Promise<string> =>
    result.outputs[name] === undefined ? '' : readFile(result.outputs[name], 'utf8')
  return new Map([
    ['stdout', result.stdout],
    ['stderr', result.stderr],
    ['summary', result.summary],
    ['outputs', JSON.stringify(result.outputs)],
    ['comment', scene.comments().join('\n')],
    ['evidence', await file('evidence-path')],
    ['page', await file('report-path')],
    ['statuses', JSON.stringify(scene.github.state.statuses.map(it => it.description))]
  ])
}

/** No text from outside has become a command, an output, an element or a link. */
export function expectInert(result: ActionResult, scene: Scene): void {
  const commands = commandsIn(`${result.stdout}\n${result.stderr}`)
  expect(commands.map(({ name }) => name).filter(name => !OURS.includes(name))).toEqual([])
  expect(commands.filter(({ name }) => name === 'add-mask').map(({ data }) => data)).toEqual([
    TOKEN
  ])
  expect(commands.filter(({ name }) => name !== 'add-mask').length).toBeLessThanOrEqual(
    MOST_ANNOTATIONS
  )
  expect(Object.keys(result.outputs).toSorted()).toEqual([...outputNames].toSorted())
  for (const page of pagesOf(result, scene)) {
    expect(offences(page, ['github.com'])).toEqual([])
    expectWholeTables(page)
  }
}

/** Without the hidden marker, which the publisher writes and no outcome reaches. */
export function pagesOf(result: ActionResult, scene: Scene): readonly string[] {
  const pages = [...scene.comments(), result.summary]
  return pages.map(page => page.replace(/^<!-- bakegate:[^>]*-->/, ''))
}

/** Every row of a table has the columns of its head. */
function expectWholeTables(page: string): void {
  const html = micromark(page, { extensions: [gfm()], htmlExtensions: [gfmHtml()] })
  for (const [table] of html.matchAll(/<table>[\s\S]*?<\/table>/g)) {
    const widths = table.split('<tr>').slice(1)
    const counts = widths.map(rowText => rowText.match(/<t[hd][ >]/g)?.length ?? 0)
    expect(new Set(counts).size).toBe(1)
  }
}
