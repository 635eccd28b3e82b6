import type { AwsAuth } from '../../src/model.js'
import { signature } from '../../src/providers/sigv4.js'
import { type LiveServer, startServer } from './servers.js'

type Keys = AwsAuth['keys']

/** A stand-in for AWS that verifies signatures once it is told to, with a user and a session of its own. */
export interface Moto {
  readonly server: LiveServer
  readonly user: Keys
  readonly session: Keys
  /** From now on a request without a valid signature is refused. */
  verify(): Promise<void>
}

export const region = 'eu-west-1'
const anyone: Keys = { accessKeyId: 'anyone', secretAccessKey: 'anyone' }
/** moto takes the name of the endpoint for that of the service. */
const allowed = ['cloudwatch:*', 'monitoring:*', 'logs:*']
const policy = JSON.stringify({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action: allowed, Resource: '*' }]
})

export async function startMoto(): Promise<Moto> {
  const server = await startServer({
    binary: 'moto_server',
    readyPath: '/moto-api/',
    arguments: port => ['-H', '127.0.0.1', '-p', String(port)]
  })
  const ask = (service: string, parameters: Readonly<Record<string, string>>): Promise<string> =>
    query(server.url, service, parameters)
  await ask('iam', { Action: 'CreateUser', UserName: 'gate' })
  const document = { PolicyName: 'read', PolicyDocument: policy }
  await ask('iam', { Action: 'PutUserPolicy', UserName: 'gate', ...document })
  const user = await ask('iam', { Action: 'CreateAccessKey', UserName: 'gate' })
  const trust = { RoleName: 'gate', AssumeRolePolicyDocument: policy }
  await ask('iam', { Action: 'CreateRole', ...trust })
  await ask('iam', { Action: 'PutRolePolicy', RoleName: 'gate', ...document })
  const session = await ask('sts', {
    Action: 'AssumeRole',
    RoleArn: 'arn:aws:iam::123456789012:role/gate',
    RoleSessionName: 'run-1'
  })
  return {
    server,
    user: keysIn(user),
    session: keysIn(session),
    verify: async () => {
      const response = await fetch(`${server.url}/moto-api/reset-auth`, {
        method: 'POST',
        body: '0'
      })
      if (!response.ok) throw new Error(`reset-auth: ${response.status}`)
    }
  }
}

/** AWS's older protocol: a form in, XML out. */
async function query(
  url: string,
  service: string,
  parameters: Readonly<Record<string, string>>
): Promise<string> {
  const version = service === 'iam' ? '2010-05-08' : '2011-06-15'
  const body = new URLSearchParams({ ...parameters, Version: version }).toString()
  const headers = { 'Content-Type': 'application/x-www-form-urlencoded' }
  const request = { method: 'POST', url: `${url}/`, headers, body }
  const signed = signature(request, { keys: anyone, region, service }, Date.now())
  const response = await fetch(request.url, {
    method: 'POST',
    headers: { ...headers, ...signed },
    body
  })
  const text = await response.text()
  if (!response.ok) throw new Error(`${parameters['Action']}: ${response.status} ${text}`)
  return text
}

function keysIn(xml: string): Keys {
  const value = (name: string): string | undefined =>
    new RegExp(`<${name}>([^<]+)</${name}>`).exec(xml)?.[1]
  const sessionToken = value('SessionToken')
  return {
    accessKeyId: value('AccessKeyId') ?? '',
    secretAccessKey: value('SecretAccessKey') ?? '',
    ...(sessionToken === undefined ? {} : { sessionToken })
  }
}
