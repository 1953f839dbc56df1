import { isIPv6 } from 'node:net'

/** The address, of IPv6 the /64 that one customer has to himself. */
export function networkOfAddress(address: string): string {
  if (!isIPv6(address) || address.includes('.')) return address // ::ffff:10.0.0.1 is an IPv4 address
  const [front, back] = address.split('::')
  const groups = front!.split(':').filter(Boolean)
  const rest = back?.split(':').filter(Boolean) ?? []
  const whole = back === undefined ? groups : [...groups, ...Array(8 - groups.length - rest.length).fill('0'), ...rest]
  return `${whole
    .slice(0, 4)
    .map((group) => group.replace(/^0+(?=.)/, '').toLowerCase())
    .join(':')}::/64`
}
