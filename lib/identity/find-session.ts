import { type SQL, sql } from 'drizzle-orm'
import type { Ctx, Door } from '@/lib/shared/context'
import { env } from '@/lib/shared/env'
import { roleRights, type StaffRole } from '@/lib/shared/rights'
import { later, minutes } from '@/lib/shared/time'
import { sessionTokenHash } from './session-token'

/** 等级保护 asks for a time-out without use: a session last seen before this moment is over. */
export const idleSince = (door: Door, now: Date) => later(now, -minutes(env().idleMinutes[door]))

/** The moment of the last use is kept to a minute: a page view in between writes nothing. */
const seenEveryMs = minutes(1)

/**
 * `live`: the session of a cookie, with its account, if it still holds. It is marked as used in the same statement, so that the check costs
 * no query more than reading who somebody is.
 */
function liveSession(door: Door, token: string, now: Date): SQL {
  const at = (moment: Date) => sql`${moment.toISOString()}::timestamptz`
  return sql`
    with live as (
      select s.id, s.account_id from sessions s join accounts a on a.id = s.account_id
      where s.token_hash = ${sessionTokenHash(token)} and s.door = ${door} and a.status = 'active'
        and s.ends_at > ${at(now)} and s.seen_at > ${at(idleSince(door, now))}
    ), seen as (
      update sessions s set seen_at = ${at(now)} from live
      where s.id = live.id and s.seen_at < ${at(later(now, -seenEveryMs))}
    )`
}

type TraineeRow = { id: string; name: string; sessionId: string }

/** The trainee whose cookie holds this; null when the session has ended, in whatever way, or the account was disabled. */
export async function findSessionTrainee(ctx: Ctx, token: string): Promise<TraineeRow | null> {
  const [row] = await ctx.db.execute<TraineeRow>(sql`${liveSession('trainee', token, ctx.now)}
    select t.id, t.name, live.id as "sessionId" from live join trainees t on t.id = live.account_id`)
  return row ?? null
}

type EnterpriseRow = { id: string; name: string; sessionId: string; status: 'pending' | 'approved' | 'rejected' }

/** The enterprise; null as above. */
export async function findSessionEnterprise(ctx: Ctx, token: string): Promise<EnterpriseRow | null> {
  const [row] = await ctx.db.execute<EnterpriseRow>(sql`${liveSession('enterprise', token, ctx.now)}
    select e.id, e.name, e.status, live.id as "sessionId" from live join enterprises e on e.id = live.account_id`)
  return row ?? null
}

type StaffRow = { id: string; name: string; sessionId: string; role: StaffRole; regionCodes: string[] }

/** The member of the staff, with the rights of the role; null as above. */
export async function findSessionStaff(ctx: Ctx, token: string) {
  const [row] = await ctx.db.execute<StaffRow>(sql`${liveSession('staff', token, ctx.now)}
    select m.id, m.name, m.role, m.region_codes as "regionCodes", live.id as "sessionId" from live join staff m on m.id = live.account_id`)
  if (!row) return null
  const { regionCodes, ...member } = row
  return { ...member, rights: roleRights[row.role], regions: row.role === 'region_manager' ? regionCodes : null }
}
