import { max } from 'drizzle-orm'
import { z } from 'zod'
import { categories, specialties } from '@/db/schema/catalog'
import { regions } from '@/db/schema/identity'
import { record } from '@/lib/audit/record'
import { type Ctx, inTransaction, type Staff } from '@/lib/shared/context'
import { decodeText } from '@/lib/shared/decode-text'
import { Refused } from '@/lib/shared/refused'
import { isZip } from '@/lib/shared/spreadsheet/as-file'
import { readFirstTable } from '@/lib/shared/spreadsheet/first-table'
import { Unreadable } from '@/lib/shared/spreadsheet/row'
import { requireRight } from '@/lib/shared/staff'
import { stage, staged, unstage } from '@/lib/shared/staged'
import { ticked } from '@/lib/shared/ticked'
import { listBasics } from './basics'
import { type BasicsKind, type CheckedBasics, checkBasics, type Line, linesOf, mostLines } from './basics-table'

export const mostBasicsBytes = 1e6

const kind = z.enum(['regions', 'fields'])
export const PasteBasicsInput = z.object({ kind, text: z.string().max(100_000, '内容太长，请分几次增加，或上传文件。').default('') })
export const ImportBasicsInput = z.object({
  importId: z.uuid(),
  leaveOut: ticked,
})

/** What was sent, kept to be checked against what is there at the time. */
type StagedBasics = { basics: BasicsKind; lines: Line[]; text: string }

/**
 * Keeps what was pasted for its preview. Nothing is added.
 * @returns its id @throws NotFound; Refused('basics_none' | 'basics_many')
 */
export async function stagePasted(ctx: Ctx, { kind: basics, text }: z.output<typeof PasteBasicsInput>): Promise<string> {
  requireRight(ctx, 'settings.edit')
  return stageLines(ctx, { basics, lines: linesOf(text), text }, 'text')
}

/** The same of the first table of an .xlsx file, or of a text file. @throws NotFound; Refused('basics_none' | 'basics_many' | 'basics_file_…') */
export async function stageTable(ctx: Ctx, { kind: basics, file }: { kind: BasicsKind; file: Buffer }): Promise<string> {
  requireRight(ctx, 'settings.edit')
  if (file.length > mostBasicsBytes) throw new Refused('basics_file_large', { size: mostBasicsBytes / 1e6 })
  return stageLines(ctx, { basics, lines: isZip(file) ? await readTable(file) : readText(file), text: '' })
}

function stageLines(ctx: Ctx<Staff>, found: StagedBasics, field?: string): Promise<string> {
  if (!found.lines.length) throw new Refused('basics_none', {}, field)
  if (found.lines.length > mostLines) throw new Refused('basics_many', { most: mostLines }, field)
  return stage(ctx, found)
}

const readTable = (file: Buffer): Promise<Line[]> =>
  readFirstTable(file, { mostRows: mostLines, mostColumns: 10 }).catch((error) => {
    if (error instanceof Unreadable) throw new Refused('basics_file_unreadable', { reason: error.message })
    throw error
  })

function readText(file: Buffer): Line[] {
  const text = decodeText(file)
  if (text === null) throw new Refused('basics_file_unreadable', { reason: '不是 .xlsx 表格，也不是文本' })
  return linesOf(text)
}

/** What of it is new now, and what is wrong; `text` is what was pasted. @throws NotFound, also for somebody else's */
export async function getStagedBasics(ctx: Ctx, importId: string): Promise<CheckedBasics & { text: string }> {
  requireRight(ctx, 'settings.edit')
  const { basics, lines, text } = await staged<StagedBasics>(ctx, importId)
  return { ...checkBasics(basics, lines, await listBasics(ctx)), text }
}

/**
 * All that is new at once, or nothing; at the end of the lists, in their order.
 * @returns how many @throws NotFound; Refused('basics_problems' | 'basics_nothing_new')
 */
export async function importBasics(ctx: Ctx, { importId, leaveOut }: z.output<typeof ImportBasicsInput>): Promise<number> {
  requireRight(ctx, 'settings.edit')
  return inTransaction(ctx, async (tx) => {
    await tx.db.select({ code: regions.code }).from(regions).for('update')
    await tx.db.select({ id: categories.id }).from(categories).for('update')
    const { fresh, problems } = await getStagedBasics(tx, importId)
    if (problems.length && !leaveOut) throw new Refused('basics_problems', { problems: problems.length }, 'leaveOut')
    const added = fresh.regions.length + fresh.categories.length + fresh.specialties.length
    if (!added) throw new Refused('basics_nothing_new')
    await addRegions(tx, fresh.regions)
    await addFields(tx, fresh)
    await record(tx, 'basics.import', undefined, {
      regions: fresh.regions.map(({ code, name }) => ({ code, name })),
      categories: fresh.categories.map(({ name }) => name),
      specialties: fresh.specialties.map(({ category, name }) => ({ category, name })),
    })
    await unstage(tx, importId)
    return added
  })
}

async function addRegions(tx: Ctx, fresh: CheckedBasics['fresh']['regions']): Promise<void> {
  if (!fresh.length) return
  const [{ last } = { last: null }] = await tx.db.select({ last: max(regions.position) }).from(regions)
  await tx.db.insert(regions).values(fresh.map(({ code, name }, i) => ({ code, name, position: (last ?? -1) + 1 + i })))
}

async function addFields(tx: Ctx, { categories: kinds, specialties: fields }: CheckedBasics['fresh']): Promise<void> {
  const [{ last } = { last: null }] = await tx.db.select({ last: max(categories.position) }).from(categories)
  if (kinds.length) await tx.db.insert(categories).values(kinds.map(({ name }, i) => ({ name, position: (last ?? -1) + 1 + i })))
  if (!fields.length) return
  const ids = new Map((await tx.db.select({ id: categories.id, name: categories.name }).from(categories)).map(({ id, name }) => [name, id]))
  await tx.db.insert(specialties).values(fields.map(({ category, name }) => ({ categoryId: ids.get(category)!, name })))
}
