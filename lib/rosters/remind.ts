import { and, asc, eq, gt, sql } from 'drizzle-orm'
import { classes } from '@/db/schema/catalog'
import { enrollments } from '@/db/schema/enrollment'
import { enterprises, trainees } from '@/db/schema/identity'
import { rosterReminders } from '@/db/schema/rosters'
import { record } from '@/lib/audit/record'
import { canNotify, notifyByPhone } from '@/lib/identity/notify'
import { once } from '@/lib/identity/once'
import { traineePhone, withPhone } from '@/lib/identity/phones'
import { type Ctx, type Enterprise, inTransaction } from '@/lib/shared/context'
import { enqueue, type JobData } from '@/lib/shared/jobs'
import { Refused } from '@/lib/shared/refused'
import { sqlArray } from '@/lib/shared/sql-array'
import { requireApproved } from '@/lib/shared/staff'
import { days, formatLastDay, later } from '@/lib/shared/time'
import { listAllProgress, type Person, type ProgressQuery } from './progress'
import { type LeftOut, mostReminders, refusalToRemind, remindEvery } from './remind-rules'

/** `chosen`: enrollments that were ticked; absent: everybody of the list as it is narrowed. */
type Input = Pick<ProgressQuery, 'q' | 'filters'> & { chosen?: string[] }

/**
 * 提醒: a text message to those of the enterprise's people who are not through yet; what was sent is written down at once, the messages go
 * out by the job queue.
 * @returns how many are reminded, and who is left out, with the reason
 * @throws NotFound; Refused('sms_notices_unavailable' | 'reminders_none')
 */
export async function remindPeople(ctx: Ctx<Enterprise>, input: Input): Promise<{ sent: number; leftOut: Map<LeftOut, Person[]> }> {
  requireApproved(ctx)
  if (!canNotify('learning_reminder')) throw new Refused('sms_notices_unavailable')
  return inTransaction(ctx, async (tx) => {
    // Two presses come one after the other: the second finds what the first has sent.
    await tx.db.select({ id: enterprises.id }).from(enterprises).where(eq(enterprises.id, tx.actor.id)).for('update')
    const people = await listAllProgress(tx, input, input.chosen)
    const leftOut = new Map<LeftOut, Person[]>()
    const reminded: Person[] = []
    for (const person of people) {
      const why = refusalToRemind(person, tx.now)
      if (why) leftOut.set(why, [...(leftOut.get(why) ?? []), person])
      else reminded.push(person)
    }
    if (!reminded.length) throw new Refused('reminders_none', { days: remindEvery / days(1), times: mostReminders })
    const sentAt = tx.now.toISOString()
    const column = (ids: string[]) => sqlArray(ids, 'uuid')
    await tx.db.execute(sql`
      insert into roster_reminders (enterprise_id, trainee_id, enrollment_id, sent_at)
      select ${tx.actor.id}::uuid, given.*, ${sentAt}::timestamptz from unnest(
        ${column(reminded.map(({ traineeId }) => traineeId))}, ${column(reminded.map(({ enrollmentId }) => enrollmentId))}) as given`)
    await enqueue(tx, 'groups.remind', { enterpriseId: tx.actor.id, sentAt, after: '' })
    await record(tx, 'roster.remind', tx.actor.id, { people: reminded.length })
    return { sent: reminded.length, leftOut }
  })
}

const atOnce = 200

/** Sends what was written down, some at a time, each batch with the job for the next in one transaction. A batch is not sent twice. */
export async function sendReminders(ctx: Ctx, { enterpriseId, sentAt, after }: JobData['groups.remind']): Promise<void> {
  await inTransaction(ctx, async (tx) => {
    if (!(await once(tx, `reminded:${enterpriseId}:${sentAt}:${after}`, later(tx.now, days(30))))) return
    const people = await tx.db
      .select({
        enrollmentId: rosterReminders.enrollmentId,
        id: trainees.id,
        ...traineePhone,
        enterprise: enterprises.name,
        title: classes.title,
        until: classes.studyUntil,
        status: enrollments.status,
      })
      .from(rosterReminders)
      .innerJoin(enterprises, eq(enterprises.id, rosterReminders.enterpriseId))
      .innerJoin(trainees, eq(trainees.id, rosterReminders.traineeId))
      .innerJoin(enrollments, and(eq(enrollments.traineeId, rosterReminders.traineeId), eq(enrollments.id, rosterReminders.enrollmentId)))
      .innerJoin(classes, eq(classes.id, enrollments.classId))
      .where(
        and(
          eq(rosterReminders.enterpriseId, enterpriseId),
          eq(rosterReminders.sentAt, new Date(sentAt)),
          after ? gt(rosterReminders.enrollmentId, after) : undefined,
        ),
      )
      .orderBy(asc(rosterReminders.enrollmentId))
      .limit(atOnce)
    for (const { phone, enterprise, title, until, status } of people.map(withPhone))
      if (phone && status === 'active')
        await notifyByPhone(tx, { phone, kind: 'learning_reminder', facts: { enterprise, title, until: formatLastDay(until) } })
    const last = people.at(-1)
    if (last && people.length === atOnce) await enqueue(tx, 'groups.remind', { enterpriseId, sentAt, after: last.enrollmentId })
  })
}
