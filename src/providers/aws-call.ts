import { ProviderError } from '../errors.js'
import type { EndpointSettings } from '../model.js'
import type { HttpResponse } from '../world.js'
import { type Account, askJson, type JsonAnswer } from './ask.js'
import type { Io } from './provider.js'
import { field, isRecord, textField } from './shape.js'

/** One of AWS's JSON protocols. */
export interface AwsApi {
  /** What stands before the operation in `X-Amz-Target`. */
  readonly target: string
  readonly version: '1.0' | '1.1'
}

/** AWS says "slow down" with a status that is not repeated by itself. Milliseconds between attempts. */
const pauses = [500, 1_000, 2_000]

/** Calls an operation. A throttled call is repeated while the endpoint's time lasts. */
export async function callAws(
  endpoint: EndpointSettings,
  io: Io,
  { target, version }: AwsApi,
  operation: string,
  input: unknown
): Promise<JsonAnswer> {
  const asked = {
    method: 'POST',
    path: '/',
    headers: {
      'Content-Type': `application/x-amz-json-${version}`,
      'X-Amz-Target': `${target}.${operation}`
    },
    body: JSON.stringify(input)
  } as const
  const deadline = io.clock.now() + endpoint.timeout
  for (let retries = 0; ; retries += 1) {
    let status = 0
    const account = (response: HttpResponse): Account => {
      status = response.status
      return accountOf(response)
    }
    try {
      const answer = await askJson(endpoint, io, asked, account)
      return { ...answer, retries: answer.retries + retries }
    } catch (error) {
      const pause = pauses[retries]
      const isThrottled = error instanceof ProviderError && error.failure.code === 'rate-limited'
      if (!isThrottled || status !== 400 || pause === undefined) throw error
      if (io.clock.now() + pause >= deadline) throw error
      await io.clock.sleep(pause, io.signal)
    }
  }
}

const throttled =
  /^(Throttling|ThrottlingException|ThrottledException|LimitExceeded|LimitExceededException|RequestLimitExceeded|TooManyRequestsException)$/
const unauthorised =
  /^(AccessDenied|AccessDeniedException|UnauthorizedOperation|UnrecognizedClientException|InvalidClientTokenId|ExpiredToken|ExpiredTokenException|InvalidSignatureException|SignatureDoesNotMatch|IncompleteSignature|IncompleteSignatureException|MissingAuthenticationToken|MissingAuthenticationTokenException|NotAuthorized|OptInRequired)$/
const mistaken =
  /^(Validation|Malformed|MissingParameter|MissingRequiredParameter|InvalidParameter|InvalidFormat|InvalidNextToken|ResourceNotFound|UnsupportedOperation)/

/** The kind of an error stands in its body; a status of 400 says nothing. */
function accountOf(response: HttpResponse): Account {
  const { type, message } = errorOf(response.text)
  if (type === undefined) return { words: response.text }
  const words = message === undefined ? type : `${type}: ${message}`
  if (throttled.test(type)) return { words, code: 'rate-limited' }
  if (unauthorised.test(type)) return { words, code: 'not-authorised' }
  return mistaken.test(type) ? { words, code: 'invalid-query' } : { words }
}

interface AwsError {
  readonly type?: string
  readonly message?: string
}

/** JSON, or XML where a gateway before the service refuses. */
function errorOf(text: string): AwsError {
  const body = parsed(text)
  if (!isRecord(body)) return xmlError(text)
  const type = textField(body, '__type') ?? textField(body, 'code')
  const message = textField(body, 'message') ?? textField(body, 'Message')
  const told = [message, placeOf(body)].filter(part => part !== undefined).join(' ')
  return {
    ...(type === undefined ? {} : { type: type.replace(/^.*#/, '') }),
    ...(told === '' ? {} : { message: told })
  }
}

function xmlError(text: string): AwsError {
  const type = /<Code>([^<]{1,100})<\/Code>/.exec(text)?.[1]
  const message = /<Message>([^<]{1,1000})<\/Message>/.exec(text)?.[1]
  return {
    ...(type === undefined ? {} : { type }),
    ...(message === undefined ? {} : { message })
  }
}

/** Logs Insights says where in the query the mistake is. */
function placeOf(body: Readonly<Record<string, unknown>>): string | undefined {
  const compile = field(body, 'queryCompileError')
  if (!isRecord(compile)) return undefined
  const location = field(compile, 'location')
  const start = isRecord(location) ? field(location, 'startCharOffset') : undefined
  const place = typeof start === 'number' ? ` (character ${start})` : ''
  return `${textField(compile, 'message') ?? 'The query does not parse.'}${place}`
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
