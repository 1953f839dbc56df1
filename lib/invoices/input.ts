import { z } from 'zod'
import type { InvoiceTitle } from '@/db/schema/checkout'
import type { EnterpriseInvoice } from '@/db/schema/identity'
import { halfWidth } from '@/lib/shared/half-width'

const optional = z.string().trim().optional().default('')

const titleOf = ({ buyerKind, title, personTitle }: { buyerKind: string; title: string; personTitle?: string }) =>
  buyerKind === 'person' ? (personTitle ?? title) : title

/**
 * 发票信息 of a form: none, or a buyer with what its kind asks for. The tax number is checked for its form only (GB 32100:
 * 18 characters without I O S V Z): a few real ones fail the check digit, and an invoice must not be refused for that.
 * `invoice` is null when none is wanted.
 */
export const InvoiceTitleInput = z
  .object({
    buyerKind: z.enum(['none', 'company', 'public_body', 'person']).default('none'),
    title: optional,
    /** 个人 has a field of its own, so that neither name stands where the other belongs. */
    personTitle: z.string().trim().optional(),
    taxNumber: optional.transform((typed) => halfWidth(typed).replace(/\s/g, '').toUpperCase()),
  })
  .superRefine(({ buyerKind, taxNumber, ...typed }, issues) => {
    if (buyerKind === 'none') return
    const title = titleOf({ buyerKind, ...typed })
    const path = [buyerKind === 'person' && typed.personTitle !== undefined ? 'personTitle' : 'title']
    if (!title) issues.addIssue({ code: 'custom', path, message: '请填写发票抬头。' })
    if (title.length > 100) issues.addIssue({ code: 'custom', path, message: '发票抬头最多 100 个字。' })
    if (buyerKind === 'company' && !/^[0-9A-HJ-NPQRTUWXY]{18}$/.test(taxNumber))
      issues.addIssue({ code: 'custom', path: ['taxNumber'], message: '统一社会信用代码是 18 位数字和大写字母，请对照营业执照核对。' })
  })
  .transform(({ buyerKind, taxNumber, ...typed }) => ({
    invoice: (buyerKind === 'none'
      ? null
      : { buyerKind, title: titleOf({ buyerKind, ...typed }), ...(buyerKind === 'company' && { taxNumber }) }) as InvoiceTitle | null,
  }))

export const RequestInvoiceInput = z.object({ orderId: z.uuid() }).and(InvoiceTitleInput)

export const invoiceKinds = z.enum(['pdf', 'ofd', 'xml'])
export const mediaTypes = { pdf: 'application/pdf', ofd: 'application/ofd', xml: 'application/xml' } as const

const invoiceNumber = z
  .string('请填写发票号码。')
  .transform((typed) => halfWidth(typed).replace(/\s/g, ''))
  .pipe(z.string().regex(/^\d{20}$/, '发票号码是 20 位数字，请对照发票核对。'))
export const InvoiceRef = z.object({ invoiceId: z.uuid() })
export const MarkReversedInput = InvoiceRef.extend({ reversalNumber: invoiceNumber })
/** Typed beside the files; what the XML says need not be typed. */
export const IssueByHandInput = InvoiceRef.extend({
  number: z
    .literal('')
    .transform(() => undefined)
    .or(invoiceNumber)
    .optional(),
  issuedOn: z
    .literal('')
    .transform(() => undefined)
    .or(z.iso.date('请选择开票日期。'))
    .optional(),
  override: z
    .string()
    .trim()
    .max(200, '原因最多 200 个字。')
    .transform((text) => text || undefined)
    .optional(),
})

/** 发票信息 of an enterprise: there always is one, and never a person's. */
export const EnterpriseInvoiceInput = InvoiceTitleInput.transform(({ invoice }, issues): { invoice: EnterpriseInvoice } => {
  if (invoice && invoice.buyerKind !== 'person') return { invoice: { ...invoice, buyerKind: invoice.buyerKind } }
  issues.addIssue({ code: 'custom', path: ['buyerKind'], message: '请选择抬头类型。' })
  return z.NEVER
})
