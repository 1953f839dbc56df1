import { eq } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'
import { read, utils } from 'xlsx'
import { db } from '@/db/client'
import { studies } from '@/db/schema/enrollment'
import { trainees } from '@/db/schema/identity'
import { rosterReminders } from '@/db/schema/rosters'
import { listCertificates } from '@/lib/certificates/queries'
import { getClassHome } from '@/lib/enrollment/queries'
import { chooseCourse, confirmSelection } from '@/lib/enrollment/select-courses'
import { correctHours } from '@/lib/learning/correct-hours'
import { getLesson } from '@/lib/learning/queries'
import { findLastRoster, makeTemplateOfLast } from '@/lib/rosters/last-roster'
import { countReachable, listProgress, listProgressChoices, type ProgressQuery } from '@/lib/rosters/progress'
import { makeProgressFile } from '@/lib/rosters/progress-file'
import { remindPeople, sendReminders } from '@/lib/rosters/remind'
import type { Ctx, Enterprise } from '@/lib/shared/context'
import { days, later } from '@/lib/shared/time'
import { deedsOf } from '../support/books'
import { anEnterprise } from '../support/enterprises'
import { aColleague, anOpened, aRoster, aSubmitted, asColleague, colleagues, pay, rowsOf, submit } from '../support/groups'
import { aPlayer, watch } from '../support/learners'
import { outcome, outcomes } from '../support/outcome'
import { messagesTo } from '../support/phone'
import { aStaff } from '../support/staff'
import { aClass, aCourse, asSystem, noon } from '../support/world'

const query = (change: Partial<ProgressQuery> = {}): ProgressQuery => ({ q: '', page: 1, sort: '', filters: {}, ...change })
const at = (me: Ctx<Enterprise>, now: Date): Ctx<Enterprise> => ({ ...me, now })
const namesIn = async (me: Ctx<Enterprise>, state: string) =>
  (await listProgress(me, query({ filters: { state } }))).people.map(({ name }) => name).sort()

/** Eight hours in two courses of a minute each, to be studied for a hundred days; five people. */
async function anOffice() {
  const courses = [await aCourse({ chapterSeconds: [60], quiz: false }), await aCourse({ chapterSeconds: [60], quiz: false })]
  const trainingClass = await aClass({
    parts: [{ hours: 8, compulsory: true, courses }],
    quizRequired: false,
    studyFrom: later(noon, -days(1)),
    studyUntil: later(noon, days(100)),
  })
  const people = ['甲', '乙', '丙', '丁', '戊'].map((name) => aColleague({ name: `王${name}` }))
  const opened = await anOpened(trainingClass, people)
  const learner = async (i: number) => {
    const me = await asColleague(opened.rosterId, i)
    const { enrollmentId } = (await rowsOf(opened.rosterId))[i]!
    return { me, enrollmentId: enrollmentId!, studies: (await getClassHome(me, enrollmentId!)).studies }
  }
  return { ...opened, trainingClass, learner }
}

describe('职工进度', () => {
  test('is narrowed by several things at once, also by what an address can name and nobody has', async () => {
    const { me, trainingClass } = await anOffice()
    const [everybody] = [await listProgress(me, query())]
    const filters = { class: trainingClass.id, year: '2026', state: 'not_started' }
    expect((await listProgress(me, query({ q: '王', filters }))).people).toHaveLength(everybody.people.length)
    for (const wrong of [{ class: 'x' }, { year: '�%' }, { state: '�%' }, { order: '�%' }])
      expect((await listProgress(me, query({ q: '王', filters: { ...filters, ...wrong } }))).people).toEqual([])
  })

  test('says of everybody whether they have begun, keep pace, or are through', async () => {
    const { me, learner } = await anOffice()
    const [all, half, little] = [await learner(0), await learner(1), await learner(2)]
    let then = all.me
    for (const { id } of all.studies) then = await watch(then, id)
    await watch(half.me, half.studies[0]!.id)
    const player = await aPlayer(little.me, little.studies[0]!.id)
    await player.report([[0, 30]], 30)

    const early = at(me, later(noon, days(10)))
    expect([await namesIn(early, 'passed'), await namesIn(early, 'learning'), await namesIn(early, 'not_started')]).toEqual([
      ['王甲'],
      ['王丙', '王乙'].sort(),
      ['王丁', '王戊'].sort(),
    ])
    const later51 = at(me, later(noon, days(52))) // four of eight hours keep pace until half the time has gone by
    expect([await namesIn(later51, 'behind'), await namesIn(later51, 'learning')]).toEqual([['王丙'], ['王乙']])
    const last = at(me, later(noon, days(99)))
    expect(await namesIn(last, 'behind')).toEqual(['王丙', '王乙'].sort())

    const { people, counts, total } = await listProgress(early, query())
    expect([counts, total]).toEqual([{ all: 5, not_started: 2, behind: 0, learning: 2, passed: 1 }, 5])
    expect(people.find(({ name }) => name === '王乙')).toMatchObject({ earned: 4, required: 8, lastLearntAt: expect.any(Date) })
    expect(people.find(({ name }) => name === '王甲')).toMatchObject({ earned: 8, passedAt: expect.any(Date) })
  })

  test('whose lesson the staff marks as seen has begun', async () => {
    const { me, learner } = await anOffice()
    const { me: person, studies } = await learner(0)
    const studyId = studies[0]!.id
    const [chapter] = (await getLesson(person, studyId)).chapters
    const key = { traineeId: person.actor.id, studyId, chapterId: chapter!.id }
    await correctHours(aStaff('reviewer'), { ...key, watched: 'yes', reason: '停电，视频没有记录' })
    expect([await namesIn(me, 'learning'), (await namesIn(me, 'not_started')).length]).toEqual([['王甲'], 4])
  })

  test('is narrowed by name, class, year and order; nobody sees another enterprise’s people, or those it has not paid for', async () => {
    const { me, orderId, trainingClass } = await anOffice()
    const other = await anOpened(await aClass())
    await aSubmitted(await aClass())
    const count = async (who: Ctx<Enterprise>, change: Partial<ProgressQuery>) => (await listProgress(who, query(change))).total
    expect(await Promise.all([count(me, { q: '甲' }), count(me, { q: '%' })])).toEqual([1, 0])
    for (const filters of [{ class: trainingClass.id }, { order: orderId }, { year: '2026' }]) {
      expect(await count(me, { filters })).toBe(5)
      expect(await count(other.me, { filters })).toBe(filters.year ? 3 : 0)
    }
    expect(await Promise.all([count(me, { filters: { class: 'x' } }), count(me, { filters: { year: 'x' } })])).toEqual([0, 0])
    expect(await listProgressChoices(me)).toMatchObject({ classes: [{ value: trainingClass.id }], years: [{ value: '2026' }] })
    const waiting = await anEnterprise({ status: 'pending' })
    expect(await outcome(listProgress(waiting, query()))).toBe('not found')
  })

  test('as a file: numbers masked, and a name that begins like a formula is text', async () => {
    const { me } = await anOpened(await aClass({ seats: 100 }), [aColleague({ name: '=1+1' }), ...colleagues(60)])
    const { bytes } = await makeProgressFile(me, query())
    const book = read(bytes, { type: 'buffer' })
    const rows = utils.sheet_to_json<Record<string, string | number>>(book.Sheets[book.SheetNames[0]!]!)
    expect(rows).toHaveLength(61)
    expect(rows[0]).toMatchObject({ 姓名: "'=1+1", 状态: '未开始', 已获得学时: 0, 身份证号: expect.stringMatching(/^1302\*{10}/) })
  })
})

test('the file says where somebody works and the number of the certificate', async () => {
  const { me, learner, people } = await anOffice()
  const through = await learner(0)
  let then = through.me
  for (const { id } of through.studies) then = await watch(then, id)
  const [issued] = await listCertificates(then)
  const { bytes } = await makeProgressFile(me, { ...query(), page: 1, sort: '' })
  const [row, other] = utils
    .sheet_to_json<Record<string, string>>(Object.values(read(bytes).Sheets)[0]!)
    .sort((a, b) => Number('证书编号' in b) - Number('证书编号' in a))
  expect(row).toMatchObject({ 姓名: '王甲', 工作单位: people[0]!.employer, 证书编号: issued!.number })
  expect(other!.证书编号).toBeUndefined()
})

describe('提醒', () => {
  test('goes to those who are not through, and says who was left out', async () => {
    const { me, learner, people } = await anOffice()
    const through = await learner(0)
    let then = through.me
    for (const { id } of through.studies) then = await watch(then, id)
    await db()
      .update(trainees)
      .set({ phoneCipher: null, phoneIndex: null })
      .where(eq(trainees.id, (await learner(1)).me.actor.id))
    expect(await countReachable(me, query())).toBe(3)
    const { sent, leftOut } = await remindPeople(me, query())
    expect(sent).toBe(3)
    expect(await countReachable(me, query())).toBe(0)
    const names = Object.fromEntries([...leftOut].map(([why, some]) => [why, some.map(({ name }) => name)]))
    expect(names).toEqual({ passed: ['王甲'], no_phone: ['王乙'] })
    const job = { enterpriseId: me.actor.id, sentAt: noon.toISOString(), after: '' }
    await sendReminders(asSystem(), job)
    await sendReminders(asSystem(), job)
    const [message, ...more] = (await messagesTo(people[2]!.phone)).filter((text) => text.includes('提醒您'))
    expect([message, more]).toEqual([expect.stringContaining('还没有学完'), []])
  })

  test('reaches nobody twice in three days, nor a fourth time', async () => {
    const { me } = await anOffice()
    await remindPeople(me, query())
    const reached = (day: number) => countReachable(at(me, later(noon, days(day))), query())
    expect([await reached(2.9), await reached(3), await reached(101)]).toEqual([0, 5, 0])
    expect(await outcome(remindPeople(at(me, later(noon, days(2.9))), query()))).toBe('reminders_none')
    for (const day of [3, 6]) expect((await remindPeople(at(me, later(noon, days(day))), query())).sent).toBe(5)
    expect(await outcome(remindPeople(at(me, later(noon, days(9))), query()))).toBe('reminders_none')
    expect(await db().select().from(rosterReminders).where(eq(rosterReminders.enterpriseId, me.actor.id))).toHaveLength(15)
  })

  test('pressed twice at once is one reminder; chosen people are one’s own', async () => {
    const { me, rosterId } = await anOffice()
    const stranger = await anOpened(await aClass())
    const [mine] = await rowsOf(rosterId)
    const [theirs] = await rowsOf(stranger.rosterId)
    const chosen = [mine!.enrollmentId!, theirs!.enrollmentId!]
    expect((await outcomes([1, 2].map(() => remindPeople(me, { ...query(), chosen })))).sort()).toEqual(['done', 'reminders_none'])
    expect(await db().select().from(rosterReminders).where(eq(rosterReminders.enrollmentId, theirs!.enrollmentId!))).toEqual([])
  })

  test('stops when the time to study is over', async () => {
    const { me } = await anOffice()
    expect(await outcome(remindPeople(at(me, later(noon, days(101))), query()))).toBe('reminders_none')
  })
})

test('the next class begins from the people of the last roster, whole numbers and all; of nobody else', async () => {
  const { me, people } = await anOpened(await aClass())
  const next = await aClass()
  const { bytes } = await makeTemplateOfLast(me, next.id)
  expect((await deedsOf(me)).at(-1)).toBe('export.last_roster')
  const book = read(bytes, { type: 'buffer' })
  const rows = utils.sheet_to_json<string[]>(book.Sheets[book.SheetNames[0]!]!, { header: 1 })
  expect(rows.slice(2).map(([name, , idNumber, phone]) => [name, idNumber, phone])).toEqual(
    people.map(({ name, idNumber, phone }) => [name, idNumber, phone]),
  )
  const stranger = await anEnterprise()
  expect(await findLastRoster(stranger, next.id)).toBeNull()
  expect(await outcome(makeTemplateOfLast(stranger, next.id))).toBe('roster_none_before')
  const rosterId = await aRoster(me, next.id, colleagues(1))
  await pay(me, await submit(me, rosterId))
  expect(await findLastRoster(me, next.id)).not.toMatchObject({ id: rosterId })
})

test('electives chosen in the class count as they are learnt', async () => {
  const [one, two] = [await aCourse({ quiz: false }), await aCourse({ quiz: false })]
  const trainingClass = await aClass({ parts: [{ hours: 8, courses: [one, two] }], quizRequired: false })
  const { me, rosterId } = await anOpened(trainingClass, [aColleague()])
  const colleague = await asColleague(rosterId)
  const { enrollmentId } = (await rowsOf(rosterId))[0]!
  await chooseCourse(colleague, { enrollmentId: enrollmentId!, courseId: one })
  await confirmSelection(colleague, { enrollmentId: enrollmentId! })
  const [study] = await db().select().from(studies).where(eq(studies.enrollmentId, enrollmentId!))
  await watch(colleague, study!.id)
  expect((await listProgress(me, query())).people).toMatchObject([{ earned: 4, required: 8, state: 'learning' }])
})
