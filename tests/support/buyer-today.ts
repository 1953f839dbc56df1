import { placeOrder } from '@/lib/checkout/place-order'
import { days, later } from '@/lib/shared/time'
import { setProgram } from './sales'
import { aClass, aTrainee, at } from './world'

/** A trainee with an order that waits, at a time of which gateways, whose clocks are real, believe that it is now. */
export async function aBuyerToday(now: Date) {
  const { id: classId, programId } = await aClass({
    enrolFrom: later(now, -days(1)),
    enrolUntil: later(now, days(10)),
    studyFrom: later(now, -days(1)),
    studyUntil: later(now, days(100)),
  })
  await setProgram(programId, { refundDays: 7, refundMaxLearntPercent: 100 })
  const me = at(await aTrainee(), now)
  return { me, orderId: await placeOrder(me, { classId, invoice: null }) }
}
export type BuyerToday = Awaited<ReturnType<typeof aBuyerToday>>
