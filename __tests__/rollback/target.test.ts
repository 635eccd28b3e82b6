import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { chooseTarget, considerTarget } from '../../src/rollback/target.js'
import type { TargetFacts, TargetRules } from '../../src/rollback/facts.js'
import { isReleaseTag } from '../../src/rollback/tag.js'
import { compareVersions, parseVersion } from '../../src/rollback/version.js'
import type { Comparison } from '../../src/world.js'
import { runs } from '../support/runs.js'

const sha = (letter: string) => letter.repeat(40)
const [A, B, C, D] = [sha('a'), sha('b'), sha('c'), sha('d')]
const RULES: TargetRules = { tagPattern: 'v*', refuseIfChanged: [], acceptSha: false }
const ahead: Comparison = {
  status: 'ahead',
  files: [],
  filesTruncated: false,
  compared: [],
  total: 0,
  commits: []
}

interface Past {
  readonly id: string
  readonly sha: string
  readonly at: number
  readonly states?: readonly string[]
  readonly run?: string
}

/** D is deployed at 100; what came before is as given, nothing bad, each commit tagged v1 to v4. */
function factsOf(deployments: readonly Past[], change: Partial<TargetFacts> = {}): TargetFacts {
  return {
    deployed: { sha: D, deployedAt: 100 },
    deployments: deployments.map(it => ({
      id: it.id,
      sha: it.sha,
      ref: 'main',
      environment: 'production',
      createdAt: it.at,
      task: 'deploy',
      creator: 'github-actions[bot]'
    })),
    histories: new Map(
      deployments.map(it => [
        it.id,
        (it.states ?? ['in_progress', 'success']).map(state => ({
          state,
          createdAt: it.at,
          logUrl: `https://github.example/a/b/actions/runs/${it.run ?? '1'}/job/2`
        }))
      ])
    ),
    rollbackRuns: [],
    verdicts: new Map([A, B, C, D].map(it => [it, 'none'])),
    tags: new Map([
      [A, ['v1']],
      [B, ['v2']],
      [C, ['v3']],
      [D, ['v4']]
    ]),
    commits: new Map([
      ['v1', A],
      ['v2', B],
      ['v3', C],
      ['v4', D]
    ]),
    comparisons: new Map([A, B, C].map(it => [it, ahead])),
    releases: [],
    ...change
  }
}

const three = [
  { id: '1', sha: A, at: 10 },
  { id: '2', sha: B, at: 20 },
  { id: '3', sha: C, at: 30 },
  { id: '4', sha: D, at: 90 }
]
const release = (tag: string, publishedAt: number, draft = false, prerelease = false) => ({
  tag,
  draft,
  prerelease,
  publishedAt
})

describe('the target is', () => {
  test('the newest successful deployment of another commit', () => {
    expect(chooseTarget(factsOf(three), RULES)).toMatchObject({
      kind: 'target',
      target: { tag: 'v3', sha: C, source: 'deployment', strength: 'deployed' }
    })
  })

  test('older than one with a bad verdict, which is told as rejected', () => {
    const verdicts = new Map(factsOf(three).verdicts).set(C, 'bad')
    const decision = chooseTarget(factsOf(three, { verdicts }), RULES)
    expect(decision).toMatchObject({ kind: 'target', target: { tag: 'v2' } })
    expect(decision.rejected).toEqual([expect.objectContaining({ sha: C })])
  })

  test('stronger where its own bake passed', () => {
    const verdicts = new Map(factsOf(three).verdicts).set(C, 'good')
    expect(chooseTarget(factsOf(three, { verdicts }), RULES)).toMatchObject({
      target: { strength: 'passed' }
    })
  })

  test('found in the history of statuses: GitHub turns earlier successes inactive', () => {
    const states = ['in_progress', 'success', 'inactive']
    const facts = factsOf([{ id: '1', sha: A, at: 10, states }])
    expect(chooseTarget(facts, RULES)).toMatchObject({ target: { tag: 'v1' } })
  })

  test('never one whose deployment did not succeed', () => {
    const failed = { id: '9', sha: C, at: 40, states: ['in_progress', 'failure'] }
    const facts = factsOf([{ id: '1', sha: A, at: 10 }, failed])
    expect(chooseTarget(facts, RULES)).toMatchObject({ target: { tag: 'v1' } })
  })

  test('never one that was deployed after the deploy under judgement', () => {
    const later = { id: '9', sha: C, at: 150 }
    const own = { id: '8', sha: D, at: 120 }
    const facts = factsOf([{ id: '1', sha: A, at: 10 }, { id: '4', sha: D, at: 90 }, own, later])
    expect(chooseTarget(facts, RULES)).toMatchObject({ target: { tag: 'v1' } })
    const between = { id: '7', sha: B, at: 95 }
    const isBefore = factsOf([{ id: '1', sha: A, at: 10 }, { id: '4', sha: D, at: 90 }, between])
    expect(chooseTarget(isBefore, RULES)).toMatchObject({ target: { tag: 'v1' } })
    const unknown = factsOf([{ id: '1', sha: A, at: 10 }, between, later])
    expect(chooseTarget(unknown, RULES)).toMatchObject({ target: { tag: 'v2' } })
  })

  test('what a rollback run deployed, and not the commit that its deployment names', () => {
    const facts = factsOf([...three, { id: '5', sha: C, at: 50, run: '77' }], {
      rollbackRuns: [{ id: '77', title: 'Roll back to v1 bg-1' }]
    })
    expect(chooseTarget(facts, RULES)).toMatchObject({ target: { tag: 'v1', sha: A } })
  })

  test('not taken from a rollback run whose title names nothing', () => {
    const facts = factsOf(
      [
        { id: '1', sha: A, at: 10 },
        { id: '5', sha: C, at: 50, run: '77' }
      ],
      {
        rollbackRuns: [{ id: '77', title: 'Roll back' }]
      }
    )
    expect(chooseTarget(facts, RULES)).toMatchObject({ target: { tag: 'v1' } })
  })

  test.each(['v3', 'refs/tags/v3'])('named by the tag %s that it was deployed from', ref => {
    const { deployments = [] } = factsOf(three)
    const facts = factsOf(three, {
      deployments: deployments.map(it => ({ ...it, ref })),
      tags: new Map()
    })
    expect(chooseTarget(facts, RULES)).toMatchObject({ target: { tag: 'v3', sha: C } })
  })

  test('not named by a tag that points elsewhere by now', () => {
    const { deployments = [] } = factsOf(three)
    const facts = factsOf(three, { deployments: deployments.map(it => ({ ...it, ref: 'v2' })) })
    expect(chooseTarget(facts, RULES)).toMatchObject({ target: { tag: 'v3', sha: C } })
  })

  test('the newest release before the deployed commit where nothing was deployed', () => {
    const facts = factsOf([], { releases: [release('v1', 1), release('v3', 3), release('v2', 2)] })
    expect(chooseTarget(facts, RULES)).toMatchObject({
      target: { tag: 'v3', source: 'release', strength: 'released' }
    })
  })

  test.each([
    ['drafts', [release('v3', 3, true)]],
    ['pre-releases', [release('v3', 3, false, true)]],
    ['tags of another pattern', [release('nightly', 3)]],
    ['the deployed commit', [release('v4', 3)]],
    ['a tag that is gone', [release('v9', 3)]]
  ])('never among releases that are %s', (_name, releases) => {
    const commits = new Map(factsOf([]).commits).set('v9', undefined)
    expect(chooseTarget(factsOf([], { releases, commits }), RULES)).toMatchObject({
      kind: 'refused',
      code: 'no-target'
    })
  })

  test.each(['behind', 'diverged', 'identical'] as const)(
    'never a release that the deployed commit is %s of',
    status => {
      const comparisons = new Map([[C, { ...ahead, status }]])
      const facts = factsOf([], { releases: [release('v3', 3)], comparisons })
      expect(chooseTarget(facts, RULES)).toMatchObject({ kind: 'refused', code: 'no-target' })
    }
  )

  test('the one named, where one is named', () => {
    expect(chooseTarget(factsOf(three, { explicit: 'v1' }), RULES)).toMatchObject({
      target: { tag: 'v1', sha: A, source: 'input', strength: 'named' }
    })
  })
})

describe('deployments count', () => {
  const reasons = (facts: TargetFacts) => chooseTarget(facts, RULES).rejected
  const bad = new Map(factsOf([]).verdicts).set(B, 'bad').set(C, 'bad')

  test('from the same moment as the deploy under judgement as well', () => {
    const facts = factsOf([
      { id: '1', sha: A, at: 90 },
      { id: '2', sha: D, at: 90 }
    ])
    expect(chooseTarget(facts, RULES)).toMatchObject({ target: { sha: A } })
  })

  test('up to the newest deployment of the deployed commit, not its first', () => {
    const facts = factsOf([
      { id: '1', sha: A, at: 10 },
      { id: '2', sha: D, at: 40 },
      { id: '3', sha: B, at: 60 },
      { id: '4', sha: D, at: 90 }
    ])
    expect(chooseTarget(facts, RULES)).toMatchObject({ target: { sha: B } })
  })

  test('up to the deploy, whatever was recorded of its commit later', () => {
    const facts = factsOf([
      { id: '1', sha: A, at: 10 },
      { id: '2', sha: D, at: 90 },
      { id: '3', sha: C, at: 110 },
      { id: '4', sha: D, at: 120 }
    ])
    expect(chooseTarget(facts, RULES)).toMatchObject({ target: { sha: A } })
  })

  test('recorded at the very moment of the deploy', () => {
    const facts = factsOf([
      { id: '1', sha: A, at: 95 },
      { id: '2', sha: D, at: 90 },
      { id: '3', sha: D, at: 100 }
    ])
    expect(chooseTarget(facts, RULES)).toMatchObject({ target: { sha: A } })
  })

  test('by their number where they came in the same second', () => {
    const facts = factsOf([
      { id: '9', sha: A, at: 10 },
      { id: '10', sha: B, at: 10 },
      { id: '8', sha: C, at: 10 }
    ])
    expect(chooseTarget(facts, RULES)).toMatchObject({ target: { sha: B } })
  })

  test('six at most: each costs requests', () => {
    const failed = Array.from({ length: 6 }, (_, i) => ({
      id: String(i + 2),
      sha: i.toString(16).repeat(40),
      at: 20 + i,
      states: ['failure']
    }))
    const past = [{ id: '1', sha: A, at: 10 }, ...failed]
    expect(chooseTarget(factsOf(past.slice(0, -1)), RULES)).toMatchObject({ target: { sha: A } })
    expect(chooseTarget(factsOf(past), RULES)).toMatchObject({ kind: 'refused', code: 'no-target' })
  })

  test('once each where they are rejected, under each name that they had', () => {
    const facts = factsOf([...three, { id: '0', sha: C, at: 5 }, { id: '00', sha: B, at: 4 }], {
      verdicts: bad
    })
    const why = 'It has a bad verdict on record.'
    expect(reasons(facts)).toEqual([
      { tag: 'main', sha: C, why },
      { tag: 'main', sha: B, why }
    ])
    const { deployments = [] } = facts
    const renamed = deployments.map(it => (it.id === '0' ? { ...it, ref: 'dev' } : it))
    expect(reasons({ ...facts, deployments: renamed.filter(it => it.id !== '1') })).toEqual([
      { tag: 'main', sha: C, why },
      { tag: 'main', sha: B, why },
      { tag: 'dev', sha: C, why }
    ])
  })

  test('not where they failed, which is told', () => {
    const facts = factsOf([{ id: '1', sha: A, at: 10, states: ['failure'] }])
    expect(reasons(facts)).toEqual([
      { tag: 'main', sha: A, why: 'Its deployment never succeeded.' }
    ])
  })

  const byRun = { id: '5', sha: C, at: 50, run: '77' }

  test.each([
    ['names two releases', 'Roll back from v2 to v1'],
    ['names a release that does not exist', 'Roll back to v8'],
    ['names none', 'Roll back']
  ])('not where a rollback run made them whose title %s', (_name, title) => {
    const facts = factsOf([byRun], {
      rollbackRuns: [{ id: '77', title }],
      commits: new Map(factsOf([]).commits).set('v8', undefined)
    })
    const why =
      'It was made by the rollback workflow, and the title of its run does not name one target.'
    expect(reasons(facts)).toEqual([{ tag: 'main', sha: C, why }])
  })

  test('where its title names one release that exists beside one that does not', () => {
    const facts = factsOf([byRun], {
      rollbackRuns: [{ id: '77', title: 'Roll back to v1 instead of v8' }],
      commits: new Map(factsOf([]).commits).set('v8', undefined)
    })
    expect(chooseTarget(facts, RULES)).toMatchObject({
      target: { tag: 'v1', sha: A, source: 'deployment', strength: 'deployed' }
    })
  })

  test('not where a rollback run brought the deployed commit back', () => {
    const facts = factsOf([byRun], { rollbackRuns: [{ id: '77', title: 'Roll back to v4' }] })
    expect(reasons(facts)).toEqual([{ tag: 'v4', sha: D, why: 'It is the deployed commit.' }])
  })

  test('as made by a run that one of their statuses links to', () => {
    const facts = factsOf([{ id: '1', sha: A, at: 10 }, byRun], {
      rollbackRuns: [{ id: '77', title: 'Roll back to v2' }]
    })
    const [linked, ...others] = facts.histories.get('5') ?? []
    if (linked === undefined) throw new Error('no status')
    const { logUrl: _, ...unlinked } = linked
    const elsewhere = { ...linked, logUrl: 'https://ci.example/77' }
    const histories = new Map(facts.histories).set('5', [unlinked, elsewhere, linked, ...others])
    expect(chooseTarget({ ...facts, histories }, RULES)).toMatchObject({ target: { sha: B } })
  })
})

describe('releases count', () => {
  const reasonOf = (tag: string, change: Partial<TargetFacts> = {}) =>
    chooseTarget(factsOf([], { releases: [release(tag, 3)], ...change }), RULES).rejected

  test('by name where they came in the same second, or at no known time', () => {
    const same = [release('v1', 3), release('v3', 3), release('v2', 3)]
    expect(chooseTarget(factsOf([], { releases: same }), RULES)).toMatchObject({
      target: { tag: 'v3' }
    })
    const unknown = same.map(({ publishedAt: _, ...it }) => it)
    expect(chooseTarget(factsOf([], { releases: unknown }), RULES)).toMatchObject({
      target: { tag: 'v3' }
    })
  })

  test('not where they are the deployed commit: nothing has to be compared', () => {
    const comparisons = new Map()
    expect(reasonOf('v4', { comparisons })).toEqual([
      { tag: 'v4', sha: D, why: 'It is the deployed commit.' }
    ])
  })

  test('not where the tag is gone', () => {
    const commits = new Map(factsOf([]).commits).set('v9', undefined)
    expect(reasonOf('v9', { commits })).toEqual([
      { tag: 'v9', sha: '', why: 'Its tag does not exist or is not a commit.' }
    ])
  })

  test('not where they lie on another branch', () => {
    const comparisons = new Map([[C, { ...ahead, status: 'diverged' as const }]])
    expect(reasonOf('v3', { comparisons })).toEqual([
      { tag: 'v3', sha: C, why: 'It is not an ancestor of the deployed commit.' }
    ])
  })
})

describe('what is not known is asked', () => {
  const { deployments: _deployments, ...noDeployments } = factsOf(three)
  const { rollbackRuns: _runs, ...noRuns } = factsOf(three)
  const { releases: _releases, ...noReleases } = factsOf([])
  const byRun = [{ id: '5', sha: C, at: 50, run: '77' }]
  const rollbackRuns = [{ id: '77', title: 'Roll back to v8' }]
  const fromTag = (factsOf(three).deployments ?? []).map(it => ({ ...it, ref: 'v3' }))
  const rules = { ...RULES, refuseIfChanged: ['db/**'] }
  const none = { verdicts: new Map(), commits: new Map(), comparisons: new Map(), tags: new Map() }
  const { commits, verdicts, comparisons, tags } = none

  test.each<[string, TargetFacts, object]>([
    ['deployments', noDeployments, { ask: 'deployments' }],
    ['the history of one', factsOf(three, { histories: new Map() }), { ask: 'history', id: '3' }],
    ['who made it', noRuns, { ask: 'rollback-runs' }],
    ['a release in a title', factsOf(byRun, { rollbackRuns }), { ask: 'commit', name: 'v8' }],
    ['its verdict', factsOf(three, { verdicts }), { ask: 'verdict', sha: C }],
    [
      'the tag it was deployed from',
      factsOf(three, { deployments: fromTag, commits }),
      { ask: 'commit', name: 'v3' }
    ],
    ['its tags', factsOf(three, { tags }), { ask: 'tags', sha: C }],
    ['what changed since', factsOf(three, { comparisons }), { ask: 'comparison', sha: C }],
    ['releases', noReleases, { ask: 'releases' }],
    [
      'the commit of a release',
      factsOf([], { releases: [release('v3', 3)], commits }),
      { ask: 'commit', name: 'v3' }
    ],
    [
      'whether it came before',
      factsOf([], { releases: [release('v3', 3)], comparisons }),
      { ask: 'comparison', sha: C }
    ],
    [
      'the commit of the one named',
      factsOf(three, { explicit: 'v1', commits }),
      { ask: 'commit', name: 'v1' }
    ],
    [
      'the verdict of the one named',
      factsOf(three, { explicit: 'v1', verdicts }),
      { ask: 'verdict', sha: A }
    ]
  ])('%s', (_name, facts, question) => {
    expect(considerTarget(facts, rules)).toEqual({ kind: 'question', ...question })
    expect(chooseTarget(facts, rules)).toMatchObject({
      code: 'no-target',
      sentence: expect.stringMatching(/^The target could not be decided: [a-z-]+ is not known\.$/)
    })
  })

  test('and nothing about a release that the input names by tag', () => {
    const facts = factsOf(three, { explicit: 'v1', tags, comparisons })
    expect(chooseTarget(facts, RULES)).toEqual({
      kind: 'target',
      target: {
        tag: 'v1',
        sha: A,
        source: 'input',
        strength: 'named',
        why: 'It was named in rollback-to.'
      },
      rejected: []
    })
  })
})

describe('it is refused', () => {
  test.each<[string, Partial<TargetFacts>, Partial<TargetRules>, string]>([
    ['the deployed commit named', { explicit: 'v4' }, {}, 'same-commit'],
    ['an unsafe tag named', { explicit: 'v1;rm' }, {}, 'bad-tag'],
    ['a tag of another pattern named', { explicit: 'nightly' }, {}, 'bad-tag'],
    ['a SHA named', { explicit: A }, {}, 'bad-tag'],
    [
      'a missing tag named',
      { explicit: 'v9', commits: new Map([['v9', undefined]]) },
      {},
      'no-target'
    ],
    ['a bad release named', { explicit: 'v1', verdicts: new Map([[A, 'bad']]) }, {}, 'no-target'],
    ['no tag on the commit', { tags: new Map([[C, []]]) }, {}, 'untagged-target'],
    ['a tag of another pattern', { tags: new Map([[C, ['nightly']]]) }, {}, 'untagged-target'],
    ['a version below the floor', {}, { minVersion: 'v3.0.1' }, 'below-min-version'],
    [
      'a tag without a version',
      { tags: new Map([[C, ['vnext']]]) },
      { minVersion: 'v1' },
      'below-min-version'
    ],
    ['a floor that is no version', {}, { minVersion: 'latest' }, 'below-min-version'],
    [
      'a migration since then',
      { comparisons: new Map([[C, { ...ahead, files: ['src/a.ts', 'db/migrations/1.sql'] }]]) },
      { refuseIfChanged: ['db/migrations/**'] },
      'irreversible-change'
    ],
    [
      'more files than GitHub lists',
      { comparisons: new Map([[C, { ...ahead, filesTruncated: true }]]) },
      { refuseIfChanged: ['db/migrations/**'] },
      'irreversible-change'
    ]
  ])('for %s', (_name, change, rules, code) => {
    const decision = chooseTarget(factsOf(three, change), { ...RULES, ...rules })
    expect(decision).toMatchObject({ kind: 'refused', code })
  })

  test.each<[string, Partial<TargetFacts>, Partial<TargetRules>, string]>([
    [
      'which name is no release tag',
      { explicit: 'nightly' },
      {},
      '"nightly" is not a tag that matches "v*". Name a release tag in rollback-to.'
    ],
    [
      'which name is none',
      { explicit: 'v9', commits: new Map([['v9', undefined]]) },
      {},
      '"v9" does not exist, or is not a commit.'
    ],
    ['what is deployed', { explicit: 'v4' }, {}, '"v4" is the deployed commit itself.'],
    [
      'what is bad and how to say otherwise',
      { explicit: 'v1', verdicts: new Map([[A, 'bad']]) },
      {},
      '"v1" has a bad verdict on record. Set another one with mode override if it is good.'
    ],
    [
      'which commit wants a tag',
      { tags: new Map([[C, []]]) },
      {},
      'The last good commit cccccccccccc has no tag that matches "v*". Tag it, or set rollback.accept-sha.'
    ],
    ['the floor', {}, { minVersion: 'v4' }, 'v3 is not at or above rollback.min-version v4.'],
    [
      'the first file that cannot be undone, and by which pattern',
      { comparisons: new Map([[C, { ...ahead, files: ['a.ts', 'db/2.sql', 'db/1.sql'] }]]) },
      { refuseIfChanged: ['*.md', 'db/*'] },
      'db/1.sql changed since the target and matches rollback.refuse-if-changed "db/*". Roll forward, or roll back by hand.'
    ],
    [
      'that files are missing from the list',
      { comparisons: new Map([[C, { ...ahead, filesTruncated: true }]]) },
      { refuseIfChanged: ['db/*'] },
      'More files changed since the target than GitHub lists, so rollback.refuse-if-changed cannot be checked. Roll back by hand.'
    ],
    [
      'that there is nothing to go back to',
      { deployments: [] },
      {},
      'There is no earlier successful deployment of this environment and no earlier release that is not known to be bad.'
    ]
  ])('with a sentence that says %s', (_name, change, rules, sentence) => {
    const decision = chooseTarget(factsOf(three, change), { ...RULES, ...rules })
    expect(decision).toMatchObject({ kind: 'refused', sentence, rejected: [] })
  })

  test('files that no pattern names are no obstacle, and * stays in its folder', () => {
    const files = ['src/a.ts', 'db/seeds/1.sql']
    const comparisons = new Map([[C, { ...ahead, files }]])
    const rules = { ...RULES, refuseIfChanged: ['db/*', '*.md'] }
    expect(chooseTarget(factsOf(three, { comparisons }), rules).kind).toBe('target')
  })

  test('a SHA that is named is taken where that is accepted, by its tag where it has one', () => {
    const commits = new Map([[A, A]])
    const rules = { ...RULES, acceptSha: true }
    const facts = factsOf(three, { explicit: A, commits })
    expect(chooseTarget(facts, rules)).toMatchObject({ target: { tag: 'v1', sha: A } })
    const untagged = factsOf(three, { explicit: A, commits, tags: new Map([[A, []]]) })
    expect(chooseTarget(untagged, rules)).toMatchObject({ target: { tag: A, sha: A } })
    expect(chooseTarget(untagged, { ...rules, minVersion: 'v0' })).toMatchObject({
      code: 'below-min-version'
    })
  })

  test('a commit without a tag is sent where that is accepted', () => {
    const facts = factsOf(three, { tags: new Map([[C, []]]) })
    expect(chooseTarget(facts, { ...RULES, acceptSha: true })).toMatchObject({
      target: { tag: C, sha: C }
    })
  })

  test('a floor at the very version is no obstacle', () => {
    expect(chooseTarget(factsOf(three), { ...RULES, minVersion: 'v3.0.0' }).kind).toBe('target')
  })

  test('many files do not matter where no pattern asks about them', () => {
    const comparisons = new Map([[C, { ...ahead, filesTruncated: true }]])
    expect(chooseTarget(factsOf(three, { comparisons }), RULES).kind).toBe('target')
  })

  test('while a question is open', () => {
    const facts = factsOf(three, { verdicts: new Map() })
    expect(considerTarget(facts, RULES)).toEqual({ kind: 'question', ask: 'verdict', sha: C })
    expect(chooseTarget(facts, RULES)).toMatchObject({ kind: 'refused', code: 'no-target' })
  })
})

describe('over any history', () => {
  const shas = ['a', 'b', 'c', 'd', 'e'].map(sha)
  const aSha = fc.constantFrom(...shas)
  const history = fc.record({
    deployments: fc.array(
      fc.record({
        sha: aSha,
        at: fc.integer({ min: 0, max: 120 }),
        states: fc.subarray(['in_progress', 'success', 'failure', 'inactive', 'queued']),
        run: fc.constantFrom('1', '77', '78')
      }),
      { maxLength: 12 }
    ),
    verdicts: fc.tuple(
      ...shas.map(() => fc.constantFrom<'good' | 'bad' | 'none'>('good', 'bad', 'none'))
    ),
    tags: fc.tuple(
      ...shas.map(() =>
        fc.subarray(['v1.0.0', 'v2.0.0', 'v2.0.0-rc.1', 'v3.1.0', 'vnext', 'nightly', 'v1;x', '-v'])
      )
    ),
    statuses: fc.tuple(
      ...shas.map(() =>
        fc.constantFrom<Comparison['status']>('ahead', 'behind', 'diverged', 'identical')
      )
    ),
    releases: fc.array(
      fc.record({
        tag: fc.constantFrom('v1.0.0', 'v2.0.0', 'v2.0.0-rc.1', 'v3.1.0', 'nightly', 'v1;x'),
        draft: fc.boolean(),
        prerelease: fc.boolean(),
        publishedAt: fc.integer({ min: 0, max: 5 })
      }),
      { maxLength: 6 }
    ),
    explicit: fc.option(fc.constantFrom('v1.0.0', 'v3.1.0', 'nightly', '-v', sha('b'), sha('e')), {
      nil: undefined
    }),
    acceptSha: fc.boolean(),
    minVersion: fc.option(fc.constantFrom('v1.5.0', 'v3.0.0'), { nil: undefined }),
    migrated: fc.boolean(),
    seed: fc.integer()
  })
  type History = typeof history extends fc.Arbitrary<infer T> ? T : never

  const deployed = sha('e')
  const build = (it: History): [TargetFacts, TargetRules] => {
    const commits = new Map<string, string | undefined>(shas.map(each => [each, each]))
    it.tags.forEach((tags, index) => tags.forEach(tag => commits.set(tag, shas[index])))
    for (const { tag } of it.releases) if (!commits.has(tag)) commits.set(tag, undefined)
    for (const tag of ['v1.0.0', 'v3.1.0', 'nightly', '-v', 'v2.0.0']) {
      if (!commits.has(tag)) commits.set(tag, undefined)
    }
    const past = it.deployments.map((each, index) => ({ id: String(index + 1), ...each }))
    const base = factsOf(past)
    return [
      {
        ...base,
        deployed: { sha: deployed, deployedAt: 100 },
        ...(it.explicit === undefined ? {} : { explicit: it.explicit }),
        rollbackRuns: [
          { id: '77', title: 'Back to v2.0.0' },
          { id: '78', title: 'Back' }
        ],
        verdicts: new Map(shas.map((each, index) => [each, it.verdicts[index] ?? 'none'])),
        tags: new Map(shas.map((each, index) => [each, it.tags[index] ?? []])),
        commits,
        comparisons: new Map(
          shas.map((each, index) => [
            each,
            {
              ...ahead,
              status: it.statuses[index] ?? 'ahead',
              files: it.migrated ? ['db/migrations/1.sql'] : ['src/a.ts']
            }
          ])
        ),
        releases: it.releases
      },
      {
        tagPattern: 'v*',
        refuseIfChanged: ['db/migrations/**'],
        acceptSha: it.acceptSha,
        ...(it.minVersion === undefined ? {} : { minVersion: it.minVersion })
      }
    ]
  }

  test('a target is never bad, never the deployed commit, never below the floor, never unsafe', () => {
    let targets = 0
    fc.assert(
      fc.property(history, it => {
        const [facts, rules] = build(it)
        const decision = chooseTarget(facts, rules)
        if (decision.kind !== 'target') return
        targets++
        const { target } = decision
        expect(facts.verdicts.get(target.sha)).not.toBe('bad')
        expect(target.sha).not.toBe(deployed)
        expect(it.migrated).toBe(false)
        const isTag = isReleaseTag(target.tag, rules.tagPattern)
        expect(isTag || (rules.acceptSha && target.tag === target.sha)).toBe(true)
        if (rules.minVersion !== undefined) {
          const [version, floor] = [parseVersion(target.tag), parseVersion(rules.minVersion)]
          if (version === undefined || floor === undefined) throw new Error('no version')
          expect(compareVersions(version, floor)).toBeGreaterThanOrEqual(0)
        }
        expect(target.strength === 'passed').toBe(
          target.source !== 'input' && facts.verdicts.get(target.sha) === 'good'
        )
      }),
      runs(3000)
    )
    expect(targets).toBeGreaterThan(100)
  })

  test('the order in which things are listed does not matter', () => {
    fc.assert(
      fc.property(history, fc.infiniteStream(fc.nat()), (it, stream) => {
        const [facts, rules] = build(it)
        const shuffle = <T>(list: readonly T[]) =>
          list
            .map(item => ({ item, key: Number(stream.next().value) }))
            .toSorted((a, b) => a.key - b.key)
            .map(({ item }) => item)
        const shuffled: TargetFacts = {
          ...facts,
          deployments: shuffle(facts.deployments ?? []),
          histories: new Map(shuffle([...facts.histories]).map(([id, all]) => [id, shuffle(all)])),
          rollbackRuns: shuffle(facts.rollbackRuns ?? []),
          verdicts: new Map(shuffle([...facts.verdicts])),
          tags: new Map(shuffle([...facts.tags]).map(([each, all]) => [each, shuffle(all)])),
          releases: shuffle(facts.releases ?? [])
        }
        expect(chooseTarget(shuffled, rules)).toEqual(chooseTarget(facts, rules))
      }),
      runs(1500)
    )
  })

  test('answering its questions one by one gives the same as knowing all at once', () => {
    fc.assert(
      fc.property(history, it => {
        const [all, rules] = build(it)
        let known: TargetFacts = {
          deployed: all.deployed,
          ...(all.explicit === undefined ? {} : { explicit: all.explicit }),
          histories: new Map(),
          verdicts: new Map(),
          tags: new Map(),
          commits: new Map(),
          comparisons: new Map()
        }
        let asked = 0
        for (;;) {
          const step = considerTarget(known, rules)
          if (step.kind !== 'question') {
            expect(step).toEqual(chooseTarget(all, rules))
            break
          }
          expect(++asked).toBeLessThan(60)
          known = learn(known, all, step)
        }
      }),
      runs(1500)
    )
  })

  function learn(
    known: TargetFacts,
    all: TargetFacts,
    question: Extract<ReturnType<typeof considerTarget>, { kind: 'question' }>
  ): TargetFacts {
    const with_ = <V>(map: ReadonlyMap<string, V>, from: ReadonlyMap<string, V>, key: string) =>
      new Map(map).set(key, from.get(key) as V)
    switch (question.ask) {
      case 'deployments':
        return { ...known, deployments: all.deployments ?? [] }
      case 'rollback-runs':
        return { ...known, rollbackRuns: all.rollbackRuns ?? [] }
      case 'releases':
        return { ...known, releases: all.releases ?? [] }
      case 'history':
        return { ...known, histories: with_(known.histories, all.histories, question.id) }
      case 'verdict':
        return { ...known, verdicts: with_(known.verdicts, all.verdicts, question.sha) }
      case 'tags':
        return { ...known, tags: with_(known.tags, all.tags, question.sha) }
      case 'comparison':
        return { ...known, comparisons: with_(known.comparisons, all.comparisons, question.sha) }
      case 'commit':
        return { ...known, commits: with_(known.commits, all.commits, question.name) }
    }
  }
})
