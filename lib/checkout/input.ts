import { z } from 'zod'
import { InvoiceTitleInput } from '@/lib/invoices/input'

export const PlaceOrderInput = z.object({ classId: z.uuid('请选择班级。') }).and(InvoiceTitleInput)
export const OrderRef = z.object({ orderId: z.uuid() })
export const StartPaymentInput = OrderRef.extend({ method: z.string('请选择支付方式。').min(1, '请选择支付方式。') })
export const RequestRefundInput = OrderRef.extend({
  itemId: z.uuid().optional(),
  reason: z.string('请填写退款原因。').trim().min(1, '请填写退款原因。').max(200, '退款原因最多 200 字。'),
})
