import { db } from '@/db/client'
import { rotateKeys } from './admin/rotation/rotate-keys'
import { openDatabase } from './open-database'
import { withoutValues } from './shared/log'
import { SettingError } from './shared/setting-error'

/*
 * npm run keys:rotate: a program beside the portal, with the portal's settings: DATA_KEY is the new key, DATA_KEY_PREVIOUS the one before.
 * Ends with 0 once the one before is needed no more.
 */
async function main(): Promise<number> {
  const close = await openDatabase({ takeIn: false })
  try {
    const ctx = { actor: { kind: 'system' as const }, now: new Date(), db: db() }
    return (await rotateKeys(ctx, (line) => console.log(line))) ? 0 : 1
  } finally {
    await close()
  }
}

main().then(
  (code) => process.exit(code),
  (error) => {
    console.error(error instanceof SettingError ? `Setting ${error.message}` : withoutValues(error))
    process.exit(1)
  },
)
