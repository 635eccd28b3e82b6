import { createMiner } from '../../src/logs/miner.js'
import { readEvents } from '../../src/logs/events.js'
import type { LogLine, StackFrame } from '../../src/model.js'
import { readPatch } from '../../src/why/patch.js'
import { type ChangedFile, MOST_SUSPECTS, suspect } from '../../src/why/suspects.js'
import { TRACES } from '../../__tests__/logs/traces.js'
import { holdNumbers } from '../oracles.js'
import { decoded, hold, type Target } from '../target.js'

const start = Date.UTC(2026, 10, 23, 12)
/** What `readEvents` keeps of one record, and of a trace beside it. */
const longestText = 2_000
const mostFrames = 50

const lines: Target = {
  name: 'log-lines',
  about: 'lines of logs to events, with the stack traces of every language, to signatures',
  form: 'lines',
  seeds: [
    ...TRACES.map(trace => trace.lines.join('\n')),
    '{"level":"error","message":"order 1 failed","error":{"type":"Db","stack_trace":"a\\n\\tat b.C.d(C.java:1)"}}\nlevel=error msg="a \\"b\\" c" err=x',
    '{"severity":"ERROR","jsonPayload":{"message":"x"},"@t":"2026-11-23T12:00:00Z"}\n2026-11-23 12:00:00,123 WARN [a] b'
  ],
  words: [
    ...[
      'Caused by: ',
      '\tat a.B.c(B.java:1)',
      'Traceback (most recent call last):',
      'goroutine 1 [running]:'
    ],
    ...[
      '  File "a.py", line 1, in b',
      'panic: ',
      "panicked at 'x', src/a.rs:1:1",
      '   at A.B() in C:\\a.cs:line 1'
    ],
    ...[
      '#0 /a.php(1): b()',
      "from a.rb:1:in `b'",
      'level=error msg="',
      '{"message":"',
      '"stack":"',
      '2026-11-23T12:00:00Z'
    ],
    ...[
      'error.stack_trace',
      '__proto__',
      '<*>',
      '... 12 more',
      'java.lang.Error: x',
      '10.0.0.1',
      '550e8400-e29b-41d4-a716-446655440000'
    ]
  ],
  feed: input => Promise.resolve(signatures(decoded(input)))
}

function signatures(text: string): unknown {
  const given = text.split('\n').map((line, index): LogLine => ({
    at: start + index,
    text: line,
    stream: {},
    fields: index % 7 === 3 ? { level: line.slice(0, 20) } : {}
  }))
  // A record may hold the whole trace as well.
  const events = [
    ...readEvents(given),
    ...readEvents([{ at: start, text, stream: {}, fields: {} }])
  ]
  const miner = createMiner()
  for (const event of events) {
    hold(
      event.message.length <= longestText && event.text.length <= longestText + 400,
      'an event is cut'
    )
    hold(event.lines >= 1 && event.frames.length <= mostFrames, 'frames are counted')
    for (const frame of event.frames) holdFrame(frame)
    miner.add(event)
  }
  const found = miner.signatures()
  for (const { id, template, handles } of found) {
    hold(/^[0-9a-f]{12}$/.test(id), 'an id is twelve hex digits')
    hold(
      typeof template === 'string' && handles.length > 0,
      'a signature has a template and events'
    )
  }
  const turned = createMiner()
  for (const event of events.toReversed()) turned.add(event)
  hold(
    JSON.stringify(turned.signatures().map(({ id }) => id)) ===
      JSON.stringify(found.map(({ id }) => id)),
    'the order of events changes no signature'
  )
  return [events, found]
}

function holdFrame({ file, symbol, line }: StackFrame): void {
  hold(file === undefined || (typeof file === 'string' && file.length <= 4_000), 'a file is a text')
  hold(symbol === undefined || typeof symbol === 'string', 'a symbol is a text')
  hold(line === undefined || (Number.isSafeInteger(line) && line >= 0), 'a line is a number')
}

const patch =
  '@@ -38,5 +38,6 @@ def register(name):\n     connect()\n-    save(name)\n+    with connection:\n     return name'

const suspects: Target = {
  name: 'suspects',
  about: 'a stack trace matched with the files of a diff: frames, paths and hunks',
  form: 'json',
  seeds: [
    JSON.stringify({
      frames: [
        { file: '/app/shop/db.py', symbol: 'save', line: 40 },
        { file: 'Db.java', symbol: 'com.acme.shop.Db.save', line: 7 },
        { file: 'webpack://shop/./src/db.ts?a1b2', line: 3 },
        { file: 'C:\\build\\src\\Shop\\Db.cs' }
      ],
      files: [
        { path: 'shop/db.py', status: 'modified', patch },
        { path: 'src/main/java/com/acme/shop/Db.java', status: 'renamed', previousPath: 'Db.java' },
        { path: 'src/db.ts', status: 'added', patch },
        { path: 'src/Shop/Db.cs', status: 'removed' }
      ]
    })
  ],
  words: [
    '../',
    'file:///',
    'webpack-internal:///(rsc)/',
    'dist/',
    'src/',
    'node_modules/',
    '@@ -1 +1 @@',
    'lambda$save$0',
    'index.js'
  ],
  feed: input => Promise.resolve(suspected(decoded(input)))
}

/** Frames come from readers of ours and files from a shape of ours: texts and numbers, whatever they are. */
function suspected(text: string): unknown {
  const given = parsed(text)
  const frames = listOf(given['frames']).map(one => ({
    ...textOf(one, 'file'),
    ...textOf(one, 'symbol'),
    ...(typeof one['line'] === 'number' ? { line: one['line'] } : {})
  })) as StackFrame[]
  const files = listOf(given['files']).map(one => ({
    path: '',
    status: 'modified',
    ...textOf(one, 'path'),
    ...textOf(one, 'status'),
    ...textOf(one, 'previousPath'),
    ...textOf(one, 'patch')
  })) as ChangedFile[]
  const traces = [{ check: 'c', signature: 'a1b2c3d4e5f6', frames }]
  const found = suspect(traces, files)
  hold(found.length <= MOST_SUSPECTS, 'no more suspects than are told')
  const paths = new Set(files.filter(({ status }) => status !== 'removed').map(({ path }) => path))
  hold(
    found.every(({ file }) => paths.has(file)),
    'a suspect is a file of the diff'
  )
  hold(new Set(found.map(({ file }) => file)).size === found.length, 'a suspect is named once')
  hold(
    JSON.stringify(suspect(traces, files.toReversed())) === JSON.stringify(found),
    'the order of files changes no suspect'
  )
  for (const { patch: hunks } of files) holdNumbers(readPatch(hunks ?? ''), 'a patch')
  return found
}

type Fields = Readonly<Record<string, unknown>>

function parsed(text: string): Fields {
  try {
    const json: unknown = JSON.parse(text)
    return typeof json === 'object' && json !== null ? (json as Fields) : {}
  } catch {
    return { frames: [{ file: text }], files: [{ path: text, patch: text }] }
  }
}

function listOf(value: unknown): readonly Fields[] {
  return (Array.isArray(value) ? value : []).filter(
    one => typeof one === 'object' && one !== null
  ) as Fields[]
}

function textOf(fields: Fields, name: string): Fields {
  const value = Object.hasOwn(fields, name) ? fields[name] : undefined
  return typeof value === 'string' ? { [name]: value } : {}
}

export const logTargets: readonly Target[] = [lines, suspects]
