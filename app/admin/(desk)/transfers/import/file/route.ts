import { mostStatementBytes, stageStatement } from '@/lib/checkout/import-statement'
import { staffCtxOrNull } from '@/lib/identity/session'
import { NotFound } from '@/lib/shared/not-found'
import { Refused } from '@/lib/shared/refused'
import { answering, fromHere, seeOther } from '@/lib/shared/route-handler'
import { fileIn, readForm } from '@/lib/shared/upload'

const page = '/admin/transfers/import'

/** Takes a bank's statement and goes back to the page, which shows what it holds or why it was refused. */
export const POST = fromHere(async (request: Request) => {
  return answering(async () => {
    const ctx = await staffCtxOrNull('transfers.confirm')
    if (!ctx) throw new NotFound()
    try {
      const form = await readForm(request, mostStatementBytes)
      if (form === 'too large') throw new Refused('statement_large', { size: mostStatementBytes / 1e6 })
      const file = fileIn(form, 'statement')
      if (!file) throw new Refused('statement_missing')
      return seeOther(`${page}?checked=${await stageStatement(ctx, { name: file.name, bytes: Buffer.from(await file.arrayBuffer()) })}`)
    } catch (error) {
      if (!(error instanceof Refused)) throw error
      const reason = 'reason' in error.facts ? `&reason=${encodeURIComponent(error.facts.reason as string)}` : ''
      return seeOther(`${page}?refused=${error.code}${reason}`)
    }
  })
})
