import { and, asc, eq, sql } from 'drizzle-orm'
import { orders, transfers } from '@/db/schema/checkout'
import { corrections, enterprises, regions, trainees } from '@/db/schema/identity'
import { invoices } from '@/db/schema/invoices'
import { payments, refunds } from '@/db/schema/payments'
import { buyer, isEnterprise, isTrainee } from '@/lib/checkout/buyers'
import { listRefundRequests, ofRefund, owedByHand } from '@/lib/checkout/desk-refunds'
import { transferWaits } from '@/lib/checkout/desk-transfers'
import { listPhoneChanges, type PhoneChangeRow } from '@/lib/identity/phone-change/queries'
import { listOpenDifferences } from '@/lib/reconciliation/queries'
import type { Ctx, Staff } from '@/lib/shared/context'
import { inOwnRegions } from '@/lib/shared/staff'
import { formatMoment } from '@/lib/shared/time'
import { listFailedJobs } from './jobs'
import { invoiceWaits, type WaitingKind, waitingRights } from './waiting'

/** 待办事项: one piece of work. */
export type ToDo = {
  kind: WaitingKind
  key: string
  title: string
  detail: string
  region: string | null
  amountFen: number | null
  since: Date
  href: string
}

/** The oldest work of all kinds that the rights allow, oldest first; a small query for each kind. */
export async function listToDo(ctx: Ctx<Staff>, most = 10): Promise<ToDo[]> {
  const mine = (Object.keys(lists) as WaitingKind[]).filter((kind) => ctx.actor.rights.includes(waitingRights[kind]))
  const found = await Promise.all(mine.map((kind) => lists[kind](ctx, most)))
  return found
    .flat()
    .sort((a, b) => a.since.getTime() - b.since.getTime())
    .slice(0, most)
}

const ofPhone = (kind: WaitingKind, { id, name, phone, region, askedAt, takesEffectAt }: PhoneChangeRow, href: string): ToDo => ({
  kind,
  key: id,
  title: name,
  detail: `新手机号 ${phone}，${formatMoment(takesEffectAt)} 生效`,
  region,
  amountFen: null,
  since: askedAt,
  href,
})

const lists: Record<WaitingKind, (ctx: Ctx<Staff>, most: number) => Promise<ToDo[]>> = {
  enterprises: async (ctx, most) => {
    const rows = await ctx.db
      .select({ id: enterprises.id, title: enterprises.name, code: enterprises.code, region: regions.name, since: enterprises.submittedAt })
      .from(enterprises)
      .innerJoin(regions, eq(regions.code, enterprises.regionCode))
      .where(and(eq(enterprises.status, 'pending'), inOwnRegions(ctx, enterprises.regionCode)))
      .orderBy(asc(enterprises.submittedAt))
      .limit(most)
    return rows.map(({ id, code, ...row }) => ({
      kind: 'enterprises',
      key: id,
      ...row,
      detail: code,
      amountFen: null,
      href: `/admin/enterprises/${id}`,
    }))
  },
  corrections: async (ctx, most) => {
    const rows = await ctx.db
      .select({
        id: corrections.id,
        traineeId: corrections.traineeId,
        field: corrections.field,
        name: trainees.name,
        region: regions.name,
        since: corrections.askedAt,
      })
      .from(corrections)
      .innerJoin(trainees, eq(trainees.id, corrections.traineeId))
      .leftJoin(regions, eq(regions.code, trainees.regionCode))
      .where(and(eq(corrections.status, 'open'), inOwnRegions(ctx, trainees.regionCode)))
      .orderBy(asc(corrections.askedAt))
      .limit(most)
    return rows.map(({ id, traineeId, field, name, ...row }) => ({
      kind: 'corrections',
      key: id,
      ...row,
      title: name,
      detail: field === 'name' ? '更正姓名' : '更正证件号码',
      amountFen: null,
      href: `/admin/corrections/${traineeId}/${id}`,
    }))
  },
  phones: async (ctx, most) => {
    const { rows } = await listPhoneChanges(ctx, 'trainee', { q: '', filters: {}, sort: '', page: 1 })
    return rows.slice(0, most).map((row) => ofPhone('phones', row, `/admin/people/${row.accountId}`))
  },
  unitPhones: async (ctx, most) => {
    const { rows } = await listPhoneChanges(ctx, 'enterprise', { q: '', filters: {}, sort: '', page: 1 })
    return rows.slice(0, most).map((row) => ofPhone('unitPhones', row, `/admin/enterprises/${row.accountId}`))
  },
  refunds: async (ctx, most) => {
    const { rows } = await listRefundRequests(ctx, { q: '', filters: { state: 'open' }, sort: '', page: 1 })
    return rows.slice(0, most).map(({ id, buyerName, person, reason, number, amountFen, requestedAt }) => ({
      kind: 'refunds',
      key: id,
      title: `${person ?? buyerName}，${reason}`,
      detail: person && person !== buyerName ? `${buyerName}，订单 ${number}` : `订单 ${number}`,
      region: null,
      amountFen,
      since: requestedAt,
      href: `/admin/refunds/${id}`,
    }))
  },
  returns: async (ctx, most) => {
    const rows = await ctx.db
      .select({ id: refunds.id, number: orders.number, amountFen: refunds.amountFen, since: refunds.requestedAt, ...buyer })
      .from(refunds)
      .innerJoin(payments, ofRefund)
      .innerJoin(orders, and(eq(orders.buyerId, payments.buyerId), eq(orders.id, payments.orderId)))
      .leftJoin(enterprises, isEnterprise)
      .leftJoin(trainees, isTrainee)
      .where(owedByHand)
      .orderBy(asc(refunds.requestedAt))
      .limit(most)
    return rows.map(({ id, number, amountFen, since, buyerName }) => ({
      kind: 'returns',
      key: id,
      title: buyerName,
      detail: `订单 ${number}`,
      region: null,
      amountFen,
      since,
      href: `/admin/refunds/returns?q=${number}`,
    }))
  },
  invoices: async (ctx, most) => {
    const rows = await ctx.db
      .select({
        id: invoices.id,
        title: invoices.title,
        status: invoices.status,
        failure: invoices.failure,
        amountFen: invoices.amountFen,
        since: sql<Date>`coalesce(${invoices.reversalAskedAt}, ${invoices.requestedAt})`.mapWith(invoices.requestedAt),
      })
      .from(invoices)
      .where(invoiceWaits)
      .orderBy(asc(invoices.requestedAt))
      .limit(most)
    return rows.map(({ id, title, status, failure, ...row }) => ({
      kind: 'invoices',
      key: id,
      ...row,
      title: status === 'failed' ? `开票失败：${failure}` : status === 'issued' ? '待红冲' : status === 'issuing' ? '开票中' : '待开发票',
      detail: title.title,
      region: null,
      href: `/admin/invoices/${id}`,
    }))
  },
  transfers: async (ctx, most) => {
    const rows = await ctx.db
      .select({
        id: transfers.orderId,
        title: buyer.buyerName,
        number: orders.number,
        amountFen: orders.amountFen,
        since: transfers.announcedAt,
      })
      .from(transfers)
      .innerJoin(orders, and(eq(orders.buyerId, transfers.buyerId), eq(orders.id, transfers.orderId)))
      .leftJoin(enterprises, isEnterprise)
      .leftJoin(trainees, isTrainee)
      .where(transferWaits)
      .orderBy(asc(transfers.announcedAt))
      .limit(most)
    return rows.map(({ id, number, ...row }) => ({
      kind: 'transfers',
      key: id,
      ...row,
      detail: `订单 ${number}`,
      region: null,
      href: `/admin/transfers/${number}`,
    }))
  },
  differences: async (ctx, most) =>
    (await listOpenDifferences(ctx, most)).map(({ difference }) => ({
      kind: 'differences',
      key: difference.id,
      title: `${difference.day} 账单与本平台不一致`,
      detail: `交易号 ${difference.tradeNumber}`,
      region: null,
      amountFen: difference.billFen ?? difference.oursFen,
      since: difference.foundAt,
      href: `/admin/reconciliation/${difference.provider}/${difference.day}`,
    })),
  jobs: async (ctx, most) =>
    (await listFailedJobs(ctx, most)).map(({ id, words, error, failedAt }) => ({
      kind: 'jobs',
      key: id,
      title: `${words}没有完成`,
      detail: error,
      region: null,
      amountFen: null,
      since: failedAt,
      href: '/admin/jobs',
    })),
}
