import { eq, sql } from 'drizzle-orm'
import { sessions } from '@/db/schema/identity'
import { learningDays, streams } from '@/db/schema/learning'
import type { Ctx, Trainee } from '@/lib/shared/context'
import { hmac } from '@/lib/shared/secrets'
import { sqlArray } from '@/lib/shared/sql-array'
import { formatDay } from '@/lib/shared/time'

/** More places than this say no more. */
const mostPlaces = 50

export const dayOfStream = { traineeId: streams.traineeId, day: streams.day, daySeconds: streams.daySeconds }
type StreamDay = { traineeId: string; day: string | null; daySeconds: number }

/** Writes down what streams have credited on a day that is over for them. */
export async function keepDays(tx: Ctx, ended: StreamDay[]): Promise<void> {
  const days = ended.filter(({ day, daySeconds }) => day && daySeconds > 0)
  if (!days.length) return
  await tx.db.execute(sql`
    insert into learning_days (trainee_id, day, seconds)
    select trainee_id, day::date, seconds from unnest(${sqlArray(
      days.map(({ traineeId }) => traineeId),
      'uuid',
    )}, ${sqlArray(
      days.map(({ day }) => day),
      'text',
    )}, ${sqlArray(
      days.map(({ daySeconds }) => daySeconds),
      'integer',
    )}) as d(trainee_id, day, seconds)
    on conflict (trainee_id, day) do update set seconds = learning_days.seconds + excluded.seconds`)
}

/** Where a player was opened from, and on what: enough to tell whether it was the same place, and not which. */
export async function keepPlace(tx: Ctx<Trainee>): Promise<void> {
  const { sessionId } = tx.actor
  const [session] = sessionId ? await tx.db.select({ device: sessions.device }).from(sessions).where(eq(sessions.id, sessionId)) : []
  const address = hmac('learning-place', tx.actor.address)
  const devices = session ? [hmac('learning-place', session.device)] : []
  const joined = (known: typeof learningDays.addresses | typeof learningDays.devices, place: string | undefined) =>
    place === undefined
      ? sql`${known}`
      : sql`case when ${place} = any(${known}) or cardinality(${known}) >= ${mostPlaces} then ${known} else ${known} || ${place}::text end`
  await tx.db
    .insert(learningDays)
    .values({ traineeId: tx.actor.id, day: formatDay(tx.now), addresses: [address], devices })
    .onConflictDoUpdate({
      target: [learningDays.traineeId, learningDays.day],
      set: { addresses: joined(learningDays.addresses, address), devices: joined(learningDays.devices, devices[0]) },
    })
}
