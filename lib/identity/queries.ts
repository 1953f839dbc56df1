import { and, desc, eq, gt, sql } from 'drizzle-orm'
import { prepared } from '@/db/prepared'
import { accounts, demoMessages, enterprises, historyRecords, regions, smsCodes, staff, trainees } from '@/db/schema/identity'
import type { Actor, Ctx, Trainee } from '@/lib/shared/context'
import { env } from '@/lib/shared/env'
import { roleRights } from '@/lib/shared/rights'
import { hmac } from '@/lib/shared/secrets'
import { later, minutes } from '@/lib/shared/time'
import { isCardNumber } from './documents'
import { maskPhone } from './rules'

/**
 * The blind index under which an ID number can be found without being readable. Cards share one numbering, told apart by how they
 * begin; passports, which are not told apart from anything, stand under a prefix of their own.
 */
export const idNumberIndex = (normalized: string) => hmac('id-number', isCardNumber(normalized) ? normalized : `passport:${normalized}`)

export async function findTraineeByIdNumber(ctx: Ctx, idNumber: string) {
  const [row] = await ctx.db
    .select({
      id: trainees.id,
      name: trainees.name,
      phone: trainees.phone,
      passwordHash: accounts.passwordHash,
      mustActivate: accounts.mustActivate,
      status: accounts.status,
      sessionVersion: accounts.sessionVersion,
    })
    .from(trainees)
    .innerJoin(accounts, eq(accounts.id, trainees.id))
    .where(eq(trainees.idNumberIndex, idNumberIndex(idNumber)))
  return row ?? null
}

/** The trainee of a session, or null when the account was disabled or its sessions ended since. */
export async function findSessionTrainee(ctx: Ctx, id: string, sessionVersion: number): Promise<{ id: string; name: string } | null> {
  const [row] = await sessionTrainee(ctx.db).execute({ id, sessionVersion })
  return row ?? null
}

const sessionTrainee = prepared((db) =>
  db
    .select({ id: trainees.id, name: trainees.name })
    .from(trainees)
    .innerJoin(accounts, eq(accounts.id, trainees.id))
    .where(
      and(
        eq(trainees.id, sql.placeholder('id')),
        eq(accounts.status, 'active'),
        eq(accounts.sessionVersion, sql.placeholder('sessionVersion')),
      ),
    )
    .prepare('session_trainee'),
)

/** The enterprise of a session; null as above. */
export async function findSessionEnterprise(ctx: Ctx, id: string, sessionVersion: number) {
  const [row] = await ctx.db
    .select({ id: enterprises.id, name: enterprises.name, status: enterprises.status })
    .from(enterprises)
    .innerJoin(accounts, eq(accounts.id, enterprises.id))
    .where(and(eq(enterprises.id, id), eq(accounts.status, 'active'), eq(accounts.sessionVersion, sessionVersion)))
  return row ?? null
}

/** The member of the staff of a session, with the rights of the role; null as above. */
export async function findSessionStaff(ctx: Ctx, id: string, sessionVersion: number) {
  const [row] = await ctx.db
    .select({ id: staff.id, name: staff.name, role: staff.role, regionCodes: staff.regionCodes })
    .from(staff)
    .innerJoin(accounts, eq(accounts.id, staff.id))
    .where(and(eq(staff.id, id), eq(accounts.status, 'active'), eq(accounts.sessionVersion, sessionVersion)))
  if (!row) return null
  const { regionCodes, ...member } = row
  return { ...member, rights: roleRights[row.role], regions: row.role === 'region_manager' ? regionCodes : null }
}

/** The signed-in trainee's own data, as shown to them: numbers masked. */
export async function getProfile(ctx: Ctx<Trainee>) {
  const [row] = await ctx.db
    .select({
      name: trainees.name,
      documentKind: trainees.documentKind,
      idNumberMasked: trainees.idNumberMasked,
      phone: trainees.phone,
      employer: trainees.employer,
      technicalGrade: trainees.technicalGrade,
      regionCode: trainees.regionCode,
      region: regions.name,
      photoKey: trainees.photoKey,
      createdAt: trainees.createdAt,
    })
    .from(trainees)
    .leftJoin(regions, eq(regions.code, trainees.regionCode))
    .where(eq(trainees.id, ctx.actor.id))
  if (!row) throw new Error('a session names a trainee that does not exist')
  return { ...row, phone: row.phone && maskPhone(row.phone) }
}

/** 历史记录: what a trainee earned on the old platform, newest year first. */
export async function listHistory(ctx: Ctx<Trainee>) {
  const { id, year, title, creditHours, certificateNumber, passedOn } = historyRecords
  return ctx.db
    .select({ id, year, title, creditHours, certificateNumber, passedOn })
    .from(historyRecords)
    .where(eq(historyRecords.traineeId, ctx.actor.id))
    .orderBy(desc(year), title)
}

/** The demo phone: messages of the last ten minutes. Nothing in production. */
export async function listDemoMessages(ctx: Ctx<Actor>) {
  if (env().mode !== 'demo') return []
  const rows = await ctx.db
    .select()
    .from(demoMessages)
    .where(gt(demoMessages.sentAt, later(ctx.now, -minutes(10))))
    .orderBy(desc(demoMessages.sentAt))
    .limit(20)
  return rows.map((row) => ({ ...row, phone: maskPhone(row.phone) }))
}

/** Codes sent to a phone in the last day, newest first. */
export async function listSmsHistory(ctx: Ctx, phone: string) {
  return ctx.db
    .select({ sentAt: smsCodes.sentAt })
    .from(smsCodes)
    .where(and(eq(smsCodes.phone, phone), gt(smsCodes.sentAt, later(ctx.now, -24 * 3_600_000))))
    .orderBy(desc(smsCodes.sentAt))
}
