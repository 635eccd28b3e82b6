import { z } from 'zod'
import type { EndpointSettings } from '../model.js'
import type { Identity } from './provider.js'

type Options = EndpointSettings['options']

/** Credentials of their own, where those of the job's environment are not the ones to use. */
export const awsKeys = {
  'access-key-id': key().describe('Instead of AWS_ACCESS_KEY_ID'),
  'secret-access-key': key().describe('Instead of AWS_SECRET_ACCESS_KEY'),
  'session-token': key().describe('Of temporary keys, instead of AWS_SESSION_TOKEN')
}

export function regionOption() {
  return z
    .string()
    .regex(/^[a-z]{2,4}(-[a-z]+)+-\d{1,2}$/, 'A region such as eu-west-1 is expected.')
    .optional()
    .describe('AWS region; default AWS_REGION')
}

/** For providers whose backend may stand behind AWS: `sigv4: {region, service}`. */
export function sigv4Option(services: readonly [string, ...string[]]) {
  return {
    sigv4: z
      .strictObject({ region: regionOption(), service: service(services), ...awsKeys })
      .optional()
      .describe(`Requests are signed for AWS, by the service ${services.join(' or ')}`)
  }
}

/** Whom `sigv4` signs as. `service`: where the option names none. */
export function sigv4Identity({ sigv4 }: Options, service: string): Identity | undefined {
  if (typeof sigv4 !== 'object' || sigv4 === null) return undefined
  const options = sigv4 as Options
  const named = options['service']
  return { ...awsIdentity(options, typeof named === 'string' ? named : service), explicit: true }
}

/** Whom a service of AWS is asked as. */
export function awsIdentity(options: Options, service: string): Identity {
  return { cloud: 'aws', service, options, explicit: false }
}

/** The address of a service in the endpoint's region. */
export function awsAddress(service: string, { region }: Options): string | undefined {
  if (typeof region !== 'string') return undefined
  return `https://${service}.${region}.amazonaws.com${region.startsWith('cn-') ? '.cn' : ''}`
}

function service(services: readonly [string, ...string[]]) {
  return z.enum(services).optional().describe('The name in the signature; default the first')
}

function key() {
  const error = 'It is empty or holds white space. Look for a newline at its end.'
  return z
    .string()
    .regex(/^[\x21-\x7e]+$/, error)
    .optional()
}
