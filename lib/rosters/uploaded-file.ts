import { randomUUID } from 'node:crypto'
import { and, eq, sql } from 'drizzle-orm'
import { rosters } from '@/db/schema/rosters'
import { decryptFile, encryptFile } from '@/lib/shared/ciphers'
import type { Ctx, Enterprise } from '@/lib/shared/context'
import { enqueue } from '@/lib/shared/jobs'

import { storage } from '@/lib/shared/storage'

/**
 * Keeps a file as it came, encrypted as the rows are. Should its roster never be written, because the process was killed or refused,
 * nobody names it and it is forgotten.
 * @returns its key
 */
export async function keepUpload(ctx: Ctx<Enterprise>, bytes: Uint8Array): Promise<string> {
  const key = `rosters/${ctx.actor.id}/${randomUUID()}`
  await enqueue(ctx, 'rosters.forget', { enterpriseId: ctx.actor.id, key }, 2 * 3600)
  await storage().put(key, encryptFile(key, Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)))
  return key
}

/** @throws when the storage has lost it */
export async function readUpload(key: string): Promise<Buffer> {
  const sealed = await storage().get(key)
  if (!sealed) throw new Error(`no uploaded roster ${key}`)
  return decryptFile(key, sealed)
}

/** Removes a file unless a roster still names it. */
export async function forgetUpload(ctx: Ctx, { enterpriseId, key }: { enterpriseId: string; key: string }): Promise<void> {
  const [named] = await ctx.db
    .select({ id: rosters.id })
    .from(rosters)
    .where(and(eq(rosters.enterpriseId, enterpriseId), sql`${rosters.file}->>'key' = ${key}`))
  if (!named) await storage().remove(key)
}
