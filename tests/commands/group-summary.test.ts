import { expect, test } from 'vitest'
import { announceTransfer } from '@/lib/checkout/announce-transfer'
import { getSelection, listMyClasses, listStudies } from '@/lib/enrollment/queries'
import { chooseCourse, confirmSelection } from '@/lib/enrollment/select-courses'
import { getGroupSummary } from '@/lib/rosters/group-summary'
import type { Ctx, Trainee } from '@/lib/shared/context'
import { days, later } from '@/lib/shared/time'
import { anEnterprise } from '../support/enterprises'
import { anOpened, aRoster, aSubmitted, asColleague, colleagues, submit } from '../support/groups'
import { aPlayer, watch } from '../support/learners'
import { aClass, aCourse } from '../support/world'

/** Chooses the one course of the one class. @returns the study */
async function begin(me: Ctx<Trainee>): Promise<string> {
  const enrollmentId = (await listMyClasses(me))[0]!.id
  const { courseId } = (await getSelection(me, enrollmentId)).courses[0]!
  await chooseCourse(me, { enrollmentId, courseId })
  await confirmSelection(me, { enrollmentId })
  return (await listStudies(me, enrollmentId))[0]!.id
}

test('a new enterprise has nothing', async () => {
  expect(await getGroupSummary(await anEnterprise())).toEqual({
    people: { unpaid: 0, idle: 0, learning: 0, passed: 0 },
    rosters: 0,
    drafts: { count: 0, problems: 0 },
    unpaid: { count: 0, amountFen: 0, until: null },
    transfers: { count: 0, amountFen: 0, until: null },
    certificates: 0,
  })
})

test('drafts with their problems, orders with what is due, and nothing of another enterprise', async () => {
  const { me } = await aSubmitted(await aClass({ feeFen: 12_000 }), colleagues(3))
  await aRoster(me, (await aClass()).id, [...colleagues(2), ...colleagues(2, { problem: 'id_checksum' })])
  await anOpened(await aClass())
  const summary = await getGroupSummary(me)
  expect(summary).toMatchObject({
    people: { unpaid: 3, idle: 0, learning: 0, passed: 0 },
    rosters: 2,
    drafts: { count: 1, problems: 2 },
    unpaid: { count: 1, amountFen: 36_000 },
  })
  expect(summary.unpaid.until).toBeInstanceOf(Date)
})

test('an order whose transfer is on its way is not asked for by the date of another', async () => {
  const { me } = await aSubmitted(await aClass({ feeFen: 12_000 }), colleagues(1))
  const second = await aRoster(me, (await aClass({ feeFen: 12_000 })).id, colleagues(2))
  const orderId = await submit(me, second)
  await announceTransfer(me, orderId)
  const { unpaid, transfers } = await getGroupSummary(me)
  expect(unpaid).toEqual({ count: 1, amountFen: 12_000, until: later(me.now, days(3)) })
  expect(transfers).toEqual({ count: 1, amountFen: 24_000, until: later(me.now, days(15)) })
})

test('people who have not begun, who learn and who passed, with their certificates', async () => {
  const quick = await aClass({
    parts: [{ hours: 4, courses: [await aCourse({ chapterSeconds: [60, 60], quiz: false })] }],
    quizRequired: false,
  })
  const { me, rosterId } = await anOpened(quick, colleagues(4))
  const [learns, passes] = [await asColleague(rosterId, 0), await asColleague(rosterId, 1)]
  const player = await aPlayer(learns, await begin(learns))
  await player.report([[0, 20]], 30)
  await watch(passes, await begin(passes))
  expect(await getGroupSummary(me)).toMatchObject({ people: { unpaid: 0, idle: 2, learning: 1, passed: 1 }, certificates: 1 })
})
