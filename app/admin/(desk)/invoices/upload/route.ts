import { staffCtxOrNull } from '@/lib/identity/session'
import { mostBytes } from '@/lib/invoices/invoice-file'
import { issueMany } from '@/lib/invoices/issue-by-hand'
import { NotFound } from '@/lib/shared/not-found'
import { refusalText } from '@/lib/shared/refusal-text'
import { Refused } from '@/lib/shared/refused'
import { fromHere } from '@/lib/shared/route-handler'
import { answerFiles } from '../../_components/answer-files'

/** Some hundred invoices in their three formats. */
const maxBytes = 10 * mostBytes

/** 批量上传: issued files, matched by the order's number in their names. */
export const POST = fromHere(async (request: Request) => {
  const ctx = await staffCtxOrNull('invoices.issue')
  const tooLarge = new Refused('invoice_file_large', { name: '全部文件', size: maxBytes / 1e6 })
  return answerFiles(request, '/admin/invoices', { maxBytes, tooLarge }, async (files) => {
    if (!ctx) throw new NotFound()
    if (!files.length) throw new Refused('invoice_file_missing')
    const outcomes = await issueMany(ctx, files)
    return {
      outcomes: outcomes.map(({ names, orderNumber, refusal }) => ({
        names,
        good: !refusal,
        text: refusal ? refusalText(refusal) : `订单 ${orderNumber} 的发票已开具`,
      })),
    }
  })
})
