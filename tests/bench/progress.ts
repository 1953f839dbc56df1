import postgres from 'postgres'
import { type Learner, prepareLearners } from './learners'
import { closedLoop, httpClient, median } from './load'
import { type Row, times, whole } from './report'
import type { Setup } from './setup'

/*
 * Progress reports acknowledged per second, against single-row commits of the same update by a plain client on the same database.
 *
 * A: 64 node:http clients outside the server post the reports of 12,000 trainees, each 15 seconds further than the trainee's last. A
 * report counts when its answer says saved and credits all of it; at the end the database must hold every second acknowledged.
 * B: 64 callers of postgres.js write the same columns of the same two rows, prepared, one transaction a report in one round trip
 * (a statement of its own for each table, with begin and commit, is slower). Its number of connections is the best of several.
 * In turns, A B A B, after a warm-up of both; medians.
 */

const clients = 64
/** So many that none of them reports more often than a player may. */
const trainees = 12_000
const stepSeconds = 15
const goal = 1

export async function progress(setup: Setup): Promise<Row[]> {
  const seconds = setup.seconds(10)
  const learners = await prepareLearners(setup, trainees)
  const reporter = reports(setup.portal.origin, learners)
  await closedLoop(clients, Math.min(5, seconds), reporter.act)
  const connections = await bestConnections(setup, learners, Math.min(4, seconds))
  const plain = commits(setup.databaseUrl, connections, learners)
  const rates = { reports: [] as number[], commits: [] as number[] }
  for (const round of [1, 2, 3]) {
    for (const [name, { act }] of [
      ['reports', reporter],
      ['commits', plain],
    ] as const) {
      await settleDown(setup)
      rates[name].push(await closedLoop(clients, seconds, act))
      console.log(`  round ${round}, ${name}: ${whole(rates[name].at(-1) ?? 0)}/s`)
    }
  }
  reporter.close()
  await plain.close()
  await checkWritten(setup, learners)
  const [ours, theirs] = [median(rates.reports), median(rates.commits)]
  return [
    {
      what: `Progress reports acknowledged, ${clients} clients, ${whole(trainees)} trainees, 3 × ${seconds} s`,
      product: `${whole(ours)}/s`,
      baseline: `${whole(theirs)}/s single-row commits, ${connections} connections`,
      comparison: times(ours / theirs),
      goal: `≥ ${goal.toFixed(1)} ×`,
      met: ours / theirs >= goal,
    },
  ]
}

/** The learners of each client in turn: no two clients ever write the same row. */
function shareOut(learners: Learner[]) {
  const turns = Array.from({ length: clients }, () => 0)
  const share = Math.floor(learners.length / clients)
  return (client: number) => learners[client + clients * (turns[client]!++ % share)]!
}

export function reports(origin: string, learners: Learner[]) {
  const { send, close } = httpClient(origin, clients)
  const next = shareOut(learners)
  const act = async (client: number) => {
    const learner = next(client)
    const to = learner.watched + stepSeconds
    const answer = await send('/api/progress', {
      body: `{"ticket":"${learner.ticket}","played":[[${learner.watched},${to}]],"position":${to}}`,
    })
    const result = JSON.parse(answer.body)
    if (result.status !== 'saved' || result.watched[0]?.[1] !== to) throw new Error(`not acknowledged: ${answer.status} ${answer.body}`)
    learner.watched = to
  }
  return { act, close }
}

export function commits(databaseUrl: string, connections: number, learners: Learner[]) {
  const sql = postgres(databaseUrl, { max: connections, onnotice: () => {} })
  const next = shareOut(learners)
  const act = async (client: number) => {
    const learner = next(client)
    const to = learner.watched + stepSeconds
    const now = new Date()
    await sql`
      with stream as (
        update streams set reported_at = ${now}, balance_ms = ${3000}, unchecked_seconds = ${to}, check_id = ${null}
        where trainee_id = ${learner.traineeId} and id = ${learner.streamId}
      )
      update chapter_progress set watched = ${`{[0,${to})}`}::int4multirange, position_seconds = ${to}, updated_at = ${now},
        watched_seconds = (select coalesce(sum(upper(x) - lower(x)), 0) from unnest(${`{[0,${to})}`}::int4multirange) x)
      where trainee_id = ${learner.traineeId} and study_id = ${learner.studyId} and chapter_id = ${learner.chapterId}`
    learner.watched = to
  }
  return { act, close: () => sql.end() }
}

async function bestConnections(setup: Setup, learners: Learner[], seconds: number): Promise<number> {
  const tried: { connections: number; rate: number }[] = []
  for (const connections of [4, 8, 16, 32, 64]) {
    const { act, close } = commits(setup.databaseUrl, connections, learners)
    await closedLoop(clients, 1, act)
    const rate = await closedLoop(clients, seconds, act)
    await close()
    tried.push({ connections, rate })
    console.log(`  plain client, ${connections} connections: ${whole(rate)}/s`)
  }
  return tried.reduce((best, one) => (one.rate > best.rate ? one : best)).connections
}

/** Each round begins with the same tables: dead rows removed, nothing left to be written back. */
async function settleDown({ sql }: Setup) {
  await sql.unsafe('vacuum analyze streams')
  await sql.unsafe('vacuum analyze chapter_progress')
  await sql.unsafe('checkpoint')
}

async function checkWritten({ sql }: Setup, learners: Learner[]) {
  const [row] = await sql`
    select sum(watched_seconds)::int as seconds from chapter_progress where trainee_id = any(${learners.map(({ traineeId }) => traineeId)})`
  const acknowledged = learners.reduce((sum, { watched }) => sum + watched, 0)
  if (row?.seconds !== acknowledged) throw new Error(`${acknowledged} seconds acknowledged, ${row?.seconds} in the database`)
}
