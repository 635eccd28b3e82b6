import type { AwsAuth, AzureAuth, EndpointSettings } from '../model.js'
import type { Identity } from '../providers/provider.js'
import type { Finding } from './findings.js'
import { finding } from './findings.js'
import type { Environment } from './inputs.js'
import { present } from './present.js'
import type { Path } from './yaml.js'

/** What a job may take from its environment, and whether it is a mistake where it is not there. */
export interface Surroundings {
  readonly env: Environment
  /** false: no endpoint will be asked; what is not set is no problem. */
  readonly asks: boolean
}

export interface Identified {
  readonly auth?: EndpointSettings['auth']
  /** Where its services are, for the address. */
  readonly region?: string
  readonly findings: readonly Finding[]
  /** Values to mask. */
  readonly secrets: readonly string[]
}

/** Stands where no endpoint will be asked. */
const unknown = 'not-set-here'
/** GitHub drops outputs that hold a masked value, and a short mask wrecks the log. */
const shortestSecret = 8

/** The credentials of the job's cloud, as the action that logs in there exports them. */
export function identify(identity: Identity, path: Path, around: Surroundings): Identified {
  switch (identity.cloud) {
    case 'aws':
      return identifyAws(identity, path, around)
    case 'google':
      return identifyGoogle(path, around)
    case 'azure':
      return identifyAzure(identity, path, around)
  }
}

/** As aws-actions/configure-aws-credentials exports them; keys of the endpoint win, all of them together. */
function identifyAws(identity: Identity, path: Path, { env, asks }: Surroundings): Identified {
  const { options, service } = identity
  const own = textOf(options, 'access-key-id') !== undefined
  const take = (key: string, name: string): Taken => {
    const value = own ? textOf(options, key) : valueOf(env, name)
    const source = own ? `\`${key}\`` : name
    return { source, ...present({ value: asks ? value : (value ?? unknown) }) }
  }
  const id = take('access-key-id', 'AWS_ACCESS_KEY_ID')
  const secret = take('secret-access-key', 'AWS_SECRET_ACCESS_KEY')
  const token = own ? textOf(options, 'session-token') : valueOf(env, 'AWS_SESSION_TOKEN')
  const region = regionOf(options, env) ?? (asks ? undefined : unknown)
  const orphan = !own && ['secret-access-key', 'session-token'].some(key => key in options)
  const findings = [
    ...(orphan
      ? [finding(path, '`secret-access-key` and `session-token` need `access-key-id` beside them.')]
      : [id, secret].flatMap(one => credentialFinding(one, own, path))),
    ...(region === undefined ? [regionMissing(path)] : [])
  ]
  const secrets = [id.value, secret.value, token]
    .filter(value => value !== undefined)
    .filter(value => value !== unknown && value.length >= shortestSecret)
  if (findings.length > 0) return { findings, secrets, ...present({ region }) }
  const auth: AwsAuth = {
    kind: 'aws',
    keys: {
      accessKeyId: id.value ?? unknown,
      secretAccessKey: secret.value ?? unknown,
      ...present({ sessionToken: token })
    },
    region: region ?? unknown,
    service
  }
  return { auth, region: auth.region, findings: [], secrets }
}

/** As google-github-actions/auth exports it. */
function identifyGoogle(path: Path, { env, asks }: Surroundings): Identified {
  const file = valueOf(env, 'GOOGLE_APPLICATION_CREDENTIALS') ?? (asks ? undefined : unknown)
  if (file !== undefined) return { auth: { kind: 'google', file }, findings: [], secrets: [] }
  const message =
    'There are no Google credentials: GOOGLE_APPLICATION_CREDENTIALS is not set. Let google-github-actions/auth run before this step, or give `bearer-token`.'
  return { findings: [{ code: 'missing-secret', path, message }], secrets: [] }
}

const entra = 'https://login.microsoftonline.com'

/** An application of Entra ID: a secret proves it, or else the token that GitHub gives the job. */
function identifyAzure({ options }: Identity, path: Path, around: Surroundings): Identified {
  const { env, asks } = around
  const take = (key: string, name: string): string | undefined =>
    textOf(options, key) ?? valueOf(env, name) ?? (asks ? undefined : unknown)
  const tenant = take('tenant-id', 'AZURE_TENANT_ID')
  const client = take('client-id', 'AZURE_CLIENT_ID')
  if (tenant === undefined || client === undefined) {
    return missingAzure(
      path,
      'There are no Azure credentials. Give `tenant-id` and `client-id` of an application that trusts this repository (or AZURE_TENANT_ID and AZURE_CLIENT_ID), or `bearer-token`.'
    )
  }
  const proof = azureProof(options, around)
  if (proof === undefined) {
    return missingAzure(
      path,
      'The job may not ask for its own token. Add `id-token: write` to its `permissions`, or give `client-secret` or `bearer-token`.'
    )
  }
  const authority = (valueOf(env, 'AZURE_AUTHORITY_HOST') ?? entra).replace(/\/+$/, '')
  const secrets = [proof.secret, proof.idToken?.request]
    .filter(value => value !== undefined)
    .filter(value => value !== unknown && value.length >= shortestSecret)
  return { auth: { kind: 'azure', authority, tenant, client, ...proof }, findings: [], secrets }
}

function missingAzure(path: Path, message: string): Identified {
  return { findings: [{ code: 'missing-secret', path, message }], secrets: [] }
}

function azureProof(
  options: Identity['options'],
  { env, asks }: Surroundings
): Pick<AzureAuth, 'secret' | 'idToken'> | undefined {
  const secret = textOf(options, 'client-secret') ?? valueOf(env, 'AZURE_CLIENT_SECRET')
  if (secret !== undefined) return { secret }
  const url = valueOf(env, 'ACTIONS_ID_TOKEN_REQUEST_URL') ?? (asks ? undefined : unknown)
  const request = valueOf(env, 'ACTIONS_ID_TOKEN_REQUEST_TOKEN') ?? (asks ? undefined : unknown)
  return url === undefined || request === undefined ? undefined : { idToken: { url, request } }
}

interface Taken {
  readonly source: string
  readonly value?: string
}

function credentialFinding({ source, value }: Taken, own: boolean, path: Path): Finding[] {
  if (value === undefined) {
    const message = own
      ? `AWS keys come together: ${source} is missing beside \`access-key-id\`.`
      : `There are no AWS credentials: the environment variable ${source} is not set. Let aws-actions/configure-aws-credentials run before this step, or give \`access-key-id\` and \`secret-access-key\`.`
    return [{ code: own ? 'invalid-config' : 'missing-secret', path, message }]
  }
  if (value.length < shortestSecret || /[^\x21-\x7e]/.test(value)) {
    const message = `${source} is no AWS credential: it is too short, or holds white space.`
    return [finding(path, message)]
  }
  return []
}

function regionMissing(path: Path): Finding {
  const message =
    'The AWS region is not known: AWS_REGION is not set. Give `region`, or let aws-actions/configure-aws-credentials run before this step.'
  return { code: 'missing-secret', path, message }
}

function regionOf(options: Identity['options'], env: Environment): string | undefined {
  return (
    textOf(options, 'region') ?? valueOf(env, 'AWS_REGION') ?? valueOf(env, 'AWS_DEFAULT_REGION')
  )
}

function textOf(options: Identity['options'], key: string): string | undefined {
  const value = options[key]
  return typeof value === 'string' ? value : undefined
}

function valueOf(env: Environment, name: string): string | undefined {
  const value = Object.hasOwn(env, name) ? env[name] : undefined
  return value === '' ? undefined : value
}
