import { z } from 'zod'
import { OtherRegionReason } from '@/lib/enrollment/application-input'
import { InvoiceTitleInput } from '@/lib/invoices/input'
import { ticked } from '@/lib/shared/ticked'

export const PlaceOrderInput = z
  .object({ classId: z.uuid('请选择班级。'), expectedFen: z.coerce.number().int().min(0), otherRegionReason: OtherRegionReason })
  .and(InvoiceTitleInput)
export const OrderRef = z.object({ orderId: z.uuid() })
export const StartPaymentInput = OrderRef.extend({ method: z.string('请选择支付方式。').min(1, '请选择支付方式。') })
export const RequestRefundInput = OrderRef.extend({
  itemId: z.uuid().optional(),
  reason: z.string('请填写退款原因。').trim().min(1, '请填写退款原因。').max(200, '退款原因最多 200 字。'),
})

export const RefundRequestRef = z.object({ buyerId: z.uuid(), requestId: z.uuid() })
export const DeclineRefundInput = RefundRequestRef.extend({
  answer: z.string('请填写驳回的理由。').trim().min(1, '请填写驳回的理由，申请人会看到。').max(200, '理由最多 200 字。'),
})

const reference = z
  .string('请填写银行流水号。')
  .trim()
  .regex(/^[0-9A-Za-z-]{4,40}$/, '银行流水号由 4–40 位数字和字母组成，请对照银行回单填写。')
export const RefundRef = z.object({ buyerId: z.uuid(), refundId: z.uuid() })
export const RecordReturnInput = RefundRef.extend({ reference })

/** 12,000.00, ¥120 or full-width digits, as people copy them from a statement. */
const amount = z
  .string('请填写到账金额。')
  .transform((typed) => typed.normalize('NFKC').replace(/[¥￥,，\s元]/g, ''))
  .pipe(z.string().regex(/^\d{1,8}(\.\d{1,2})?$/, '到账金额写到分，例如 12000.00。'))
  .transform((yuan) => Math.round(Number(yuan) * 100))
export const ConfirmTransferInput = z.object({
  buyerId: z.uuid(),
  orderId: z.uuid(),
  amount,
  reference,
  paidOn: z.iso.date('请选择到账日期。'),
  differs: ticked,
})
