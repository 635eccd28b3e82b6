import { type AddressInfo, connect, createServer, type Socket } from 'node:net'

/** What happens to one connection. */
export type Mischief =
  | { readonly kind: 'none' }
  /** The answer arrives so many milliseconds late. */
  | { readonly kind: 'delay'; readonly ms: number }
  /** The answer arrives one byte every so many milliseconds, from byte `after` on. */
  | { readonly kind: 'drip'; readonly ms: number; readonly after: number }
  /** The connection ends after so many bytes of the answer. */
  | { readonly kind: 'cut'; readonly after: number }
  /** The connection is reset as soon as the request arrives. */
  | { readonly kind: 'reset' }
  /** The request is swallowed; nothing ever comes back. */
  | { readonly kind: 'black-hole' }

export interface ChaosProxy {
  readonly url: string
  readonly port: number
  /** Connections so far. */
  connections(): number
  /** How long each connection that has ended was open, in milliseconds. */
  lives(): readonly number[]
  close(): Promise<void>
}

/** A TCP proxy before a server on loopback; connection n meets `mischief(n)`, counted from 0. */
export async function startChaos(
  target: number,
  mischief: (connection: number) => Mischief
): Promise<ChaosProxy> {
  let connections = 0
  const sockets = new Set<Socket>()
  const lives: number[] = []
  const server = createServer(client => {
    const since = performance.now()
    const kind = mischief(connections)
    connections += 1
    sockets.add(client)
    client.on('error', () => undefined)
    client.on('close', () => {
      lives.push(performance.now() - since)
      sockets.delete(client)
    })
    treat(client, kind, target)
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}`,
    port,
    connections: () => connections,
    lives: () => lives,
    close: () =>
      new Promise(resolve => {
        server.close(() => resolve())
        for (const socket of sockets) socket.destroy()
      })
  }
}

function treat(client: Socket, mischief: Mischief, target: number): void {
  if (mischief.kind === 'black-hole') {
    client.resume()
    return
  }
  if (mischief.kind === 'reset') {
    client.once('data', () => client.resetAndDestroy())
    return
  }
  const server = connect(target, '127.0.0.1')
  server.on('error', () => client.destroy())
  client.on('close', () => server.destroy())
  client.pipe(server)
  relay(server, client, mischief)
}

type Relayed = Exclude<Mischief, { kind: 'reset' | 'black-hole' }>

function relay(server: Socket, client: Socket, mischief: Relayed): void {
  switch (mischief.kind) {
    case 'none':
      server.pipe(client)
      return
    case 'delay':
      setTimeout(() => server.pipe(client), mischief.ms)
      return
    case 'cut':
      cut(server, client, mischief.after)
      return
    case 'drip':
      drip(server, client, mischief)
      return
  }
}

function cut(server: Socket, client: Socket, after: number): void {
  let left = after
  server.on('data', chunk => {
    client.write(chunk.subarray(0, left))
    left -= chunk.length
    if (left <= 0) client.end()
  })
}

function drip(server: Socket, client: Socket, { ms, after }: { ms: number; after: number }): void {
  let pending = Buffer.alloc(0)
  let through = after
  server.on('data', chunk => {
    client.write(chunk.subarray(0, through))
    pending = Buffer.concat([pending, chunk.subarray(through)])
    through = Math.max(0, through - chunk.length)
  })
  const timer = setInterval(() => {
    if (pending.length === 0 || client.destroyed) return
    client.write(pending.subarray(0, 1))
    pending = pending.subarray(1)
  }, ms)
  client.on('close', () => clearInterval(timer))
}
