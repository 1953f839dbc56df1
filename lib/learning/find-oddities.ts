import { lt, type SQL, sql } from 'drizzle-orm'
import { learningDays } from '@/db/schema/learning'
import type { Ctx } from '@/lib/shared/context'
import { days, formatDay, hours, later } from '@/lib/shared/time'
import { databaseClock } from './database-clock'

/** From where on a day's learning is looked at by somebody. Bounds of what is unusual, not of what is allowed. */
export const oddFrom = {
  longDaySeconds: hours(10) / 1000,
  /** So many people who finished so many same chapters in the same seconds: pressing 播放 together does not get there. */
  sameMoments: { people: 3, chapters: 3 },
  /** An office shares an address; the employees of many employers seldom do. */
  sharedAddress: { people: 10, employers: 5 },
  manyPlaces: { addresses: 6, devices: 5 },
  checksFailed: 10,
  /** Reading three characters and typing them takes longer. */
  fastAnswers: { milliseconds: 1200, times: 3 },
}

const kept = days(400)

/**
 * 学习异常 of today and yesterday: found anew every hour, so that a day is looked at once more when it is over. What somebody of the staff
 * has looked into stays as it was seen.
 */
export async function findOddities(ctx: Ctx): Promise<void> {
  const [row] = await ctx.db.execute<{ now: string }>(sql`select ${databaseClock(ctx)} as now`)
  const now = new Date(row!.now)
  for (const day of [formatDay(later(now, -days(1))), formatDay(now)]) await findOn(ctx, day, now)
  await ctx.db.delete(learningDays).where(lt(learningDays.day, formatDay(later(now, -kept))))
}

async function findOn(ctx: Ctx, day: string, now: Date): Promise<void> {
  const kinds: Record<string, SQL> = { ...ofPlaces(), ...ofMoments(day), ...ofChecks(day) }
  const found = Object.entries(kinds).map(([kind, rows]) => sql`select trainee_id, ${kind}::oddity_kind as kind, facts from (${rows}) x`)
  await ctx.db.execute(sql`
    with days as materialized (
      select trainee_id, coalesce(d.seconds, 0) + coalesce(s.day_seconds, 0) as seconds,
        coalesce(d.addresses, '{}') as addresses, coalesce(d.devices, '{}') as devices
      from (select * from learning_days where day = ${day}::date) d
      full join (select trainee_id, day_seconds from streams where day = ${day}::date) s using (trainee_id)
    ), found as (${sql.join(found, sql` union all `)})
    insert into learning_oddities (trainee_id, day, kind, facts, found_at)
    select f.trainee_id, ${day}::date, f.kind, f.facts, ${now.toISOString()}::timestamptz from found f
    on conflict (trainee_id, day, kind) do update set facts = excluded.facts where learning_oddities.reviewed_at is null
      and learning_oddities.facts is distinct from excluded.facts`)
}

/** How long, from how many places, and who else from there. */
function ofPlaces(): Record<string, SQL> {
  const { longDaySeconds, manyPlaces, sharedAddress } = oddFrom
  return {
    long_day: sql`select trainee_id, jsonb_build_object('seconds', seconds) as facts from days where seconds >= ${longDaySeconds}::int`,
    many_places: sql`
      select trainee_id, jsonb_build_object('addresses', cardinality(addresses), 'devices', cardinality(devices)) as facts from days
      where cardinality(addresses) >= ${manyPlaces.addresses}::int or cardinality(devices) >= ${manyPlaces.devices}::int`,
    shared_address: sql`
      select trainee_id, jsonb_build_object('people', max(people), 'employers', max(employers)) as facts from (
        select array_agg(d.trainee_id) as ids, count(*) as people, count(distinct t.employer) as employers
        from days d cross join unnest(d.addresses) as address join trainees t on t.id = d.trainee_id
        where d.seconds > 0 group by address
        having count(*) >= ${sharedAddress.people}::int and count(distinct t.employer) >= ${sharedAddress.employers}::int
      ) a cross join unnest(a.ids) as trainee_id group by trainee_id`,
  }
}

const within = (column: SQL, day: string) =>
  sql`${column} >= ${`${day}T00:00:00+08:00`}::timestamptz and ${column} < ${`${day}T00:00:00+08:00`}::timestamptz + interval '1 day'`

/** Who finishes chapter after chapter in the same seconds as others. */
function ofMoments(day: string): Record<string, SQL> {
  const { people, chapters } = oddFrom.sameMoments
  return {
    same_moments: sql`
      select trainee_id, jsonb_build_object('people', people, 'chapters', chapters) as facts from (
        select array_agg(trainee_id) as ids, count(*) as people, max(chapters) as chapters from (
          select trainee_id, count(*) as chapters,
            string_agg(chapter_id::text || date_trunc('second', completed_at)::text, ',' order by completed_at, chapter_id) as moments
          from chapter_progress where ${within(sql`completed_at`, day)} group by trainee_id having count(*) >= ${chapters}::int
        ) m group by moments having count(*) >= ${people}::int
      ) together cross join unnest(together.ids) as trainee_id`,
  }
}

/** 签到 answered wrongly again and again, or faster than anybody reads. */
function ofChecks(day: string): Record<string, SQL> {
  const { checksFailed, fastAnswers } = oddFrom
  return {
    checks_failed: sql`
      select trainee_id, jsonb_build_object('wrong', sum(wrong_tries), 'asked', count(*)) as facts from attention_checks
      where ${within(sql`asked_at`, day)} group by trainee_id having sum(wrong_tries) >= ${checksFailed}::int`,
    fast_answers: sql`
      select trainee_id, jsonb_build_object('fast', count(*),
        'milliseconds', min(extract(epoch from answered_at - shown_at) * 1000)::int) as facts from attention_checks
      where ${within(sql`asked_at`, day)} and answered_at - shown_at < ${`${fastAnswers.milliseconds} milliseconds`}::interval
      group by trainee_id having count(*) >= ${fastAnswers.times}::int`,
  }
}
