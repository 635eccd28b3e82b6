import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { binaryOf } from './servers.js'

/**
 * Runs a script beside this file that asks with a vendor's own client, and reads the JSON that it prints. Not in
 * this thread: the simulated server answers from it.
 */
export async function askWith(client: string, script: string, asked: object): Promise<unknown> {
  const path = join(import.meta.dirname, script)
  const { stdout } = await promisify(execFile)(binaryOf(client) ?? client, [
    path,
    JSON.stringify(asked)
  ])
  return JSON.parse(stdout) as unknown
}
