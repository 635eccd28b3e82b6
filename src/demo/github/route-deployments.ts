import { renderDeployment, renderDeploymentStatus, renderStatus } from './render.js'
import type { Call, Reply, Route } from './route.js'
import { notFound, refusal, text } from './route.js'
import { nextId } from './state.js'
import type { Status } from './state.js'

export const deploymentRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: '/deployments',
    needs: ['deployments'],
    access: 'read',
    answer: listDeployments
  },
  {
    method: 'GET',
    path: '/deployments/{deployment_id}/statuses',
    needs: ['deployments'],
    access: 'read',
    answer: listDeploymentStatuses
  },
  {
    method: 'GET',
    path: '/commits/{ref}/statuses',
    needs: ['statuses'],
    access: 'read',
    answer: listStatuses
  },
  {
    method: 'POST',
    path: '/statuses/{sha}',
    needs: ['statuses'],
    access: 'write',
    answer: createStatus
  }
]

const STATES = new Set(['error', 'failure', 'pending', 'success'])
/** Per commit and context. */
const MOST_STATUSES = 1000

function listDeployments({ state, renderer, query }: Call): Reply {
  const environment = query.get('environment')?.toLowerCase()
  const found = state.deployments
    .filter(it => environment === undefined || it.environment.toLowerCase() === environment)
    .toSorted((a, b) => b.id - a.id)
  return { status: 200, list: found.map(deployment => renderDeployment(renderer, deployment)) }
}

function listDeploymentStatuses({ state, renderer, path }: Call): Reply {
  const deployment = state.deployments.find(it => String(it.id) === path['deployment_id'])
  if (deployment === undefined) return notFound()
  const statuses = deployment.statuses.toReversed()
  return {
    status: 200,
    list: statuses.map(status => renderDeploymentStatus(renderer, deployment, status))
  }
}

function listStatuses({ state, renderer, path, now }: Call): Reply {
  const found = state.statuses
    .filter(status => status.sha === path['ref'] && now >= status.visibleAt)
    .toSorted((a, b) => b.id - a.id)
  return { status: 200, list: found.map(status => renderStatus(renderer, status)) }
}

function createStatus(call: Call): Reply {
  const { state, renderer, path, body, token, now, settings } = call
  const sha = path['sha'] ?? ''
  const [wanted, context] = [text(body['state']) ?? '', text(body['context']) ?? 'default']
  const description = text(body['description']) ?? ''
  if (!state.commits.has(sha)) return refusal(422, `No commit found for SHA: ${sha}`)
  if (!STATES.has(wanted)) return refusal(422, 'Validation Failed', ['state is not included'])
  if (Array.from(description).length > 140 || context.length > 255) {
    const message = 'description is too long (maximum is 140 characters)'
    return refusal(422, 'Validation Failed', [{ field: 'description', message }])
  }
  const same = state.statuses.filter(
    it => it.sha === sha && it.context.toLowerCase() === context.toLowerCase()
  )
  if (same.length >= MOST_STATUSES) {
    return refusal(422, 'This SHA and context has reached the maximum number of statuses.')
  }
  const status: Status = {
    id: nextId(state),
    sha,
    state: wanted,
    context,
    description,
    targetUrl: text(body['target_url']) ?? '',
    creator: token.login,
    createdAt: now,
    visibleAt: now + settings.lag.statuses()
  }
  state.statuses.push(status)
  return { status: 201, body: renderStatus(renderer, status) }
}
