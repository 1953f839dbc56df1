import { and, count, eq } from 'drizzle-orm'
import { fromBufferPromise } from 'yauzl'
import { uuidv7 } from '@/db/id'
import { noticeAttachments } from '@/db/schema/notices'
import { record } from '@/lib/audit/record'
import { type Ctx, inTransaction, type Staff } from '@/lib/shared/context'
import { NotFound } from '@/lib/shared/not-found'
import { Refused } from '@/lib/shared/refused'
import { requireRight } from '@/lib/shared/staff'
import { storage } from '@/lib/shared/storage'
import { lockNotice } from './save-notice'

export const attachmentLimits = { bytes: 20_000_000, files: 20 }
type Sent = { name: string; bytes: Buffer }

/**
 * 附件 for a notice. What a file is, its content says; a name that says otherwise is refused.
 * @throws NotFound without the right 'notices.edit'; Refused('attachment_…')
 */
export async function addAttachments(ctx: Ctx<Staff>, noticeId: string, files: Sent[]): Promise<void> {
  requireRight(ctx, 'notices.edit')
  if (!files.length) throw new Refused('attachment_missing')
  const checked = await Promise.all(files.map(async ({ name, bytes }) => ({ name: await checkedName(name, bytes), bytes })))
  const stored: string[] = []
  const adding = inTransaction(ctx, async (tx) => {
    await lockNotice(tx, noticeId)
    const [held] = await tx.db.select({ n: count() }).from(noticeAttachments).where(eq(noticeAttachments.noticeId, noticeId))
    if (held!.n + checked.length > attachmentLimits.files) throw new Refused('attachment_many', { most: attachmentLimits.files })
    for (const { name, bytes } of checked) {
      const id = uuidv7(tx.now.getTime())
      const fileKey = `notices/${noticeId}/${id}`
      await storage().put(fileKey, bytes)
      stored.push(fileKey)
      await tx.db.insert(noticeAttachments).values({ id, noticeId, name, fileKey, sizeBytes: bytes.length })
      await record(tx, 'notice.attach', noticeId, { name })
    }
  })
  await adding.catch(async (error) => {
    for (const key of stored) await storage().remove(key) // the disk was full at a later one, say
    throw error
  })
}

/** @throws NotFound */
export async function removeAttachment(
  ctx: Ctx<Staff>,
  { noticeId, attachmentId }: { noticeId: string; attachmentId: string },
): Promise<void> {
  requireRight(ctx, 'notices.edit')
  const gone = await inTransaction(ctx, async (tx) => {
    const [row] = await tx.db
      .delete(noticeAttachments)
      .where(and(eq(noticeAttachments.noticeId, noticeId), eq(noticeAttachments.id, attachmentId)))
      .returning({ key: noticeAttachments.fileKey, name: noticeAttachments.name })
    if (!row) throw new NotFound()
    await record(tx, 'notice.detach', noticeId, { name: row.name })
    return row
  })
  await storage().remove(gone.key)
}

/** The last part of the name, without what could mislead, ending as its content does. */
async function checkedName(given: string, bytes: Buffer): Promise<string> {
  const name = given
    .split(/[\\/]/)
    .at(-1)!
    .replace(/[\p{Cc}\p{Cf}]/gu, '')
    .trim()
    .slice(-100)
  if (bytes.length > attachmentLimits.bytes) throw new Refused('attachment_large', { name, size: attachmentLimits.bytes / 1e6 })
  const ending = /\.([a-z]{3,4})$/i.exec(name)?.[1]?.toLowerCase()
  const kinds = await kindsOf(bytes)
  if (!ending || !kinds.includes(ending)) throw new Refused('attachment_kind', { name })
  return name
}

/** The endings that fit the content; none for what is not taken. */
async function kindsOf(bytes: Buffer): Promise<string[]> {
  const begins = (...magic: number[]) => bytes.subarray(0, magic.length).equals(Buffer.from(magic))
  if (bytes.subarray(0, 5).equals(Buffer.from('%PDF-'))) return ['pdf']
  if (begins(0xff, 0xd8, 0xff)) return ['jpg', 'jpeg']
  if (begins(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a)) return ['png']
  if (!begins(0x50, 0x4b, 0x03, 0x04)) return []
  try {
    const names = new Set<string>()
    for await (const { fileName } of (await fromBufferPromise(bytes)).eachEntry()) names.add(fileName)
    if ([...names].some((name) => /vbaProject\.bin$/i.test(name))) return [] // macros
    if (!names.has('[Content_Types].xml')) return ['zip']
    return names.has('word/document.xml') ? ['docx'] : names.has('xl/workbook.xml') ? ['xlsx'] : ['zip']
  } catch {
    return [] // cut off or not a zip file after all
  }
}
