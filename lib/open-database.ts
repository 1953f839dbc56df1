import { closeDb, openDb } from '@/db/client'
import { DataInUse, embeddedUrl, startEmbedded } from '@/db/embedded'
import { migrateUp } from '@/db/migrate'
import { env } from './shared/env'

/** The database of the settings, for programs beside the portal: that of DATABASE_URL, or the demo's, beside its portal if that runs. */
export async function openDatabase(): Promise<() => Promise<void>> {
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
    openDb(url, 2)
    return close
  } catch (error) {
    await close()
    throw error
  }
}
