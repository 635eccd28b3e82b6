import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { isOfCommit, isOfScope, newCorrelation } from '../../src/rollback/correlation.js'
import { compareText } from '../../src/rollback/facts.js'
import { matchesGlob } from '../../src/rollback/glob.js'
import {
  isReleaseTag,
  isSafeTag,
  isSha,
  releaseTagOf,
  releaseTagsIn
} from '../../src/rollback/tag.js'
import { compareVersions, parseVersion } from '../../src/rollback/version.js'
import { deployOf } from './support.js'

describe('a glob', () => {
  test.each([
    ['v*', 'v1.2.3', true],
    ['v*', 'av1', false],
    ['v*', 'v', true],
    ['v?.?', 'v1.2', true],
    ['v?.?', 'v1.23', false],
    ['app@*', 'app@1.2.3', true],
    ['pkg/*', 'pkg/v1/x', true],
    ['pkg?v1', 'pkg/v1', true],
    ['*', '', true],
    ['', '', true],
    ['', 'a', false],
    ['v[0-9]', 'v1', false],
    ['v[0-9]', 'v[0-9]', true],
    ['a.c', 'abc', false],
    ['**', 'a/b', true]
  ])('of tags %j on %j: %s', (pattern, text, expected) => {
    expect(matchesGlob(pattern, text)).toBe(expected)
  })

  test.each([
    ['db/migrations/**', 'db/migrations/2026/a.sql', true],
    ['db/migrations/**', 'db/migrations.md', false],
    ['db/**/a.sql', 'db/a.sql', true],
    ['db/**/a.sql', 'db/x/y/a.sql', true],
    ['db/**/a.sql', 'db/xa.sql', false],
    ['**/*.sql', 'a.sql', true],
    ['**/*.sql', 'x/y/a.sql', true],
    ['*.sql', 'x/a.sql', false],
    ['db/*', 'db/x/y', false],
    ['?', '/', false],
    ['v?.sql', 'v1.sql', true],
    ['**/db/**/db/a.sql', 'db/x/db/a.sql', true],
    ['**', 'x/y', true]
  ])('of paths %j on %j: %s', (pattern, path, expected) => {
    expect(matchesGlob(pattern, path, true)).toBe(expected)
  })

  test('without wildcards matches itself only', () => {
    const plain = fc.string({ unit: fc.constantFrom('a', 'b', '.', '/', '(', '+', '$') })
    fc.assert(
      fc.property(plain, plain, (a, b) => {
        expect(matchesGlob(a, b)).toBe(a === b)
        expect(matchesGlob(a, b, true)).toBe(a === b)
      }),
      { numRuns: 1000 }
    )
  })

  test('agrees with a regular expression on tags', () => {
    const unit = fc.constantFrom('a', 'b', '*', '?')
    fc.assert(
      fc.property(fc.string({ unit }), fc.string({ unit }), (pattern, text) => {
        const source = pattern.replace(/\*/g, '.*').replace(/\?/g, '.')
        expect(matchesGlob(pattern, text)).toBe(new RegExp(`^${source}$`).test(text))
      }),
      { numRuns: 2000 }
    )
  })

  test('of many stars is still quick', () => {
    const started = performance.now()
    matchesGlob(`${'*a'.repeat(60)}b`, 'a'.repeat(255))
    expect(performance.now() - started).toBeLessThan(500)
  })
})

describe('a tag', () => {
  test.each([
    'v1.0;rm',
    'a$(id)',
    'a`id`',
    'a${IFS}b',
    'a#1',
    '-rf',
    '<!--x-->',
    'a\u202eb',
    'v1"}or{a="b',
    'a b',
    'a\nb',
    'v1..v2',
    '../x',
    '',
    'v'.repeat(300),
    'vü'
  ])('%j is not safe', tag => {
    expect(isSafeTag(tag)).toBe(false)
  })

  test.each(['v1.2.3', 'app@1.2.3', 'pkg/v1.2.3', '2026.11.23', 'v1.2.3+build', 'v1-rc.1', '@x'])(
    '%j is safe',
    tag => {
      expect(isSafeTag(tag)).toBe(true)
    }
  )

  test('that is a release has to match the pattern too', () => {
    expect(isReleaseTag('v1', 'v*')).toBe(true)
    expect(isReleaseTag('nightly', 'v*')).toBe(false)
    expect(isReleaseTag('v1;', 'v*')).toBe(false)
  })

  test('of a commit with several is the highest version, whatever their order', () => {
    const tags = ['v1.9.0', 'v1.10.0', 'v1.10.0-rc.1', 'latest', 'vnext']
    fc.assert(
      fc.property(fc.shuffledSubarray(tags, { minLength: tags.length }), shuffled => {
        expect(releaseTagOf(shuffled, 'v*')).toBe('v1.10.0')
      })
    )
    expect(releaseTagOf(tags, 'v*', 'v1.9.0')).toBe('v1.9.0')
    expect(releaseTagOf(tags, 'v*', 'main')).toBe('v1.10.0')
    expect(releaseTagOf(['latest'], 'v*')).toBeUndefined()
  })

  test.each([
    [['v1.0', 'v1.0.0', 'app/v1'], 'v1.0.0', 'of equal versions'],
    [['vnext', 'vb', 'vlast'], 'vnext', 'without a version'],
    [['vnext', 'v1'], 'v1', 'of which one is no version']
  ])('of a commit with %j is %s: of tags %s the last by name', (tags, expected) => {
    fc.assert(
      fc.property(fc.shuffledSubarray(tags, { minLength: tags.length }), shuffled => {
        expect(releaseTagOf(shuffled, 'v*')).toBe(expected)
      })
    )
  })
})

describe('the tags in the title of a run', () => {
  test.each([
    ['Roll back to v1.2.3', ['v1.2.3']],
    ['v2: (v1.0), then "app@3"; again v2', ['app@3', 'v1.0', 'v2']],
    ['Roll back to production, number 7 bg-0a1b2c-3d4e', ['7']],
    ['bg-1 is not bg-1x, and big-1 is neither', ['bg-1x', 'big-1']],
    ['xbg-1', ['xbg-1']],
    ['v1..v2', []],
    ['', []]
  ])('%j are %j', (title, tags) => {
    expect(releaseTagsIn(title, '*')).toEqual(tags)
  })

  test('match the pattern', () => {
    expect(releaseTagsIn('from app@2 to v1', 'v*')).toEqual(['v1'])
  })

  test('are four at most, since each costs a request', () => {
    expect(releaseTagsIn('v5 v4 v3 v2 v1', 'v*')).toEqual(['v1', 'v2', 'v3', 'v4'])
  })
})

test('texts are compared by code units', () => {
  expect([compareText('Z', 'a'), compareText('a', 'Z'), compareText('a', 'a')]).toEqual([-1, 1, 0])
})

describe('a SHA', () => {
  const sha = '0123456789abcdef0123456789abcdef01234567'

  test('is forty hexadecimal digits', () => {
    expect(isSha(sha)).toBe(true)
  })

  test.each([`v${sha}`, `${sha}0`, sha.slice(1), sha.toUpperCase(), 'a', ''])('is not %j', text => {
    expect(isSha(text)).toBe(false)
  })
})

describe('a version', () => {
  test.each([
    ['v1.2.3', 'v1.2.4'],
    ['v1.9.0', 'v1.10.0'],
    ['v1.0.0-rc.1', 'v1.0.0'],
    ['v1.0.0-alpha', 'v1.0.0-alpha.1'],
    ['v1.0.0-alpha.1', 'v1.0.0-alpha.beta'],
    ['v1.0.0-2', 'v1.0.0-11'],
    ['v1.0.0-alpha', 'v1.0.0-beta'],
    ['v1.0.0-2', 'v1.0.0-1a'],
    ['v1.0.0-22', 'v1.0.0-1a'],
    ['v1.0.0-2', 'v1.0.0-a1'],
    ['v1.0.0-1a', 'v1.0.0-2a'],
    ['v1.0.0-a2', 'v1.0.0-b1'],
    ['app@1.2.3', 'app@2.0.0'],
    ['2026.11.9', '2026.11.23'],
    ['v1', 'v1.0.1']
  ])('%s is older than %s', (older, newer) => {
    const [a, b] = [parseVersion(older), parseVersion(newer)]
    if (a === undefined || b === undefined) throw new Error('not a version')
    expect(compareVersions(a, b)).toBeLessThan(0)
    expect(compareVersions(b, a)).toBeGreaterThan(0)
    expect(compareVersions(a, a)).toBe(0)
  })

  test.each(['latest', 'v', 'v1.x', 'release', ''])('%j is none', text => {
    expect(parseVersion(text)).toBeUndefined()
  })

  test('ignores the build', () => {
    expect(parseVersion('pkg/v1.2.3-rc.1+build.5')).toEqual({
      numbers: [1, 2, 3],
      prerelease: ['rc', '1']
    })
  })
})

describe('a correlation id', () => {
  const deploy = deployOf('a'.repeat(40))

  test('is found in the title of its run, and tells environments and commits apart', () => {
    const title = `Roll back to v1 ${newCorrelation(deploy)} now`
    expect(isOfCommit(title, deploy)).toBe(true)
    expect(isOfScope(title, deploy)).toBe(true)
    expect(isOfScope(title, { ...deploy, environment: 'staging' })).toBe(false)
    expect(isOfScope(title, { ...deploy, service: 'api' })).toBe(false)
    expect(isOfCommit(title, { ...deploy, sha: 'b'.repeat(40) })).toBe(false)
    expect(isOfScope(title, { ...deploy, sha: 'b'.repeat(40) })).toBe(true)
  })

  test('that is not there says nothing', () => {
    expect(isOfCommit('Roll back to v1', deploy)).toBeUndefined()
    expect(isOfScope('bg-zzzz', deploy)).toBeUndefined()
  })

  test('is another one each time', () => {
    expect(newCorrelation(deploy)).not.toBe(newCorrelation(deploy))
  })
})
