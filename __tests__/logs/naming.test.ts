import { describe, expect, test } from '@jest/globals'
import { readEvents } from '../../src/logs/events.js'
import { createMiner } from '../../src/logs/miner.js'

/** How many signatures these records are. */
function countOf(...texts: readonly string[]): number {
  const miner = createMiner()
  const lines = texts.map((text, at) => ({ at, text, stream: { pod: String(at) }, fields: {} }))
  for (const event of readEvents(lines)) miner.add(event)
  return miner.signatures().length
}

describe('a panic is named by where it was thrown, not by what it runs through', () => {
  const goHttp = (name: string, id = 1) =>
    [
      `http: panic serving 10.0.0.${id}:5000: runtime error: invalid memory address or nil pointer dereference`,
      `goroutine ${id} [running]:`,
      'net/http.(*conn).serve.func1()',
      '\t/usr/local/go/src/net/http/server.go:1868 +0xb9',
      'panic({0x1?, 0x2?})',
      '\t/usr/local/go/src/runtime/panic.go:920 +0x270',
      `github.com/acme/shop/x.${name}(...)`,
      `\t/src/shop/x/${name}.go:41`,
      'github.com/acme/shop/x.ServeHTTP({0x1, 0x2}, 0xc0001)',
      '\t/src/shop/x/web.go:12 +0x29'
    ].join('\n')
  const goRecovered = (name: string) =>
    [
      'ERROR recovered from a panic',
      'goroutine 7 [running]:',
      'runtime/debug.Stack()',
      '\truntime/debug/stack.go:24 +0x5e',
      'github.com/acme/shop/web.recoverer.func1()',
      '\tgithub.com/acme/shop/web/web.go:9 +0x29',
      'panic({0x1, 0x2})',
      '\truntime/panic.go:785 +0x132',
      'github.com/acme/shop/web.logged.func1()',
      '\tgithub.com/acme/shop/web/log.go:9 +0x29',
      'panic({0x1, 0x2})',
      '\truntime/panic.go:785 +0x132',
      'runtime.goPanicIndex(0x5, 0x3)',
      '\truntime/panic.go:115 +0x74',
      'runtime.sigpanic()',
      '\truntime/signal_unix.go:900 +0x1d',
      `github.com/acme/shop/x.${name}(...)`,
      `\tgithub.com/acme/shop/x/${name}.go:41 +0x1d`
    ].join('\n')
  const gin = (name: string, id = 1) =>
    [
      '[Recovery] 2026/11/26 - 10:00:00 panic recovered:',
      `GET /x/${id} HTTP/1.1`,
      'Host: localhost:8080',
      '',
      'runtime error: invalid memory address or nil pointer dereference',
      '/usr/local/go/src/runtime/panic.go:261 (0x44e8b6)',
      '\tpanicmem: panic(memoryError)',
      '/usr/local/go/src/runtime/signal_unix.go:861 (0x44e8b6)',
      '\tsigpanic: panicmem()',
      `/src/shop/x/web.go:41 (0x44e88${id})`,
      `\t${name}: x.y()`,
      '/go/pkg/mod/github.com/gin-gonic/gin@v1.9.1/context.go:174 (0x6f3c9)',
      '\t(*Context).Next: c.handlers[c.index](c)'
    ].join('\n')
  const rust = (name: string) =>
    [
      "thread 'main' panicked at src/shop.rs:41:9:",
      'called `Option::unwrap()` on a `None` value',
      'stack backtrace:',
      '   0: rust_begin_unwind',
      '             at /rustc/9fc6b431fd0e/library/std/src/panicking.rs:665:5',
      '   1: core::panicking::panic_fmt',
      '             at /rustc/9fc6b431fd0e/library/core/src/panicking.rs:76:14',
      '   2: core::option::unwrap_failed',
      '             at /rustc/9fc6b431fd0e/library/core/src/option.rs:1:1',
      `   3: shop::${name}`,
      '             at ./src/shop.rs:41:9'
    ].join('\n')
  const bare = (name: string) =>
    `thread 'tokio-runtime-worker' panicked at src/shop/${name}.rs:41:9:\ncalled \`Option::unwrap()\` on a \`None\` value\nnote: run with \`RUST_BACKTRACE=1\` environment variable to display a backtrace`

  test.each([
    ['net/http', goHttp],
    ['a handler that recovers, throws again and prints', goRecovered],
    ['Gin', gin],
    ['Rust', rust],
    ['Rust without a backtrace', bare]
  ])('%s', (_, panic: (name: string, id?: number) => string) => {
    expect(countOf(panic('charge'), panic('refund'))).toBe(2)
    expect(countOf(panic('charge', 1), panic('charge', 2))).toBe(1)
  })

  test('what Gin says of a panic is in its message', () => {
    const [event] = readEvents([{ at: 1, text: gin('charge'), stream: {}, fields: {} }])
    expect(event?.message).toContain(
      '| runtime error: invalid memory address or nil pointer dereference'
    )
    expect(event?.frames[2]).toEqual({ file: '/src/shop/x/web.go', line: 41, symbol: 'charge' })
  })

  test('a trace that was cut before the place is still one', () => {
    const cut = goHttp('charge').split('\n').slice(0, 6).join('\n')
    expect(countOf(cut, cut)).toBe(1)
  })
})

describe('an error that the language itself throws is named by who called', () => {
  test.each([
    [
      'Java',
      (name: string) =>
        `java.lang.IndexOutOfBoundsException: Index 5 out of bounds for length 3\n\tat java.base/jdk.internal.util.Preconditions.outOfBounds(Preconditions.java:100)\n\tat java.base/java.util.ArrayList.get(ArrayList.java:427)\n\tat com.acme.Shop.${name}(Shop.java:12)`
    ],
    [
      'Python',
      (name: string) =>
        `Traceback (most recent call last):\n  File "/app/shop.py", line 3, in ${name}\n    x()\n  File "/usr/lib/python3.12/json/__init__.py", line 3, in loads\n    x()\n  File "/usr/lib/python3.12/json/decoder.py", line 12, in decode\n    x()\njson.decoder.JSONDecodeError: Expecting value: line 1 column 1 (char 0)`
    ],
    [
      '.NET',
      (name: string) =>
        `System.InvalidOperationException: Sequence contains no elements\n   at System.Linq.ThrowHelper.ThrowNoElementsException()\n   at System.Linq.Enumerable.First[TSource](IEnumerable\`1 source)\n   at Acme.Shop.${name}(String id) in /src/Shop.cs:line 31`
    ],
    [
      'Node',
      (name: string) =>
        `Error: ENOENT: no such file or directory\n    at Object.openSync (node:fs:601:3)\n    at readFileSync (node:fs:469:35)\n    at ${name} (/app/shop.js:3:1)`
    ]
  ])('%s', (_, trace: (name: string) => string) => {
    expect(countOf(trace('charge'), trace('refund'))).toBe(2)
  })
})

describe('what the JVM makes while it runs names no error', () => {
  const trace = (...frames: readonly string[]) =>
    [
      'java.lang.IllegalStateException: cart locked',
      'com.acme.Cart.get(Cart.java:33)',
      ...frames,
      'org.springframework.web.X.doInvoke(X.java:1)'
    ].join('\n\tat ')

  test.each([
    [
      'a method that was called often',
      ['jdk.internal.reflect.NativeMethodAccessorImpl.invoke0(Native Method)'],
      ['jdk.internal.reflect.GeneratedMethodAccessor42.invoke(Unknown Source)']
    ],
    [
      'another JDK',
      [
        'sun.reflect.GeneratedMethodAccessor42.invoke(Unknown Source)',
        'java.lang.reflect.Method.invoke(Method.java:498)'
      ],
      [
        'java.base/jdk.internal.reflect.DirectMethodHandleAccessor.invoke(DirectMethodHandleAccessor.java:103)'
      ]
    ],
    [
      'proxies',
      [
        'com.sun.proxy.$Proxy12.get(Unknown Source)',
        'com.acme.Cart$$EnhancerBySpringCGLIB$$1a2b3c4d.get(<generated>)'
      ],
      [
        'jdk.proxy2/jdk.proxy2.$Proxy17.get(Unknown Source)',
        'com.acme.Cart$$SpringCGLIB$$0.get(<generated>)'
      ]
    ],
    [
      'lambdas',
      ['com.acme.Cart$$Lambda$123/0x0000000800c031f0.run(Unknown Source)'],
      ['com.acme.Cart$$Lambda/0x00007f0b1c0431f0.run(Unknown Source)']
    ],
    [
      'entities',
      ['com.acme.Cart$HibernateProxy$aB1xYz9Q.get(Unknown Source)'],
      ['com.acme.Cart$HibernateProxy$Qr7uVw2S.get(Unknown Source)']
    ]
  ])('%s', (_, before, after) => {
    expect(countOf(trace(...before), trace(...after))).toBe(1)
  })
})

describe('names of files that a bundler wrote', () => {
  const trace = (file: string) => `Error: x\n    at f (/app/assets/${file}:1:2000)`

  test.each([
    ['index-B3kd9Qa1.js', 'index-Zk2Lm9Pq.js'],
    ['index-BxkdQaZZ.js', 'index-a-Bc_dEf.js'],
    ['chunk-QWERTYUI.mjs', 'chunk-2ABCDEFG.mjs'],
    ['index.k3jd82ls.js', 'index.0d9sk2mm.js'],
    ['index-B3kd9Qa1.min.js', 'index-Zk2Lm9Pq.min.js'],
    ['main-B3kd9Qa1Zk2L.js', 'main-Zk2Lm9PqB3kd.js'],
    ['main.0123abcd.js', 'main.ffee0011.js'],
    ['user-controller-B3kd9Qa1.js', 'user-controller-Zk2Lm9Pq.js']
  ])('%s is %s of another build', (before, after) => {
    expect(countOf(trace(before), trace(after))).toBe(1)
  })

  test.each([
    ['my-component.js', 'my-controls.js'],
    ['user-controller.js', 'user-repository.js'],
    ['user-CheckoutPage.js', 'user-ProductList.js'],
    ['page-UserList.js', 'page-CartPage.js'],
    ['user-oauth2Client.js', 'user-ldap3Client.js'],
    ['my-user-api.js', 'my-cart-api.js'],
    ['jquery-3.7.1.min.js', 'zepto-3.7.1.min.js'],
    ['index-B3kd9Qa1.js', 'vendor-Zk2Lm9Pq.js']
  ])('%s is not %s', (one, other) => {
    expect(countOf(trace(one), trace(other))).toBe(2)
  })
})

test('errors of a group are named by the first of them', () => {
  const group = (type: string, file: string, id = 1) =>
    [
      '  + Exception Group Traceback (most recent call last):',
      '  |   File "/srv/shop/app/main.py", line 3, in <module>',
      '  |     asyncio.run(main())',
      '  | ExceptionGroup: unhandled errors in a TaskGroup (1 sub-exception)',
      '  +-+---------------- 1 ----------------',
      '    | Traceback (most recent call last):',
      `    |   File "/srv/shop/app/${file}.py", line 9, in run`,
      `    |     raise ${type}("bad")`,
      `    | ${type}: bad ${id}`,
      '    +------------------------------------'
    ].join('\n')
  expect(countOf(group('ValueError', 'tasks'), group('KeyError', 'jobs'))).toBe(2)
  expect(countOf(group('ValueError', 'tasks', 1), group('ValueError', 'tasks', 2))).toBe(1)
  const [event] = readEvents([{ at: 1, text: group('KeyError', 'jobs'), stream: {}, fields: {} }])
  expect(event).toMatchObject({
    errorType: 'KeyError',
    frames: [{ file: '/srv/shop/app/jobs.py', line: 9, symbol: 'run' }]
  })
})
