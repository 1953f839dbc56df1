import { db, openDb } from '@/db/client'
import { orderApplication } from '@/lib/checkout/order-application'
import { placeOrder } from '@/lib/checkout/place-order'
import { receivePayment } from '@/lib/checkout/receive-payment'
import type { Trainee } from '@/lib/shared/context'
import { outcome } from './outcome'

/** One of two server processes in a race: does what it is told, all at once, and answers what became of each. */

export type Heat = { now: Date } & (
  | { traineeIds: string[]; classId: string }
  | { traineeIds: string[]; programId: string; expectedFen: number }
  | { notice: { chargeNumber: string; tradeNumber: string; amountFen: number }; times: number }
)

const actor = (id: string): Trainee => ({ kind: 'trainee', id, name: '', address: '10.0.0.1' })

function run(heat: Heat): Promise<unknown>[] {
  const { now } = heat
  const as = (id: string) => ({ actor: actor(id), now, db: db() })
  if ('notice' in heat) {
    const notice = { ...heat.notice, method: 'wechat', paidAt: now }
    return Array.from({ length: heat.times }, () => receivePayment({ actor: { kind: 'system' }, now, db: db() }, 'sandbox', notice))
  }
  if ('classId' in heat) return heat.traineeIds.map((id) => placeOrder(as(id), { classId: heat.classId, invoice: null }))
  const { programId, expectedFen } = heat
  return heat.traineeIds.map((id) => orderApplication(as(id), { programId, expectedFen, invoice: null }))
}

openDb(process.argv[2]!)
process.on('message', async (heat: Heat) => process.send!(await Promise.all(run(heat).map(outcome))))
process.send!('ready')
