import { randomBytes } from 'node:crypto'
import { and, asc, desc, eq, inArray, isNull, sql } from 'drizzle-orm'
import { uuidv7 } from '@/db/id'
import { classes, programs } from '@/db/schema/catalog'
import { type CertificateSnapshot, certificates } from '@/db/schema/certificates'
import { enrollments, studies } from '@/db/schema/enrollment'
import { trainees } from '@/db/schema/identity'
import { record } from '@/lib/audit/record'
import { type Ctx, inTransaction, type Trainee } from '@/lib/shared/context'
import { NotFound } from '@/lib/shared/not-found'
import { Refused } from '@/lib/shared/refused'
import { formatDay } from '@/lib/shared/time'
import { type FinishedCourse, listFinished } from './hours-queries'
import { nextSerial } from './issue'
import { issuer } from './issuer'
import { certificateNumber } from './rules'

export type ProofChoice = { year: number } | { studyIds: string[] }

/**
 * 我的学时证明: one proof for the single courses finished in a year, or for a set of them. The same courses again are the same proof,
 * with the same number, as long as the name and the employer on it are still the trainee's: whoever prints ten times holds one number.
 * @returns the certificate's id
 * @throws NotFound for a course that is not the trainee's; Refused('proof_empty' | 'proof_unfinished' | 'issuer_missing')
 */
export async function proveHours(ctx: Ctx<Trainee>, choice: ProofChoice): Promise<string> {
  return inTransaction(ctx, async (tx) => {
    const shelves = await lockShelves(tx)
    const chosen = await coursesOf(tx, choice)
    const [trainee] = await tx.db.select().from(trainees).where(eq(trainees.id, tx.actor.id))
    const studyIds = chosen.map(({ studyId }) => studyId).sort()
    const known = await findProof(tx, studyIds, trainee!)
    if (known) return known
    // The newest shelf among them gives the proof its number and its name.
    const shelf = shelves.find(({ id }) => chosen.some(({ enrollmentId }) => enrollmentId === id))!
    return issueProof(tx, shelf, snapshotOf(tx, shelf, chosen, studyIds, trainee!))
  })
}

/** The trainee's shelves, newest first, locked: two presses come one after the other. */
async function lockShelves(tx: Ctx<Trainee>) {
  return tx.db
    .select({ id: enrollments.id, title: classes.title, regionCode: classes.regionCode, program: programs })
    .from(enrollments)
    .innerJoin(classes, eq(classes.id, enrollments.classId))
    .innerJoin(programs, and(eq(programs.id, enrollments.programId), eq(programs.selectionTiming, 'single_courses')))
    .where(eq(enrollments.traineeId, tx.actor.id))
    .orderBy(desc(programs.year), asc(enrollments.id))
    .for('update', { of: enrollments })
}
type Shelf = Awaited<ReturnType<typeof lockShelves>>[number]

async function coursesOf(tx: Ctx<Trainee>, choice: ProofChoice): Promise<FinishedCourse[]> {
  const finished = await listFinished(tx)
  const chosen = finished.filter(({ studyId, year }) => ('year' in choice ? year === choice.year : choice.studyIds.includes(studyId)))
  if ('studyIds' in choice && chosen.length < new Set(choice.studyIds).size) {
    const mine = await tx.db
      .select({ id: studies.id })
      .from(studies)
      .where(and(eq(studies.traineeId, tx.actor.id), inArray(studies.id, choice.studyIds)))
    if (mine.length < new Set(choice.studyIds).size) throw new NotFound()
    throw new Refused('proof_unfinished')
  }
  if (!chosen.length) throw new Refused('proof_empty')
  return chosen.reverse()
}

async function findProof(tx: Ctx<Trainee>, studyIds: string[], { name, employer }: typeof trainees.$inferSelect): Promise<string | null> {
  const proofs = await tx.db
    .select({ id: certificates.id, snapshot: certificates.snapshot })
    .from(certificates)
    .where(
      and(
        eq(certificates.traineeId, tx.actor.id),
        eq(certificates.kind, 'hours'),
        isNull(certificates.revokedAt),
        sql`${certificates.snapshot} -> 'studyIds' = ${JSON.stringify(studyIds)}::jsonb`,
      ),
    )
  return proofs.find(({ snapshot }) => snapshot.name === name && snapshot.employer === employer)?.id ?? null
}

function snapshotOf(
  tx: Ctx,
  { title, program }: Shelf,
  chosen: FinishedCourse[],
  studyIds: string[],
  { name, idNumberMasked, employer, photoKey }: typeof trainees.$inferSelect,
): CertificateSnapshot {
  const hours = chosen.reduce((sum, { creditHours }) => sum + creditHours, 0)
  const first = new Date(Math.min(...chosen.map(({ selectedAt }) => selectedAt.getTime())))
  return {
    form: 'hours',
    title: program.certificateTitle,
    name,
    idNumberMasked,
    employer,
    year: Number(formatDay(tx.now).slice(0, 4)),
    program: program.title,
    trainingClass: title,
    from: formatDay(first),
    to: chosen
      .map(({ finishedOn }) => finishedOn)
      .sort()
      .at(-1)!,
    issuedOn: formatDay(tx.now),
    issuer: issuer(),
    parts: [{ name: '自主选课', courses: chosen.length, requiredHours: hours, earnedHours: hours }],
    courses: chosen.map((course) => ({
      title: course.title,
      hours: course.creditHours,
      score: course.score,
      finishedOn: course.finishedOn,
    })),
    studyIds,
    hours,
    photoKey,
  }
}

async function issueProof(tx: Ctx<Trainee>, shelf: Shelf, snapshot: CertificateSnapshot): Promise<string> {
  const { certificatePrefix: prefix } = shelf.program
  const serial = await nextSerial(tx, prefix, snapshot.year, shelf.regionCode)
  const number = certificateNumber(prefix, snapshot.year, shelf.regionCode, serial)
  const id = uuidv7(tx.now.getTime())
  await tx.db.insert(certificates).values({
    id,
    traineeId: tx.actor.id,
    enrollmentId: shelf.id,
    kind: 'hours',
    number,
    token: randomBytes(16).toString('base64url'),
    snapshot,
    issuedAt: tx.now,
  })
  await record(tx, 'hours.prove', id, { number, courses: snapshot.courses.length, hours: snapshot.hours })
  return id
}
