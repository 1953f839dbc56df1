import { and, desc, eq, gt, lt, ne } from 'drizzle-orm'
import { sessions } from '@/db/schema/identity'
import { record } from '@/lib/audit/record'
import { addressOf, type Ctx, type Door, type Enterprise, inTransaction, type Staff, type Trainee } from '@/lib/shared/context'
import { NotFound } from '@/lib/shared/not-found'
import { later } from '@/lib/shared/time'
import { idleSince } from './find-session'
import { newSessionToken, sessionSeconds, sessionTokenHash } from './session-token'

type SignedIn = Ctx<Trainee> | Ctx<Enterprise> | Ctx<Staff>
type Begin = { door: Door; accountId: string; device: string; how?: 'password' | 'code' | 'activation' | 'sso' | 'passkey' }

/**
 * A session begins, of somebody the caller has proved: it is written down in their name.
 * @param device what the browser says of itself
 * @returns what its cookie holds, told this once
 */
export async function openSession(ctx: Ctx, { door, accountId, device, how }: Begin): Promise<string> {
  const token = newSessionToken()
  const address = addressOf(ctx)
  const begun = ctx.db.$with('begun').as(
    ctx.db
      .insert(sessions)
      .values({
        door,
        accountId,
        tokenHash: sessionTokenHash(token),
        device: device.slice(0, 300),
        address,
        createdAt: ctx.now,
        seenAt: ctx.now,
        endsAt: later(ctx.now, sessionSeconds * 1000),
      })
      .returning({ id: sessions.id }),
  )
  // In one statement: both are written, or neither.
  const author = { now: ctx.now, db: ctx.db.with(begun), actor: { kind: door, id: accountId, address } }
  await record(author, 'session.begin', accountId, { door, how })
  return token
}

type Why = 'password' | 'locked' | 'role' | 'reset'

/** Ends every session of an account, in the caller's transaction. */
export async function endSessions(tx: Ctx, accountId: string, why: Why): Promise<void> {
  const ended = await tx.db.delete(sessions).where(eq(sessions.accountId, accountId)).returning({ door: sessions.door })
  if (ended[0]) await record(tx, 'session.end', accountId, { door: ended[0].door, why, sessions: ended.length })
}

/** 退出登录: whoever holds the cookie ends its session; one that has ended already is left alone. */
export async function signOut(ctx: Ctx, door: Door, token: string): Promise<void> {
  await inTransaction(ctx, async (tx) => {
    const held = and(eq(sessions.tokenHash, sessionTokenHash(token)), eq(sessions.door, door))
    const [ended] = await tx.db.delete(sessions).where(held).returning({ accountId: sessions.accountId })
    if (!ended) return
    const actor = { kind: door, id: ended.accountId, address: addressOf(ctx) }
    await record({ ...tx, actor }, 'session.end', ended.accountId, { door, why: 'signed_out' })
  })
}

const own = (ctx: SignedIn) => and(eq(sessions.accountId, ctx.actor.id), eq(sessions.door, ctx.actor.kind))

/** 登录设备: one's own sessions that still hold, the last used first. */
export async function listSessions(ctx: SignedIn) {
  const rows = await ctx.db
    .select({
      id: sessions.id,
      device: sessions.device,
      address: sessions.address,
      createdAt: sessions.createdAt,
      seenAt: sessions.seenAt,
    })
    .from(sessions)
    .where(and(own(ctx), gt(sessions.endsAt, ctx.now), gt(sessions.seenAt, idleSince(ctx.actor.kind, ctx.now))))
    .orderBy(desc(sessions.seenAt), desc(sessions.id))
  return rows.map((row) => ({ ...row, current: row.id === ctx.actor.sessionId }))
}
export type SessionRow = Awaited<ReturnType<typeof listSessions>>[number]

/** 退出 of one device. @throws NotFound for what is not one's own, or has ended */
export async function endSession(ctx: SignedIn, sessionId: string): Promise<void> {
  await inTransaction<SignedIn['actor'], void>(ctx, async (tx) => {
    const { kind: door, id } = tx.actor
    const ended = await tx.db
      .delete(sessions)
      .where(and(own(tx as SignedIn), eq(sessions.id, sessionId)))
      .returning({ id: sessions.id })
    if (!ended.length) throw new NotFound()
    await record(tx, 'session.end', id, { door, why: sessionId === tx.actor.sessionId ? 'signed_out' : 'other_devices' })
  })
}

/** 退出其他设备: all but the one that asks. @returns how many ended */
export async function endOtherSessions(ctx: SignedIn): Promise<number> {
  const { kind: door, id, sessionId } = ctx.actor
  if (!sessionId) throw new NotFound()
  return inTransaction<SignedIn['actor'], number>(ctx, async (tx) => {
    const ended = await tx.db
      .delete(sessions)
      .where(and(own(tx as SignedIn), ne(sessions.id, sessionId)))
      .returning({ id: sessions.id })
    if (ended.length) await record(tx, 'session.end', id, { door, why: 'other_devices', sessions: ended.length })
    return ended.length
  })
}

/** Those that are over by time leave the table, in silence: nobody did anything. */
export async function forgetEndedSessions(ctx: Ctx): Promise<void> {
  await ctx.db.delete(sessions).where(lt(sessions.endsAt, ctx.now))
}
