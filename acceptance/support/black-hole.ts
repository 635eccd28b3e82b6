import { spawn } from 'node:child_process'
import { connect, type Socket } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'

/**
 * An address on loopback whose packets vanish: a stopped process that accepts nothing, its queue of waiting
 * connections full, so that the kernel drops every further SYN.
 */
export async function blackHole(): Promise<{ readonly url: string; close(): Promise<void> }> {
  const code =
    "const s=require('net').createServer();s.listen({port:0,host:'127.0.0.1',backlog:1},()=>console.log(s.address().port))"
  const child = spawn(process.execPath, ['-e', code], { stdio: ['ignore', 'pipe', 'inherit'] })
  const port = await new Promise<number>(resolve =>
    child.stdout.once('data', data => resolve(Number(String(data))))
  )
  child.kill('SIGSTOP')
  const sockets: Socket[] = []
  for (let index = 0; index < 8; index += 1) {
    const socket = connect(port, '127.0.0.1')
    socket.on('error', () => undefined)
    sockets.push(socket)
  }
  await sleep(200)
  return {
    url: `http://127.0.0.1:${port}`,
    close: async () => {
      for (const socket of sockets) socket.destroy()
      const gone = new Promise(resolve => child.once('exit', resolve))
      child.kill('SIGKILL')
      await gone
    }
  }
}
