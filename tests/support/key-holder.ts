import { db, openDb } from '@/db/client'
import { rotateKeys } from '@/lib/admin/rotation/rotate-keys'
import { insertPeople } from '@/lib/identity/insert-people'
import { inTransaction } from '@/lib/shared/context'
import { env } from '@/lib/shared/env'
import { checkKeys } from '@/lib/shared/key-check'
import { aNewPerson } from './new-person'

/** A process with keys of its own, beside the tests': goes through the database, or makes accounts. */

export type KeyErrand = { keys: { dataKey: string; previousDataKey: string }; now: Date } & (
  | { what: 'rotate' }
  | { what: 'insert'; idNumbers: string[] }
)

async function run({ keys, now, ...errand }: KeyErrand): Promise<unknown> {
  Object.assign(env(), keys)
  const ctx = { actor: { kind: 'system' as const }, now, db: db() }
  await checkKeys(db())
  if (errand.what === 'rotate') return rotateKeys(ctx, () => {})
  const added: string[] = []
  for (const idNumber of errand.idNumbers) {
    const person = aNewPerson(idNumber)
    if ((await inTransaction(ctx, (tx) => insertPeople(tx, [person]))).size) added.push(idNumber)
  }
  return added
}

openDb(process.argv[2]!)
process.on('message', async (errand: KeyErrand) => process.send!({ result: await run(errand) }))
process.send!('ready')
