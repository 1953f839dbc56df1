import fc from 'fast-check'
import { expect, test } from 'vitest'
import { ownPath } from '@/lib/shared/own-path'

const portal = 'https://portal.example'
/** Where a browser lands that is told to go to this place. */
const landsAt = (location: string) => new URL(location, `${portal}/sign-in`).origin

test.each([
  '/.//evil.example',
  '/..//evil.example',
  '/a/..//evil.example',
  '/./\\evil.example',
  '/%2e//evil.example',
  '/a/%2e%2E//evil.example',
  '//evil.example',
  '/\\evil.example',
  '/\t/evil.example',
  '/.\n//evil.example',
  'https://evil.example',
  'javascript:alert(1)',
  '//[',
  '/\\[',
  '',
  undefined,
  null,
])('%j is no path of ours', (next) => {
  expect(ownPath(next)).toBeNull()
})

test.each([
  ['/classes', '/classes'],
  ['/orders/7?paid=1#top', '/orders/7?paid=1#top'],
  ['/a/../b', '/b'],
  ['/verify?next=//evil.example', '/verify?next=//evil.example'],
  ['/搜索?q=急救', '/%E6%90%9C%E7%B4%A2?q=%E6%80%A5%E6%95%91'],
])('%s is one', (next, path) => {
  expect(ownPath(next)).toBe(path)
})

test.each([
  ['/admin', '/admin'],
  ['/admin/people', '/admin/people'],
  ['/administrator', null],
  ['/admin/../classes', null],
  ['/admin/.././/evil.example', null],
])('under a door of its own: %s', (next, path) => {
  expect(ownPath(next, '/admin')).toBe(path)
})

test('whatever is asked for, a browser that is sent there stays here', () => {
  const piece = fc.constantFrom(
    '/',
    '\\',
    '.',
    '..',
    '//',
    '@',
    ':',
    '[',
    '?',
    '#',
    '%2e',
    '%2f',
    '%5c',
    '\t',
    '\n',
    '\0',
    'evil.example',
    'a',
    ' ',
  )
  const address = fc.oneof(
    fc.array(piece, { maxLength: 12 }).map((pieces) => pieces.join('')),
    fc.string(),
    fc.webUrl(),
  )
  fc.assert(
    fc.property(address, fc.constantFrom('/', '/admin', '/group'), (next, under) => {
      const paths = [next, `/${next}`].map((typed) => ownPath(typed, under)).filter((path) => path !== null)
      return paths.every((path) => landsAt(path) === portal && ownPath(path, under) === path)
    }),
    { numRuns: 800 },
  )
})
