import { and, eq, lt, sql } from 'drizzle-orm'
import { uuidv7 } from '@/db/id'
import { classes } from '@/db/schema/catalog'
import { certificatePacks } from '@/db/schema/rosters'
import { record } from '@/lib/audit/record'
import { drawCertificate } from '@/lib/certificates/print-certificate'
import { type Ctx, type Enterprise, inTransaction } from '@/lib/shared/context'
import { isId } from '@/lib/shared/is-id'
import { enqueue, type JobData } from '@/lib/shared/jobs'
import { NotFound } from '@/lib/shared/not-found'
import { Refused } from '@/lib/shared/refused'
import { requireApproved } from '@/lib/shared/staff'
import { storage } from '@/lib/shared/storage'
import { days, hours, later } from '@/lib/shared/time'
import { countOwnCertificates, listOwnCertificates } from './own-certificates'

/** So many are printed before others' papers have their turn, and a server that is stopped has to begin with no more anew. */
const atOnce = 20
/** A pack is for downloading now: it is made anew from what then is true. */
const keptFor = days(7)
const givenUpAfter = hours(1)

type Pack = typeof certificatePacks.$inferSelect
type PackKey = { enterpriseId: string; packId: string }

const keyed = ({ enterpriseId, packId }: PackKey) => and(eq(certificatePacks.enterpriseId, enterpriseId), eq(certificatePacks.id, packId))
const fileOf = (packId: string, number: string) => `packs/${packId}/${number.toLowerCase()}.pdf`

/**
 * 打包下载: has the certificates of a class printed in the background. One pack at a time; it takes the place of the class's pack before.
 * @throws NotFound; Refused('certificates_none' | 'certificates_running')
 */
export async function startPack(ctx: Ctx<Enterprise>, classId: string): Promise<string> {
  requireApproved(ctx)
  if (!isId(classId)) throw new NotFound()
  const enterpriseId = ctx.actor.id
  const total = await countOwnCertificates(ctx, enterpriseId, classId)
  if (!total) throw new Refused('certificates_none')
  return inTransaction(ctx, async (tx) => {
    const mine = eq(certificatePacks.enterpriseId, enterpriseId)
    await tx.db
      .update(certificatePacks)
      .set({ status: 'failed' })
      .where(and(mine, eq(certificatePacks.status, 'waiting'), lt(certificatePacks.updatedAt, later(tx.now, -givenUpAfter))))
    const old = await tx.db
      .select({ id: certificatePacks.id })
      .from(certificatePacks)
      .where(and(mine, eq(certificatePacks.classId, classId), sql`${certificatePacks.status} <> 'waiting'`))
    for (const { id } of old) await enqueue(tx, 'certificates.unpack', { enterpriseId, packId: id })
    const id = uuidv7(tx.now.getTime())
    const started = await tx.db
      .insert(certificatePacks)
      .values({ enterpriseId, id, classId, total, askedAt: tx.now, updatedAt: tx.now })
      .onConflictDoNothing()
      .returning({ id: certificatePacks.id })
    if (!started.length) throw new Refused('certificates_running')
    await enqueue(tx, 'certificates.pack', { enterpriseId, packId: id })
    await record(tx, 'certificates.pack', id, { classId, total })
    return id
  })
}

/**
 * Prints the next certificates of a pack and says how far it is. Called by the job queue, perhaps twice: what is printed is kept under
 * its number, and whoever comes second finds the pack further on. A name that no font can print is left out, and said.
 */
export async function packCertificates(ctx: Ctx, key: JobData['certificates.pack']): Promise<void> {
  const pack = await findPack(ctx, key)
  if (pack?.status !== 'waiting') return
  const batch = await listOwnCertificates(ctx, within(pack), atOnce)
  const unprintable: string[] = []
  for (const certificate of batch) {
    try {
      const { pdf } = await drawCertificate(certificate)
      await storage().put(fileOf(pack.id, certificate.number), pdf)
    } catch (error) {
      if (!(error instanceof Refused)) throw error
      unprintable.push(certificate.snapshot.name)
    }
  }
  await inTransaction(ctx, async (tx) => {
    const over = batch.length < atOnce
    const further = await tx.db
      .update(certificatePacks)
      .set({
        printed: pack.printed + batch.length - unprintable.length,
        lastNumber: batch.at(-1)?.number ?? pack.lastNumber,
        unprintable: [...pack.unprintable, ...unprintable],
        updatedAt: tx.now,
        ...(over && { status: 'ready' as const }),
      })
      .where(and(keyed(key), eq(certificatePacks.status, 'waiting'), eq(certificatePacks.lastNumber, pack.lastNumber)))
      .returning({ id: certificatePacks.id })
    if (further.length && !over) await enqueue(tx, 'certificates.pack', key)
  })
}

const within = ({ enterpriseId, classId, lastNumber, askedAt }: Pack) => ({ enterpriseId, classId, after: lastNumber, until: askedAt })

async function findPack(ctx: Ctx, key: PackKey): Promise<Pack | null> {
  const [pack] = await ctx.db.select().from(certificatePacks).where(keyed(key))
  return pack ?? null
}

/**
 * The papers of a pack that is ready, one after the other, each under the name of its owner; the pack is named by its class. One revoked
 * since is not given out.
 * @throws NotFound, also for another enterprise's
 */
export async function openPack(ctx: Ctx<Enterprise>, packId: string): Promise<{ name: string; papers: AsyncGenerator<Paper> }> {
  requireApproved(ctx)
  const pack = isId(packId) ? await findPack(ctx, { enterpriseId: ctx.actor.id, packId }) : null
  if (pack?.status !== 'ready') throw new NotFound()
  const [of] = await ctx.db.select({ title: classes.title }).from(classes).where(eq(classes.id, pack.classId))
  return { name: `${asFileName(of!.title)}证书.zip`, papers: papersOf(ctx, pack) }
}

type Paper = [name: string, content: Buffer]
const asFileName = (text: string) => text.replace(/[\\/:*?"<>|]/g, '')

async function* papersOf(ctx: Ctx, pack: Pack): AsyncGenerator<Paper> {
  for (let after = ''; ; ) {
    const some = await listOwnCertificates(ctx, { ...within(pack), after }, 200)
    for (const { number, snapshot } of some) {
      const pdf = number <= pack.lastNumber ? await storage().get(fileOf(pack.id, number)) : null
      if (pdf) yield [`${asFileName(snapshot.name)}_${number}.pdf`, pdf]
    }
    const last = some.at(-1)
    if (!last || some.length < 200) return
    after = last.number
  }
}

/** The papers of a pack go, and the pack with them. */
export async function forgetPack(ctx: Ctx, key: JobData['certificates.unpack']): Promise<void> {
  const pack = await findPack(ctx, key)
  if (!pack) return
  for (let after = ''; ; ) {
    const some = await listOwnCertificates(ctx, { ...within(pack), after, revokedToo: true }, 500)
    for (const { number } of some) await storage().remove(fileOf(pack.id, number))
    const last = some.at(-1)
    if (!last || some.length < 500) break
    after = last.number
  }
  await ctx.db.delete(certificatePacks).where(keyed(key))
}

/** Run by the hourly sweep. */
export async function forgetOldPacks(ctx: Ctx): Promise<void> {
  const old = await ctx.db
    .select({ enterpriseId: certificatePacks.enterpriseId, packId: certificatePacks.id })
    .from(certificatePacks)
    .where(lt(certificatePacks.askedAt, later(ctx.now, -keptFor)))
    .limit(100)
  for (const key of old) await enqueue(ctx, 'certificates.unpack', key)
}
