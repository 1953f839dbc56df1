import type { Db } from '@/db/client'
import type { StaffRight, StaffRole } from './rights'

/** Who acts. `address` is the client's, for limits and the audit log. */
export type Actor =
  | { kind: 'visitor'; address: string }
  | { kind: 'trainee'; id: string; name: string; address: string }
  | { kind: 'enterprise'; id: string; name: string; status: 'pending' | 'approved' | 'rejected'; address: string }
  /** `regions`: the only ones a region manager sees; null: all. */
  | { kind: 'staff'; id: string; name: string; role: StaffRole; rights: readonly StaffRight[]; regions: string[] | null; address: string }
  | { kind: 'system' }

export type Trainee = Extract<Actor, { kind: 'trainee' }>
export type Enterprise = Extract<Actor, { kind: 'enterprise' }>
export type Staff = Extract<Actor, { kind: 'staff' }>
/** Whoever orders and pays: a trainee for himself, an enterprise for its people. */
export type Buyer = Trainee | Enterprise

/** What every command and query gets: nothing in them asks Next, the clock or a global for these. */
export type Ctx<A extends Actor = Actor> = { actor: A; now: Date; db: Db }

export function isTrainee(ctx: Ctx): ctx is Ctx<Trainee> {
  return ctx.actor.kind === 'trainee'
}

/** The client's address, for limits. */
export const addressOf = (ctx: Ctx) => (ctx.actor.kind === 'system' ? 'system' : ctx.actor.address)

/** Runs `work` in a transaction, with the same actor and time. */
export function inTransaction<A extends Actor, T>(ctx: Ctx<A>, work: (tx: Ctx<A>) => Promise<T>): Promise<T> {
  return ctx.db.transaction((tx) => work({ ...ctx, db: tx as Db }))
}
