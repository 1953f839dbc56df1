import { inArray, type SQL, sql } from 'drizzle-orm'
import type { PgColumn } from 'drizzle-orm/pg-core'
import type { Actor, Buyer, Ctx, Enterprise, Staff } from './context'
import { NotFound } from './not-found'
import type { StaffRight } from './rights'

/** @throws NotFound unless somebody of the staff with this right acts: to everybody else there is nothing here */
export function requireRight<A extends Actor>(ctx: Ctx<A>, right: StaffRight): asserts ctx is Ctx<A & Staff> {
  if (ctx.actor.kind !== 'staff' || !ctx.actor.rights.includes(right)) throw new NotFound()
}

/** Only rows of the regions that this member of the staff looks after; part of every query that a region manager may ask. */
export function inOwnRegions(ctx: Ctx<Staff>, regionCode: PgColumn): SQL | undefined {
  const { regions } = ctx.actor
  if (!regions) return undefined
  return regions.length ? inArray(regionCode, regions) : sql`false`
}

/** @throws NotFound unless an approved enterprise acts */
export function requireApproved(ctx: Ctx<Enterprise>): void {
  if (ctx.actor.kind !== 'enterprise' || ctx.actor.status !== 'approved') throw new NotFound()
}

/** @throws NotFound for an enterprise that is not approved; trainees buy for themselves */
export function requireBuyer(ctx: Ctx<Buyer>): void {
  if (ctx.actor.kind === 'enterprise' && ctx.actor.status !== 'approved') throw new NotFound()
}
