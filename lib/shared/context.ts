import type { Db } from '@/db/client'

/** Who acts. `address` is the client's, for limits and the audit log. */
export type Actor =
  | { kind: 'visitor'; address: string }
  | { kind: 'trainee'; id: string; name: string; address: string }
  | { kind: 'staff'; id: string; rights: StaffRight[]; address: string }
  | { kind: 'system' }

/** What a member of the staff may do. */
export type StaffRight = 'refunds' | 'photos'

export type Trainee = Extract<Actor, { kind: 'trainee' }>
export type Staff = Extract<Actor, { kind: 'staff' }>

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
