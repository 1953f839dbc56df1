import { db, openDb } from '@/db/client'
import { jobHandlers } from '@/lib/job-handlers'
import { receiveUpload } from '@/lib/rosters/receive-upload'
import { submitRoster } from '@/lib/rosters/submit-roster'
import { openBooks } from '@/lib/sandbox-bank/books'
import type { Ctx, Enterprise } from '@/lib/shared/context'
import { startJobs } from '@/lib/shared/jobs'
import { deliverNotice } from './bank'

/** A server process that does one thing for an enterprise and says its steps, so that somebody can kill it there. */

export type Errand =
  | { what: 'upload'; classId: string; people: [name: string, idNumber: string, phone: string][] }
  | { what: 'submit'; rosterId: string; expectedFen: number }
  /** The bank's notice of a payment comes. */
  | { what: 'pay'; orderId: string }
  /** Works off the job queue until it is killed. */
  | { what: 'work' }

export type Task = { actor: Enterprise; now: Date; errand: Errand }

async function run(ctx: Ctx<Enterprise>, errand: Errand): Promise<unknown> {
  if (errand.what === 'work') return startJobs(process.argv[2]!, jobHandlers(db()))
  if (errand.what === 'pay') return deliverNotice(ctx, errand.orderId)
  if (errand.what === 'submit') {
    const { rosterId, expectedFen } = errand
    return submitRoster(ctx, { rosterId, expectedFen, leaveOut: false, invoice: null })
  }
  const bytes = Buffer.from(['姓名,身份证号,手机号', ...errand.people.map((person) => person.join())].join('\n'))
  const upload = { name: '名单.csv', bytes }
  return receiveUpload(ctx, { classId: errand.classId, upload, onProgress: ({ step }) => process.send!(step) })
}

openDb(process.argv[2]!)
openBooks(process.argv[2]!)
process.on('message', async ({ errand, ...given }: Task) => {
  await run({ ...given, db: db() }, errand)
  process.send!('done')
})
process.send!('ready')
