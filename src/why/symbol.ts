/** What compilers and runtimes put into the name of a function. */
const MADE_UP =
  /^(?:lambda|anonymous|closure|block|in|async|new|rescue|ensure|levels|as|func\d*|MoveNext|d__\d+|b__\d+(?:_\d+)?|h[0-9a-f]{16}|_\w*|clinit|init|class|module|main|Object|Module|Function|Promise|Array)$/
const SHORTEST = 3

/**
 * The name that a person gave the function of a frame: `register` of `com.acme.Shop.lambda$register$0`,
 * `(*Shop).register.func1`, `shop::register::{{closure}}` and `Shop.<register>d__4.MoveNext`. undefined where
 * nobody named it.
 */
export function functionName(symbol: string): string | undefined {
  // V8 writes the method's other name behind it: `Server.handle [as onRequest]`.
  const plain = symbol.slice(0, 500).replace(/\[as [^\]]*\]|\([^()*]*\)$/g, ' ')
  const names = plain.match(/[\p{L}_][\p{L}\p{N}_]*/gu) ?? []
  return names.findLast(name => name.length >= SHORTEST && !MADE_UP.test(name))
}
