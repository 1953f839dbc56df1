import { eq } from 'drizzle-orm'
import { beforeAll, describe, expect, test } from 'vitest'
import { db } from '@/db/client'
import { categories, chapters, classes, courses, programs, providers } from '@/db/schema/catalog'
import { parseCourseFilter } from '@/lib/catalog/input'
import { getCoursePage, getPreviewKey, getPreviewPrefix, listOffered } from '@/lib/catalog/queries'
import { coursesPerPage, searchCourses } from '@/lib/catalog/search-courses'
import { searchTextOf } from '@/lib/catalog/search-text'
import { getMediaKey } from '@/lib/learning/queries'
import type { Ctx } from '@/lib/shared/context'
import { days, later } from '@/lib/shared/time'
import { anEnrolled } from '../support/learners'
import { outcome } from '../support/outcome'
import { aClass, aCourse, aShelfOf, asVisitor, aTrainee, noon, unique } from '../support/world'

let visitor: Ctx
beforeAll(() => {
  visitor = asVisitor()
})
const asked = (query: Record<string, string>) => searchCourses(visitor, parseCourseFilter(query))
const titles = async (query: Record<string, string>) => (await asked(query)).courses.map(({ title }) => title)

/** A course with a name that can be searched for. */
async function named(title: string, provider: string, given: { hours?: number; publishedAt?: Date | null } = {}): Promise<string> {
  const courseId = await aCourse({ title, hours: given.hours ?? 4, quiz: false })
  const [row] = await db().insert(providers).values({ name: provider }).onConflictDoNothing().returning()
  const [found] = row ? [row] : await db().select().from(providers).where(eq(providers.name, provider))
  await db()
    .update(courses)
    .set({
      searchText: searchTextOf(title, provider),
      providerId: found!.id,
      ...(given.publishedAt !== undefined && { publishedAt: given.publishedAt }),
    })
    .where(eq(courses.id, courseId))
  return courseId
}

describe('课程资源 is searched', () => {
  let bridges: string
  beforeAll(async () => {
    bridges = await named('桥梁工程检测', '云桥学堂', { hours: 6 })
    const sold = [
      { id: bridges, priceFen: 4500 },
      { id: await named('隧道工程施工', '云桥学堂', { hours: 8 }), priceFen: 9000 },
      { id: await named('桥梁美学', '滦河学院', { hours: 2 }), priceFen: 0 },
      { id: await named('没有定价的桥梁课', '云桥学堂'), priceFen: null },
      { id: await named('尚未发布的桥梁课', '云桥学堂', { publishedAt: null }) },
      { id: await named('明天发布的桥梁课', '云桥学堂', { publishedAt: later(noon, days(1)) }) },
    ]
    await aShelfOf({ courses: sold })
    await aShelfOf({ courses: [{ id: await named('未发布货架上的桥梁课', '云桥学堂') }], published: false })
    const over = await aShelfOf({ courses: [{ id: await named('停售货架上的桥梁课', '云桥学堂') }] })
    await db().update(classes).set({ enrolUntil: noon }).where(eq(classes.id, over.classId))
    await aClass({ parts: [{ hours: 4, courses: [await named('只在班级里的桥梁课', '云桥学堂')] }] })
  })

  test.each<[string, Record<string, string>, string[]]>([
    [
      'by a word of the title: what is not published or not on a selling shelf does not show',
      { q: '桥梁', sort: 'price' },
      ['桥梁美学', '桥梁工程检测'],
    ],
    ['by pinyin initials', { q: 'QLGC' }, ['桥梁工程检测']],
    ['by all words together', { q: '工程 云桥', sort: 'price' }, ['桥梁工程检测', '隧道工程施工']],
    ['titles before providers', { q: '桥' }, ['桥梁工程检测', '桥梁美学', '隧道工程施工']],
    ['free ones', { q: '桥', price: 'free' }, ['桥梁美学']],
    ['by price', { q: '工程', price: '60-' }, ['隧道工程施工']],
    ['by hours', { q: '桥', hours: '5-6' }, ['桥梁工程检测']],
    ['longest first', { q: '桥', sort: 'hours' }, ['隧道工程施工', '桥梁工程检测', '桥梁美学']],
    ['a provider nobody knows', { q: '桥', provider: '0197a000-0000-7000-8000-000000000001' }, []],
    ['a page beyond the last is empty', { q: '桥', page: '9' }, []],
  ])('%s', async (_, query, expected) => expect(await titles(query)).toEqual(expected))

  test('each choice of a filter says what it would leave, given the other choices', async () => {
    const { total, facets } = await asked({ q: '桥', hours: '5-6' })
    expect(total).toBe(1)
    expect(facets.hours.map(({ count }) => count)).toEqual([1, 1, 1])
    expect(facets.price.map(({ count }) => count)).toEqual([0, 0, 1, 0])
    expect(facets.provider.map(({ label, count }) => [label, count])).toEqual([
      ['云桥学堂', 1],
      ['滦河学院', 0],
    ])
    const yunqiao = facets.provider[0]!.key
    expect((await asked({ q: '桥', provider: yunqiao })).total).toBe(2)
  })

  test('pages follow one another without gap or overlap', async () => {
    const word = `分页${unique().replace('-', '')}`
    const many = []
    for (let i = 0; i < 2 * coursesPerPage + 3; i++) many.push({ id: await named(`${word} ${i}`, '云桥学堂') })
    await aShelfOf({ courses: many })
    const pages = await Promise.all(['1', '2', '3', '4'].map((page) => asked({ q: word, page })))
    expect(pages.map(({ courses: shown }) => shown.length)).toEqual([coursesPerPage, coursesPerPage, 3, 0])
    expect(new Set(pages.flatMap((page) => page.courses.map(({ id }) => id)))).toHaveLength(many.length)
    expect(pages[3]).toMatchObject({ total: many.length })
  })

  test('a course on two shelves is sold once, by the newer one', async () => {
    const title = `两架课程${unique().replace('-', '')}`
    const id = await named(title, '云桥学堂')
    await aShelfOf({ courses: [{ id, priceFen: 100 }], year: 2025 })
    await aShelfOf({ courses: [{ id, priceFen: 200 }], year: 2026 })
    expect((await asked({ q: title })).courses).toMatchObject([{ id, priceFen: 200 }])
    expect(await listOffered(visitor, [id, bridges])).toMatchObject([
      { id, priceFen: 200 },
      { id: bridges, priceFen: 4500 },
    ])
  })

  test('the page of a course that is not sold singly is not there', async () => {
    const [slug] = await slugsOf([await named('单门页面', '云桥学堂')])
    expect(await outcome(getCoursePage(visitor, slug!))).toBe('not found')
    expect(await outcome(getCoursePage(visitor, 'no-such-course'))).toBe('not found')
    const [sold] = await slugsOf([bridges])
    expect(await getCoursePage(visitor, sold!)).toMatchObject({ course: { title: '桥梁工程检测', priceFen: 4500 }, totalSeconds: 60 })
  })
})

const slugsOf = async (ids: string[]) =>
  Promise.all(ids.map(async (id) => (await db().select({ slug: courses.slug }).from(courses).where(eq(courses.id, id)))[0]!.slug))

/** A course of two chapters, the first of which is 试看. */
async function aPreviewed() {
  const courseId = await aCourse({ chapterSeconds: [30, 30], quiz: false })
  const rows = await db().select().from(chapters).where(eq(chapters.courseId, courseId)).orderBy(chapters.position)
  const [open, closed] = rows as [(typeof rows)[0], (typeof rows)[0]]
  await db().update(chapters).set({ preview: true }).where(eq(chapters.id, open.id))
  return { courseId, open: open.mediaId, closed: closed.mediaId }
}

describe('试看 plays for everybody, and nothing else does', () => {
  const keyAndCaptions = async (mediaId: string) => [
    await outcome(getPreviewKey(visitor, mediaId)),
    await outcome(getPreviewPrefix(visitor, mediaId)),
  ]
  const refused = ['not found', 'not found']

  test('the preview chapter of a course on a shelf', async () => {
    const { courseId, open } = await aPreviewed()
    await aShelfOf({ courses: [{ id: courseId }] })
    expect(await keyAndCaptions(open)).toEqual(['done', 'done'])
    expect(await getPreviewKey(visitor, open)).toEqual(Buffer.alloc(16, 7))
  })

  test('not its other chapters', async () => {
    const { courseId, closed } = await aPreviewed()
    await aShelfOf({ courses: [{ id: courseId }] })
    expect(await keyAndCaptions(closed)).toEqual(refused)
  })

  test('not while the course is unpublished, or published later', async () => {
    const { courseId, open } = await aPreviewed()
    await aShelfOf({ courses: [{ id: courseId }] })
    for (const publishedAt of [null, later(noon, 1)]) {
      await db().update(courses).set({ publishedAt }).where(eq(courses.id, courseId))
      expect(await keyAndCaptions(open)).toEqual(refused)
    }
  })

  test('not when the shelf is unpublished, or published later', async () => {
    const { courseId, open } = await aPreviewed()
    const { programId } = await aShelfOf({ courses: [{ id: courseId }], published: false })
    expect(await keyAndCaptions(open)).toEqual(refused)
    await db()
      .update(programs)
      .set({ publishedAt: later(noon, 1) })
      .where(eq(programs.id, programId))
    expect(await keyAndCaptions(open)).toEqual(refused)
  })

  test('not when the course is taught in classes only', async () => {
    const { courseId, open } = await aPreviewed()
    await aClass({ parts: [{ hours: 4, courses: [courseId] }] })
    expect(await keyAndCaptions(open)).toEqual(refused)
  })

  test('not what does not exist', async () => {
    expect(await keyAndCaptions('0197a000-0000-7000-8000-000000000001')).toEqual(refused)
  })

  test('and it makes nobody a learner: a trainee without the course gets the preview as a visitor does, and its own key not', async () => {
    const { courseId, open, closed } = await aPreviewed()
    await aShelfOf({ courses: [{ id: courseId }] })
    const trainee = await aTrainee()
    expect(await outcome(getPreviewKey(trainee, open))).toBe('done')
    expect(await outcome(getPreviewKey(trainee, closed))).toBe('not found')
    expect(await outcome(getMediaKey(trainee, open))).toBe('not found')
    const other = await anEnrolled()
    expect(await outcome(getMediaKey(other.trainee, closed))).toBe('not found')
  })
})

test('categories of facets stand in their own order', async () => {
  const [a, b] = [await named('次序甲', '云桥学堂'), await named('次序乙', '云桥学堂')]
  for (const [id, position] of [
    [a, 8],
    [b, 3],
  ] as const) {
    const [category] = await db()
      .insert(categories)
      .values({ name: `次序${unique()}`, position })
      .returning()
    await db().update(courses).set({ categoryId: category!.id }).where(eq(courses.id, id))
  }
  await aShelfOf({ courses: [{ id: a }, { id: b }] })
  const { facets, courses: shown } = await asked({ q: '次序' })
  const byTitle = new Map(shown.map((course) => [course.title, course.category]))
  expect(facets.category.map(({ label }) => label)).toEqual([byTitle.get('次序乙'), byTitle.get('次序甲')])
})
