import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { readEvents } from '../../src/logs/events.js'
import type { Signature } from '../../src/logs/miner.js'
import { createMiner } from '../../src/logs/miner.js'
import type { LogLine } from '../../src/model.js'
import { TRACES } from './traces.js'

describe('what varies in a line becomes a wildcard', () => {
  test.each([
    ['numbers', 'took 12.5 ms of 300 MB, -3 left, 99% done', 'took <*> of <*> left, <*> done'],
    [
      'hex and UUIDs',
      'at 0x7ffe key 3f2a9c01d4 id 123e4567-e89b-12d3-a456-426614174000',
      'at <*> key <*> id <*>'
    ],
    [
      'addresses',
      'from 10.0.0.1:8080 to fe80::1ff:fe23:4567:890a via aa:bb:cc:dd:ee:01',
      'from <*> to <*> via <*>'
    ],
    [
      'paths and URLs',
      'GET https://a.example/x?y=1&z=2 wrote /var/lib/x=1/data, C:\\temp\\a.txt',
      'GET <*> wrote <*>'
    ],
    [
      'instants',
      'due Sat May 04 07:16:00 CST 2013 not 2026-11-25T10:00:00.123Z',
      'due <*> not <*>'
    ],
    ['e-mail addresses', 'sent to ada.lovelace@example.com', 'sent to <*>'],
    ['JSON', 'body {"user": {"name": "}"}, "n": [1]} refused', 'body <*> refused'],
    [
      'SQL literals',
      "WHERE id = 4711 AND name = 'ada 1' LIMIT 5",
      "WHERE id = <*> AND name = 'ada <*>' LIMIT <*>"
    ],
    [
      'SQL values',
      "INSERT INTO orders VALUES (4711, 'ada@example.com', '2026-11-25', 3.5, NULL, 'x1')",
      "INSERT INTO orders VALUES (<*>, '<*>', <*>, '<*>')"
    ],
    [
      'quoted strings',
      `user "ada99" of 'a/b' opened "x@y.com" in "invoice list"`,
      `user "<*>" of '<*>' opened "<*>" in "invoice list"`
    ],
    ['lists', 'nodes [1, 2, 3] blk_1 blk_-2, blk_3', 'nodes [<*>] blk_<*>'],
    ['names with numbers', 'eth0 sshd[123] LOCAL(0) node-D12', 'eth<*> sshd<*> LOCAL<*> node-<*>'],
    ['traces of Micrometer', '[shop,1a2b3c4d5e6f7081,0a1b2c] boom', '[shop,<*>] boom'],
    ['the same with a letter first', '[shop,a1b2c3d4e5f60718,0a1b2c] boom', '[shop,<*>] boom'],
    ['names with values', 'sid:0x12 state=READY n=3', 'sid:<*> state=READY n=<*>'],
    [
      'hosts and literals',
      'via proxy.example.com to db.internal:5432, cached=true key:null',
      'via <*> to <*>, cached=<*> key:<*>'
    ],
    ['East Asian punctuation', 'calculate time：16，done', 'calculate time：<*>，done'],
    ['more of it', '用时16？完成17。一共18；', '用时<*>？完成<*>。一共<*>；'],
    [
      'foreign blanks',
      'took\u00a016\u00a0left\u200317\u2003of\u300018',
      'took <*> left <*> of <*>'
    ],
    ['bytes that were no text', 'order 4711\ufffd lost', 'order <*>\ufffd lost']
  ])('%s', (_, text, template) => {
    expect(mine([text]).map(found => found.template)).toEqual([template])
  })

  test.each([
    ['ERROR 用户1登录失败', 'ERROR 订单1支付超时', 'ERROR 用户<*>登录失败'],
    ['ERROR 用户1失败', 'ERROR 订单1失败', 'ERROR 用户<*>失败'],
    ['ERROR 用户登录失败12次', 'ERROR 订单支付超时12次', 'ERROR 用户登录失败<*>次'],
    ['ERROR 1-用户登录失败', 'ERROR 1-订单支付超时', 'ERROR <*>用户登录失败'],
    ['ERROR 用户id登录失败', 'ERROR 订单id支付超时', 'ERROR 用户id登录失败'],
    ['ERROR 用户a1b2c3登录失败', 'ERROR 订单a1b2c3支付超时', 'ERROR 用户<*>登录失败'],
    ['ERROR 订单ORD-1234登录失败', 'ERROR 订单ORD-1234支付超时', 'ERROR 订单ORD-<*>登录失败'],
    ['ERROR GET /api/orders/1失败', 'ERROR GET /api/orders/1超时', 'ERROR GET <*>失败'],
    [
      'ERROR ユーザー1が見つかりません',
      'ERROR 決済1がタイムアウトしました',
      'ERROR ユーザー<*>が見つかりません'
    ],
    ['ERROR 주문1번 실패', 'ERROR 결제1번 실패', 'ERROR 주문<*>번 실패'],
    ['ERROR ผู้ใช้1ไม่พบ', 'ERROR คำสั่งซื้อ1ล้มเหลว', 'ERROR ผู้ใช้<*>ไม่พบ']
  ])('%s is not %s', (one, other, template) => {
    expect(mine([one])[0]?.template).toBe(template)
    expect(mine([one, one.replace(/1/g, '7')])).toHaveLength(1)
    expect(mine([one, other])).toHaveLength(2)
    const found = mine([one])[0]
    const miner = createMiner()
    miner.accept({ id: 'ffffffffffff', template: found?.template ?? '' }, 7)
    for (const event of eventsOf([one])) miner.add(event)
    miner.accept({ id: found?.id ?? '', template: found?.template ?? '' }, 8)
    expect(miner.signatures().map(({ accepted }) => accepted)).toEqual([8])
  })

  test('a path goes on behind a letter of another script where more of it follows', () => {
    expect(mine(['读取 /data/2026年11月/报表3.xlsx 失败'])[0]?.template).toBe('读取 <*> 失败')
  })

  test('messages that no blank parts are no values of one place, names are', () => {
    const messages =
      '用户登录失败 订单支付超时 库存数量不足 数据库连接断开 优惠券已经过期 短信发送失败 商品已经下架'.split(
        ' '
      )
    expect(mine(messages.map(text => `ERROR ${text}`))).toHaveLength(messages.length)
    const names = ['张三', '李四', '王五', '赵六', '孙七', '周八', '吴九']
    expect(mine(names.map(name => `ERROR 用户 ${name} 登录失败`))).toHaveLength(1)
  })

  test('words that stay are not touched', () => {
    const text =
      'Error: cannot open read/write std::string ICSITransaction::Commit org.apache.Foo auth:SIMPLE y+ wire'
    expect(mine([text])[0]?.template).toBe(text)
  })

  test('many users are one signature, two states are two', () => {
    const users = ['ada', 'grace', 'edsger', 'barbara', 'alan', 'donald', 'tony']
    expect(mine(users.map(user => `user ${user} logged in`)).map(found => found.template)).toEqual([
      'user <*> logged in'
    ])
    expect(mine(['session opened for ada', 'session closed for ada'])).toHaveLength(2)
  })

  test('several places vary at once: who, and from where', () => {
    const users = ['ada', 'grace', 'edsger', 'barbara', 'alan', 'donald', 'tony']
    const hosts = ['alpha', 'beta', 'gamma', 'delta', 'epsilon', 'zeta', 'eta']
    const lines = users.map((user, i) => `login by ${user} from ${hosts[i]} refused`)
    expect(mine(lines).map(found => found.template)).toEqual(['login by <*> from <*> refused'])
  })

  test('a message that is one word is never nothing but a wildcard', () => {
    const states = [
      'running',
      'blocked',
      'active',
      'starting',
      'closing',
      'halted',
      'normal',
      'idle'
    ]
    expect(mine(states)).toHaveLength(states.length)
  })
})

describe('a signature is stable', () => {
  const errors = [
    'ERROR order 4711 of 10.0.0.1 failed: relation "orders" does not exist',
    'ERROR cannot execute INSERT in a read-only transaction',
    ...TRACES.map(trace => trace.lines.join('\n'))
  ]
  const other = fc.oneof(
    fc.string(),
    fc.constantFrom(
      'GET /health 200',
      'worker 12 started',
      'cache miss for key 0x12',
      'INFO ready'
    ),
    fc.lorem()
  )

  test.each(errors)('%j has one id, whatever the other lines and their order are', error => {
    const [alone] = mine([error])
    fc.assert(
      fc.property(fc.array(other), fc.array(other), (before, after) => {
        const found = mine([...before, error, ...after]).map(({ id, template }) => ({
          id,
          template
        }))
        expect(found).toContainEqual({ id: alone?.id, template: alone?.template })
      }),
      { numRuns: 30 }
    )
  })

  test('the same lines in another order give the same signatures', () => {
    const word = fc.constantFrom(
      'ada',
      'grace',
      'alan',
      'x1',
      'y2',
      '10.0.0.1',
      'failed',
      'a-b',
      'tony',
      'don',
      'eve'
    )
    const line = fc
      .array(word, { minLength: 1, maxLength: 4 })
      .map(words => `ERROR ${words.join(' ')} end`)
    fc.assert(
      fc.property(
        fc.array(line, { maxLength: 60 }),
        fc.infiniteStream(fc.nat()),
        (lines, random) => {
          const shuffled = lines
            .map(text => ({ text, rank: random.next().value as number }))
            .sort((left, right) => left.rank - right.rank)
            .map(({ text }) => text)
          expect(namesOf(mine(shuffled))).toEqual(namesOf(mine(lines)))
        }
      )
    )
  })

  test('line numbers, lambdas and hashes of builds do not change the id', () => {
    const trace = (line: number, lambda: number, hash: string) =>
      `TypeError: x is undefined\n    at save$lambda$${lambda} (/app/db.${hash}.js:${line}:1)\n    at o (/app/main-${hash}.js:${line}:7)`
    const ids = [trace(12, 1, '0123abcd'), trace(99, 2, 'ffee0011')].map(
      text => mine([text])[0]?.id
    )
    expect(new Set(ids).size).toBe(1)
  })

  test('the same words thrown at another place are another signature', () => {
    const at = (place: string) =>
      `ERROR it failed\njava.lang.NullPointerException\n\tat ${place}(X.java:1)`
    expect(mine([at('a.B.c'), at('d.E.f')])).toHaveLength(2)
  })
})

describe('an accepted signature', () => {
  const told = (lines: readonly string[], entry: { id: string; template: string }) => {
    const miner = createMiner()
    miner.accept(entry, 7)
    for (const event of eventsOf(lines)) miner.add(event)
    return miner.signatures().map(found => found.accepted)
  }
  const [trace] = mine([TRACES[0].lines.join('\n')])
  const users = ['ada', 'grace', 'edsger', 'barbara', 'alan', 'donald'].map(
    user => `no such user ${user}`
  )

  test('is known by its id', () => {
    expect(told([TRACES[0].lines.join('\n')], { id: trace?.id ?? '', template: '' })).toEqual([7])
    expect(told(['something else'], { id: trace?.id ?? '', template: '' })).toEqual([undefined])
  })

  test('is known by its template when more of it varies today, or less', () => {
    const [narrow] = mine(users.slice(0, 1))
    const [wide] = mine(users)
    expect(wide?.template).toBe('no such user <*>')
    expect(told(users, narrow ?? { id: '', template: '' })).toEqual([7])
    expect(told(users.slice(3, 4), wide ?? { id: '', template: '' })).toEqual([7])
    expect(told(['no such group x'], wide ?? { id: '', template: '' })).toEqual([undefined])
  })

  test('does not excuse an error with the same words that is thrown elsewhere', () => {
    const elsewhere = TRACES[0].lines.join('\n').replace('receiveErrorResponse', 'sendQuery')
    expect(told([elsewhere], trace ?? { id: '', template: '' })).toEqual([undefined])
  })

  test('is known though its template was redacted', () => {
    expect(
      told(['login of ada failed'], { id: '000000000000', template: 'login of [redacted] failed' })
    ).toEqual([7])
  })

  test('every template reads back as itself', () => {
    const text = fc.oneof(
      fc.lorem(),
      fc.json(),
      fc.string({ unit: 'grapheme' }),
      fc.constantFrom(...TRACES.flatMap(one => one.lines))
    )
    fc.assert(
      fc.property(text, line => {
        const [found] = mine([line])
        if (found === undefined) return
        expect(told([line], { id: 'ffffffffffff', template: found.template }).length).toBe(1)
        expect(told([line], found)).toEqual([7])
      })
    )
  })
})

describe('memory is bounded', () => {
  test('a hundred thousand different words in one place are merged on the way', () => {
    const miner = createMiner()
    const word = (i: number) => [...String(i)].map(digit => 'abcdefghij'[Number(digit)]).join('')
    for (let i = 0; i < 100_000; i++) {
      const message = `no such user ${word(i)}`
      miner.add({ at: i, message, text: message, frames: [], stream: '', lines: 1 })
    }
    const found = miner.signatures()
    expect(found.map(({ template }) => template)).toEqual(['no such user <*>'])
    expect(miner.overflow).toBe(0)
  })

  test('lines that have nothing in common overflow, and are counted', () => {
    const miner = createMiner()
    const word = (i: number, salt: string) =>
      `${salt}${[...String(i)].map(digit => 'abcdefghij'[Number(digit)]).join('')}`
    let refused = 0
    for (let i = 0; i < 25_000; i++) {
      const message = `${word(i, 'x')} ${word(i, 'y')} ${word(i, 'z')}`
      if (miner.add({ at: i, message, text: message, frames: [], stream: '', lines: 1 }) < 0)
        refused++
    }
    expect(miner.overflow).toBe(refused)
    expect(miner.signatures().reduce((sum, { handles }) => sum + handles.length, 0)).toBe(
      25_000 - refused
    )
  })
})

function mine(texts: readonly string[]): readonly Signature[] {
  const miner = createMiner()
  for (const event of eventsOf(texts)) expect(miner.add(event)).toBeGreaterThanOrEqual(0)
  return miner.signatures()
}

function eventsOf(texts: readonly string[]) {
  const lines: LogLine[] = texts.map((text, i) => ({
    at: i,
    text,
    stream: { pod: String(i) },
    fields: {}
  }))
  return readEvents(lines)
}

function namesOf(found: readonly Signature[]) {
  return found.map(({ id, template, handles }) => ({ id, template, prints: handles.length }))
}
