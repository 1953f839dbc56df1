import { sql } from 'drizzle-orm'
import { db } from '@/db/client'
import { log } from '@/lib/shared/log'

export const dynamic = 'force-dynamic'

/** For load balancers and operators: 200 when the database answers, 503 when it does not. */
export async function GET() {
  const began = performance.now()
  try {
    await db().execute(sql`select 1`)
    return said({ status: 'ok', database: { status: 'ok', milliseconds: Math.round(performance.now() - began) } }, 200)
  } catch (error) {
    log().error({ err: error }, 'health check')
    return said({ status: 'unavailable', database: { status: 'unreachable' } }, 503)
  }
}

const said = (how: object, status: number) => Response.json(how, { status, headers: { 'cache-control': 'no-store' } })
