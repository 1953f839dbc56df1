import { and, eq, sql } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'
import { db } from '@/db/client'
import { trainees } from '@/db/schema/identity'
import { attentionChecks, chapterProgress, learningDays, learningOddities, streams } from '@/db/schema/learning'
import { getOddity, listOddities, type OddityFilter, reviewOddity } from '@/lib/admin/oddities'
import { findOddities } from '@/lib/learning/find-oddities'
import { openStream } from '@/lib/learning/open-stream'
import type { ListQuery } from '@/lib/shared/list-query'
import { roleRights, type StaffRole } from '@/lib/shared/rights'
import { days, formatDay, hours, later } from '@/lib/shared/time'
import { recordsOf } from '../support/books'
import { aLearner, aPlayer, watch } from '../support/learners'
import { outcome } from '../support/outcome'
import { aStaff } from '../support/staff'
import { aClass, aCourse, anIdNumber, aRegion, asSystem, aTrainee, at, laterOn, noon, unique } from '../support/world'

const today = formatDay(noon)
const all: ListQuery<OddityFilter> = { q: '', page: 1, sort: '-day', filters: {} }
const found = async (traineeId: string) =>
  (
    await db()
      .select({ kind: learningOddities.kind, day: learningOddities.day, facts: learningOddities.facts })
      .from(learningOddities)
      .where(eq(learningOddities.traineeId, traineeId))
  ).sort((a, b) => a.kind.localeCompare(b.kind))
const aDay = (traineeId: string, values: Partial<typeof learningDays.$inferInsert>) =>
  db()
    .insert(learningDays)
    .values({ traineeId, day: today, seconds: 60, ...values })
const long = (chapter = 600) => aCourse({ chapterSeconds: [chapter] }).then((course) => ({ parts: [{ hours: 4, courses: [course] }] }))

describe('what was learnt on a day is kept', () => {
  const dayOf = async (traineeId: string, day: string) => {
    const [past] = await db()
      .select({ seconds: learningDays.seconds })
      .from(learningDays)
      .where(and(eq(learningDays.traineeId, traineeId), eq(learningDays.day, day)))
    const [live] = await db()
      .select({ seconds: streams.daySeconds })
      .from(streams)
      .where(and(eq(streams.traineeId, traineeId), eq(streams.day, day)))
    return (past?.seconds ?? 0) + (live?.seconds ?? 0)
  }

  test('over midnight each day has its own seconds, and all of them are there', async () => {
    const { trainee, studyId } = await aLearner(await long())
    const evening = at(trainee, new Date('2026-06-18T15:59:00Z')) // a minute to midnight in China
    const player = await aPlayer(evening, studyId)
    for (let to = 15; to <= 120; to += 15) await player.report([[0, to]], to)
    const [before, after] = [await dayOf(trainee.actor.id, '2026-06-18'), await dayOf(trainee.actor.id, '2026-06-19')]
    expect([before + after, before, after]).toEqual([120, 45, 75])
  })

  test('what ends a player does not lose them', async () => {
    const { trainee, studyId } = await aLearner(await long())
    const player = await aPlayer(trainee, studyId)
    await player.report([[0, 40]], 40)
    const { endStreams } = await import('@/lib/learning/end-streams')
    const [{ enrollmentId } = { enrollmentId: '' }] = await db().execute<{ enrollmentId: string }>(
      sql`select enrollment_id as "enrollmentId" from studies where id = ${studyId}`,
    )
    await endStreams(asSystem(), trainee.actor.id, [enrollmentId])
    const again = await aPlayer(laterOn(trainee, 60_000), studyId)
    await again.report([[40, 50]], 10)
    expect(await dayOf(trainee.actor.id, today)).toBe(50)
  })

  test('the same place is kept once, another one beside it, and neither can be read', async () => {
    const { trainee, studyId } = await aLearner(await long())
    const from = (address: string) => ({ ...trainee, actor: { ...trainee.actor, address } })
    for (const address of ['10.1.1.1', '10.1.1.1', '10.1.1.2']) await aPlayer(from(address), studyId)
    const [row] = await db().select().from(learningDays).where(eq(learningDays.traineeId, trainee.actor.id))
    expect(row!.addresses).toHaveLength(2)
    expect(JSON.stringify(row)).not.toContain('10.1.1')
  })
})

describe('what looks odd is found', () => {
  test('a day of more than ten hours, also before it is over; nine hours are not', async () => {
    const [much, some, live] = [await aTrainee(), await aTrainee(), await aLearner(await long())]
    await aDay(much.actor.id, { seconds: 10.5 * 3600 })
    await aDay(some.actor.id, { seconds: 9 * 3600 })
    await aPlayer(live.trainee, live.studyId)
    await db()
      .update(streams)
      .set({ day: today, daySeconds: 11 * 3600 })
      .where(eq(streams.traineeId, live.trainee.actor.id))
    await findOddities(asSystem())
    expect(await found(much.actor.id)).toEqual([{ kind: 'long_day', day: today, facts: { seconds: 37_800 } }])
    expect(await found(some.actor.id)).toEqual([])
    expect(await found(live.trainee.actor.id)).toMatchObject([{ kind: 'long_day' }])
  })

  test('yesterday is looked at once more, and last week is not', async () => {
    const [one, other] = [await aTrainee(), await aTrainee()]
    await aDay(one.actor.id, { day: formatDay(later(noon, -days(1))), seconds: 40_000 })
    await aDay(other.actor.id, { day: formatDay(later(noon, -days(7))), seconds: 40_000 })
    await findOddities(asSystem())
    expect([(await found(one.actor.id)).length, (await found(other.actor.id)).length]).toEqual([1, 0])
  })

  test('three people whose chapters end in the same seconds, and not the two who went their own way', async () => {
    const courses = [await aCourse({ chapterSeconds: [10, 10, 10] })]
    const trainingClass = await aClass({ parts: [{ hours: 4, courses }] })
    const people = await Promise.all(Array.from({ length: 5 }, () => aLearner({}, { trainingClass })))
    for (const [i, { trainee, studyId }] of people.entries()) await watch(laterOn(trainee, i < 3 ? 0 : i * 7000), studyId)
    await findOddities(asSystem())
    const kinds = await Promise.all(
      people.map(async ({ trainee }) => (await found(trainee.actor.id)).map(({ kind, facts }) => ({ kind, facts }))),
    )
    const together = [{ kind: 'same_moments', facts: { people: 3, chapters: 3 } }]
    expect(kinds).toEqual([together, together, together, [], []])
    await db().delete(chapterProgress).where(eq(chapterProgress.traineeId, people[0]!.trainee.actor.id))
  })

  test('many people of many employers at one address; an office of one employer is none', async () => {
    const [den, office] = [`den-${unique()}`, `office-${unique()}`]
    const inDen = await Promise.all(Array.from({ length: 10 }, (_, i) => aTrainee({ employer: `单位${i % 5}`, idNumber: anIdNumber() })))
    const inOffice = await Promise.all(Array.from({ length: 10 }, () => aTrainee({ employer: '同一家单位' })))
    for (const { actor } of inDen) await aDay(actor.id, { addresses: [den] })
    for (const { actor } of inOffice) await aDay(actor.id, { addresses: [office] })
    await findOddities(asSystem())
    for (const { actor } of inDen)
      expect(await found(actor.id)).toMatchObject([{ kind: 'shared_address', facts: { people: 10, employers: 5 } }])
    for (const { actor } of inOffice) expect(await found(actor.id)).toEqual([])
  })

  test('one person at many addresses or on many devices', async () => {
    const [roams, lends, usual] = [await aTrainee(), await aTrainee(), await aTrainee()]
    const places = (n: number) => Array.from({ length: n }, () => unique())
    await aDay(roams.actor.id, { addresses: places(6) })
    await aDay(lends.actor.id, { devices: places(5) })
    await aDay(usual.actor.id, { addresses: places(3), devices: places(2) })
    await findOddities(asSystem())
    expect([await found(roams.actor.id), await found(lends.actor.id), await found(usual.actor.id)]).toMatchObject([
      [{ kind: 'many_places' }],
      [{ kind: 'many_places' }],
      [],
    ])
  })

  test('签到 failed again and again, or answered faster than anybody reads', async () => {
    const [fails, script, person] = [await aTrainee(), await aTrainee(), await aTrainee()]
    const check = (traineeId: string, wrongTries: number, answerMs: number) => ({
      traineeId,
      studyId: traineeId,
      chapterId: traineeId,
      askedAt: noon,
      shownAt: noon,
      answeredAt: later(noon, answerMs),
      wrongTries,
    })
    await db()
      .insert(attentionChecks)
      .values([
        ...Array.from({ length: 5 }, () => check(fails.actor.id, 2, 9000)),
        ...Array.from({ length: 3 }, () => check(script.actor.id, 0, 300)),
        ...Array.from({ length: 3 }, () => check(person.actor.id, 1, 3000)),
      ])
    await findOddities(asSystem())
    expect(await found(fails.actor.id)).toMatchObject([{ kind: 'checks_failed', facts: { wrong: 10, asked: 5 } }])
    expect(await found(script.actor.id)).toMatchObject([{ kind: 'fast_answers', facts: { fast: 3, milliseconds: 300 } }])
    expect(await found(person.actor.id)).toEqual([])
  })

  test('nothing that anybody earned changes by it', async () => {
    const { trainee, studyId } = await aLearner(await long())
    const player = await aPlayer(trainee, studyId)
    await player.report([[0, 60]], 60)
    await aDay(trainee.actor.id, { seconds: 50_000 }).onConflictDoUpdate({
      target: [learningDays.traineeId, learningDays.day],
      set: { seconds: 50_000 },
    })
    await findOddities(asSystem())
    expect(await found(trainee.actor.id)).toMatchObject([{ kind: 'long_day' }])
    expect(await player.report([[60, 90]], 90)).toMatchObject({ watched: [[0, 90]] })
    expect(await outcome(openStream(laterOn(trainee, 100_000), { studyId, chapterId: player.chapterId }))).toBe('done')
  })
})

describe('the staff looks into it', () => {
  const aLongDay = async (regionCode?: string) => {
    const { actor } = await aTrainee()
    if (regionCode) await db().update(trainees).set({ regionCode }).where(eq(trainees.id, actor.id))
    await aDay(actor.id, { seconds: 12 * 3600 })
    await findOddities(asSystem())
    return { traineeId: actor.id, day: today, kind: 'long_day' as const }
  }
  const note = '电话核实：本人周末集中学习。'
  const lists = async (ctx: Parameters<typeof listOddities>[0], id: string, filters: ListQuery<OddityFilter>['filters'] = {}) =>
    (await listOddities(ctx, { ...all, filters })).rows.some(({ traineeId }) => traineeId === id)

  test('it waits in the list, is marked with a note, and stays as it was seen', async () => {
    const key = await aLongDay()
    const reviewer = aStaff('reviewer')
    expect(await lists(reviewer, key.traineeId)).toBe(true)
    await reviewOddity(reviewer, { ...key, note })
    expect([await lists(reviewer, key.traineeId), await lists(reviewer, key.traineeId, { state: 'reviewed' })]).toEqual([false, true])
    expect(await recordsOf(key.traineeId)).toContain('oddity.review')
    await db()
      .update(learningDays)
      .set({ seconds: 15 * 3600 })
      .where(eq(learningDays.traineeId, key.traineeId))
    await findOddities(asSystem(later(noon, hours(1))))
    expect(await getOddity(reviewer, key)).toMatchObject({ facts: { seconds: 43_200 }, note })
    expect(await outcome(reviewOddity(reviewer, { ...key, note }))).toBe('oddity_reviewed')
  })

  test('before that the figures follow the day', async () => {
    const key = await aLongDay()
    await db()
      .update(learningDays)
      .set({ seconds: 15 * 3600 })
      .where(eq(learningDays.traineeId, key.traineeId))
    await findOddities(asSystem(later(noon, hours(1))))
    expect(await getOddity(aStaff('auditor'), key)).toMatchObject({ facts: { seconds: 54_000 } })
  })

  test('a region manager sees and marks people of the own regions only', async () => {
    const [own, other] = [await aRegion(), await aRegion('130204', '古冶区')]
    const [mine, theirs] = [await aLongDay(own), await aLongDay(other)]
    const manager = aStaff('region_manager', noon, [own])
    expect([await lists(manager, mine.traineeId), await lists(manager, theirs.traineeId)]).toEqual([true, false])
    expect(await outcome(getOddity(manager, theirs))).toBe('not found')
    expect(await outcome(reviewOddity(manager, { ...theirs, note }))).toBe('not found')
    expect(await outcome(reviewOddity(manager, { ...mine, note }))).toBe('done')
  })

  test.each(Object.keys(roleRights) as StaffRole[])('as %s: as the table of rights says', async (role) => {
    const key = await aLongDay()
    const who = aStaff(role, noon, role === 'region_manager' ? [await aRegion()] : null)
    const may = (right: 'oddities.read' | 'oddities.review') => (roleRights[role].includes(right) ? 'done' : 'not found')
    expect(await outcome(listOddities(who, all))).toBe(may('oddities.read'))
    expect(await outcome(getOddity(who, key))).toBe(may('oddities.read'))
    expect(await outcome(reviewOddity(who, { ...key, note }))).toBe(may('oddities.review'))
  })

  test('what is no day or kind reads as missing', async () => {
    const { traineeId } = await aLongDay()
    for (const key of [
      { traineeId, day: 'yesterday', kind: 'long_day' },
      { traineeId, day: today, kind: 'none' },
      { traineeId: 'x', day: today, kind: 'long_day' },
    ])
      expect(await outcome(getOddity(aStaff('reviewer'), key))).toBe('not found')
  })
})
