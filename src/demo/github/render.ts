import {
  fill,
  iso,
  renderMinimalRepository,
  renderUser,
  repositoryHtml,
  repositoryUrl
} from './render-base.js'
import type { Renderer } from './render-base.js'
import type {
  Deployment,
  DeploymentStatus,
  Environment,
  Issue,
  IssueComment,
  Run,
  Status,
  Workflow
} from './state.js'

export function renderDeployment(renderer: Renderer, deployment: Deployment): object {
  const url = `${repositoryUrl(renderer)}/deployments/${deployment.id}`
  return {
    id: deployment.id,
    node_id: 'DE',
    sha: deployment.sha,
    ref: deployment.ref,
    task: 'deploy',
    environment: deployment.environment,
    creator: renderUser(renderer, deployment.creator),
    payload: {},
    description: null,
    url,
    statuses_url: `${url}/statuses`,
    repository_url: repositoryUrl(renderer),
    created_at: iso(deployment.createdAt),
    updated_at: iso(deployment.createdAt)
  }
}

export function renderDeploymentStatus(
  renderer: Renderer,
  deployment: Deployment,
  status: DeploymentStatus
): object {
  const url = `${repositoryUrl(renderer)}/deployments/${deployment.id}`
  return {
    id: status.id,
    node_id: 'DS',
    state: status.state,
    description: '',
    environment: deployment.environment,
    creator: renderUser(renderer, deployment.creator),
    log_url: status.logUrl,
    target_url: status.logUrl,
    url: `${url}/statuses/${status.id}`,
    deployment_url: url,
    repository_url: repositoryUrl(renderer),
    created_at: iso(status.createdAt),
    updated_at: iso(status.createdAt)
  }
}

export function renderStatus(renderer: Renderer, status: Status): object {
  return {
    id: status.id,
    node_id: 'SC',
    url: `${repositoryUrl(renderer)}/statuses/${status.sha}`,
    avatar_url: null,
    state: status.state,
    context: status.context,
    description: status.description,
    target_url: status.targetUrl === '' ? null : status.targetUrl,
    creator: renderUser(renderer, status.creator),
    created_at: iso(status.createdAt),
    updated_at: iso(status.createdAt)
  }
}

export function renderWorkflow(renderer: Renderer, workflow: Workflow): object {
  const url = `${repositoryUrl(renderer)}/actions/workflows/${workflow.id}`
  return {
    id: workflow.id,
    node_id: 'W',
    name: workflow.name,
    path: workflow.path,
    state: workflow.state,
    ...fill(['url', 'html_url', 'badge_url'], url),
    created_at: iso(0),
    updated_at: iso(0)
  }
}

export function renderRun(renderer: Renderer, run: Run): object {
  const url = runUrl(renderer, run)
  const urls = ['jobs', 'logs', 'check_suite', 'cancel', 'rerun', 'artifacts']
  return {
    id: run.id,
    node_id: 'WR',
    name: run.workflow.name,
    display_title: run.title,
    path: run.workflow.path,
    workflow_id: run.workflow.id,
    workflow_url: `${repositoryUrl(renderer)}/actions/workflows/${run.workflow.id}`,
    run_number: 1,
    run_attempt: 1,
    event: run.event,
    status: run.status,
    conclusion: run.conclusion,
    head_branch: run.branch,
    head_sha: run.sha,
    head_commit: null,
    actor: renderUser(renderer, run.actor),
    url,
    html_url: runHtml(renderer, run),
    ...Object.fromEntries(urls.map(name => [`${name}_url`, `${url}/${name}`])),
    pull_requests: [],
    repository: renderMinimalRepository(renderer),
    head_repository: renderMinimalRepository(renderer),
    created_at: iso(run.createdAt),
    run_started_at: iso(run.startedAt ?? run.createdAt),
    updated_at: iso(run.updatedAt)
  }
}

export function renderPending(
  renderer: Renderer,
  { id, name, waitTimer, reviewers }: Environment,
  since: number | undefined
): object {
  return {
    environment: { id, node_id: 'E', name },
    wait_timer: waitTimer / 60_000,
    wait_timer_started_at: waitTimer === 0 || since === undefined ? null : iso(since),
    current_user_can_approve: false,
    reviewers: reviewers.map(login => ({ type: 'User', reviewer: renderUser(renderer, login) }))
  }
}

export function runUrl(renderer: Renderer, run: Pick<Run, 'id'>): string {
  return `${repositoryUrl(renderer)}/actions/runs/${run.id}`
}

export function runHtml(renderer: Renderer, run: Pick<Run, 'id'>): string {
  return `${repositoryHtml(renderer)}/actions/runs/${run.id}`
}

export function renderComment(renderer: Renderer, comment: IssueComment): object {
  const issue = `${repositoryUrl(renderer)}/issues/${comment.issue}`
  const html = `${repositoryHtml(renderer)}/pull/${comment.issue}#issuecomment-${comment.id}`
  return {
    id: comment.id,
    node_id: 'IC',
    url: `${repositoryUrl(renderer)}/issues/comments/${comment.id}`,
    html_url: html,
    issue_url: issue,
    body: comment.body,
    user: renderUser(renderer, comment.author),
    author_association: 'MEMBER',
    created_at: iso(comment.createdAt),
    updated_at: iso(comment.updatedAt)
  }
}

export function renderIssue(renderer: Renderer, issue: Issue): object {
  const url = `${repositoryUrl(renderer)}/issues/${issue.number}`
  return {
    id: issue.number,
    node_id: 'I',
    number: issue.number,
    title: issue.title,
    body: issue.body,
    state: 'open',
    locked: false,
    comments: 0,
    labels: issue.labels,
    user: renderUser(renderer, issue.author),
    ...fill(['assignee', 'milestone', 'closed_at'], null),
    ...fill(['url', 'comments_url', 'events_url', 'labels_url'], url),
    html_url: `${repositoryHtml(renderer)}/issues/${issue.number}`,
    repository_url: repositoryUrl(renderer),
    author_association: 'MEMBER',
    created_at: iso(issue.createdAt),
    updated_at: iso(issue.createdAt)
  }
}
