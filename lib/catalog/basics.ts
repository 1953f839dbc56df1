import { asc, eq, max } from 'drizzle-orm'
import { z } from 'zod'
import { categories, specialties } from '@/db/schema/catalog'
import { regions } from '@/db/schema/identity'
import { record } from '@/lib/audit/record'
import { type Ctx, inTransaction } from '@/lib/shared/context'
import { NotFound } from '@/lib/shared/not-found'
import { Refused } from '@/lib/shared/refused'
import { requireRight } from '@/lib/shared/staff'

/** What everything else is sorted by: 行政区划, 培训类别 and 专业. They are added and renamed; what stands on something stays. */

const name = z.string().trim().min(2, '请填写名称，至少两个字。').max(40, '名称最多 40 个字。')
/** GB/T 2260 has six digits; a bureau's own divisions, as a development zone, are numbered alike. */
const code = z
  .string()
  .trim()
  .regex(/^\d{6}$/, '行政区划代码是 6 位数字。')

export const AddRegionInput = z.object({ code, name })
export const AddCategoryInput = z.object({ name })
export const AddSpecialtyInput = z.object({ categoryId: z.uuid(), name })
export const RenameInput = z.object({ kind: z.enum(['region', 'category', 'specialty']), key: z.string().max(40), name })

/** All of them, each category with its specialties. */
export async function listBasics(ctx: Ctx) {
  requireRight(ctx, 'settings.edit')
  const [places, kinds, fields] = await Promise.all([
    ctx.db.select({ code: regions.code, name: regions.name }).from(regions).orderBy(asc(regions.position), asc(regions.code)),
    ctx.db.select({ id: categories.id, name: categories.name }).from(categories).orderBy(asc(categories.position), asc(categories.name)),
    ctx.db.select().from(specialties).orderBy(asc(specialties.name)),
  ])
  return {
    regions: places,
    categories: kinds.map((kind) => ({ ...kind, specialties: fields.filter(({ categoryId }) => categoryId === kind.id) })),
  }
}

/** At the end of the list. @throws NotFound; Refused('basics_taken') */
export async function addRegion(ctx: Ctx, region: z.output<typeof AddRegionInput>): Promise<void> {
  requireRight(ctx, 'settings.edit')
  await inTransaction(ctx, async (tx) => {
    const [{ last } = { last: null }] = await tx.db.select({ last: max(regions.position) }).from(regions)
    const added = await tx.db
      .insert(regions)
      .values({ ...region, position: (last ?? -1) + 1 })
      .onConflictDoNothing()
      .returning({ code: regions.code })
    if (!added.length) throw new Refused('basics_taken', {}, 'code')
    await record(tx, 'region.add', undefined, region)
  })
}

/** At the end of the list. @throws NotFound; Refused('basics_taken') */
export async function addCategory(ctx: Ctx, category: z.output<typeof AddCategoryInput>): Promise<void> {
  requireRight(ctx, 'settings.edit')
  await inTransaction(ctx, async (tx) => {
    const [{ last } = { last: null }] = await tx.db.select({ last: max(categories.position) }).from(categories)
    const [added] = await tx.db
      .insert(categories)
      .values({ ...category, position: (last ?? -1) + 1 })
      .onConflictDoNothing()
      .returning({ id: categories.id })
    if (!added) throw new Refused('basics_taken', {}, 'name')
    await record(tx, 'category.add', added.id, category)
  })
}

/** @throws NotFound, also for an unknown category; Refused('basics_taken') */
export async function addSpecialty(ctx: Ctx, specialty: z.output<typeof AddSpecialtyInput>): Promise<void> {
  requireRight(ctx, 'settings.edit')
  await inTransaction(ctx, async (tx) => {
    const [category] = await tx.db
      .select({ id: categories.id })
      .from(categories)
      .where(eq(categories.id, specialty.categoryId))
      .for('update')
    if (!category) throw new NotFound()
    const [added] = await tx.db.insert(specialties).values(specialty).onConflictDoNothing().returning({ id: specialties.id })
    if (!added) throw new Refused('basics_taken', {}, 'name')
    await record(tx, 'specialty.add', added.id, specialty)
  })
}

/** The new name shows wherever the old one did; what was issued keeps it. @throws NotFound; Refused('basics_taken') */
export async function renameBasic(ctx: Ctx, { kind, key, name: after }: z.output<typeof RenameInput>): Promise<void> {
  requireRight(ctx, 'settings.edit')
  if (kind !== 'region' && !z.uuid().safeParse(key).success) throw new NotFound()
  await inTransaction(ctx, async (tx) => {
    const all =
      kind === 'region'
        ? await tx.db.select({ key: regions.code, name: regions.name, group: regions.position }).from(regions).for('update')
        : kind === 'category'
          ? await tx.db.select({ key: categories.id, name: categories.name, group: categories.id }).from(categories).for('update')
          : await tx.db
              .select({ key: specialties.id, name: specialties.name, group: specialties.categoryId })
              .from(specialties)
              .for('update')
    const before = all.find((one) => one.key === key)
    if (!before) throw new NotFound()
    const rivals = kind === 'specialty' ? all.filter(({ group }) => group === before.group) : all
    if (rivals.some((one) => one.name === after && one.key !== key)) throw new Refused('basics_taken', {}, 'name')
    if (kind === 'region') await tx.db.update(regions).set({ name: after }).where(eq(regions.code, key))
    else if (kind === 'category') await tx.db.update(categories).set({ name: after }).where(eq(categories.id, key))
    else await tx.db.update(specialties).set({ name: after }).where(eq(specialties.id, key))
    await record(tx, 'basics.rename', kind === 'region' ? undefined : key, { kind, key, before: before.name, after })
  })
}
