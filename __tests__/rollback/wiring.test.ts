import { describe, expect, test } from '@jest/globals'
import { readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { findMiswiring } from '../../src/rollback/wiring.js'
import { readWorkflowFile } from '../../src/rollback/workflow-file.js'

const examples = resolve(import.meta.dirname, '../../examples')
const TWO_JOBS = readFileSync(join(examples, 'two-jobs.yml'), 'utf8')

function found(source: string, mode = 'analyze', job = mode, hasOwnToken = false) {
  const file = readWorkflowFile(source)
  return findMiswiring({ file, job, mode, workflow: 'rollback.yml', hasOwnToken })
}

/** The example, changed in one place. */
function changed(from: string | RegExp, to: string): string {
  const source = TWO_JOBS.replace(from, to)
  if (source === TWO_JOBS) throw new Error(`nothing matches ${from}`)
  return source
}

describe('the second of two jobs', () => {
  test.each<[string, string | RegExp, string, string]>([
    [
      'without a condition is skipped',
      "    if: failure() && needs.analyze.result == 'failure'\n",
      '',
      "if: failure() && needs.analyze.result == 'failure'"
    ],
    [
      'with a condition that asks for no status is skipped as well',
      'if: failure() && needs',
      'if: needs',
      'would be skipped when the analysis fails'
    ],
    [
      'waits for a failure that is forgiven',
      '  analyze:\n',
      '  analyze:\n    continue-on-error: true\n',
      '`continue-on-error` in `jobs.analyze` hides it'
    ],
    [
      'waits for a failure of a step that is forgiven',
      '      - id: bakegate\n',
      '      - id: bakegate\n        continue-on-error: true\n',
      '`continue-on-error` in `jobs.analyze` hides it'
    ],
    [
      'is given no analysis',
      '          analysis: ${{ needs.analyze.outputs.result }}\n',
      '',
      'analysis: ${{ needs.analyze.outputs.result }}'
    ],
    [
      'does not need the job of the analysis',
      "needs: [deploy, analyze]\n    if: failure() && needs.analyze.result == 'failure'",
      'needs: deploy\n    if: failure()',
      'needs: [deploy, analyze]'
    ],
    [
      'reads an output that the first does not pass on',
      '    outputs:\n      result: ${{ steps.bakegate.outputs.result }}\n',
      '',
      'outputs: {result: "${{ steps.bakegate.outputs.result }}"}'
    ],
    [
      'reads the output of a step without an id',
      '      - id: bakegate\n        uses',
      '      - uses',
      'id: bakegate'
    ],
    [
      'may not dispatch',
      'actions: write\n',
      'actions: read\n',
      'Write `actions: write` in its `permissions`'
    ]
  ])('%s', (_name, from, to, told) => {
    expect(found(changed(from, to))).toEqual([expect.stringContaining(told)])
  })

  test.each<[string, string | RegExp, string]>([
    ['asks whether it always runs', "failure() && needs.analyze.result == 'failure'", 'always()'],
    ['asks whether nobody cancelled', /failure\(\) (&&.*)/, '${{ !cancelled() $1 }}'],
    ['reads with brackets', 'needs.analyze.outputs.result', "needs['analyze'].outputs['result']"],
    ['reads something else', '${{ needs.analyze.outputs.result }}', '${{ env.ANALYSIS }}'],
    [
      'may do everything',
      /permissions:\n(?: {6}.*\n){5} {4}steps/,
      'permissions: write-all\n    steps'
    ],
    [
      'has a token of its own',
      /actions: write([\s\S]*mode: rollback)/,
      'actions: read$1\n          rollback-token: ${{ secrets.APP }}'
    ],
    ['is not there', /\n {2}rollback:\n[\s\S]*/, '\n']
  ])('is left alone where it %s', (_name, from, to) => {
    expect(found(changed(from, to))).toEqual([])
  })
})

describe('the job of a gate', () => {
  const job = (more: string) =>
    `on: push\njobs:\n  gate:\n    steps: [{uses: bakegate/bakegate@v1}]\n    ${more}\n`

  test.each([
    ['permissions: {contents: read, actions: read}', false, true],
    ['permissions: {}', false, true],
    ['permissions: read-all', false, true],
    ['permissions: {actions: write}', false, false],
    ['timeout-minutes: 5', false, false],
    ['permissions: {}', true, false]
  ])('with %s (another token: %s) is told of actions: write: %s', (more, hasOwnToken, isTold) => {
    const problems = found(job(more), 'gate', 'gate', hasOwnToken)
    expect(problems.some(it => it.includes('`actions: write`'))).toBe(isTold)
  })

  test('is not told of permissions where it gives a token that is not the job’s', () => {
    const given = 'with: {github-token: "${{ secrets.APP }}"}'
    const source = job('permissions: {}').replace('@v1}', `@v1, ${given}}`)
    expect(found(source, 'gate', 'gate')).toEqual([])
  })

  const calls = (more: string) =>
    `${job('permissions: {actions: write}')}  undo: {needs: gate, ${more}}\n`
  test.each([
    ['if: failure(), uses: ./.github/workflows/rollback.yml', true],
    ['if: always(), uses: acme/shop/.github/workflows/rollback.yml@main', true],
    ['uses: ./.github/workflows/rollback.yml', false],
    ['if: failure(), uses: ./.github/workflows/page.yml', false],
    ['if: failure()', false]
  ])('followed by {%s} would roll back twice: %s', (more, isTold) => {
    const problems = found(calls(more), 'gate', 'gate')
    expect(problems.some(it => it.includes('roll back twice'))).toBe(isTold)
  })
})

test.each(readdirSync(examples).filter(name => name.endsWith('.yml')))(
  'nothing is wrong with examples/%s',
  name => {
    const source = readFileSync(join(examples, name), 'utf8')
    for (const mode of ['gate', 'analyze', 'rollback']) expect(found(source, mode)).toEqual([])
  }
)
