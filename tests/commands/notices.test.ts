import { eq } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'
import { db } from '@/db/client'
import { trainees } from '@/db/schema/identity'
import { notices } from '@/db/schema/notices'
import { countUnread, getNotice, listMyNotices, listNotices, type NoticeCategory, noticeCategory } from '@/lib/notices/queries'
import { readNotice } from '@/lib/notices/read-notice'
import { days, later } from '@/lib/shared/time'
import { outcome } from '../support/outcome'
import { asVisitor, aTrainee, noon, unique } from '../support/world'

type Shape = { category?: NoticeCategory; publishedAt?: Date | null; pinned?: boolean; title?: string }
async function aNotice({ category = 'announcement', publishedAt = later(noon, -days(1)), pinned = false, title = '通知' }: Shape = {}) {
  const [row] = await db()
    .insert(notices)
    .values({ slug: `notice-${unique()}`, category, publishedAt, pinned, title, body: '<p>正文</p>' })
    .returning()
  return row!
}

describe('a notice', () => {
  test.each([
    ['is read from the moment it is published', noon, 'done'],
    ['reads as missing before that', later(noon, 1), 'not found'],
    ['reads as missing while it is a draft', null, 'not found'],
  ])('%s', async (_, publishedAt, expected) => {
    const { slug } = await aNotice({ publishedAt })
    expect(await outcome(getNotice(asVisitor(), slug))).toBe(expected)
    const listed = (await listNotices(asVisitor(), { category: 'announcement' })).some((notice) => notice.slug === slug)
    expect(listed).toBe(expected === 'done')
  })

  test('nobody wrote reads as missing', async () => {
    expect(await outcome(getNotice(asVisitor(), 'no-such-notice'))).toBe('not found')
  })
})

test('pinned ones come first, then the newest', async () => {
  await aNotice({ category: 'policy', title: '旧', publishedAt: later(noon, -days(9)) })
  await aNotice({ category: 'policy', title: '新', publishedAt: later(noon, -days(2)) })
  await aNotice({ category: 'policy', title: '置顶', pinned: true, publishedAt: later(noon, -days(99)) })
  const titles = (rows: { title: string }[]) => rows.map(({ title }) => title)
  expect(titles(await listNotices(asVisitor(), { category: 'policy' }))).toEqual(['置顶', '新', '旧'])
  expect(titles(await listNotices(asVisitor(), { category: 'policy', limit: 1 }))).toEqual(['置顶'])
  expect(titles(await listMyNotices(await aTrainee(), 'policy'))).toEqual(['置顶', '新', '旧'])
})

test('unread ones are counted by category, for each trainee on their own, and drafts are not', async () => {
  const [first, second] = [await aNotice({ category: 'faq' }), await aNotice({ category: 'faq' })]
  await aNotice({ category: 'manual' })
  await aNotice({ category: 'manual', publishedAt: null })
  const [me, other] = [await aTrainee(), await aTrainee()]
  expect(await countUnread(me)).toMatchObject({ faq: 2, manual: 1 })
  await readNotice(me, first.id)
  await readNotice(me, first.id)
  expect(await countUnread(me)).toMatchObject({ faq: 1, manual: 1 })
  expect(await countUnread(other)).toMatchObject({ faq: 2 })
  expect((await listMyNotices(me, 'faq')).filter(({ readAt }) => readAt).map(({ id }) => id)).toEqual([first.id])
  await readNotice(me, second.id)
  expect(await countUnread(me)).not.toHaveProperty('faq')
})

test('to a new account only what is pinned or came of late is unread; to an old one all that came since it was made', async () => {
  const made = [later(noon, -days(300)), later(noon, -days(8)), later(noon, -days(6))]
  const [old, recent, fresh] = await Promise.all(
    made.map((publishedAt, i) => aNotice({ category: 'policy', publishedAt, title: `第 ${i} 份` })),
  )
  const pinned = await aNotice({ category: 'policy', publishedAt: made[0], pinned: true })
  const unreadOf = async (createdAt: Date) => {
    const me = await aTrainee()
    await db().update(trainees).set({ createdAt }).where(eq(trainees.id, me.actor.id))
    const listed = (await listMyNotices(me, 'policy')).filter(({ unread }) => unread).map(({ id }) => id)
    expect(listed).toHaveLength((await countUnread(me)).policy!)
    return [old!, recent!, fresh!, pinned].map(({ id }) => listed.includes(id))
  }
  expect(await unreadOf(noon)).toEqual([false, false, true, true])
  expect(await unreadOf(later(noon, -days(20)))).toEqual([false, true, true, true])
  expect(await unreadOf(later(noon, -days(400)))).toEqual([true, true, true, true])
})

test.each([
  ['manual', 'manual'],
  ['constructor', 'announcement'],
  ['', 'announcement'],
  [undefined, 'announcement'],
] as const)('the address %j lists %s', (asked, category) => {
  expect(noticeCategory(asked)).toBe(category)
})
