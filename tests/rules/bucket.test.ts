import { expect, test } from 'vitest'
import { refuseCaptcha } from '@/lib/identity/captcha-limit'
import { createBucket } from '@/lib/shared/bucket'

test('so many at once, then as many as flow in, and whoever waits the seconds told gets one', () => {
  const bucket = createBucket({ capacity: 3, perSecond: 0.5, keys: 10 })
  const take = (second: number) => bucket.take('a', 1, second * 1000)
  expect([take(0), take(0), take(0), take(0), take(1), take(2), take(2)]).toEqual([0, 0, 0, 2, 1, 0, 2])
  expect(bucket.take('b', 1, 2000)).toBe(0)
  expect([1, 2, 3, 4].map(() => take(1000))).toEqual([0, 0, 0, 2])
})

test('a clock that goes back gives nothing away, and as many keys are kept as were said', () => {
  const bucket = createBucket({ capacity: 1, perSecond: 1, keys: 50 })
  expect([bucket.take('a', 1, 9000), bucket.take('a', 1, 0), bucket.take('a', 1, 0)]).toEqual([0, 1, 1])
  for (let i = 0; i < 200; i++) bucket.take(`key ${i}`, 1, 0)
  expect(bucket.size).toBe(50)
})

test('an office of two hundred gets its pictures, a script is told when to come again, and others are not touched', () => {
  for (let i = 0; i < 300; i++) expect(refuseCaptcha('203.0.113.7', 'picture', 0)).toBeNull()
  const refused = refuseCaptcha('203.0.113.7', 'picture', 0)
  expect([refused?.status, refused?.headers.get('retry-after')]).toEqual([429, '1'])
  expect(refuseCaptcha('203.0.113.7', 'sound', 0)?.headers.get('retry-after')).toBe('6')
  expect(refuseCaptcha('203.0.113.8', 'picture', 0)).toBeNull()
  expect(refuseCaptcha('203.0.113.7', 'picture', 1000)).toBeNull()
})

test('whoever has a whole /64 of IPv6 is one, as for every other limit', () => {
  for (let i = 0; i < 300; i++) expect(refuseCaptcha(`2001:db8:0:1::${i.toString(16)}`, 'picture', 0)).toBeNull()
  expect(refuseCaptcha('2001:db8:0:1:ffff::1', 'picture', 0)?.status).toBe(429)
  expect(refuseCaptcha('2001:db8:0:2::1', 'picture', 0)).toBeNull()
})
