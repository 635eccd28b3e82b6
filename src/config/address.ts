/** How a host may be reached. `refused`: link-local and metadata addresses, never. */
export type HostKind = 'loopback' | 'refused' | 'other'

/** Names under which clouds serve instance credentials. */
const metadataNames = new Set([
  'metadata',
  'metadata.google.internal',
  'metadata.goog',
  'metadata.azure.com',
  'instance-data',
  'instance-data.ec2.internal'
])

/** Metadata addresses outside the link-local range: Alibaba, Oracle, Azure's wire server, AWS over IPv6. */
const metadataAddresses = new Set([
  '100.100.100.200',
  '192.0.0.192',
  '168.63.129.16',
  'fd00:ec2::254'
])

/** `host` as `new URL(…).hostname` gives it: lower case, IPv4 in dotted decimals, IPv6 in brackets. */
export function hostKind(host: string): HostKind {
  const name = host.replace(/^\[|\]$/g, '').replace(/\.$/, '')
  const address = mappedIpv4(name) ?? name
  if (metadataNames.has(address) || metadataAddresses.has(address)) return 'refused'
  if (/^169\.254\./.test(address) || /^fe[89ab][0-9a-f]:/.test(address)) return 'refused'
  // 0.0.0.0 and :: reach the machine itself, but nobody means them as an address to ask.
  if (address === '0.0.0.0' || address === '::') return 'refused'
  const loopback =
    /^127\.\d+\.\d+\.\d+$/.test(address) || address === '::1' || address === 'localhost'
  return loopback ? 'loopback' : 'other'
}

/** `::ffff:a9fe:a9fe` → `169.254.169.254`. */
function mappedIpv4(address: string): string | undefined {
  const match = /^::(?:ffff:)?([0-9a-f]{1,4}):([0-9a-f]{1,4})$/.exec(address)
  if (match === null) return undefined
  const [high = 0, low = 0] = match.slice(1).map(part => Number.parseInt(part, 16))
  return [high >> 8, high & 255, low >> 8, low & 255].join('.')
}
