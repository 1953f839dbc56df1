import { eq, sql } from 'drizzle-orm'
import { orders } from '@/db/schema/checkout'
import { enterprises, trainees } from '@/db/schema/identity'

/** Who bought, whether a trainee or an enterprise; beside left joins of both on orders.buyerId. */
export const buyer = {
  buyerId: orders.buyerId,
  buyerName: sql<string>`coalesce(${enterprises.name}, ${trainees.name})`,
  buyerKind: sql<'enterprise' | 'trainee'>`case when ${enterprises.id} is null then 'trainee' else 'enterprise' end`,
}

export const isEnterprise = eq(enterprises.id, orders.buyerId)
export const isTrainee = eq(trainees.id, orders.buyerId)
