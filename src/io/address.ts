import { lookup as resolve, type LookupAddress } from 'node:dns'
import { BlockList, isIP, type LookupFunction } from 'node:net'

/** Why an address is never asked, as the tail of a sentence. */
export type Refusal = 'is a link-local or metadata address'

/** The code of the error with which `guardedLookup` refuses an address. */
export const refusedAddressCode = 'ERR_REFUSED_ADDRESS'

const loopback = new BlockList()
loopback.addSubnet('127.0.0.0', 8, 'ipv4')
loopback.addAddress('::1', 'ipv6')

/** Link-local networks, and where clouds keep a machine's credentials outside of them. */
const refused = new BlockList()
refused.addSubnet('169.254.0.0', 16, 'ipv4')
refused.addSubnet('fe80::', 10, 'ipv6')
refused.addSubnet('64:ff9b::a9fe:0', 112, 'ipv6') // 169.254/16 behind NAT64
refused.addAddress('fd00:ec2::254', 'ipv6') // AWS
refused.addAddress('168.63.129.16', 'ipv4') // Azure
refused.addAddress('100.100.100.200', 'ipv4') // Alibaba Cloud
refused.addAddress('192.0.0.192', 'ipv4') // Oracle Cloud

/** Names that clouds resolve to such an address wherever the resolver stands (a proxy, too). */
const refusedNames = new Set(['metadata.google.internal', 'metadata.goog', 'instance-data'])

/** `hostname` as `URL.hostname` gives it: brackets around IPv6 are fine. */
export function isLoopback(hostname: string): boolean {
  const name = bare(hostname)
  return name === 'localhost' || name.endsWith('.localhost') || listed(loopback, name)
}

/** Whether a host is refused before any name is resolved. `hostname` as `URL.hostname` gives it. */
export function refusalOf(hostname: string): Refusal | undefined {
  const name = bare(hostname)
  return refusedNames.has(name) || listed(refused, name)
    ? 'is a link-local or metadata address'
    : undefined
}

/** Resolves like `dns.lookup`, and fails where any answer is an address that is never asked. */
export function guardedLookup(lookup: typeof resolve = resolve): LookupFunction {
  return (hostname, options, callback) => {
    lookup(hostname, options, (error, addresses, family) => {
      const found = addresses
      if (error === null && addressesOf(found).some(address => listed(refused, address))) {
        const refusal = Object.assign(new Error('refused address'), { code: refusedAddressCode })
        callback(refusal, found, family)
        return
      }
      callback(error, found, family)
    })
  }
}

function addressesOf(found: string | readonly LookupAddress[]): readonly string[] {
  return typeof found === 'string' ? [found] : found.map(({ address }) => address)
}

function listed(list: BlockList, address: string): boolean {
  const version = isIP(address)
  return version !== 0 && list.check(address, version === 6 ? 'ipv6' : 'ipv4')
}

function bare(hostname: string): string {
  return hostname
    .toLowerCase()
    .replace(/^\[|\]$/g, '')
    .replace(/\.$/, '')
}
