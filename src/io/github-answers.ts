import type { z } from 'zod'
import { GitHubError } from '../errors.js'
import { header } from './github-request.js'
import type { Answer, Parameters, Sender } from './github-request.js'

/** Most that GitHub puts on one page. */
export const PAGE = 100

/** The answer to one read, in its shape. */
export async function one<S extends z.ZodType>(
  sender: Sender,
  route: string,
  query: Parameters,
  shape: S,
  needs?: string
): Promise<z.output<S>> {
  return parse(await sender.read(route, query, needs), shape, route, false)
}

/** The answer to one write, in its shape. */
export async function create<S extends z.ZodType>(
  sender: Sender,
  route: string,
  body: Parameters,
  shape: S,
  needs: string
): Promise<z.output<S>> {
  return parse(await sender.write(route, body, needs), shape, route, true)
}

/** All pages of a listing, at most `cap`; `more`: there were further ones. */
export async function pages<T>(
  sender: Sender,
  route: string,
  query: Parameters,
  shape: z.ZodType<readonly T[]>,
  cap: number,
  needs: string,
  enough: (items: readonly T[]) => boolean = () => false
): Promise<{ readonly items: readonly T[]; readonly more: boolean }> {
  const items: T[] = []
  for (let page = 1; page <= cap; page++) {
    const answer = await sender.read(route, { ...query, per_page: PAGE, page }, needs)
    const found = parse(answer, shape, route, false)
    items.push(...found)
    if (!hasNext(answer) || enough(found)) return { items, more: false }
  }
  return { items, more: true }
}

/** Rejects an answer of another shape; after a write its effect may have happened all the same. */
export function parse<S extends z.ZodType>(
  answer: Answer,
  shape: S,
  route: string,
  isWrite: boolean
): z.output<S> {
  const parsed = shape.safeParse(answer.data)
  if (parsed.success) return parsed.data
  const place = parsed.error.issues[0]?.path.join('.') || 'the answer'
  const message = `GitHub ${route}: ${place} is not what the API documents.`
  throw new GitHubError(answer.status, message, isWrite, 'odd-answer')
}

/** undefined for a 404 (and for the other status by which GitHub says that there is no such thing). */
export async function found404<T>(
  ask: () => Promise<T>,
  alsoStatus?: number
): Promise<T | undefined> {
  try {
    return await ask()
  } catch (error) {
    // A route that nobody knows says nothing of the thing.
    if (error instanceof GitHubError && error.kind === 'unknown-route') throw error
    if (isStatus(error, 404) || (alsoStatus !== undefined && isStatus(error, alsoStatus))) {
      return undefined
    }
    throw error
  }
}

export function isStatus(error: unknown, status: number): boolean {
  return error instanceof GitHubError && error.status === status
}

function hasNext(answer: Answer): boolean {
  return (header(answer.headers, 'link') ?? '').includes('rel="next"')
}

/** Number of the last page by the `link` header. */
export function lastPage(answer: Answer): number {
  const link = header(answer.headers, 'link') ?? ''
  const last = /[?&]page=(\d+)[^>]*>; rel="last"/.exec(link)
  return last?.[1] === undefined ? 1 : Number(last[1])
}

/**
 * Segments are encoded, slashes stay: tags, branches and files may hold them. A `..` would reach another
 * endpoint, encoded or not, and is refused.
 */
export function encodePath(path: string): string {
  const segments = path.split('/')
  if (segments.some(segment => segment === '..' || segment === '.')) {
    throw new GitHubError(
      0,
      `GitHub: "${path}" is not a path or name that can be asked for.`,
      false
    )
  }
  return segments.map(encodeURIComponent).join('/')
}
