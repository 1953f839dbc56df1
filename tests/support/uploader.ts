import { closeDb, db, openDb } from '@/db/client'
import { receiveUpload } from '@/lib/rosters/receive-upload'
import type { Enterprise } from '@/lib/shared/context'

/** A server process that receives one roster and says each step, so that somebody can kill it there. */

export type Errand = { actor: Enterprise; now: string; classId: string; people: [name: string, idNumber: string, phone: string][] }

openDb(process.argv[2]!)
process.on('message', async ({ actor, now, classId, people }: Errand) => {
  const bytes = Buffer.from(['姓名,身份证号,手机号', ...people.map((person) => person.join())].join('\n'))
  const upload = { name: '名单.csv', bytes }
  await receiveUpload({ actor, now: new Date(now), db: db() }, { classId, upload, onProgress: ({ step }) => process.send!(step) })
  process.send!('done')
  await closeDb()
  process.disconnect()
})
process.send!('ready')
