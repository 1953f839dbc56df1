import { prepareAppRole } from '@/db/app-role'
import { closeDb, db, openDb } from '@/db/client'
import { DataInUse, embeddedUrl, startEmbedded } from '@/db/embedded'
import { migrateUp } from '@/db/migrate'
import { env } from './shared/env'
import { checkKeys } from './shared/key-check'

type Wanted = { as?: 'portal' | 'owner' } & Parameters<typeof checkKeys>[1]

/**
 * The database of the settings, for programs beside the portal: that of DATABASE_URL, or the demo's, beside its portal if that runs. They act
 * as the portal does, unless they have to be the `owner` of its tables.
 */
export async function openDatabase({ as = 'portal', takeIn = true }: Wanted = {}): Promise<() => Promise<void>> {
  const { databaseUrl, dataDir } = env()
  const folder = `${dataDir}/postgres`
  const embedded = databaseUrl
    ? null
    : await startEmbedded(folder).catch((error) => {
        if (error instanceof DataInUse) return null
        throw error
      })
  const url = databaseUrl ?? embedded?.url ?? embeddedUrl(folder)
  const close = async () => {
    await closeDb()
    await embedded?.stop()
  }
  try {
    await migrateUp(url)
    openDb((as === 'portal' && (await prepareAppRole(url))) || url, 2)
    await checkKeys(db(), { takeIn })
    return close
  } catch (error) {
    await close()
    throw error
  }
}
