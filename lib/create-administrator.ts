import { db } from '@/db/client'
import { name } from './identity/input'
import { createAdministrator, userName } from './identity/manage-staff'
import { openDatabase } from './open-database'
import { refusalText } from './shared/refusal-text'
import { Refused } from './shared/refused'
import { SettingError } from './shared/setting-error'

/*
 * npm run create:administrator -- USERNAME NAME: the first administrator of a portal, who lets in the others; or one more when nobody gets
 * in. Works on the database of the settings, beside a running portal or without one.
 */
async function main(): Promise<number> {
  const [typedUserName = '', typedName = ''] = process.argv.slice(2)
  const input = { userName: userName.safeParse(typedUserName), name: name.safeParse(typedName) }
  if (!input.userName.success || !input.name.success) throw new SettingError('usage: npm run create:administrator -- zhou.min 周敏')
  const close = await openDatabase()
  try {
    const ctx = { actor: { kind: 'system' as const }, now: new Date(), db: db() }
    const { password } = await createAdministrator(ctx, { userName: input.userName.data, name: input.name.data })
    console.log(
      `User name: ${input.userName.data}\nFirst password, shown this once: ${password}\nSign in at /admin; the authenticator is set up there.`,
    )
    return 0
  } finally {
    await close()
  }
}

main().then(
  (code) => process.exit(code),
  (error) => {
    console.error(error instanceof SettingError ? error.message : error instanceof Refused ? refusalText(error) : error)
    process.exit(1)
  },
)
