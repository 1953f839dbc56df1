import { expect, test } from 'vitest'
import { type Ctx, networkOf } from '@/lib/shared/context'

/** Networks are read off the actor alone. */
const asVisitor = (address: string) => ({ actor: { kind: 'visitor', address } }) as Ctx

test.each([
  ['203.0.113.7', '203.0.113.7'],
  ['::ffff:203.0.113.7', '::ffff:203.0.113.7'],
  ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
  ['2001:DB8:0001:0002::9', '2001:db8:1:2::/64'],
  ['2001:db8::9', '2001:db8:0:0::/64'],
  ['fe80::1', 'fe80:0:0:0::/64'],
  ['::1', '0:0:0:0::/64'],
  ['unknown', 'unknown'],
])('%s is counted as %s', (address, network) => {
  expect(networkOf(asVisitor(address))).toBe(network)
})
