import { GitHubError } from '../errors.js'
import { compareIds } from '../ids.js'
import type { Deploy } from '../model.js'
import type { Clock, Comment, GitHub, Log } from '../world.js'
import { compareMarkers, readMarker, writeMarker } from './marker.js'
import type { Marker } from './marker.js'

export interface CommentDeps {
  readonly github: GitHub
  readonly clock: Clock
  readonly log: Log
  readonly signal: AbortSignal
}

export interface CommentPlace {
  /** Number of the pull request. */
  readonly issue: number
  readonly scope: Pick<Deploy, 'service' | 'environment'>
  /** `id` is the number GitHub gave the gate's own run. */
  readonly run: { readonly id: string; readonly attempt: number }
  /** Writes of this run so far: a second job of a run goes on where the first one ended. */
  readonly generation?: number
  /** Login of our own comments as far as it is known; learned from the first comment otherwise. */
  readonly identity?: string
}

export interface CommentPublisher {
  /**
   * Writes the one comment of this environment. A progress text may be left out (too soon, too many); a final
   * one is always tried. `minimal` is written where GitHub refuses `body` as too long. Never rejects:
   * undefined where there is no comment, with one warning.
   */
  readonly publish: (
    body: string,
    options: { readonly final: boolean; readonly minimal?: string }
  ) => Promise<{ readonly url: string } | undefined>
}

/** GitHub's limits on content are shared by all jobs of a repository. */
const BETWEEN_WRITES = 60_000
const MOST_WRITES = 10
/** Before a final text is tried once more after a rate limit: at the end nothing waits behind it. */
const LIMIT_PAUSE = 30_000
const RETRY_PAUSE = 2_000
const DEFAULT_IDENTITY = 'github-actions[bot]'

/**
 * One sticky comment per service and environment: found by its marker and our own authorship, listed before
 * every write, and not written over a newer run's text (GitHub has no conditional write: two writes in the same
 * instant are the exception). Where several were created at once the oldest stays.
 */
export function createCommentPublisher(deps: CommentDeps, place: CommentPlace): CommentPublisher {
  const key = JSON.stringify([place.scope.service, place.scope.environment]).toLowerCase()
  const state: State = {
    identity: place.identity ?? DEFAULT_IDENTITY,
    writes: 0,
    writtenAt: -Infinity,
    generation: place.generation ?? 0,
    closed: false,
    shown: undefined,
    createdId: undefined
  }
  let queue: Promise<unknown> = Promise.resolve()
  return {
    publish(body, { final, minimal }) {
      const turn = queue.then(async () => {
        if (state.closed || (!final && !isDue(state, deps.clock.now()))) return state.shown
        state.generation++
        const { id: run, attempt } = place.run
        const marker: Marker = { key, run, attempt, generation: state.generation }
        const text = { marker, body: `${writeMarker(marker)}\n${body}` }
        return write({ deps, place, state }, text, { final, minimal, mayWait: final })
      })
      queue = turn.catch(() => undefined)
      return turn
    }
  }
}

interface State {
  identity: string
  writes: number
  writtenAt: number
  generation: number
  /** No comment is possible here: nothing more is tried. */
  closed: boolean
  shown: { readonly url: string } | undefined
  /** The comment of this very run is ours, whatever author a server shows. */
  createdId: string | undefined
}
interface Writing {
  readonly deps: CommentDeps
  readonly place: CommentPlace
  readonly state: State
}
interface Text {
  readonly marker: Marker
  readonly body: string
}

/** The last write is kept for the final text. */
function isDue({ writes, writtenAt }: State, now: number): boolean {
  return writes < MOST_WRITES - 1 && now - writtenAt >= BETWEEN_WRITES
}

interface Attempt {
  readonly final: boolean
  readonly minimal: string | undefined
  /** Whether a rate limit may be waited out. */
  readonly mayWait: boolean
}

async function write(writing: Writing, text: Text, attempt: Attempt): Promise<State['shown']> {
  const { deps, state } = writing
  const { final, minimal, mayWait } = attempt
  try {
    state.shown = await place(writing, text)
  } catch (error) {
    if (!(error instanceof GitHubError)) throw error
    if (error.status === 422 && minimal !== undefined) {
      const shorter = { ...text, body: `${writeMarker(text.marker)}\n${minimal}` }
      return write(writing, shorter, { ...attempt, minimal: undefined })
    }
    if (error.status === 429 && mayWait && (await paused(deps, LIMIT_PAUSE))) {
      return write(writing, text, { ...attempt, mayWait: false })
    }
    state.closed = CLOSING.has(error.status)
    if (final || state.closed) deps.log.warning(`The comment was not written. ${error.message}`)
  }
  return state.shown
}

/** Not permitted, no such pull request, gone, locked. */
const CLOSING = new Set([401, 403, 404, 410, 423])

async function place(writing: Writing, text: Text): Promise<State['shown']> {
  const { state } = writing
  const own = await listOwn(writing, text.marker.key)
  if (own.length === 0) return createComment(writing, text)
  const newer = findNewer(own, text.marker)
  if (newer !== undefined) return { url: newer.comment.url }
  const updated = await updateComment(writing, own, text)
  if (updated !== undefined) return updated
  // A person deleted it between the listing and the write.
  state.shown = undefined
  return createComment(writing, text)
}

interface Own {
  readonly comment: Comment
  readonly marker: Marker
}

/** Oldest first. */
async function listOwn({ deps, place, state }: Writing, key: string): Promise<readonly Own[]> {
  const comments = await deps.github.comments(place.issue)
  return comments
    .filter(({ id, author }) => author === state.identity || id === state.createdId)
    .flatMap(comment => {
      const marker = readMarker(comment.body)
      return marker?.key === key ? [{ comment, marker }] : []
    })
    .toSorted((a, b) => compareIds(a.comment.id, b.comment.id))
}

function findNewer(own: readonly Own[], marker: Marker): Own | undefined {
  return own.find(it => compareMarkers(it.marker, marker) > 0)
}

/** Our text into the oldest one; further ones that are not newer than it go. undefined: it is not there. */
async function updateComment(
  { deps, state }: Writing,
  own: readonly Own[],
  text: Text
): Promise<State['shown']> {
  const [oldest, ...others] = own
  if (oldest === undefined) return undefined
  const { id } = oldest.comment
  try {
    await counted(state, deps, () =>
      withRetry(deps, () => deps.github.updateComment(id, text.body))
    )
  } catch (error) {
    if (error instanceof GitHubError && error.status === 404) return undefined
    throw error
  }
  for (const { comment } of others) await deleteQuietly(deps, comment.id)
  return { url: oldest.comment.url }
}

/** After the creation everybody lists again and agrees on the oldest. */
async function createComment(writing: Writing, text: Text): Promise<State['shown']> {
  const { deps, state, place } = writing
  const created = await createOnce(writing, text)
  if (created.author !== '') state.identity = created.author
  state.createdId = created.id
  state.shown = { url: created.url }
  const own = await listOwn(writing, text.marker.key).catch((error: unknown) => {
    if (error instanceof GitHubError) return []
    throw error
  })
  const [oldest] = own
  if (oldest === undefined || oldest.comment.id === created.id) {
    for (const { comment } of own.filter(it => compareMarkers(it.marker, text.marker) < 0)) {
      await deleteQuietly(deps, comment.id)
    }
    return { url: created.url }
  }
  deps.log.debug(`Another comment of ours was there first on #${place.issue}.`)
  const isNewest = findNewer(own, text.marker) === undefined
  const kept = isNewest ? await updateComment(writing, own, text) : { url: oldest.comment.url }
  if (!isNewest) await deleteQuietly(deps, created.id)
  return kept ?? { url: created.url }
}

/** A creation whose answer was lost is looked for before it is tried again. */
async function createOnce(writing: Writing, text: Text): Promise<Comment> {
  const { deps, state, place } = writing
  const create = () => counted(state, deps, () => deps.github.createComment(place.issue, text.body))
  try {
    return await create()
  } catch (error) {
    if (!(error instanceof GitHubError) || !error.mayHaveHappened) throw error
    if (!(await paused(deps, RETRY_PAUSE))) throw error
    const comments = await deps.github.comments(place.issue)
    // The marker is of this very write, and its whole text is ours.
    return comments.find(comment => comment.body === text.body) ?? (await create())
  }
}

/** An update may be repeated: it says the same again. */
async function withRetry<T>(deps: CommentDeps, update: () => Promise<T>): Promise<T> {
  try {
    return await update()
  } catch (error) {
    const mayRepeat = error instanceof GitHubError && error.mayHaveHappened
    if (!mayRepeat || !(await paused(deps, RETRY_PAUSE))) throw error
    return update()
  }
}

async function counted<T>(state: State, { clock }: CommentDeps, act: () => Promise<T>): Promise<T> {
  state.writes++
  state.writtenAt = clock.now()
  return act()
}

async function deleteQuietly({ github, log }: CommentDeps, id: string): Promise<void> {
  try {
    await github.deleteComment(id)
  } catch (error) {
    if (!(error instanceof GitHubError)) throw error
    // 404: the other gate was quicker.
    if (error.status !== 404) log.debug(`A second comment stays. ${error.message}`)
  }
}

async function paused({ clock, signal }: CommentDeps, ms: number): Promise<boolean> {
  return clock.sleep(ms, signal).then(
    () => true,
    () => false
  )
}
