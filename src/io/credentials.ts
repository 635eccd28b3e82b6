import { readFile } from 'node:fs/promises'

/** The JSON of a credentials file; undefined where it cannot be read or is none. */
export async function readCredentials(path: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(path, 'utf8')) as unknown
  } catch {
    return undefined
  }
}
