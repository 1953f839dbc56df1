import { and, eq, inArray, isNull, sql } from 'drizzle-orm'
import { db } from '@/db/client'
import { classes, courses, programCourses, programs, questions } from '@/db/schema/catalog'
import { orders } from '@/db/schema/checkout'
import { enrollments, studies } from '@/db/schema/enrollment'
import { accounts, enterprises } from '@/db/schema/identity'
import { NotFound } from '@/lib/shared/not-found'
import { Refused } from '@/lib/shared/refused'
import { noon } from './world'

/** A page that is open: who has it, what it is about, and what its button does. */
export type Stage = {
  actorId: string
  press: () => Promise<unknown>
  classId?: string
  programId?: string
  courseIds?: string[]
  orderId?: string
  enrollmentId?: string
}

const known = <T>(value: T | undefined): T => {
  if (value === undefined) throw new Error('the stage does not say what this change is about')
  return value
}
const ofClass = ({ classId }: Stage) => eq(classes.id, known(classId))
const ofProgram = ({ programId }: Stage) => eq(programs.id, known(programId))
const ofOrder = ({ orderId }: Stage) => eq(orders.id, known(orderId))

/** What may have changed between the page and the press. */
export const changes = {
  'enrolment over': (stage) => db().update(classes).set({ enrolUntil: noon }).where(ofClass(stage)),
  'class ended': (stage) => db().update(classes).set({ enrolUntil: noon, studyUntil: noon }).where(ofClass(stage)),
  /** So long ago that no grace is left. */
  'class ended long ago': (stage) =>
    db()
      .update(classes)
      .set({
        studyFrom: sql`${classes.studyFrom} - interval '90 days'`,
        studyUntil: sql`${noon.toISOString()}::timestamptz - interval '9 days'`,
      })
      .where(ofClass(stage)),
  'class closed by staff': (stage) => db().update(classes).set({ closedAt: noon }).where(ofClass(stage)),
  'class full': (stage) =>
    db()
      .update(classes)
      .set({ seats: sql`${classes.seatsTaken}` })
      .where(ofClass(stage)),
  'programme unpublished': (stage) => db().update(programs).set({ publishedAt: null }).where(ofProgram(stage)),
  'price changed': async (stage) => {
    await db()
      .update(programs)
      .set({ feeFen: sql`${programs.feeFen} + 100` })
      .where(ofProgram(stage))
    await db()
      .update(programCourses)
      .set({ priceFen: sql`${programCourses.priceFen} + 100` })
      .where(eq(programCourses.programId, known(stage.programId)))
  },
  'course unpublished': (stage) =>
    db()
      .update(courses)
      .set({ publishedAt: null })
      .where(inArray(courses.id, known(stage.courseIds))),
  'bank changed': (stage) =>
    db()
      .update(questions)
      .set({ stem: '换过的题', correct: [0] })
      .where(and(inArray(questions.courseId, known(stage.courseIds)), isNull(questions.retiredAt))),
  'order cancelled': (stage) => db().update(orders).set({ status: 'cancelled', endedAt: noon }).where(ofOrder(stage)),
  'order expired': (stage) => db().update(orders).set({ status: 'expired', endedAt: noon }).where(ofOrder(stage)),
  'order paid': (stage) => db().update(orders).set({ status: 'paid', paidAt: noon }).where(ofOrder(stage)),
  'order refunded': (stage) => db().update(orders).set({ status: 'refunded', paidAt: noon, endedAt: noon }).where(ofOrder(stage)),
  'enrolment withdrawn': async (stage) => {
    const id = known(stage.enrollmentId)
    await db().update(enrollments).set({ status: 'withdrawn', endedAt: noon }).where(eq(enrollments.id, id))
    await db().update(studies).set({ endedAt: noon }).where(eq(studies.enrollmentId, id))
  },
  'account disabled': (stage) => db().update(accounts).set({ status: 'disabled' }).where(eq(accounts.id, stage.actorId)),
  'enterprise rejected': (stage) =>
    db().update(enterprises).set({ status: 'rejected', rejection: '证照不清' }).where(eq(enterprises.id, stage.actorId)),
} satisfies Record<string, (stage: Stage) => Promise<unknown>>
export type Change = keyof typeof changes

/** What became of a press, in a word: a refusal's code, 'not found', what a batch says of its one entry, or 'done'. */
export async function pressed({ press }: Stage): Promise<string> {
  try {
    const result = await press()
    return Array.isArray(result) && result[0]?.status ? result[0].status : 'done'
  } catch (error) {
    if (error instanceof NotFound) return 'not found'
    if (error instanceof Refused) return error.code
    throw error
  }
}

/** Counted whether the act is refused or not. */
const counters = ['attempt_limits', 'used_tokens']

/** A fingerprint of every table: the same before and after means that nothing changed. */
export async function books(): Promise<Record<string, string>> {
  const tables = await db().execute<{
    schema: string
    name: string
  }>(sql`select table_schema as schema, table_name as name from information_schema.tables
    where table_schema in ('public', 'pgboss') and table_type = 'BASE TABLE' order by 1`)
  const prints: Record<string, string> = {}
  for (const { schema, name } of tables) {
    if (counters.includes(name) || name === 'version') continue
    const [row] = await db().execute<{ print: string }>(
      sql`select count(*) || ':' || coalesce(md5(string_agg(t::text, '|' order by t::text)), '') as print from ${sql.identifier(schema)}.${sql.identifier(name)} t`,
    )
    prints[name] = row!.print
  }
  return prints
}
