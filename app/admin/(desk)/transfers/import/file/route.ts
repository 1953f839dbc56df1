import { mostStatementBytes, stageStatement } from '@/lib/checkout/import-statement'
import { staffCtxOrNull } from '@/lib/identity/session'
import { Refused } from '@/lib/shared/refused'
import { fromHere } from '@/lib/shared/route-handler'
import { takeStaged } from '../../../_components/take-staged'

/** A bank's statement. */
export const POST = fromHere(async (request: Request) =>
  takeStaged(
    request,
    {
      ctx: await staffCtxOrNull('transfers.confirm'),
      page: '/admin/transfers/import',
      field: 'statement',
      kept: 'checked',
      maxBytes: mostStatementBytes,
      tooLarge: new Refused('statement_large', { size: mostStatementBytes / 1e6 }),
      missing: new Refused('statement_missing'),
    },
    stageStatement,
  ),
)
