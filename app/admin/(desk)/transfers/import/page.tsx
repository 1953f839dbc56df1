import type { Metadata } from 'next'
import { found } from '@/app/_components/found'
import { Crumb } from '@/components/ui/crumb'
import { Note } from '@/components/ui/note'
import { getStatement, mostStatementBytes } from '@/lib/checkout/import-statement'
import { mostStatementLines } from '@/lib/checkout/statement-table'
import { staffCtx } from '@/lib/identity/session'
import { isId } from '@/lib/shared/is-id'
import { RefusedNote } from '../../_components/refused-note'
import { Section } from '../../_components/section'
import { FileForm } from '../../courses/_components/file-form'
import { MatchedLines } from './_components/matched-lines'

export const metadata: Metadata = { title: '导入银行流水' }

type Props = { searchParams: Promise<{ checked?: string; refused?: string; reason?: string; booked?: string; failed?: string }> }

/** 导入银行流水: what came in is shown beside the transfers that wait; only what somebody ticks is booked. */
export default async function StatementPage({ searchParams }: Props) {
  const ctx = await staffCtx('transfers.confirm')
  const { checked: importId, refused, reason, booked, failed } = await searchParams
  const statement = importId && isId(importId) ? await found(getStatement(ctx, importId)) : null
  const wrong = (failed ?? '').split(',').filter((row) => /^\d{1,7}$/.test(row))
  return (
    <>
      <Crumb above={[['/admin/transfers', '对公转账']]} here="导入银行流水" />
      <div className="desk-head">
        <h1 className="h-page">导入银行流水</h1>
        {statement && <p className="muted">{statement.name}</p>}
      </div>
      <RefusedNote refused={refused} reason={reason} facts={{ size: mostStatementBytes / 1e6, most: mostStatementLines }} />
      <div className="stack-2">
        {booked && /^\d+$/.test(booked) && <Note tone="good">已登记 {booked} 笔。</Note>}
        {wrong.length > 0 && <Note tone="warn">第 {wrong.join('、')} 行没有登记：订单或金额刚有变化，请看现在的状态。</Note>}
        {statement && statement.unread.length > 0 && (
          <Note tone="warn">第 {statement.unread.slice(0, 20).join('、')} 行有收入，但日期或流水号读不出来，请在“确认到账”中登记。</Note>
        )}
        {statement && importId && <MatchedLines key={booked} importId={importId} lines={statement.lines} />}
        <Section title={statement ? '另一份流水' : '选择文件'}>
          <p className="soft">
            从网上银行导出收支明细，工商银行、建设银行、农业银行、中国银行等的格式都可以直接用。附言里有订单号的自动对上；检查之后，只登记您勾选的。
          </p>
          <FileForm
            action="/admin/transfers/import/file"
            field="statement"
            accept=".xlsx,.csv,.txt"
            label="选择流水文件"
            hint={`.xlsx 或 .csv，读取第一张工作表，最多 ${mostStatementLines} 笔收入。`}
            primary={!statement}
          />
        </Section>
      </div>
    </>
  )
}
