/** What runtimes and frameworks print of one crash, some of it like any other line. */
export const CRASHES = {
  'an error that nobody caught in Node': `/srv/app/dist/pay.js:10
    throw new Error('boom')
    ^

TypeError: Cannot read properties of undefined (reading 'id')
    at charge (/srv/app/src/pay.ts:10:11) {
  code: 'E_BOOM'
}

Node.js v24.1.0`,
  'one in a promise': `node:internal/process/promises:288
            triggerUncaughtException(err, true /* fromPromise */);
            ^

Error: boom
    at charge (/srv/app/src/pay.js:10:11)

Node.js v18.0.0`,
  'a warning of Node': `(node:71) UnhandledPromiseRejectionWarning: Error: boom
    at charge (/srv/app/src/pay.js:10:11)
(Use \`node --trace-warnings ...\` to show where the warning was created)`,
  "a panic in Go's server": `2026/11/26 10:00:00 http: panic serving 10.0.0.1:51: pay broke
goroutine 7 [running]:
net/http.(*conn).serve.func1()
\t/usr/local/go/src/net/http/server.go:1868 +0xb9
panic({0x1, 0x2})
\t/usr/local/go/src/runtime/panic.go:920 +0x270
main.charge(...)
\t/src/shop/internal/pay/pay.go:41`,
  'a panic that Gin caught': `2026/11/26 10:00:00 [Recovery] 2026/11/26 - 10:00:00 panic recovered:
GET /x/1 HTTP/1.1
Host: localhost:8080
User-Agent: curl/8

runtime error: invalid memory address or nil pointer dereference
/usr/local/go/src/runtime/panic.go:261 (0x44e8b6)
\tpanicmem: panic(memoryError)
/src/shop/internal/x/refund.go:41 (0x44e881)
\trefund: x.y()`,
  'one in release mode': `2026/11/26 10:00:00 [Recovery] 2026/11/26 - 10:00:00 panic recovered:
pay broke
/src/shop/internal/x/refund.go:41 (0x44e881)
\trefund: x.y()`,
  'an error in Rails': `F, [2026-11-26T10:00:00.1 #1] FATAL -- : [abc1]
ActiveRecord::RecordNotFound (Couldn't find Cart with 'id'=1):
  
app/models/cart.rb:12:in \`find_it'
app/controllers/carts_controller.rb:7:in \`show'`,
  'an error in PHP with the one that it led to': `PHP Fatal error:  Uncaught Error: Call to undefined method in /srv/src/Pay.php:41
Stack trace:
#0 /srv/src/Web.php(12): App\\Pay->charge(1)
#1 {main}

Next RuntimeException: wrapped in /srv/src/Web.php:15
Stack trace:
#0 {main}
  thrown in /srv/src/Web.php on line 15`,
  'an error of anyhow': `Error: pay failed

Caused by:
    0: connect
    1: Connection refused (os error 111)`,
  'a group of errors in Python': `  + Exception Group Traceback (most recent call last):
  |   File "/srv/shop/app/main.py", line 3, in <module>
  |     asyncio.run(main())
  | ExceptionGroup: unhandled errors in a TaskGroup (2 sub-exceptions)
  +-+---------------- 1 ----------------
    | Traceback (most recent call last):
    |   File "/srv/shop/app/tasks.py", line 9, in run
    |     raise ValueError("bad")
    | ValueError: bad
    +---------------- 2 ----------------
    | KeyError: 'x'
    +------------------------------------`
}
