import { and, count, desc, eq, gt, inArray, lte, ne, or, type SQL, sql } from 'drizzle-orm'
import { enterprises, trainees } from '@/db/schema/identity'
import { phoneChanges } from '@/db/schema/phones'
import { smsMessages } from '@/db/schema/sms-messages'
import { enterprisePhoneOf, phoneOf, traineePhone } from '@/lib/identity/phones'
import { maskPhone } from '@/lib/identity/rules'
import { blindIndexes } from '@/lib/shared/blind-index'
import { decryptColumn } from '@/lib/shared/ciphers'
import type { Ctx, Staff } from '@/lib/shared/context'
import { isId } from '@/lib/shared/is-id'
import { type ListQuery, pageSize } from '@/lib/shared/list-query'
import { sqlArray } from '@/lib/shared/sql-array'
import { requireRight } from '@/lib/shared/staff'
import { later, minutes } from '@/lib/shared/time'
import { isEnterpriseNamed, isPersonNamed, namesakes } from './named'
import { recognise } from './people-query'
import { openTyped } from './typed-number'

export type SmsFilter = 'outcome' | 'kind'
/** `failed`: the queue has given up. */
export const smsOutcomes = ['sent', 'retrying', 'failed', 'refused', 'expired'] as const
export type SmsOutcome = (typeof smsOutcomes)[number]
export type SmsRow = Awaited<ReturnType<typeof listSmsMessages>>['rows'][number]

/** The queue tries for a minute or two, see lib/shared/jobs.ts. */
const retriesEnd = minutes(10)
const countedAtMost = 2000

/**
 * 短信记录, the newest first, phones masked: of a phone, or of a person or employer by name, ID number, code or id, with the phones they had.
 * @returns the rows of one page; `total` stops at 2,000
 * @throws NotFound without the right 'sms.read'
 */
export async function listSmsMessages(ctx: Ctx<Staff>, query: ListQuery<SmsFilter>) {
  requireRight(ctx, 'sms.read')
  const matching = and(await sentTo(ctx, openTyped(query.q)), withOutcome(ctx, query.filters.outcome), ofKind(query.filters.kind))
  const some = ctx.db
    .select({ id: smsMessages.id })
    .from(smsMessages)
    .where(matching)
    .limit(countedAtMost + 1)
    .as('some')
  const [rows, [counted]] = await Promise.all([
    ctx.db
      .select()
      .from(smsMessages)
      .where(matching)
      .orderBy(desc(smsMessages.askedAt), desc(smsMessages.id))
      .limit(pageSize)
      .offset((query.page - 1) * pageSize),
    ctx.db.select({ n: count() }).from(some),
  ])
  return {
    rows: rows.map(({ phoneCipher, phoneIndex: _, traineeIds: __, outcome, ...row }) => ({
      ...row,
      phoneMasked: maskPhone(decryptColumn('sms_messages.phone', row, phoneCipher).toString()),
      outcome: outcome === 'retrying' && row.triedAt <= later(ctx.now, -retriesEnd) ? ('failed' as const) : outcome,
    })),
    total: Math.min(counted!.n, countedAtMost),
    more: counted!.n > countedAtMost,
  }
}

const ofKind = (kind: string | undefined) => (kind ? eq(smsMessages.kind, kind) : undefined)

function withOutcome(ctx: Ctx, asked: string | undefined): SQL | undefined {
  const outcome = smsOutcomes.find((one) => one === asked)
  const since = later(ctx.now, -retriesEnd)
  if (outcome === 'failed') return and(eq(smsMessages.outcome, 'retrying'), lte(smsMessages.triedAt, since))
  if (outcome === 'retrying') return and(eq(smsMessages.outcome, 'retrying'), gt(smsMessages.triedAt, since))
  return outcome && eq(smsMessages.outcome, outcome)
}

async function sentTo(ctx: Ctx, typed: string): Promise<SQL | undefined> {
  if (!typed) return undefined
  const asked = recognise(typed)
  if (asked.kind === 'phone') return inArray(smsMessages.phoneIndex, blindIndexes('phone', asked.phone))
  const [people, units] = await Promise.all([findPeople(ctx, typed), findUnits(ctx, typed)])
  const ids = [...people, ...units].map(({ id }) => id)
  if (!ids.length) return sql`false`
  const before = await ctx.db
    .select({ id: phoneChanges.id, accountId: phoneChanges.accountId, phoneCipher: phoneChanges.phoneCipher })
    .from(phoneChanges)
    .where(and(inArray(phoneChanges.accountId, ids), ne(phoneChanges.status, 'cancelled')))
  const phones = [
    ...people.flatMap((one) => phoneOf(one) ?? []),
    ...units.map(enterprisePhoneOf),
    ...before.map((change) => decryptColumn('phone_changes.phone', change, change.phoneCipher).toString()),
  ]
  const indexes = [...new Set(phones)].flatMap((phone) => blindIndexes('phone', phone))
  return or(
    indexes.length ? inArray(smsMessages.phoneIndex, indexes) : undefined,
    sql`${smsMessages.traineeIds} && ${sqlArray(
      people.map(({ id }) => id),
      'uuid',
    )}`,
  )
}

function findPeople(ctx: Ctx, typed: string) {
  const who = isId(typed.toLowerCase()) ? eq(trainees.id, typed.toLowerCase()) : isPersonNamed(typed)
  return ctx.db
    .select({ id: trainees.id, ...traineePhone })
    .from(trainees)
    .where(who)
    .limit(namesakes)
}

function findUnits(ctx: Ctx, typed: string) {
  const who = isId(typed.toLowerCase()) ? eq(enterprises.id, typed.toLowerCase()) : isEnterpriseNamed(typed)
  return ctx.db.select({ id: enterprises.id, phoneCipher: enterprises.phoneCipher }).from(enterprises).where(who).limit(namesakes)
}
