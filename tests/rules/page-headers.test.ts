import { expect, test } from 'vitest'
import { setPageHeaders } from '@/lib/shared/page-headers'

function policyOf(url: string, paidAt: string[] = []) {
  const request = { url, headers: {} as Record<string, string> }
  const set: Record<string, string> = {}
  const response = { setHeader: (name: string, value: string) => Object.assign(set, { [name]: value }) }
  setPageHeaders(request as never, response as never, { dev: false, paidAt })
  const policy = set['content-security-policy'] ?? ''
  const directives = Object.fromEntries(policy.split('; ').map((one) => [one.split(' ')[0], one.split(' ').slice(1)]))
  return { request, policy, directives }
}

test('scripts of a page need a nonce of this one answer, and nothing else runs, is embedded, or moves where addresses begin', () => {
  const [one, other] = [policyOf('/classes'), policyOf('/classes')]
  expect(one.policy).not.toBe(other.policy)
  const [own, nonce, ...rest] = one.directives['script-src']!
  expect([own, rest]).toEqual(["'self'", ["'strict-dynamic'"]])
  expect(Buffer.from(/^'nonce-(.+)'$/.exec(nonce!)![1]!, 'base64')).toHaveLength(16)
  expect(one.directives).toMatchObject({
    'default-src': ["'self'"],
    'object-src': ["'none'"],
    'base-uri': ["'none'"],
    'frame-ancestors': ["'none'"],
    'form-action': ["'self'"],
  })
  expect(one.request.headers['content-security-policy']).toBe(one.policy) // where Next reads the nonce
})

test('forms lead to this portal, and to the gateways that are set up', () => {
  expect(policyOf('/orders/1', ['https://pay.example', 'https://*.pay.example']).directives['form-action']).toEqual([
    "'self'",
    'https://pay.example',
    'https://*.pay.example',
  ])
})

test('a page knows the path it was asked under, without what Next adds to follow links', () => {
  expect(policyOf('/courses?q=a&_rsc=1x').request.headers['x-path']).toBe('/courses?q=a')
})
