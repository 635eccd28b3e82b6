import type { AzureAuth, EndpointSettings } from '../model.js'
import { reading } from './ask.js'
import type { Io } from './provider.js'
import { textField, UnexpectedShape } from './shape.js'
import { exchange, type Token, tokenIn } from './token.js'

/** What an application registration trusts GitHub for, unless somebody changed it. */
const audience = 'api://AzureADTokenExchange'
const assertionType = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer'

/**
 * An access token of Entra ID for an application: by its secret, or because it trusts this repository
 * (federated credential), where the job's own token is the assertion.
 * https://learn.microsoft.com/entra/identity-platform/v2-oauth2-client-creds-grant-flow
 */
export async function azureToken(
  endpoint: EndpointSettings,
  auth: AzureAuth,
  scope: string,
  io: Io
): Promise<Token> {
  const { form: proof, secrets } = await proofOf(endpoint, auth, io)
  const form = new URLSearchParams({
    client_id: auth.client,
    scope,
    grant_type: 'client_credentials',
    ...proof
  })
  const given = await exchange(
    endpoint,
    io,
    `${auth.authority}/${encodeURIComponent(auth.tenant)}/oauth2/v2.0/token`,
    {
      method: 'POST',
      headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
      body: form.toString()
    },
    secrets
  )
  return reading(endpoint, 0, () => tokenIn(given, io.clock.now()))
}

interface Proof {
  /** Fields of the form. */
  readonly form: Readonly<Record<string, string>>
  readonly secrets: Readonly<Record<string, string>>
}

async function proofOf(
  endpoint: EndpointSettings,
  { secret, idToken }: AzureAuth,
  io: Io
): Promise<Proof> {
  if (idToken === undefined) {
    const given = secret ?? ''
    return { form: { client_secret: given }, secrets: { 'client-secret': given } }
  }
  const url = `${idToken.url}&audience=${encodeURIComponent(audience)}`
  const headers = { Authorization: `Bearer ${idToken.request}` }
  const answer = await exchange(
    endpoint,
    io,
    url,
    { method: 'GET', headers },
    { token: idToken.request }
  )
  const assertion = reading(endpoint, 0, () => {
    const token = textField(answer, 'value')
    if (token === undefined) throw new UnexpectedShape("the job's own token is missing")
    return token
  })
  return {
    form: { client_assertion_type: assertionType, client_assertion: assertion },
    secrets: { token: assertion }
  }
}
