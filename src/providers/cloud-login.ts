import { z } from 'zod'
import type { EndpointSettings } from '../model.js'
import { azureToken } from './azure-token.js'
import { googleToken } from './google-token.js'
import type { Identity } from './provider.js'
import { keepTokens, type Tokens } from './token.js'

type Options = EndpointSettings['options']

/** Keys of the application that a job logs in as. */
export const azureKeys = {
  'tenant-id': z
    .string()
    .regex(/^[\w.-]{1,100}$/, 'The id of a tenant is expected.')
    .optional()
    .describe('Tenant of the application that this job logs in as; default AZURE_TENANT_ID'),
  'client-id': z
    .string()
    .regex(/^[0-9a-fA-F-]{36}$/, 'The id of an application, a GUID, is expected.')
    .optional()
    .describe('Id of that application; default AZURE_CLIENT_ID'),
  'client-secret': z
    .string()
    .regex(/^[\x21-\x7e]+$/, 'It is empty or holds white space. Look for a newline at its end.')
    .optional()
    .describe(
      'Secret of that application; default AZURE_CLIENT_SECRET, and without it the token of the job'
    )
}

/** For providers whose backend may be a service of these clouds. */
export const cloudLogin = {
  azure: z
    .strictObject(azureKeys)
    .optional()
    .describe('The job logs in to Azure by workload identity: `{}`, or which application'),
  google: z
    .strictObject({})
    .optional()
    .describe('The job logs in to Google Cloud by what google-github-actions/auth left: `{}`')
}

/** Whom `azure` or `google` logs in as. */
export function cloudIdentity({ azure, google }: Options): Identity | undefined {
  if (typeof azure === 'object' && azure !== null) {
    return { cloud: 'azure', service: '', options: azure as Options, explicit: true }
  }
  if (google === undefined) return undefined
  return { cloud: 'google', service: '', options: {}, explicit: true }
}

/** Tokens for an endpoint that logs in; undefined where it gives its own. */
export function loginOf(
  endpoint: EndpointSettings,
  scopes: { readonly azure: string; readonly google: string }
): Tokens | undefined {
  const { auth } = endpoint
  if (auth?.kind === 'azure') {
    return keepTokens(io => azureToken(endpoint, auth, scopes.azure, io))
  }
  if (auth?.kind === 'google') {
    return keepTokens(io => googleToken(endpoint, auth.file, scopes.google, io))
  }
  return undefined
}
