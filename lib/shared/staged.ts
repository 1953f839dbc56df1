import { randomUUID } from 'node:crypto'
import type { Ctx, Staff } from '@/lib/shared/context'
import { enqueue } from '@/lib/shared/jobs'
import { NotFound } from '@/lib/shared/not-found'
import { storage } from '@/lib/shared/storage'

const keptSeconds = 24 * 3600
const keyOf = (ctx: Ctx<Staff>, id: string) => `imports/${ctx.actor.id}/${id}.json`

/** Keeps what a file held for a day, for whom sent it to decide on. @returns its id */
export async function stage(ctx: Ctx<Staff>, found: object): Promise<string> {
  const id = randomUUID()
  const key = keyOf(ctx, id)
  await storage().put(key, Buffer.from(JSON.stringify(found)))
  await enqueue(ctx, 'photos.forget', { key }, keptSeconds)
  return id
}

/** @throws NotFound, also for somebody else's and after a day */
export async function staged<T>(ctx: Ctx<Staff>, id: string): Promise<T> {
  const body = await storage().get(keyOf(ctx, id))
  if (!body) throw new NotFound()
  return JSON.parse(body.toString())
}

export const unstage = (ctx: Ctx<Staff>, id: string) => storage().remove(keyOf(ctx, id))
