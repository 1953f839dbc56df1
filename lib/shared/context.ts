import type { Db } from '@/db/client'
import type { door } from '@/db/schema/identity'
import { networkOfAddress } from './network'
import type { StaffRight, StaffRole } from './rights'
import { refuseGone } from './still-allowed'

/** Trainees, enterprises and the staff each have a door of their own: a session of one opens no other. */
export type Door = (typeof door.enumValues)[number]

/** Somebody signed in. `sessionId`: of which session; there is none where a test or a command line acts for somebody. */
type Person<Kind extends Door> = { kind: Kind; id: string; name: string; address: string; sessionId?: string }

/** Who acts. `address` is the client's, for limits and the audit log. */
export type Actor =
  | { kind: 'visitor'; address: string }
  | Person<'trainee'>
  | (Person<'enterprise'> & { status: 'pending' | 'approved' | 'rejected' })
  /** `regions`: the only ones a region manager sees; null: all. */
  | (Person<'staff'> & { role: StaffRole; rights: readonly StaffRight[]; regions: string[] | null })
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

export const addressOf = (ctx: Ctx) => (ctx.actor.kind === 'system' ? 'system' : ctx.actor.address)

/** What limits are counted by. */
export const networkOf = (ctx: Ctx): string => networkOfAddress(addressOf(ctx))

/** Transactions whose actor was asked for: one within another does not ask again. */
const asked = new WeakSet<object>()

/** What must not wait for somebody outside asks this first. */
export const isTransaction = (ctx: Ctx): boolean => asked.has(ctx.db)

/**
 * Runs `work` in a transaction, with the same actor and time, who must still be allowed to act (refuseGone).
 * @throws Refused('account_disabled'); NotFound
 */
export function inTransaction<A extends Actor, T>(ctx: Ctx<A>, work: (tx: Ctx<A>) => Promise<T>): Promise<T> {
  const within = isTransaction(ctx)
  return ctx.db.transaction(async (raw) => {
    const tx = { ...ctx, db: raw as Db }
    asked.add(tx.db)
    if (!within) await refuseGone(tx)
    return work(tx)
  })
}
