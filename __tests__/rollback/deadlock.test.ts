import { describe, expect, test } from '@jest/globals'
import { readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import {
  findDeadlocks,
  gateKnows,
  rollbackKnows,
  type Side,
  skipsEverything
} from '../../src/rollback/deadlock.js'
import { fillTemplate, isTrue } from '../../src/rollback/expression.js'
import { readWorkflowFile } from '../../src/rollback/workflow-file.js'

const root = resolve(import.meta.dirname, '../..')
const GATE = '.github/workflows/deploy.yml'
const ROLLBACK = '.github/workflows/rollback.yml'
const gateJobs = 'jobs: {deploy: {}, gate: {needs: deploy}}'

interface Files {
  readonly gate: string
  readonly rollback: string
  /** The workflow that either calls. */
  readonly called?: string
  readonly job?: string
  readonly event?: string
  readonly ref?: string
  readonly inputs?: Readonly<Record<string, string>>
}

function sides(files: Files): readonly [Side, Side] {
  const gate = readWorkflowFile(files.gate)
  const rollback = readWorkflowFile(files.rollback)
  const called = new Map(
    files.called === undefined
      ? []
      : [['.github/workflows/ship.yml', readWorkflowFile(files.called)] as const]
  )
  const run = {
    event: files.event ?? 'push',
    ref: files.ref ?? 'refs/heads/main',
    sha: 'a'.repeat(40),
    repository: 'acme/shop',
    dispatchInputs: files.inputs ?? {}
  }
  const target = { repository: 'acme/shop', ref: 'main', isBranch: true, input: 'tag' }
  return [
    { path: GATE, file: gate, known: gateKnows(run, GATE, gate), called },
    { path: ROLLBACK, file: rollback, known: rollbackKnows(target, ROLLBACK, rollback), called }
  ]
}

function found(files: Files): readonly string[] {
  const [gate, rollback] = sides(files)
  return findDeadlocks(gate, files.job ?? 'gate', rollback)
}

/** A rollback workflow with these inputs, in this group. */
const rollbackIn = (group: string, inputs = '{tag: {}}', more = 'jobs: {rollback: {}}') =>
  `name: Rollback\non: {workflow_dispatch: {inputs: ${inputs}}}\nconcurrency: ${group}\n${more}\n`
const gateIn = (group: string, jobs = gateJobs) =>
  `name: Deploy\non: push\nconcurrency: ${group}\n${jobs}\n`

describe('a group that the gate holds and the rollback needs', () => {
  test.each<[string, Files]>([
    ['by the same name', { gate: gateIn('deploy'), rollback: rollbackIn('deploy') }],
    ['in another case', { gate: gateIn('Deploy'), rollback: rollbackIn('deploy') }],
    [
      'of the job of the gate',
      {
        gate: 'on: push\njobs: {gate: {concurrency: {group: production}}}',
        rollback: rollbackIn('production')
      }
    ],
    [
      'of a job of the rollback',
      {
        gate: gateIn('production'),
        rollback: rollbackIn(
          '"${{ github.run_id }}"',
          '{}',
          'jobs: {undo: {concurrency: production}}'
        )
      }
    ],
    [
      'by the branch of both',
      { gate: gateIn('"${{ github.ref }}"'), rollback: rollbackIn('"${{ github.ref }}"') }
    ],
    [
      'by the name of one, written out in the other',
      { gate: gateIn('"${{ github.workflow }}"'), rollback: rollbackIn('deploy') }
    ],
    [
      'by the same name of two workflows',
      {
        gate: 'name: Ship\non: push\nconcurrency: "${{ github.workflow }}"\njobs: {gate: {}}',
        rollback: rollbackIn('"${{ github.workflow }}"').replace('name: Rollback', 'name: Ship')
      }
    ],
    [
      'by the default of an input',
      {
        gate: gateIn('deploy-production'),
        rollback: rollbackIn(
          '"deploy-${{ inputs.environment }}"',
          '{tag: {}, environment: {default: production}}'
        )
      }
    ],
    [
      'by an alternative to an input that nobody fills',
      {
        gate: gateIn('deploy-production'),
        rollback: rollbackIn('"deploy-${{ inputs.environment || \'production\' }}"')
      }
    ],
    [
      'by the input of a gate that was dispatched',
      {
        gate: gateIn('"deploy-${{ github.event.inputs[\'Environment\'] }}"'),
        rollback: rollbackIn('deploy-staging'),
        event: 'workflow_dispatch',
        inputs: { environment: 'staging' }
      }
    ],
    [
      'by a variable of the repository',
      { gate: gateIn('"x-${{ vars.GROUP }}"'), rollback: rollbackIn('"x-${{ vars.group }}"') }
    ],
    [
      'in a workflow that the rollback calls',
      {
        gate: gateIn('deploy-production'),
        rollback: rollbackIn(
          'rollback',
          '{}',
          'jobs: {go: {uses: ./.github/workflows/ship.yml, with: {to: production}}}'
        ),
        called:
          'on: {workflow_call: {inputs: {to: {}}}}\nconcurrency: "deploy-${{ inputs.to }}"\njobs: {ship: {}}'
      }
    ],
    [
      'in a workflow that calls the gate',
      {
        gate: 'on: push\njobs: {verify: {uses: ./.github/workflows/ship.yml, concurrency: lock}}',
        called: 'on: workflow_call\njobs: {gate: {}}',
        rollback: rollbackIn('lock')
      }
    ],
    [
      'of a called workflow that the gate stands in',
      {
        gate: 'on: push\njobs: {verify: {uses: ./.github/workflows/ship.yml}}',
        called:
          'on: {workflow_call: {inputs: {to: {default: production}}}}\njobs: {gate: {concurrency: "lock-${{ inputs.to }}"}}',
        rollback: rollbackIn('lock-production')
      }
    ]
  ])('%s', (_name, files) => {
    const problems = found(files)
    expect(problems).toEqual([expect.stringContaining('would wait for the gate')])
    expect(problems[0]).toMatch(/`concurrency: \{group: rollback/)
  })

  test('with cancel-in-progress would end the gate instead', () => {
    const group = '{group: deploy, cancel-in-progress: true}'
    expect(found({ gate: gateIn('deploy'), rollback: rollbackIn(group) })).toEqual([
      expect.stringContaining('would cancel this gate')
    ])
  })
})

describe('no alarm', () => {
  test.each<[string, Files]>([
    ['for groups of their own', { gate: gateIn('deploy'), rollback: rollbackIn('rollback') }],
    ['where nobody has one', { gate: `on: push\n${gateJobs}`, rollback: 'on: workflow_dispatch' }],
    [
      'for the group of a job that is over when the gate runs',
      {
        gate: 'on: push\njobs: {deploy: {concurrency: production}, gate: {needs: deploy}}',
        rollback: rollbackIn('production')
      }
    ],
    [
      'by the names of two workflows',
      { gate: gateIn('"${{ github.workflow }}"'), rollback: rollbackIn('"${{ github.workflow }}"') }
    ],
    [
      'by the ids of two runs',
      { gate: gateIn('"${{ github.run_id }}"'), rollback: rollbackIn('"${{ github.run_id }}"') }
    ],
    [
      'for a tag that was pushed and the branch that the rollback runs on',
      {
        gate: gateIn('"${{ github.ref }}"'),
        rollback: rollbackIn('"${{ github.ref }}"'),
        ref: 'refs/tags/v1.1.0'
      }
    ],
    [
      'by what is not known',
      {
        gate: gateIn('"${{ github.event.after }}"'),
        rollback: rollbackIn('"${{ github.event.after }}"')
      }
    ],
    [
      'by functions that are not understood',
      {
        gate: gateIn('"${{ format(\'{0}\', github.ref) }}"'),
        rollback: rollbackIn('"${{ format(\'{0}\', github.ref) }}"')
      }
    ],
    [
      'by the tag that is dispatched',
      { gate: gateIn('x-'), rollback: rollbackIn('"x-${{ inputs.tag }}"') }
    ],
    [
      'for a job that a dispatch skips',
      {
        gate: gateIn('deploy'),
        rollback:
          'on: [push, workflow_dispatch]\njobs: {a: {if: "github.event_name == \'push\'", concurrency: deploy}, b: {}}'
      }
    ]
  ])('%s', (_name, files) => {
    expect(found(files)).toEqual([])
  })

  const read = (name: string): string => readFileSync(join(root, 'examples', name), 'utf8')
  const rollback = read('rollback.yml')
  test.each(readdirSync(join(root, 'examples')).filter(name => /^(deploy|two|free)/.test(name)))(
    'for examples/%s beside examples/rollback.yml',
    name => {
      for (const ref of ['refs/heads/main', 'refs/tags/v1.1.0']) {
        for (const job of ['gate', 'analyze', 'rollback']) {
          expect(found({ gate: read(name), rollback, ref, job })).toEqual([])
        }
      }
      expect(skipsEverything(sides({ gate: read(name), rollback })[1])).toBe(false)
    }
  )
})

describe('a dispatch that would skip every job', () => {
  const skips = (jobs: string) => {
    const rollback = rollbackIn('rollback', '{tag: {}}', `jobs: ${jobs}`)
    return skipsEverything(sides({ gate: gateIn('deploy'), rollback })[1])
  }

  test.each([
    ["{a: {if: github.event_name == 'push'}}", true],
    ['{a: {if: "${{ github.event_name != \'workflow_dispatch\' }}"}, b: {needs: a}}', true],
    ['{a: {if: false}, b: {needs: [a], if: failure()}}', true],
    ["{a: {if: github.event_name == 'push'}, b: {needs: a, if: always()}}", false],
    ["{a: {if: github.event_name == 'push'}, b: {}}", false],
    ["{a: {if: inputs.tag != ''}}", false],
    ['{a: {if: "startsWith(inputs.tag, \'v\')"}}', false],
    ['{a: {if: "!cancelled() && github.ref_name == \'main\'"}}', false],
    ['{}', false]
  ])('%s: %s', (jobs, expected) => {
    expect(skips(jobs)).toBe(expected)
  })
})

describe('expressions', () => {
  const values = new Map<string, string | number | boolean | null>([
    ['github.ref', 'refs/heads/main'],
    ['inputs.none', null],
    ['inputs.count', 2],
    ['always()', true]
  ])
  const known = (path: string) => values.get(path)

  test.each([
    ['plain', 'plain'],
    ['a-${{ github.ref }}-b', 'a-refs/heads/main-b'],
    ['${{ inputs.none }}', ''],
    ["${{ inputs.none || 'x' }}", 'x'],
    ["${{ inputs.none && 'x' || 'y' }}", 'y'],
    ["${{ 'it''s' }}", "it's"],
    ['${{ inputs.count == 2 }}', 'true'],
    ["${{ (github.ref == 'REFS/heads/main') && 'a' }}", 'a'],
    ['${{ !inputs.none }}', 'true'],
    ["${{ github['ref'] }}", 'refs/heads/main'],
    ['${{ nobody.knows }}', undefined],
    ['${{ constructor }}', undefined],
    ['${{ toString }}', undefined],
    ["${{ nobody.knows || 'x' }}", undefined],
    ["${{ contains(github.ref, 'x') }}", undefined],
    ["${{ hashFiles('a') }}", undefined],
    ['${{ github.ref', undefined],
    ['${{ github.ref) }}', undefined],
    ['${{ }}', undefined]
  ])('%s is %j', (template, expected) => {
    expect(fillTemplate(template, known)).toBe(expected)
  })

  test.each([
    ['always()', true],
    ['${{ nobody.knows && false }}', false],
    ['false && nobody.knows', false],
    ['nobody.knows && true', undefined],
    ['valueOf', undefined],
    ["inputs.none == ''", true]
  ])('%s holds: %j', (condition, expected) => {
    expect(isTrue(condition, known)).toBe(expected)
  })
})
