import fs from 'node:fs'
import path from 'node:path'
import { expect, test, vi } from 'vitest'
import { setSafetyHeaders } from '@/lib/shared/safety-headers'

vi.mock('@/lib/shared/env', () => ({ env: () => ({ appUrl: 'https://xueshi.example' }) }))

const root = path.resolve(import.meta.dirname, '../..')
const disallowed = [...fs.readFileSync(path.join(root, 'public/robots.txt'), 'utf8').matchAll(/^Disallow: (\S+)$/gm)].map(([, one]) => one!)
const places = fs
  .readdirSync(path.join(root, 'app'), { recursive: true, encoding: 'utf8' })
  .filter((file) => /(^|\/)(page\.tsx|route\.tsx?)$/.test(file))
  .map(
    (file) =>
      `/${path.dirname(file)}`
        .replace(/\/\([^/]+\)/g, '')
        .replace(/\[\w+\]/g, 'some')
        .replace(/^\/\.$/, '') || '/',
  )

function saysNoIndex(url: string): boolean {
  const names: string[] = []
  setSafetyHeaders({ url } as never, { setHeader: (name: string) => names.push(name) } as never)
  return names.includes('x-robots-tag')
}

// Some search engines heed the one, some the other: a new page is in both or in neither.
test.each(places)('robots.txt and the header say the same of %s', (place) => {
  expect(disallowed.some((begin) => place.startsWith(begin))).toBe(saysNoIndex(place))
})
