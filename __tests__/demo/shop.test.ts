import { afterEach, beforeEach, expect, test } from '@jest/globals'
import { parseExposition } from '../../src/demo/exposition.js'
import { type LogLine, type Shop, startShop } from '../../src/demo/shop.js'
import { startTraffic } from '../../src/demo/traffic.js'

let shop: Shop
let logged: LogLine[]
beforeEach(async () => {
  logged = []
  shop = await startShop({ release: 'v1.1.0', log: line => logged.push(line) })
})
afterEach(() => shop.close())

async function load(requests: number): Promise<{ answered: number; failed: number }> {
  const url = `${shop.url}/checkout`
  const traffic = startTraffic({ url, rate: 500, most: requests, longest: 5_000 })
  while (traffic.tally().answered < requests) await new Promise(done => setTimeout(done, 20))
  return traffic.stop()
}

async function count(code: string): Promise<number | undefined> {
  const text = await (await fetch(`${shop.url}/metrics`)).text()
  return parseExposition(text).find(
    ({ labels }) => labels.__name__ === 'http_requests_total' && labels.code === code
  )?.value
}

test('a good release answers every checkout, counts it and logs it', async () => {
  expect(await load(60)).toMatchObject({ answered: 60, failed: 0, lost: 0 })
  expect(await count('200')).toBe(60)
  expect(await count('500')).toBe(0)
  expect(logged.filter(({ fields }) => fields.level === 'INFO')).toHaveLength(60)
})

test('the bad release fails about 15 % of the checkouts, logs a stack trace, and is still "healthy"', async () => {
  shop.deploy('v1.2.0')
  const { failed } = await load(400)
  // Six standard deviations around 60.
  expect(failed).toBeGreaterThan(17)
  expect(failed).toBeLessThan(103)
  expect(await count('500')).toBe(failed)
  const errors = logged.filter(({ fields }) => fields.level === 'ERROR')
  expect(errors).toHaveLength(failed)
  expect(errors[0]?.fields._msg).toMatch(/^order \d+ not saved: .*\n {4}at saveOrder \(src\//)
  const health = await fetch(`${shop.url}/healthz`)
  expect([health.status, await health.json()]).toEqual([200, { status: 'ok', release: 'v1.2.0' }])
})

test('a deploy starts the counters at zero, and an unknown release is refused by name', async () => {
  await load(10)
  shop.deploy('v1.0.0')
  expect(await count('200')).toBe(0)
  expect(() => shop.deploy('v9')).toThrow('no release v9; it has v1.0.0, v1.1.0, v1.2.0')
})

test('traffic keeps to its rate, its count and the loopback address', async () => {
  const url = `${shop.url}/checkout`
  const traffic = startTraffic({ url, rate: 100, most: 1_000, longest: 5_000 })
  await new Promise(done => setTimeout(done, 500))
  const { answered } = await traffic.stop()
  expect(answered).toBeGreaterThan(25)
  expect(answered).toBeLessThanOrEqual(60)
  const elsewhere = { url: 'http://192.0.2.1/', rate: 1, most: 1, longest: 1 }
  expect(() => startTraffic(elsewhere)).toThrow('127.0.0.1 only')
})
