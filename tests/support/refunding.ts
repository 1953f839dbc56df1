import { approveRefund, declineRefund } from '@/lib/checkout/decide-refund'
import { placeOrder } from '@/lib/checkout/place-order'
import { getOrder } from '@/lib/checkout/queries'
import { requestRefund } from '@/lib/checkout/request-refund'
import type { Buyer, Ctx, Trainee } from '@/lib/shared/context'
import type { StaffRole } from '@/lib/shared/rights'
import { deliverNotice, payAtBank } from './bank'
import { aLearner } from './learners'
import { setProgram } from './sales'
import { aStaff } from './staff'
import { aClass, aCourse, aTrainee, noon } from './world'

/** People who want their money back, and the clerk who decides. */

export const terms = { refundDays: 7, refundMaxLearntPercent: 50 }
export const reason = '工作调动，无法参加'

export const aClerk = (role: StaffRole = 'finance', now = noon) => aStaff(role, now)
export const ask = (me: Ctx<Trainee>, orderId: string) => requestRefund(me, { orderId, reason })
export const approve = (me: Ctx<Buyer>, requestId: string, clerk = aClerk()) => approveRefund(clerk, { buyerId: me.actor.id, requestId })
export const decline = (me: Ctx<Buyer>, requestId: string, clerk = aClerk()) =>
  declineRefund(clerk, { buyerId: me.actor.id, requestId, answer: '已超过约定的退款时间' })

/** Somebody who paid for a class at the sandbox bank, with an invoice, in a programme that refunds. */
export async function aPayer(shape: Parameters<typeof aClass>[0] = {}) {
  const { id: classId, programId } = await aClass(shape)
  await setProgram(programId, terms)
  const me = await aTrainee()
  const invoice = { buyerKind: 'person' as const, title: '张丽华' }
  const orderId = await placeOrder(me, { classId, invoice, otherRegionReason: '长期派驻外地' })
  await payAtBank(me, orderId)
  await deliverNotice(me, orderId)
  return { me, classId, programId, orderId, enrollmentId: (await getOrder(me, orderId)).enrollmentId }
}

/** Somebody learning a course with a quiz, who has asked for their money back. */
export async function anAsker() {
  const course = await aCourse({ chapterSeconds: [60, 60] })
  const trainingClass = await aClass({ parts: [{ hours: 4, courses: [course] }] })
  await setProgram(trainingClass.programId, { ...terms, refundMaxLearntPercent: 100 })
  const learner = await aLearner({}, { trainingClass })
  return { ...learner, me: learner.trainee, requestId: await ask(learner.trainee, learner.orderId) }
}
