import { asc, count, eq, sql } from 'drizzle-orm'
import type { z } from 'zod'
import { courses, providers } from '@/db/schema/catalog'
import { record } from '@/lib/audit/record'
import { type Ctx, inTransaction } from '@/lib/shared/context'
import { NotFound } from '@/lib/shared/not-found'
import { Refused } from '@/lib/shared/refused'
import { requireRight } from '@/lib/shared/staff'
import { searchTextOf } from '../search-text'
import type { ProviderInput } from './input'

/** Everybody who provides courses, with how many. */
export async function listProviders(ctx: Ctx) {
  requireRight(ctx, 'courses.read')
  return ctx.db
    .select({ id: providers.id, name: providers.name, courses: sql<number>`count(${courses.id})::int` })
    .from(providers)
    .leftJoin(courses, eq(courses.providerId, providers.id))
    .groupBy(providers.id)
    .orderBy(asc(providers.name))
}

/** The provider of this name, made when nobody has it. Belongs in the transaction that uses it. */
export async function providerNamed(tx: Ctx, name: string): Promise<string> {
  const [made] = await tx.db.insert(providers).values({ name }).onConflictDoNothing().returning({ id: providers.id })
  if (made) {
    await record(tx, 'provider.create', made.id, { name })
    return made.id
  }
  const [known] = await tx.db.select({ id: providers.id }).from(providers).where(eq(providers.name, name))
  return known!.id
}

/** A new name shows, and is found, with all courses of the provider. @throws NotFound; Refused('provider_taken') */
export async function renameProvider(ctx: Ctx, { providerId, name }: z.output<typeof ProviderInput>): Promise<void> {
  requireRight(ctx, 'courses.edit')
  await inTransaction(ctx, async (tx) => {
    const [before] = await tx.db.select().from(providers).where(eq(providers.id, providerId)).for('update')
    if (!before) throw new NotFound()
    const [other] = await tx.db.select({ id: providers.id }).from(providers).where(eq(providers.name, name))
    if (other && other.id !== providerId) throw new Refused('provider_taken', {}, 'name')
    await tx.db.update(providers).set({ name }).where(eq(providers.id, providerId))
    const theirs = await tx.db.select({ id: courses.id, title: courses.title }).from(courses).where(eq(courses.providerId, providerId))
    const texts = theirs.map(({ id, title }) => ({ id, text: searchTextOf(title, name) }))
    await tx.db.execute(sql`
      update courses set search_text = t.text from jsonb_to_recordset(${JSON.stringify(texts)}::jsonb) as t(id uuid, text text)
      where courses.id = t.id`)
    await record(tx, 'provider.rename', providerId, { before: before.name, after: name })
  })
}

/** @throws NotFound; Refused('provider_used') */
export async function removeProvider(ctx: Ctx, providerId: string): Promise<void> {
  requireRight(ctx, 'courses.edit')
  await inTransaction(ctx, async (tx) => {
    const [provider] = await tx.db.select().from(providers).where(eq(providers.id, providerId)).for('update')
    if (!provider) throw new NotFound()
    const [used] = await tx.db.select({ n: count() }).from(courses).where(eq(courses.providerId, providerId))
    if (used!.n) throw new Refused('provider_used', { count: used!.n })
    await tx.db.delete(providers).where(eq(providers.id, providerId))
    await record(tx, 'provider.remove', providerId, { name: provider.name })
  })
}
