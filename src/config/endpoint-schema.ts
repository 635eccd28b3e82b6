import { z } from 'zod'
import type { Provider } from '../providers/provider.js'
import { duration, editors, headers, line, size } from './scalars.js'

/** What every endpoint understands, keys as written. `${NAME}` is replaced before this is read. */
export type EndpointFile = z.output<z.ZodObject<ReturnType<typeof endpointKeys>>> & {
  provider: string
}

/** One entry of `endpoints`: the common keys and those of its provider. */
export function endpointSchema(providers: readonly Provider[]) {
  const keys = endpointKeys()
  const [first, ...rest] = providers.map(provider =>
    z
      .strictObject({
        provider: z.literal(provider.name).register(editors, { description: provider.summary }),
        ...keys,
        ...(provider.address === undefined ? { url: url() } : {}),
        ...provider.options.shape
      })
      .register(editors, { title: provider.name })
  )
  if (first === undefined) throw new Error('The registry of providers is empty.')
  return z.discriminatedUnion('provider', [first, ...rest])
}

export function endpointKeys() {
  return {
    url: url().optional(),
    headers: headers().prefault({}).register(editors, { description: 'Sent with every request.' }),
    'bearer-token': token()
      .optional()
      .register(editors, {
        description: 'Sent as `Authorization: Bearer …`.',
        examples: ['${PROMETHEUS_TOKEN}']
      }),
    username: credential()
      .optional()
      .register(editors, { description: 'For basic authentication.' }),
    password: credential()
      .optional()
      .register(editors, { description: 'For basic authentication.' }),
    'ca-file': line(1000)
      .optional()
      .register(editors, { description: 'File with the certificates of your own authority, PEM.' }),
    'client-cert': line(1000)
      .optional()
      .register(editors, { description: 'File with the client certificate, PEM.' }),
    'client-key': line(1000)
      .optional()
      .register(editors, { description: 'File with its private key, PEM.' }),
    timeout: duration()
      .prefault('15s')
      .register(editors, { description: 'Deadline of one request, all attempts included.' }),
    delay: duration({ zero: true }).optional().register(editors, {
      description:
        'Ingestion delay: data younger than this is not whole yet. Default: see the provider.'
    }),
    'max-answer': size(1, 256).optional().register(editors, {
      description:
        'A longer answer, decoded, is refused: `1MiB` to `256MiB`. Default `32MiB`, and 96 MiB for the lines of VictoriaLogs.'
    }),
    'allow-http': z
      .boolean()
      .prefault(false)
      .register(editors, { description: 'Permit plain http to an address that is not loopback.' })
  }
}

function url() {
  return z
    .string()
    .min(1, 'It is empty.')
    .max(2000)
    .register(editors, {
      description: 'Base address of the backend.',
      examples: ['https://prometheus.example.com']
    })
}

/** A secret that was stored with a newline at its end is the common mistake. */
function token() {
  const error = 'It is empty or holds white space. Look for a newline at its end.'
  return z.string().regex(/^[\x21-\x7e]+$/, error)
}

function credential() {
  const error = 'It is empty or holds control characters. Look for a newline at its end.'
  return z.string().regex(/^[^\p{Cc}]+$/u, error)
}
