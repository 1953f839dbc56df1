import { randomUUID } from 'node:crypto'
import { asc, desc, eq } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'
import { db } from '@/db/client'
import { auditLog } from '@/db/schema/audit'
import { categories, chapters, classes, courses, media, programs, questions } from '@/db/schema/catalog'
import { chapterProgress } from '@/db/schema/learning'
import { addChapter, addChapters, editChapter, moveChapter, orderChapters, removeChapter } from '@/lib/catalog/chapters/edit-chapters'
import { chapterAudience } from '@/lib/catalog/courses/audience'
import { courseVersion, createCourse, editCourse } from '@/lib/catalog/courses/edit-course'
import { listProviders, removeProvider, renameProvider } from '@/lib/catalog/courses/providers'
import { publishCourse, unpublishCourse } from '@/lib/catalog/courses/publish-course'
import { getCourse, listCourses } from '@/lib/catalog/courses/queries'
import { countBank, listConcerns } from '@/lib/catalog/courses/readiness'
import { listChoosable } from '@/lib/catalog/lessons/queries'
import { getLesson } from '@/lib/learning/queries'
import { replaceLesson } from '@/lib/learning/replace-lesson'
import { encryptColumn } from '@/lib/shared/ciphers'
import { NotFound } from '@/lib/shared/not-found'
import { storage } from '@/lib/shared/storage'
import { eightAtOnce } from '../support/eight-at-once'
import { aLearner, aPlayer } from '../support/learners'
import { outcomes, tallied } from '../support/outcome'
import { aStaff } from '../support/staff'
import { aClass, aCourse, noon, unique } from '../support/world'

const editor = () => aStaff('content_editor')

async function aCategory() {
  const [row] = await db()
    .insert(categories)
    .values({ name: `类别 ${unique()}`, position: 0 })
    .returning()
  return row!.id
}

/** A lesson that is stored, or only said to be. */
async function aLessonMedia(seconds = 60, stored = true, title = '视频') {
  const prefix = `media/${randomUUID()}`
  if (stored) await storage().put(`${prefix}/index.m3u8`, Buffer.from('#EXTM3U\n'))
  const id = randomUUID()
  const keyCipher = encryptColumn('media.key_cipher', { id }, Buffer.alloc(16))
  await db().insert(media).values({ id, title, storagePrefix: prefix, durationSeconds: seconds, keyCipher })
  return id
}

const typed = async (change: object = {}) => ({
  title: `触电急救 ${unique()}`,
  provider: `云桥学堂 ${unique()}`,
  categoryId: await aCategory(),
  creditHours: 4,
  summary: '讲解触电后的急救步骤与注意事项。',
  ...change,
})

const query = (change: object = {}) => ({ q: '', page: 1, sort: '-title', filters: {}, ...change })
const courseRow = async (id: string) => (await db().select().from(courses).where(eq(courses.id, id)))[0]!
const outline = async (courseId: string) =>
  (await db().select().from(chapters).where(eq(chapters.courseId, courseId)).orderBy(asc(chapters.position))).map(
    ({ title, position }) => `${position} ${title}`,
  )

describe('a course', () => {
  test('has an address from its name, and is found by its initials and those of its provider', async () => {
    const me = editor()
    const input = await typed({ title: `防汛抢险${unique()}` })
    const courseId = await createCourse(me, input)
    expect(await courseRow(courseId)).toMatchObject({ slug: expect.stringMatching(/^fang-xun-qiang-xian-/), publishedAt: null })
    const found = (await listCourses(me, query({ q: 'fxqx' }))).rows.map(({ id }) => id)
    expect(found).toContain(courseId)
    await expect(createCourse(me, input)).rejects.toMatchObject({ code: 'course_twice', field: 'title' })
    const namesake = await createCourse(me, { ...input, provider: `别家 ${unique()}` })
    expect((await courseRow(namesake)).slug).toBe(`${(await courseRow(courseId)).slug}-2`)
  })

  test('a changed name changes what it is found by, and not its address; the change is written down', async () => {
    const me = editor()
    const input = await typed()
    const courseId = await createCourse(me, input)
    const { slug } = await courseRow(courseId)
    await editCourse(me, { ...input, courseId, title: `心肺复苏${unique()}`, creditHours: 6 })
    expect(await courseRow(courseId)).toMatchObject({ slug, creditHours: 6, searchText: expect.stringContaining('xffs') })
    const [last] = await db()
      .select()
      .from(auditLog)
      .where(eq(auditLog.subjectId, courseId))
      .orderBy(desc(auditLog.at), desc(auditLog.id))
      .limit(1)
    expect(last).toMatchObject({
      action: 'course.edit',
      actorId: me.actor.id,
      details: { before: { creditHours: 4 }, after: { creditHours: 6 } },
    })
  })

  test('changed by two is not lost unawares; two presses of 新建 make one', async () => {
    const [me, input] = [editor(), await typed()]
    await eightAtOnce()
    await createCourse(me, { ...input, title: `另一门 ${unique()}` }) // the provider is known already
    expect(tallied(await outcomes([1, 2, 3, 4, 5].map(() => createCourse(me, input))))).toEqual({ done: 1, course_twice: 4 })
    const [row] = await db().select().from(courses).where(eq(courses.title, input.title))
    const courseId = row!.id
    const seen = courseVersion((await getCourse(me, courseId)).course)
    await editCourse(me, { ...input, courseId, seen, creditHours: 6 })
    await expect(editCourse(me, { ...input, courseId, seen, creditHours: 8 })).rejects.toMatchObject({ code: 'changed_meanwhile' })
    await editCourse(me, { ...input, courseId, seen, overwrite: 'on', creditHours: 8 })
    expect((await courseRow(courseId)).creditHours).toBe(8)
  })

  test('a provider is renamed with all that is found by the name, and goes only when nobody needs it', async () => {
    const me = editor()
    const input = await typed()
    const courseId = await createCourse(me, input)
    const provider = (await listProviders(me)).find(({ name }) => name === input.provider)!
    expect(provider.courses).toBe(1)
    await renameProvider(me, { providerId: provider.id, name: `滦河学院${unique()}` })
    expect((await courseRow(courseId)).searchText).toContain('lhxy')
    await expect(removeProvider(me, provider.id)).rejects.toMatchObject({ code: 'provider_used', facts: { count: 1 } })
    await editCourse(me, { ...input, courseId })
    await removeProvider(me, provider.id)
    const [a, b] = [await typed(), await typed()]
    await createCourse(me, a)
    await createCourse(me, b)
    const other = (await listProviders(me)).find(({ name }) => name === a.provider)!
    await expect(renameProvider(me, { providerId: other.id, name: b.provider })).rejects.toMatchObject({ code: 'provider_taken' })
  })

  test('is there for those with the right only', async () => {
    const courseId = await createCourse(editor(), await typed())
    const input = await typed()
    await expect(createCourse(aStaff('auditor'), input)).rejects.toThrow(NotFound)
    await expect(editCourse(aStaff('finance'), { ...input, courseId })).rejects.toThrow(NotFound)
    await expect(publishCourse(aStaff('reviewer'), courseId)).rejects.toThrow(NotFound)
    await expect(listCourses(aStaff('hotline'), query())).rejects.toThrow(NotFound)
    expect((await getCourse(aStaff('auditor'), courseId)).course.id).toBe(courseId)
  })
})

describe('a course is published', () => {
  test('when it has chapters, each with a video that is there', async () => {
    const me = editor()
    const courseId = await createCourse(me, await typed())
    await expect(publishCourse(me, courseId)).rejects.toMatchObject({ facts: { obstacles: expect.stringContaining('还没有章节') } })
    await addChapter(me, { courseId, mediaId: await aLessonMedia(60, false), title: '概述' })
    await expect(publishCourse(me, courseId)).rejects.toMatchObject({ facts: { obstacles: expect.stringContaining('第 1 章“概述”') } })
    const [chapter] = (await getCourse(me, courseId)).chapters
    await replaceLesson(me, { chapterId: chapter!.id, mediaId: await aLessonMedia() })
    await publishCourse(me, courseId)
    expect((await courseRow(courseId)).publishedAt).toEqual(noon)
    await expect(removeChapter(me, chapter!.id)).rejects.toMatchObject({ code: 'course_last_chapter' })
  })

  test('when its bank is large enough for the programmes that ask for a quiz', async () => {
    const me = editor()
    const courseId = await aCourse({ quiz: false })
    await db().update(courses).set({ publishedAt: null }).where(eq(courses.id, courseId))
    await aClass({ parts: [{ hours: 4, courses: [courseId] }] })
    const { chapters: list } = await getCourse(me, courseId)
    await replaceLesson(me, { chapterId: list[0]!.id, mediaId: await aLessonMedia() })
    await expect(publishCourse(me, courseId)).rejects.toMatchObject({
      facts: { obstacles: expect.stringContaining('单选题差 5 道，多选题差 2 道，判断题差 3 道') },
    })
    const question = (kind: 'single' | 'multiple' | 'judgement', i: number) => ({
      courseId,
      kind,
      stem: `${kind}${i}`,
      options: ['甲', '乙'],
      correct: [0],
      explanation: '',
    })
    const bank = [...Array(5).keys()].flatMap((i) => [question('single', i), question('multiple', i), question('judgement', i)])
    await db().insert(questions).values(bank)
    await publishCourse(me, courseId)
  })

  test('with what should be known before: nobody can choose it yet, and few questions', async () => {
    const me = editor()
    const courseId = await aCourse({ quiz: false })
    const concerns = async () => (await listConcerns(me, courseId, await countBank(me, courseId))).join()
    expect(await concerns()).toMatch(/还没有项目使用.*题库还没有题目/)
    const trainingClass = await aClass({ parts: [{ hours: 4, courses: [courseId] }] })
    expect(await concerns()).not.toMatch(/还没有项目使用|没有可以报名的班级/)
    expect(await concerns()).toMatch(/题库不足三份试卷/)
    await db().update(classes).set({ closedAt: noon }).where(eq(classes.id, trainingClass.id))
    expect(await concerns()).toMatch(/没有可以报名的班级/)
    await db().update(programs).set({ publishedAt: null }).where(eq(programs.id, trainingClass.programId))
    expect(await concerns()).toMatch(/使用这门课程的项目都还没有发布/)
  })

  test('and is not taken away from a published programme that cannot be passed without it', async () => {
    const me = editor()
    const [needed, spare, other] = [await aCourse(), await aCourse(), await aCourse()]
    await aClass({ parts: [{ hours: 4, courses: [needed] }] })
    await aClass({ parts: [{ hours: 4, courses: [spare, other] }] })
    await expect(unpublishCourse(me, needed)).rejects.toMatchObject({ code: 'course_needed' })
    await unpublishCourse(me, spare)
    await expect(unpublishCourse(me, other)).rejects.toMatchObject({ code: 'course_needed' })
  })
})

describe('chapters', () => {
  const three = async () => {
    const me = editor()
    const courseId = await createCourse(me, await typed())
    const ids = []
    for (const title of ['甲', '乙', '丙']) ids.push(await addChapter(me, { courseId, mediaId: await aLessonMedia(), title }))
    return { me, courseId, ids }
  }

  test('are put in order by dragging or one place at a time', async () => {
    const { me, courseId, ids } = await three()
    await orderChapters(me, { courseId, chapterIds: [ids[2]!, ids[0]!, ids[1]!] })
    expect(await outline(courseId)).toEqual(['1 丙', '2 甲', '3 乙'])
    await moveChapter(me, { chapterId: ids[1]!, by: -1 })
    expect(await outline(courseId)).toEqual(['1 丙', '2 乙', '3 甲'])
    await moveChapter(me, { chapterId: ids[2]!, by: -1 }) // the first one already
    expect(await outline(courseId)).toEqual(['1 丙', '2 乙', '3 甲'])
  })

  test.each([
    ['one missing', (ids: string[]) => ids.slice(1)],
    ['one twice', (ids: string[]) => [ids[0]!, ids[0]!, ids[1]!]],
    ['one of another course', (ids: string[]) => [...ids.slice(1), randomUUID()]],
  ])('an order with %s is refused', async (_, change) => {
    const { me, courseId, ids } = await three()
    await expect(orderChapters(me, { courseId, chapterIds: change(ids) })).rejects.toMatchObject({ code: 'chapters_changed' })
    expect(await outline(courseId)).toEqual(['1 甲', '2 乙', '3 丙'])
  })

  test('two editors who add at once get two places', async () => {
    const { me, courseId } = await three()
    const mediaId = await aLessonMedia()
    await Promise.all(['丁', '戊', '己'].map((title) => addChapter(me, { courseId, mediaId, title })))
    expect((await outline(courseId)).map((line) => line[0])).toEqual(['1', '2', '3', '4', '5', '6'])
  })

  test('come several at once, named after their videos in natural order; one that is not there takes none in', async () => {
    const { me, courseId } = await three()
    const mediaIds = await Promise.all(['第10讲 结束', '第2讲 电', '第1讲 '.padEnd(80, '长')].map((title) => aLessonMedia(60, true, title)))
    expect(await addChapters(me, { courseId, mediaIds })).toBe(3)
    expect((await outline(courseId)).slice(3)).toEqual([`4 ${'第1讲 '.padEnd(60, '长')}`, '5 第2讲 电', '6 第10讲 结束'])
    await expect(addChapters(me, { courseId, mediaIds: [await aLessonMedia(), randomUUID()] })).rejects.toThrow(NotFound)
    await expect(addChapters(me, { courseId, mediaIds: [] })).rejects.toMatchObject({ code: 'lessons_none' })
    await expect(addChapters(aStaff('auditor'), { courseId, mediaIds })).rejects.toThrow(NotFound)
    expect(await outline(courseId)).toHaveLength(6)
  })

  test('are renamed and opened for 试看; removed while nobody studies them, and the rest close up', async () => {
    const { me, courseId, ids } = await three()
    await editChapter(me, { chapterId: ids[0]!, title: '概述', preview: true })
    expect((await getCourse(me, courseId)).chapters[0]).toMatchObject({ title: '概述', preview: true })
    await removeChapter(me, ids[1]!)
    expect(await outline(courseId)).toEqual(['1 概述', '2 丙'])
    await expect(removeChapter(me, ids[1]!)).rejects.toThrow(NotFound)
  })

  test('stay while somebody studies them', async () => {
    const courseId = await aCourse({ chapterSeconds: [60, 60] })
    await aLearner({ parts: [{ hours: 4, courses: [courseId] }] })
    const { chapters: list, studied } = await getCourse(editor(), courseId)
    expect(studied).toEqual({ people: 1, unfinished: 1 })
    await expect(removeChapter(editor(), list[1]!.id)).rejects.toMatchObject({ code: 'chapter_studied' })
  })

  test('unused videos come first where one is chosen', async () => {
    const { me } = await three()
    const mediaId = await aLessonMedia()
    const list = await listChoosable(me)
    expect(list.findIndex(({ id }) => id === mediaId)).toBeLessThan(list.findIndex(({ used }) => used > 0))
  })
})

describe('another video in a chapter', () => {
  /** One trainee who finished the chapter, one in the middle of it, at a player that is open. */
  async function watched() {
    const courseId = await aCourse({ chapterSeconds: [60, 60] })
    const trainingClass = await aClass({ parts: [{ hours: 4, courses: [courseId] }] })
    const done = await aLearner({}, { trainingClass })
    const half = await aLearner({}, { trainingClass })
    await (await aPlayer(done.trainee, done.studyId)).report([[0, 60]], 60)
    const player = await aPlayer(half.trainee, half.studyId)
    await player.report([[0, 30]], 30)
    const [chapter] = (await getCourse(editor(), courseId)).chapters
    return { done, half, player, chapterId: chapter!.id }
  }
  const first = async ({ trainee, studyId }: Awaited<ReturnType<typeof aLearner>>) => (await getLesson(trainee, studyId)).chapters[0]!

  test('is felt by who is in the course: told before it is done', async () => {
    const { chapterId } = await watched()
    expect(await chapterAudience(editor(), chapterId)).toEqual({ done: 1, partly: 1, watching: 2 })
  })

  test('of the same length: what was watched counts on', async () => {
    const { done, half, player, chapterId } = await watched()
    expect(await replaceLesson(editor(), { chapterId, mediaId: await aLessonMedia(61) })).toBe(false)
    expect((await first(done)).completedAt).not.toBeNull()
    expect(await first(half)).toMatchObject({ watchedSeconds: 30, durationSeconds: 61 })
    expect(await player.report([[30, 40]], 45)).toEqual({ status: 'replaced' })
  })

  test('of another length: who finished stays finished, others begin anew', async () => {
    const { done, half, chapterId } = await watched()
    expect(await replaceLesson(editor(), { chapterId, mediaId: await aLessonMedia(300) })).toBe(true)
    expect((await first(done)).completedAt).not.toBeNull()
    expect(await first(half)).toMatchObject({ watchedSeconds: 0, positionSeconds: 0, completedAt: null })
    const [row] = await db().select().from(chapterProgress).where(eq(chapterProgress.studyId, half.studyId))
    expect(row!.watched).toEqual([])
  })

  test('a video that is not there, and an auditor, change nothing', async () => {
    const { chapterId } = await watched()
    await expect(replaceLesson(editor(), { chapterId, mediaId: randomUUID() })).rejects.toThrow(NotFound)
    await expect(replaceLesson(aStaff('auditor'), { chapterId, mediaId: await aLessonMedia() })).rejects.toThrow(NotFound)
  })
})
