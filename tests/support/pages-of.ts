import { eq } from 'drizzle-orm'
import { db } from '@/db/client'
import { certificates } from '@/db/schema/certificates'
import { orderItems, orders, refundRequests, transfers } from '@/db/schema/checkout'
import { enrollments, studies } from '@/db/schema/enrollment'
import { corrections } from '@/db/schema/identity'
import { invoices } from '@/db/schema/invoices'
import { learningOddities } from '@/db/schema/learning'
import { quizAttempts } from '@/db/schema/quiz'
import { rosters } from '@/db/schema/rosters'

/** The addresses of every page that shows something of somebody, for whatever there is of theirs in the books. */
export type Pages = { own: string[]; desk: string[]; public: string[] }

const always = {
  trainee: [
    ...['/classes', '/projects', '/my-courses', '/orders', '/messages', '/enroll', '/courses', '/enroll/order'],
    ...['/certificates', '/certificates/diplomas', '/certificates/hours'],
    ...['', '/history', '/devices', '/photo', '/password', '/correction'].map((page) => `/profile${page}`),
  ],
  enterprise: [
    ...['', '/enroll', '/rosters', '/orders', '/people', '/certificates', '/review'].map((page) => `/group${page}`),
    ...['', '/edit', '/devices', '/password', '/phone'].map((page) => `/group/profile${page}`),
  ],
  /** The lists of the desk, on which all of it stands as well. */
  desk: [
    ...['', '/orders', '/invoices', '/refunds', '/refunds/returns', '/transfers', '/reports', '/audit', '/jobs', '/oddities', '/staff'],
    ...['/people', '/people/phones', '/enterprises', '/enterprises/phones', '/corrections', '/certificates', '/rosters', '/notices'],
    ...['/programs', '/courses', '/courses/lessons', '/courses/providers', '/settings', '/reconciliation', '/reconciliation/ledger'],
  ].map((page) => `/admin${page}`),
}

/** What somebody bought or asked back, at their door and at the desk. */
async function moneyPages(buyerId: string, door: '' | '/group'): Promise<Pages> {
  const [placed, items, asked, announced, invoiced] = await Promise.all([
    db().select().from(orders).where(eq(orders.buyerId, buyerId)),
    db().select().from(orderItems).where(eq(orderItems.buyerId, buyerId)),
    db().select().from(refundRequests).where(eq(refundRequests.buyerId, buyerId)),
    db().select().from(transfers).where(eq(transfers.buyerId, buyerId)),
    db().select().from(invoices).where(eq(invoices.buyerId, buyerId)),
  ])
  return {
    own: [
      ...placed.flatMap(({ id }) => [
        `${door}/orders/${id}`,
        `${door}/orders/${id}/scan`,
        `${door}/orders/${id}/wechat`,
        ...(door ? [] : [`/orders/${id}/refund`]),
      ]),
      ...items.map(({ orderId, id }) => `${door}/orders/${orderId}/refund?item=${id}`),
    ],
    desk: [
      ...placed.map(({ number }) => `/admin/orders/${number}`),
      ...asked.map(({ id }) => `/admin/refunds/${id}`),
      ...announced.map(({ orderId }) => `/admin/transfers/${placed.find(({ id }) => id === orderId)!.number}`),
      ...invoiced.map(({ id }) => `/admin/invoices/${id}`),
    ],
    public: [],
  }
}

/** Every page of a trainee. */
export async function pagesOfTrainee(id: string): Promise<Pages> {
  const [money, places, taken, papers, issued, asked, odd] = await Promise.all([
    moneyPages(id, ''),
    db().select().from(enrollments).where(eq(enrollments.traineeId, id)),
    db().select().from(studies).where(eq(studies.traineeId, id)),
    db().select().from(quizAttempts).where(eq(quizAttempts.traineeId, id)),
    db().select().from(certificates).where(eq(certificates.traineeId, id)),
    db().select().from(corrections).where(eq(corrections.traineeId, id)),
    db().select().from(learningOddities).where(eq(learningOddities.traineeId, id)),
  ])
  return {
    own: [
      ...always.trainee,
      ...money.own,
      ...places.flatMap((place) => [`/classes/${place.id}`, `/classes/${place.id}/select`, `/projects/${place.id}`]),
      ...['', '/person', '/class', '/courses', '/confirm'].flatMap((step) => places.map(({ programId }) => `/enroll/${programId}${step}`)),
      ...taken.map((study) => `/learn/${study.id}`),
      ...papers.map((paper) => `/quiz/${paper.id}`),
    ],
    desk: [
      ...money.desk,
      `/admin/people/${id}`,
      ...taken.map((study) => `/admin/people/${id}/studies/${study.id}`),
      ...issued.map((certificate) => `/admin/certificates/${certificate.id}`),
      ...asked.map((correction) => `/admin/corrections/${id}/${correction.id}`),
      ...odd.map(({ day, kind }) => `/admin/oddities/${id}/${day}/${kind}`),
      ...places.flatMap(({ programId, classId }) => [`/admin/programs/${programId}`, `/admin/programs/${programId}/classes/${classId}`]),
    ],
    public: ['/', '/programs', ...issued.map(({ token }) => `/verify/${token}`)],
  }
}

/** Every page of an enterprise. */
export async function pagesOfEnterprise(id: string): Promise<Pages> {
  const [money, lists, people] = await Promise.all([
    moneyPages(id, '/group'),
    db().select().from(rosters).where(eq(rosters.enterpriseId, id)),
    db().selectDistinct({ id: orderItems.traineeId }).from(orderItems).where(eq(orderItems.buyerId, id)),
  ])
  return {
    own: [
      ...always.enterprise,
      ...money.own,
      ...lists.flatMap((roster) => [
        `/group/rosters/${roster.id}`,
        `/group/rosters/${roster.id}/submit`,
        `/group/enroll/${roster.classId}`,
      ]),
    ],
    desk: [
      ...money.desk,
      `/admin/enterprises/${id}`,
      `/admin/enterprises/${id}/revise`,
      ...lists.map((roster) => `/admin/rosters/${id}/${roster.id}`),
      ...people.map((person) => `/admin/people/${person.id}`),
    ],
    public: ['/'],
  }
}

export const deskLists = always.desk
