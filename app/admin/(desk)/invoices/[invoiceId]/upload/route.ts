import { staffCtxOrNull } from '@/lib/identity/session'
import { IssueByHandInput } from '@/lib/invoices/input'
import { mostBytes, readInvoiceFile } from '@/lib/invoices/invoice-file'
import { issueByHand } from '@/lib/invoices/issue-by-hand'
import { NotFound } from '@/lib/shared/not-found'
import { Refused } from '@/lib/shared/refused'
import { fromHere } from '@/lib/shared/route-handler'
import { answerFiles } from '../../../_components/answer-files'

const maxBytes = 3 * mostBytes

/** The files of one invoice, with the number and the day where no XML says them. */
export const POST = fromHere(async (request: Request, { params }: { params: Promise<{ invoiceId: string }> }) => {
  const ctx = await staffCtxOrNull('invoices.issue')
  const { invoiceId } = await params
  const page = `/admin/invoices/${invoiceId}`
  const tooLarge = new Refused('invoice_file_large', { name: '全部文件', size: maxBytes / 1e6 })
  return answerFiles(request, page, { maxBytes, tooLarge }, async (files, fields) => {
    const input = IssueByHandInput.safeParse({ ...fields, invoiceId })
    if (!ctx) throw new NotFound()
    if (!input.success) return { error: input.error.issues[0]!.message }
    await issueByHand(ctx, { ...input.data, files: await Promise.all(files.map(readInvoiceFile)) })
    return { next: page }
  })
})
