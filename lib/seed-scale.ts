import { parseArgs } from 'node:util'
import { db } from '@/db/client'
import { seedScale } from './admin/seed-scale'
import { openDatabase } from './open-database'
import { env } from './shared/env'
import { SettingError } from './shared/setting-error'

/*
 * npm run seed:scale [-- --people 200000]: fills the configured database with invented people, to measure with. Never where real people
 * are.
 */
async function main(): Promise<number> {
  const { values } = parseArgs({ options: { people: { type: 'string', default: '200000' } } })
  const people = Number(values.people)
  if (!(Number.isInteger(people) && people > 0 && people <= 2_000_000)) throw new SettingError('--people needs a number up to 2000000')
  const close = await openDatabase({ as: 'owner' })
  try {
    const [there] = await db().$client`select exists (select 1 from trainees where id_number_masked not like '0000%') people`
    if (env().mode === 'production' && there?.people) throw new SettingError('there are people in this database: it is left as it is')
    const began = performance.now()
    await seedScale({ actor: { kind: 'system' }, now: new Date(), db: db() }, people, (line) =>
      console.log(`${((performance.now() - began) / 1000).toFixed(1)} s: ${line}`),
    )
    return 0
  } finally {
    await close()
  }
}

main().then(
  (code) => process.exit(code),
  (error) => {
    console.error(error instanceof SettingError ? error.message : error)
    process.exit(1)
  },
)
