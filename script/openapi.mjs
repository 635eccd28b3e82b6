import { readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'

const require = createRequire(import.meta.url)
const source = require('@octokit/openapi/generated/api.github.com.json')
const { version } = JSON.parse(readFileSync('node_modules/@octokit/openapi/package.json', 'utf8'))
const TARGET = 'acceptance/support/github-openapi.json'

const REPO = '/repos/{owner}/{repo}'
const ROUTES = {
  [REPO]: ['get'],
  [`${REPO}/contents/{path}`]: ['get'],
  [`${REPO}/git/ref/{ref}`]: ['get'],
  [`${REPO}/git/tags/{tag_sha}`]: ['get'],
  [`${REPO}/tags`]: ['get'],
  [`${REPO}/commits`]: ['get'],
  [`${REPO}/commits/{ref}`]: ['get'],
  [`${REPO}/commits/{commit_sha}/pulls`]: ['get'],
  [`${REPO}/commits/{ref}/statuses`]: ['get'],
  [`${REPO}/statuses/{sha}`]: ['post'],
  [`${REPO}/compare/{basehead}`]: ['get'],
  [`${REPO}/releases`]: ['get'],
  [`${REPO}/deployments`]: ['get'],
  [`${REPO}/deployments/{deployment_id}/statuses`]: ['get'],
  [`${REPO}/actions/workflows/{workflow_id}`]: ['get'],
  [`${REPO}/actions/workflows/{workflow_id}/dispatches`]: ['post'],
  [`${REPO}/actions/workflows/{workflow_id}/runs`]: ['get'],
  [`${REPO}/actions/runs/{run_id}`]: ['get'],
  [`${REPO}/actions/runs/{run_id}/pending_deployments`]: ['get'],
  [`${REPO}/issues`]: ['get', 'post'],
  [`${REPO}/issues/{issue_number}`]: ['patch'],
  [`${REPO}/issues/{issue_number}/comments`]: ['get', 'post'],
  [`${REPO}/issues/comments/{comment_id}`]: ['patch', 'delete']
}

const paths = {}
for (const [path, methods] of Object.entries(ROUTES)) {
  const item = source.paths[path]
  paths[path] = {}
  for (const method of methods) paths[path][method] = trimOperation(item[method])
}
const components = collect(paths)
const document = {
  openapi: source.openapi,
  info: {
    title: `GitHub REST API, trimmed from @octokit/openapi ${version}`,
    version: source.info.version,
    license: source.info.license
  },
  paths,
  components
}
writeFileSync(TARGET, `${JSON.stringify(document)}\n`)

/** Refusals are dropped: an answer that fits no success must not pass as a documented error. */
function trimOperation({ operationId, parameters, requestBody, responses }) {
  const successes = Object.entries(responses).filter(([status]) => /^2/.test(status))
  return strip({ operationId, parameters, requestBody, responses: Object.fromEntries(successes) })
}

/** Every component that is referred to, directly or not. */
function collect(root) {
  const found = {}
  const queue = [...references(root)]
  for (let reference = queue.pop(); reference !== undefined; reference = queue.pop()) {
    const [, , kind, name] = reference.split('/')
    found[kind] ??= {}
    if (name in found[kind]) continue
    found[kind][name] = strip(source.components[kind][name])
    queue.push(...references(found[kind][name]))
  }
  return found
}

function references(value) {
  return [...JSON.stringify(value).matchAll(/"\$ref":"(#[^"]+)"/g)].map(match => match[1])
}

/** Without examples and prose, which are most of the document. A property may be called `description`. */
function strip(value, isNamed = false) {
  if (Array.isArray(value)) return value.map(item => strip(item))
  if (typeof value !== 'object' || value === null) return value
  const prose = [
    'description',
    'example',
    'examples',
    'externalDocs',
    'summary',
    'title',
    'x-github'
  ]
  const stripped = Object.fromEntries(
    Object.entries(value)
      .filter(([key]) => isNamed || !prose.includes(key))
      .map(([key, item]) => [key, strip(item, key === 'properties' && !isNamed)])
  )
  return isNamed ? stripped : withNull(stripped)
}

/** `nullable` beside no `type` is nothing that a JSON Schema validator takes. */
function withNull({ nullable, ...schema }) {
  if (nullable === undefined) return schema
  if (schema.type !== undefined) return { nullable, ...schema }
  return { anyOf: [schema, { enum: [null] }] }
}
