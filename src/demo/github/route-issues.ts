import { renderComment, renderIssue } from './render.js'
import type { Call, Reply, Route } from './route.js'
import { notFound, ok, refusal, text } from './route.js'
import { nextId } from './state.js'
import type { Issue, IssueComment } from './state.js'

const comments = { needs: ['pull-requests', 'issues'] } as const

export const issueRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: '/issues/{issue_number}/comments',
    ...comments,
    access: 'read',
    answer: listComments
  },
  {
    method: 'POST',
    path: '/issues/{issue_number}/comments',
    ...comments,
    access: 'write',
    answer: createComment
  },
  {
    method: 'PATCH',
    path: '/issues/comments/{comment_id}',
    ...comments,
    access: 'write',
    answer: updateComment
  },
  {
    method: 'DELETE',
    path: '/issues/comments/{comment_id}',
    ...comments,
    access: 'write',
    answer: deleteComment
  },
  { method: 'GET', path: '/issues', needs: ['issues'], access: 'read', answer: listIssues },
  { method: 'POST', path: '/issues', needs: ['issues'], access: 'write', answer: createIssue },
  {
    method: 'PATCH',
    path: '/issues/{issue_number}',
    needs: ['issues'],
    access: 'write',
    answer: updateIssue
  }
]

const MOST_CHARACTERS = 65_536

function listComments({ state, renderer, path }: Call): Reply {
  const issue = Number(path['issue_number'])
  if (!exists({ state }, issue)) return notFound()
  const found = state.comments.filter(it => it.issue === issue).toSorted((a, b) => a.id - b.id)
  return { status: 200, list: found.map(comment => renderComment(renderer, comment)) }
}

function createComment({ state, renderer, path, body, token, now }: Call): Reply {
  const issue = Number(path['issue_number'])
  if (!exists({ state }, issue)) return notFound()
  const written = text(body['body']) ?? ''
  const refused = refuseBody(written)
  if (refused !== undefined) return refused
  const comment: IssueComment = {
    id: nextId(state),
    issue,
    author: token.login,
    body: written,
    createdAt: now,
    updatedAt: now
  }
  state.comments.push(comment)
  return { status: 201, body: renderComment(renderer, comment) }
}

function updateComment({ state, renderer, path, body, now }: Call): Reply {
  const comment = state.comments.find(it => String(it.id) === path['comment_id'])
  if (comment === undefined) return notFound()
  const written = text(body['body']) ?? ''
  const refused = refuseBody(written)
  if (refused !== undefined) return refused
  comment.body = written
  comment.updatedAt = now
  return ok(renderComment(renderer, comment))
}

function deleteComment({ state, path }: Call): Reply {
  const at = state.comments.findIndex(it => String(it.id) === path['comment_id'])
  if (at < 0) return notFound()
  state.comments.splice(at, 1)
  return { status: 204 }
}

function listIssues({ state, renderer, query }: Call): Reply {
  const labels = query.get('labels')?.split(',') ?? []
  const found = state.issues.filter(issue => labels.every(label => issue.labels.includes(label)))
  return { status: 200, list: found.map(issue => renderIssue(renderer, issue)) }
}

function createIssue({ state, renderer, body, token, now }: Call): Reply {
  const title = text(body['title']) ?? ''
  if (title === '') return refusal(422, 'Validation Failed', [{ field: 'title' }])
  const labels = Array.isArray(body['labels']) ? body['labels'].map(String) : []
  const issue: Issue = {
    number:
      1 + Math.max(0, ...state.pulls.map(it => it.number), ...state.issues.map(it => it.number)),
    title,
    body: text(body['body']) ?? '',
    labels,
    author: token.login,
    createdAt: now
  }
  state.issues.push(issue)
  return { status: 201, body: renderIssue(renderer, issue) }
}

function updateIssue({ state, renderer, path, body }: Call): Reply {
  const issue = state.issues.find(it => String(it.number) === path['issue_number'])
  if (issue === undefined) return notFound()
  issue.title = text(body['title']) ?? issue.title
  issue.body = text(body['body']) ?? issue.body
  return ok(renderIssue(renderer, issue))
}

function refuseBody(body: string): Reply | undefined {
  if (body === '') return refusal(422, 'Validation Failed', ["body can't be blank"])
  if (body.length <= MOST_CHARACTERS) return undefined
  const message = `body is too long (maximum is ${MOST_CHARACTERS} characters)`
  return refusal(422, 'Validation Failed', [{ field: 'body', message }])
}

function exists({ state }: Pick<Call, 'state'>, number: number): boolean {
  return [...state.pulls, ...state.issues].some(it => it.number === number)
}
