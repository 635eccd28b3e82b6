import { expect, test } from '@jest/globals'
import { readTrace } from '../../src/logs/trace.js'
import { suspect } from '../../src/why/suspects.js'

test.each([
  [
    'a Java cause in a driver, below the own code that called',
    [
      'org.springframework.dao.DataAccessException: could not prepare statement',
      '\tat org.springframework.orm.jpa.X.translate(X.java:1)',
      '\tat com.acme.shop.Pay.charge(Pay.java:41)',
      'Caused by: org.postgresql.util.PSQLException: ERROR: column "tax" does not exist',
      '\tat org.postgresql.core.v3.QueryExecutorImpl.receiveErrorResponse(QueryExecutorImpl.java:2713)',
      '\t... 41 common frames omitted'
    ],
    ['src/main/java/com/acme/shop/Pay.java', 3]
  ],
  [
    'a Python error while another was handled',
    [
      'Traceback (most recent call last):',
      '  File "/usr/lib/python3.12/json/decoder.py", line 12, in decode',
      'json.decoder.JSONDecodeError: Expecting value',
      '',
      'During handling of the above exception, another exception occurred:',
      '',
      'Traceback (most recent call last):',
      '  File "/srv/shop/app/pay.py", line 7, in wrap',
      "AttributeError: 'JSONDecodeError' object has no attribute 'mesage'"
    ],
    ['app/pay.py', 2]
  ],
  [
    'the PHP file that threw',
    [
      'PHP Fatal error:  Uncaught TypeError: must be of type int, null given in /var/www/html/src/Pay.php:41',
      'Stack trace:',
      '#0 /var/www/html/src/Web.php(12): App\\Pay->charge(NULL)',
      '#1 {main}',
      '  thrown in /var/www/html/src/Pay.php on line 41'
    ],
    ['src/Pay.php', 1]
  ],
  [
    'the PHP file that called',
    [
      'PHP Fatal error:  Uncaught TypeError: must be of type int, null given in /var/www/html/src/Pay.php:41',
      'Stack trace:',
      '#0 /var/www/html/src/Web.php(12): App\\Pay->charge(NULL)',
      '#1 {main}'
    ],
    ['src/Web.php', 2]
  ],
  [
    'Rust without a backtrace',
    [
      "thread 'main' panicked at src/refund.rs:41:9:",
      'called `Option::unwrap()` on a `None` value'
    ],
    ['src/refund.rs', 1]
  ],
  [
    'an error of a Python group',
    [
      '  + Exception Group Traceback (most recent call last):',
      '  |   File "/srv/shop/app/main.py", line 3, in <module>',
      '  | ExceptionGroup: unhandled errors in a TaskGroup (1 sub-exception)',
      '  +-+---------------- 1 ----------------',
      '    | Traceback (most recent call last):',
      '    |   File "/srv/shop/app/jobs.py", line 9, in run',
      '    | KeyError: bad',
      '    +------------------------------------'
    ],
    ['app/jobs.py', 1]
  ]
] as const)('is suspected: %s', (_, lines, [path, place]) => {
  const { frames, outer } = readTrace(lines)
  const trace = { check: 'new errors', signature: 'a1b2c3d4e5f6', frames: [...frames, ...outer] }
  const [found] = suspect([trace], [{ path, status: 'modified' }])
  expect(found?.file).toBe(path)
  expect(found?.sentence).toContain(
    place === 1 ? 'is where it was thrown' : `is frame ${place} of the stack trace`
  )
})
