import { expect, test } from '@jest/globals'
import { createRedactor } from '../../src/report/redact.js'
import { PERSONAL, SECRETS } from './planted.js'

const redact = createRedactor([])

test.each([...SECRETS, ...PERSONAL])(
  '$what is gone from the line it stands in',
  ({ line, value }) => {
    const redacted = redact(`2026-11-25T10:00:00Z ERROR ${line(value)}`)
    expect(redacted).not.toContain(value)
    expect(redacted).toMatch(/^2026-11-25T10:00:00Z ERROR /)
  }
)

test.each([
  'user name: name=orders, hostname=db1 filename=a.txt name=shop-api',
  'WARN --password is required; --token missing.',
  'tests: pass=12 fail=0, bypass=true compass: north',
  'INFO name=OrderService started by Main Thread',
  'GET /bot/status 200 mysql ready -ok',
  'Successfully registered with driver; 2 of 3 nodes ready at 10:00:00'
])('an ordinary line stays as it is: %s', line => {
  expect(redact(line)).toBe(line)
})

const units = [
  'name=A',
  'name=A ',
  'firstName="',
  '--password ',
  'mysql -',
  'mysql x ',
  '/bot1',
  'A a@',
  '+1 ',
  '4111 ',
  'DE89 ',
  'password=',
  'token: ',
  '://a',
  'Basic ',
  '-----BEGIN A-----',
  'eyJ',
  "name='A",
  'a.',
  'a@a.'
]
test.each(units)('100 000 characters of %j cost no more than linear time', unit => {
  const text = unit.repeat(Math.ceil(100_000 / unit.length))
  const started = performance.now()
  redact(text)
  // Quadratic time would be minutes; a busy machine is no failure.
  expect(performance.now() - started).toBeLessThan(5000)
})
