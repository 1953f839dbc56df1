import { and, eq, inArray } from 'drizzle-orm'
import { classes, programs } from '@/db/schema/catalog'
import { regions } from '@/db/schema/identity'
import { record } from '@/lib/audit/record'
import { refuseStale, versionOf } from '@/lib/audit/refuse-stale'
import { type Ctx, inTransaction } from '@/lib/shared/context'
import { NotFound } from '@/lib/shared/not-found'
import { Refused } from '@/lib/shared/refused'
import { requireRight } from '@/lib/shared/staff'
import { dayEnd } from '@/lib/shared/time'
import type { EditClassInput, OpenClassesInput } from '../programs/input'
import { lockProgram } from '../programs/lock-program'

type Dates = Pick<OpenClassesInput, 'enrolFrom' | 'enrolUntil' | 'studyFrom' | 'studyUntil'>

/** Days are typed as first and last ones that are in; kept are the moments. @throws Refused('dates_enrol' | 'dates_study' | 'dates_order') */
function momentsOf({ enrolFrom, enrolUntil, studyFrom, studyUntil }: Dates) {
  if (enrolUntil < enrolFrom) throw new Refused('dates_enrol', {}, 'enrolUntil')
  if (studyUntil < studyFrom) throw new Refused('dates_study', {}, 'studyUntil')
  if (studyUntil < enrolUntil) throw new Refused('dates_order', {}, 'studyUntil')
  return { enrolFrom, enrolUntil: dayEnd(enrolUntil), studyFrom, studyUntil: dayEnd(studyUntil) }
}

/** Only the shelf of single courses goes without a limit of seats, and it has one class. */
function checkSeats(timing: string, seats: number | null): void {
  if (timing === 'single_courses' && seats !== null) throw new Refused('seats_of_shelf', {}, 'seats')
  if (timing !== 'single_courses' && seats === null) throw new Refused('seats_missing', {}, 'seats')
}

/**
 * Opens a class in each of these regions, named after it. @returns how many
 * @throws NotFound; Refused('region_unknown' | 'class_twice' | 'shelf_has_class' | 'seats_…' | 'dates_…')
 */
export async function openClasses(ctx: Ctx, { programId, regions: codes, title, seats, ...dates }: OpenClassesInput): Promise<number> {
  requireRight(ctx, 'programs.edit')
  const moments = momentsOf(dates)
  return inTransaction(ctx, async (tx) => {
    const program = await lockProgram(tx, programId)
    checkSeats(program.selectionTiming, seats)
    const there = await tx.db.select().from(regions).where(inArray(regions.code, codes))
    if (there.length !== codes.length) throw new Refused('region_unknown', {}, 'regions')
    const old = await tx.db.select({ title: classes.title }).from(classes).where(eq(classes.programId, programId))
    if (program.selectionTiming === 'single_courses' && old.length + there.length > 1) throw new Refused('shelf_has_class')
    const rows = there.map(({ code, name }) => ({ programId, regionCode: code, title: `${title}（${name}）`, seats, ...moments }))
    const twin = rows.find((row) => old.some((one) => one.title === row.title))
    if (twin) throw new Refused('class_twice', { title: twin.title }, 'title')
    const made = await tx.db.insert(classes).values(rows).returning({ id: classes.id, title: classes.title })
    for (const { id, title: named } of made) await record(tx, 'class.open', id, { programId, title: named, seats })
    return made.length
  })
}

/** The class, locked as enrolling locks it, so that its seats hold. @throws NotFound */
async function lockClass(tx: Ctx, classId: string) {
  const [row] = await tx.db
    .select({ trainingClass: classes, timing: programs.selectionTiming })
    .from(classes)
    .innerJoin(programs, eq(programs.id, classes.programId))
    .where(eq(classes.id, classId))
    .for('update', { of: classes })
  if (!row) throw new NotFound()
  return row
}

type Shown = Pick<typeof classes.$inferSelect, 'title' | 'seats' | 'enrolFrom' | 'enrolUntil' | 'studyFrom' | 'studyUntil'>
/** What its form is drawn from: who enrols meanwhile changes nothing of it. */
export const classVersion = ({ title, seats, enrolFrom, enrolUntil, studyFrom, studyUntil }: Shown) =>
  versionOf(title, seats, enrolFrom, enrolUntil, studyFrom, studyUntil)

/**
 * Its name, seats and dates. Seats never go below those taken; while somebody is in, the time to study never becomes shorter.
 * @throws NotFound; Refused('changed_meanwhile' | 'seats_taken' | 'study_shortened' | 'class_twice' | 'seats_…' | 'dates_…')
 */
export async function editClass(ctx: Ctx, { classId, title, seats, seen, overwrite, ...dates }: EditClassInput): Promise<void> {
  requireRight(ctx, 'programs.edit')
  const moments = momentsOf(dates)
  await inTransaction(ctx, async (tx) => {
    const { trainingClass: before, timing } = await lockClass(tx, classId)
    await refuseStale(tx, classId, classVersion(before), { seen, overwrite })
    checkSeats(timing, seats)
    if (seats !== null && seats < before.seatsTaken) throw new Refused('seats_taken', { taken: before.seatsTaken }, 'seats')
    const shorter = moments.studyUntil < before.studyUntil || moments.studyFrom > before.studyFrom
    if (before.seatsTaken && shorter) throw new Refused('study_shortened', { people: before.seatsTaken }, 'studyUntil')
    const twins = await tx.db
      .select({ id: classes.id })
      .from(classes)
      .where(and(eq(classes.programId, before.programId), eq(classes.title, title)))
    if (twins.some(({ id }) => id !== classId)) throw new Refused('class_twice', { title }, 'title')
    await tx.db
      .update(classes)
      .set({ title, seats, ...moments })
      .where(eq(classes.id, classId))
    const { title: oldTitle, seats: oldSeats, enrolFrom, enrolUntil, studyFrom, studyUntil } = before
    await record(tx, 'class.edit', classId, {
      before: { title: oldTitle, seats: oldSeats, enrolFrom, enrolUntil, studyFrom, studyUntil },
      after: { title, seats, ...moments },
    })
  })
}

/** 关闭: nobody enrols any more; whoever is in goes on. @throws NotFound */
export async function closeClass(ctx: Ctx, classId: string): Promise<void> {
  requireRight(ctx, 'programs.edit')
  await inTransaction(ctx, async (tx) => {
    const { trainingClass } = await lockClass(tx, classId)
    if (trainingClass.closedAt) return
    await tx.db.update(classes).set({ closedAt: tx.now }).where(eq(classes.id, classId))
    await record(tx, 'class.close', classId)
  })
}

/** @throws NotFound */
export async function reopenClass(ctx: Ctx, classId: string): Promise<void> {
  requireRight(ctx, 'programs.edit')
  await inTransaction(ctx, async (tx) => {
    const { trainingClass } = await lockClass(tx, classId)
    if (!trainingClass.closedAt) return
    await tx.db.update(classes).set({ closedAt: null }).where(eq(classes.id, classId))
    await record(tx, 'class.reopen', classId)
  })
}
