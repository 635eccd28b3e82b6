import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import type { StackFrame } from '../../src/model.js'
import { type ChangedFile, MOST_SUSPECTS, suspect, type Trace } from '../../src/why/suspects.js'

const PATCH = [
  '@@ -38,5 +38,6 @@ def register(name):',
  '     connection = connect()',
  '-    save(connection, name)',
  '+    with connection:',
  '+        store_user(connection, name)',
  '     return name',
  ' ',
  ' def other():'
].join('\n')

function changed(path: string, more: Partial<ChangedFile> = {}): ChangedFile {
  return { path, status: 'modified', ...more }
}

function trace(frames: readonly StackFrame[], signature = 'a1b2c3d4e5f6'): Trace {
  return { check: 'new errors', signature, frames }
}

function found(frame: StackFrame, ...files: readonly ChangedFile[]) {
  return suspect([trace([frame])], files).map(({ file, evidence }) => [file, evidence])
}

describe('a frame is found in the diff', () => {
  test.each([
    // language, frame, the path in the repository
    ['Python', { file: '/app/shop/db.py', symbol: 'save' }, 'shop/db.py'],
    ['Python from a folder that was copied', { file: '/app/shop/db.py' }, 'backend/shop/db.py'],
    ['Python at the root', { file: '/app/app.py', symbol: 'register' }, 'app.py'],
    [
      'Java',
      { file: 'Db.java', symbol: 'com.acme.shop.Db.save' },
      'src/main/java/com/acme/shop/Db.java'
    ],
    [
      'Java, inner class and lambda',
      { file: 'Db.java', symbol: 'app//com.acme.shop.Db$Row.lambda$save$0' },
      'core/src/main/java/com/acme/shop/Db.java'
    ],
    [
      'Kotlin without the common package',
      { file: 'Db.kt', symbol: 'com.acme.shop.DbKt.save' },
      'src/main/kotlin/shop/Db.kt'
    ],
    ['Node', { file: 'file:///srv/shop/lib/db.mjs', symbol: 'save' }, 'lib/db.mjs'],
    ['a source map', { file: 'webpack://shop/./src/db.ts?a1b2' }, 'src/db.ts'],
    [
      'a source map of a server component',
      { file: 'webpack-internal:///(rsc)/./src/db.ts' },
      'src/db.ts'
    ],
    [
      'a source map that climbs',
      { file: 'webpack://shop/../common/src/db.ts' },
      'common/src/db.ts'
    ],
    ['compiled JavaScript', { file: '/app/dist/store/db.js' }, 'src/store/db.ts'],
    [
      'compiled JavaScript of a package',
      { file: '/repo/packages/api/dist/db.js' },
      'packages/api/src/db.ts'
    ],
    [
      'Go',
      { file: '/home/runner/work/shop/shop/internal/db/db.go', symbol: 'db.(*Store).Save' },
      'internal/db/db.go'
    ],
    ['Go, trimmed', { file: 'github.com/acme/shop/internal/db/db.go' }, 'internal/db/db.go'],
    ['.NET on Windows', { file: 'C:\\build\\src\\Shop\\Db.cs' }, 'src/Shop/Db.cs'],
    ['Ruby', { file: '/app/lib/shop/db.rb', symbol: 'Shop::Db#save' }, 'lib/shop/db.rb'],
    ['PHP', { file: '/var/www/html/src/Db.php(42)' }, 'src/Db.php'],
    ['Rust', { file: './src/db.rs', symbol: 'shop::db::save' }, 'src/db.rs'],
    ['a line and a column in the name', { file: '/app/src/db.ts:12:5' }, 'src/db.ts'],
    ['a file with a dot in a folder', { file: '/app/v1.2/db.py' }, 'v1.2/db.py']
  ])('%s', (_language, frame: StackFrame, path) => {
    expect(found(frame, changed('README.md'), changed(path))).toEqual([[path, 'file']])
  })

  test('by the name that it had before', () => {
    const moved = changed('shop/store.py', { previousPath: 'shop/db.py', status: 'renamed' })
    expect(found({ file: '/app/shop/db.py' }, moved)).toEqual([['shop/store.py', 'file']])
  })

  test('by the longest common end, however many files have the name', () => {
    const files = ['a/index.ts', 'src/api/index.ts', 'src/web/index.ts', 'index.ts'].map(path =>
      changed(path)
    )
    expect(found({ file: '/app/src/api/index.ts' }, ...files)).toEqual([
      ['src/api/index.ts', 'file']
    ])
  })
})

describe('nothing is said where it would be a guess', () => {
  test.each([
    ['another file of that name', { file: '/app/src/api/index.ts' }, ['src/web/index.ts']],
    [
      'a neighbour in a monorepo',
      { file: '/app/services/a/db/store.py' },
      ['services/b/db/store.py']
    ],
    ['a name far below any root', { file: '/usr/src/app/jobs/main.py' }, ['main.py']],
    ['the name alone, in two places', { file: 'store.go' }, ['a/store.go', 'b/store.go']],
    [
      'two files as near as each other',
      { file: '/x/db/store.go' },
      ['a/db/store.go', 'b/db/store.go']
    ],
    ['another package', { file: 'Db.java', symbol: 'com.other.Db.save' }, ['src/com/acme/Db.java']],
    ['a library of Node', { file: '/app/node_modules/pg/lib/client.js' }, ['lib/client.js']],
    ['a library of Python', { file: '/usr/lib/python3.11/json/decoder.py' }, ['json/decoder.py']],
    ['an installed package', { file: '/v/site-packages/shop/db.py' }, ['shop/db.py']],
    ['a module of Go', { file: '/go/pkg/mod/x.io/y@v1.0.0/db/db.go' }, ['db/db.go']],
    ['the runtime of Node', { file: 'node:internal/modules/run_main' }, ['modules/run_main.js']],
    ['no file', { symbol: 'register' }, ['register.py']],
    ['code that was evaluated', { file: '<string>' }, ['string.py']],
    ['an anonymous place', { file: '<anonymous>' }, ['anonymous.js']],
    ['nothing at all', { file: '' }, ['']]
  ])('%s', (_case, frame: StackFrame, paths) => {
    expect(found(frame, ...paths.map(path => changed(path)))).toEqual([])
  })

  test('a file that the release removed', () => {
    const gone = changed('shop/db.py', { status: 'removed' })
    expect(found({ file: '/app/shop/db.py' }, gone)).toEqual([])
  })

  test('no traces, no files', () => {
    expect(suspect([], [changed('shop/db.py')])).toEqual([])
    expect(suspect([trace([{ file: '/app/shop/db.py' }])], [])).toEqual([])
  })
})

describe('the patch speaks too', () => {
  const file = changed('shop/db.py', { patch: PATCH })

  test.each([
    ['the line that changed', 39, 'line'],
    ['the other line that changed', 40, 'line'],
    ['a line next to it', 41, 'near'],
    ['a line elsewhere, in a function that changed', 400, 'symbol']
  ])('%s', (_case, line, evidence) => {
    expect(found({ file: '/app/shop/db.py', symbol: 'register', line }, file)).toEqual([
      ['shop/db.py', evidence]
    ])
  })

  test('a line elsewhere is evidence of the file alone', () => {
    expect(found({ file: '/app/shop/db.py', symbol: 'unrelated', line: 400 }, file)).toEqual([
      ['shop/db.py', 'file']
    ])
  })

  test('it tells two files of one name apart', () => {
    const one = changed('a/shop/db.py', { patch: PATCH })
    const other = changed('b/shop/db.py', { patch: '@@ -1 +1 @@\n-x = 1\n+x = 2' })
    const frame = { file: '/srv/x/shop/db.py', symbol: 'store_user', line: 400 }
    expect(found(frame, one, other)).toEqual([['a/shop/db.py', 'symbol']])
  })

  test.each([
    ['at the root', '/usr/src/app/main.py', 'main.py'],
    ['at the root of a project below it', '/srv/shop/main.py', 'main.py'],
    ['in a folder that became the root', '/app/billing.py', 'backend/billing.py']
  ])('it speaks for a file %s', (_case, place, path) => {
    const file = changed(path, { patch: PATCH })
    expect(found({ file: place, line: 40 }, file)).toEqual([[path, 'line']])
    expect(found({ file: place, line: 400 }, file)).toEqual([])
  })

  test.each([
    ['a name that many files have', '/srv/app/orders/__init__.py', 'src/coupon/__init__.py'],
    ['another folder', '/srv/app/src/index.js', 'src/features/coupon/index.js'],
    ['a folder of tools', '/srv/app/lib/utils.js', 'docs/conf/utils.js'],
    ['a rare name in another folder', '/srv/app/lib/billing.js', 'docs/conf/billing.js'],
    ['a name far below any root', '/usr/src/app/jobs/main.py', 'main.py'],
    ['a name that many files have, at the root', '/app/main.py', 'tools/main.py'],
    ['a package that Composer installed', '/var/www/vendor/acme/src/Web.php', 'src/Web.php'],
    ['a file beside what was vendored', '/app/src/Web.php', 'vendor/acme/src/Web.php']
  ])('no line of it speaks for %s', (_case, place, path) => {
    const frame = { file: place, line: 40, symbol: 'register' }
    expect(found(frame, changed(path, { patch: PATCH }))).toEqual([])
    expect(found(frame, changed(path, { status: 'added', patch: PATCH }))).toEqual([])
  })

  test.each([
    ['/app/vendor/github.com/x/y/z.go', 'vendor/github.com/x/y/z.go'],
    ['github.com/x/y/z.go', 'vendor/github.com/x/y/z.go'],
    ['/app/src/vendor/invoice.rb', 'src/vendor/invoice.rb']
  ])('what lies in a folder called vendor is found there: %s', (place, path) => {
    expect(found({ file: place }, changed(path))).toEqual([[path, 'file']])
  })

  test('the lines of a file that was added tell it from no other', () => {
    const added = changed('a/shop/db.py', { status: 'added', patch: PATCH })
    const other = changed('b/shop/db.py', { patch: '@@ -1 +1 @@\n-x = 1\n+x = 2' })
    expect(found({ file: '/srv/x/shop/db.py', line: 40 }, added, other)).toEqual([])
    expect(found({ file: '/srv/x/a/shop/db.py', line: 40 }, added, other)).toEqual([
      ['a/shop/db.py', 'line']
    ])
  })

  test('lines of compiled code are not those of the source', () => {
    const source = changed('src/shop/db.ts', { patch: PATCH })
    const [first] = suspect(
      [trace([{ file: '/app/dist/shop/db.js', symbol: 'register', line: 40 }])],
      [source]
    )
    expect(first).toMatchObject({ file: 'src/shop/db.ts', evidence: 'symbol' })
    expect(first?.line).toBeUndefined()
  })

  test.each([
    ['com.acme.Shop.lambda$register$0'],
    ['shop::register::{{closure}}'],
    ['shop::register::h0123456789abcdef'],
    ['shop.(*Shop).register.func1'],
    ['Shop.<register>d__4.MoveNext'],
    ['async Object.register [as onRequest]'],
    ['block in Shop::Db#register'],
    ['Shop\\Db->register()'],
    ['register']
  ])('a person named it register: %s', symbol => {
    expect(found({ file: '/app/shop/db.py', symbol, line: 400 }, file)).toEqual([
      ['shop/db.py', 'symbol']
    ])
  })
})

test('the best evidence stands first, then what is nearest to where it was thrown', () => {
  const files = [
    changed('shop/app.py'),
    changed('shop/db.py', { patch: PATCH }),
    changed('shop/store.py')
  ]
  const frames = [
    { file: '/app/shop/store.py', line: 7 },
    { file: '/usr/lib/python3.11/sqlite3/dbapi2.py', line: 3 },
    { file: '/app/shop/db.py', line: 40, symbol: 'register' },
    { file: '/app/shop/app.py', line: 12 }
  ]
  expect(suspect([trace(frames)], files)).toEqual([
    {
      file: 'shop/db.py',
      line: 40,
      check: 'new errors',
      signature: 'a1b2c3d4e5f6',
      evidence: 'line',
      sentence:
        '`shop/db.py`, line 40, is frame 3 of the stack trace in `register` (new signature `a1b2c3d4e5f6`); this release changed that line.'
    },
    expect.objectContaining({
      file: 'shop/store.py',
      sentence:
        '`shop/store.py` is where it was thrown (new signature `a1b2c3d4e5f6`); this release changed that file.'
    }),
    expect.objectContaining({ file: 'shop/app.py' })
  ])
})

const anyFrame = fc.record(
  {
    file: fc.oneof(
      fc.string(),
      fc.constantFrom('/app/shop/db.py', '/app/a/index.ts', 'Db.java', 'webpack://x/./b/index.ts')
    ),
    symbol: fc.oneof(fc.string(), fc.constantFrom('com.acme.Db.save', 'register')),
    line: fc.nat(60)
  },
  { requiredKeys: [] }
)
const anyFile = fc.record(
  {
    path: fc.oneof(
      fc.string(),
      fc.constantFrom('shop/db.py', 'a/index.ts', 'b/index.ts', 'Db.java')
    ),
    status: fc.constantFrom('modified', 'added', 'removed', 'renamed'),
    patch: fc.oneof(fc.string(), fc.constant(PATCH))
  },
  { requiredKeys: ['path', 'status'] }
)

test('the order of traces and files changes nothing, and any text has an answer', () => {
  fc.assert(
    fc.property(
      fc.array(fc.array(anyFrame, { maxLength: 6 }), { maxLength: 4 }),
      fc.uniqueArray(anyFile, { maxLength: 6, selector: ({ path }) => path }),
      (stacks, files) => {
        const traces = stacks.map((frames, index) => trace(frames, `id${index}`))
        const answer = suspect(traces, files)
        expect(suspect(traces.toReversed(), files.toReversed())).toEqual(answer)
        expect(answer.length).toBeLessThanOrEqual(MOST_SUSPECTS)
        expect(new Set(answer.map(({ file }) => file)).size).toBe(answer.length)
        const known = files.filter(({ status }) => status !== 'removed').map(({ path }) => path)
        expect(answer.every(({ file }) => known.includes(file))).toBe(true)
      }
    )
  )
})

test('a trace of the longest kind against the largest diff takes no time', () => {
  const frames = Array.from({ length: 500 }, (_, index) => ({
    file: `/app/${'deep/'.repeat(40)}${'x'.repeat(500)}${index}.py`,
    symbol: 'a.'.repeat(300)
  }))
  const files = Array.from({ length: 300 }, (_, index) =>
    changed(`${'deep/'.repeat(40)}${index}.py`, { patch: `${PATCH}\n`.repeat(100) })
  )
  const before = performance.now()
  suspect(
    Array.from({ length: 20 }, (_, index) => trace(frames, `id${index}`)),
    files
  )
  expect(performance.now() - before).toBeLessThan(10_000)
})
