import { sql } from 'drizzle-orm'
import { courses, programs } from '@/db/schema/catalog'
import { toolsAreHere } from '@/lib/catalog/lessons/tools-here'
import { payMethods } from '@/lib/payments/gateways/registry'
import type { Ctx, Staff } from '@/lib/shared/context'
import { env } from '@/lib/shared/env'
import { SettingError } from '@/lib/shared/setting-error'
import { requireRight } from '@/lib/shared/staff'
import { type Check, type Facts, readinessOf } from './readiness-rules'

const factsOf = async (): Promise<Facts> => ({ online: payMethods().length > 0, tools: await toolsAreHere(env().tools) })

/** 上线检查: what is set, what is not, what that means for whom, and how it is set. @throws NotFound without the right 'settings.edit' */
export async function getReadiness(ctx: Ctx<Staff>): Promise<Check[]> {
  requireRight(ctx, 'settings.edit')
  return readinessOf(env(), await factsOf())
}

/** The same for the log, a line for each thing that is not set. */
export async function readinessLines(): Promise<string[]> {
  const checks = readinessOf(env(), await factsOf())
  return checks.filter(({ state }) => state !== 'set').map(({ settings: names, log }) => `${names.join(', ')}: ${log}`)
}

/**
 * A portal that has published something issues certificates: it does not start without the name that stands on them.
 * @throws SettingError
 */
export async function refuseNamelessIssuer(ctx: Ctx): Promise<void> {
  if (env().issuerName) return
  const [found] = await ctx.db.execute<{ published: boolean }>(sql`select
    exists (select from ${programs} where ${programs.publishedAt} is not null)
    or exists (select from ${courses} where ${courses.publishedAt} is not null) published`)
  if (found!.published) throw new SettingError('ISSUER_NAME: required once something is published, it stands on every certificate')
}
