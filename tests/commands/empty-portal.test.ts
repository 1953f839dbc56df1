import { beforeAll, expect, test, vi } from 'vitest'
import type { Ctx } from '@/lib/shared/context'
import { anEnterprise } from '../support/enterprises'
import { openPage } from '../support/rendered'
import { aMember } from '../support/staff'
import { asVisitor, aTrainee } from '../support/world'

vi.mock('next/headers', async () => (await import('../support/browser')).nextHeaders)

/* A portal on which nothing has happened yet: every list says so, and the staff reads what fills it. */

const desk = [
  ...[
    'orders',
    'invoices',
    'invoices?view=all',
    'refunds',
    'refunds/returns',
    'transfers',
    'enterprises',
    'enterprises/phones',
    'people',
    'people/phones',
  ],
  ...[
    'corrections',
    'certificates',
    'rosters',
    'oddities',
    'notices',
    'programs',
    'courses',
    'courses/lessons',
    'courses/providers',
    'jobs',
  ],
].map((list) => `/admin/${list}`)
const trainee = [
  ...[
    '/classes',
    '/projects',
    '/my-courses',
    '/orders',
    '/messages',
    '/enroll',
    '/certificates',
    '/certificates/diplomas',
    '/certificates/hours',
  ],
  '/profile/history',
]
const group = ['enroll', 'rosters', 'orders', 'people', 'certificates'].map((list) => `/group/${list}`)
const open = ['/', '/programs', '/courses', '/notices', '/notices?category=manual']

const everybody: Record<string, Ctx> = {}
beforeAll(async () => {
  everybody.staff = await aMember('administrator')
})

/** Without what React writes between texts. */
const read = async (who: Ctx, address: string) => (await openPage(who, address)).replaceAll('<!-- -->', '')

test.each(desk)('%s says 暂无 to the staff, and what to do', async (address) => {
  const html = await read(everybody.staff!, address)
  expect(html).toContain('暂无')
  const after = html.slice(html.indexOf('暂无'))
  expect(after).toMatch(/^[^<]*(。[^<]{4,}|<\/h2><p|<\/h2>[\s\S]{0,200}<a )/)
})

test.each(open)('%s says 暂无 to everybody', async (address) => {
  expect(await read(asVisitor(), address)).toContain('暂无')
})

test.each(trainee)('%s says 暂无 to a trainee', async (address) => {
  everybody.trainee ??= await aTrainee()
  expect(await read(everybody.trainee, address)).toContain('暂无')
})

test.each(group)('%s says 暂无 to an enterprise', async (address) => {
  everybody.enterprise ??= await anEnterprise()
  expect(await read(everybody.enterprise, address)).toContain('暂无')
})
