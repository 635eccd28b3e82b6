/** Stack traces as the runtimes write them, below the line that was logged. */
export const TRACES = [
  {
    language: 'Java',
    lines: [
      '2026-11-25 10:00:00,123 ERROR [exec-7] c.a.shop.OrderController - order 4711 failed',
      'org.springframework.dao.DataAccessException: could not save',
      '\tat com.acme.shop.OrderService.place(OrderService.java:88)',
      '\tat java.base/java.lang.reflect.Method.invoke(Method.java:580)',
      '\tat com.acme.shop.OrderController$$SpringCGLIB$$0.place(<generated>)',
      'Caused by: org.postgresql.util.PSQLException: ERROR: cannot execute INSERT in a read-only transaction',
      '\tat org.postgresql.core.v3.QueryExecutorImpl.receiveErrorResponse(QueryExecutorImpl.java:2725)',
      '\tat com.acme.shop.Db.save(Db.java:31)',
      '\t... 12 more'
    ],
    errorType: 'org.postgresql.util.PSQLException',
    innermost: {
      file: 'QueryExecutorImpl.java',
      line: 2725,
      symbol: 'org.postgresql.core.v3.QueryExecutorImpl.receiveErrorResponse'
    },
    message:
      'ERROR [exec-7] c.a.shop.OrderController - order 4711 failed | org.springframework.dao.DataAccessException: could not save | org.postgresql.util.PSQLException: ERROR: cannot execute INSERT in a read-only transaction'
  },
  {
    language: 'Python',
    lines: [
      '2026-11-25 10:00:00,123 ERROR shop.api order 4711 failed',
      'Traceback (most recent call last):',
      '  File "/app/shop/db.py", line 31, in save',
      '    cursor.execute(statement)',
      '    ~~~~~~~~~~~~~~^^^^^^^^^^^',
      'psycopg2.errors.ReadOnlySqlTransaction: cannot execute INSERT in a read-only transaction',
      '',
      'The above exception was the direct cause of the following exception:',
      '',
      'Traceback (most recent call last):',
      '  File "/app/shop/api.py", line 12, in register',
      '    save(order)',
      'shop.errors.StorageError: order was not saved'
    ],
    // No suffix of an error's name, so the type is not known by its look.
    errorType: 'psycopg2.errors.ReadOnlySqlTransaction',
    innermost: { file: '/app/shop/db.py', line: 31, symbol: 'save' },
    message:
      'ERROR shop.api order 4711 failed | psycopg2.errors.ReadOnlySqlTransaction: cannot execute INSERT in a read-only transaction | shop.errors.StorageError: order was not saved'
  },
  {
    language: 'Node',
    lines: [
      '[error] order 4711 failed',
      "TypeError: Cannot read properties of undefined (reading 'id')",
      '    at Db.save (/app/src/db.js:31:17)',
      '    at async Object.register [as handler] (file:///app/src/api.js:12:3)',
      '    at /app/node_modules/express/lib/router.js:5:7',
      '    at process.processTicksAndRejections (node:internal/process/task_queues:105:5) {',
      "  code: 'E1'",
      '}'
    ],
    errorType: 'TypeError',
    innermost: { symbol: 'Db.save', file: '/app/src/db.js', line: 31 },
    message:
      "[error] order 4711 failed | TypeError: Cannot read properties of undefined (reading 'id')"
  },
  {
    language: 'Go',
    lines: [
      'panic: runtime error: invalid memory address or nil pointer dereference',
      '[signal SIGSEGV: segmentation violation code=0x1 addr=0x0 pc=0x48e2c1]',
      '',
      'goroutine 18 [running]:',
      'github.com/acme/shop/db.(*Store).Save(0xc000010000, {0x4c2f40, 0x5})',
      '\t/app/db/store.go:31 +0x1d',
      'main.main.func1()',
      '\t/app/main.go:12 +0x65',
      'created by main.main in goroutine 1',
      '\t/app/main.go:10 +0x2a',
      'exit status 2'
    ],
    errorType: 'panic',
    innermost: {
      symbol: 'github.com/acme/shop/db.(*Store).Save',
      file: '/app/db/store.go',
      line: 31
    },
    message: 'panic: runtime error: invalid memory address or nil pointer dereference'
  },
  {
    language: '.NET',
    lines: [
      'Unhandled exception. System.InvalidOperationException: order was not saved',
      ' ---> Npgsql.PostgresException (0x80004005): 25006: cannot execute INSERT in a read-only transaction',
      '   at Npgsql.Internal.NpgsqlConnector.ReadMessageLong(Boolean async)',
      '   at Acme.Shop.Db.Save(Order order) in /src/Shop/Db.cs:line 31',
      '   --- End of inner exception stack trace ---',
      '   at Acme.Shop.Api.Register(String id) in /src/Shop/Api.cs:line 12'
    ],
    errorType: 'Npgsql.PostgresException',
    innermost: { symbol: 'Npgsql.Internal.NpgsqlConnector.ReadMessageLong' },
    message:
      'Unhandled exception. System.InvalidOperationException: order was not saved | Npgsql.PostgresException (0x80004005): 25006: cannot execute INSERT in a read-only transaction'
  },
  {
    language: 'Ruby',
    lines: [
      "/app/lib/db.rb:31:in 'Db#save': cannot execute INSERT (PG::ReadOnlySqlTransaction)",
      "\tfrom /app/lib/api.rb:12:in 'block in register'",
      "\tfrom /app/config.ru:3:in '<main>'"
    ],
    errorType: 'PG::ReadOnlySqlTransaction',
    innermost: { file: '/app/lib/db.rb', line: 31, symbol: 'Db#save' },
    message: "/app/lib/db.rb:31:in 'Db#save': cannot execute INSERT (PG::ReadOnlySqlTransaction)"
  },
  {
    language: 'PHP',
    lines: [
      'PHP Fatal error:  Uncaught PDOException: SQLSTATE[25006]: read only transaction in /app/src/Db.php:31',
      'Stack trace:',
      '#0 /app/src/Db.php(31): PDO->exec()',
      '#1 /app/src/Api.php(12): Acme\\Db->save()',
      '#2 {main}',
      '  thrown in /app/src/Db.php on line 31'
    ],
    errorType: 'PDOException',
    innermost: { file: '/app/src/Db.php', line: 31, symbol: 'PDO->exec' },
    message:
      'PHP Fatal error:  Uncaught PDOException: SQLSTATE[25006]: read only transaction in /app/src/Db.php:31'
  },
  {
    language: 'Rust',
    lines: [
      "thread 'main' (4711) panicked at src/db.rs:31:10:",
      'called `Result::unwrap()` on an `Err` value: ReadOnly',
      'stack backtrace:',
      '   0: shop::db::save::h0123456789abcdef',
      '             at ./src/db.rs:31:10',
      '   1: shop::main',
      '             at ./src/main.rs:12:5',
      'note: run with `RUST_BACKTRACE=full` for a verbose backtrace'
    ],
    errorType: 'panic',
    innermost: { symbol: 'shop::db::save', file: './src/db.rs', line: 31 },
    message:
      "thread 'main' (4711) panicked at src/db.rs:31:10: | called `Result::unwrap()` on an `Err` value: ReadOnly"
  }
] as const
