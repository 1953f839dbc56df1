import { regions } from '@/db/schema/identity'
import { type Ctx, inTransaction } from '@/lib/shared/context'
import { seedCatalog } from './catalog'
import { demoEnterprises, seedEnterprises } from './enterprises'
import { demoMigrated, seedMigrated } from './migrated'
import { type DemoPerson, people, seedPeople } from './people'
import { projectPeople, seedProjects } from './projects'
import { rosterPeople, seedRosters } from './rosters'
import { seedShelf } from './shelf'
import { demoStaff, seedStaff } from './staff'

/** Fills an empty database with the demo, all of it or nothing. @returns false when there was something already */
export async function seedDemo(ctx: Ctx): Promise<boolean> {
  const [any] = await ctx.db.select({ code: regions.code }).from(regions).limit(1)
  if (any) return false
  await inTransaction(ctx, async (tx) => {
    await seedCatalog(tx)
    await seedShelf(tx)
    await seedPeople(tx)
    await seedProjects(tx)
    await seedMigrated(tx)
    await seedEnterprises(tx)
    await seedRosters(tx)
    await seedStaff(tx)
  })
  return true
}

export const demoPeople: Pick<DemoPerson, 'idNumber' | 'name' | 'stage'>[] = [...people, ...projectPeople, ...demoMigrated, ...rosterPeople]

/** Who signs in at the door of enterprises. */
export const demoGroups: { code: string; name: string; stage: string }[] = demoEnterprises
export const demoStaffNames: string[] = demoStaff.map(({ userName }) => userName)
