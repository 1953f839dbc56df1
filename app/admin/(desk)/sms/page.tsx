import type { Metadata } from 'next'
import { Badge } from '@/components/ui/badge'
import { DataTable, type TableColumn } from '@/components/ui/data-table'
import { ListEmpty } from '@/components/ui/list-empty'
import { ListSearch } from '@/components/ui/list-search'
import { listSmsMessages, type SmsFilter, type SmsRow, smsOutcomes } from '@/lib/admin/sms-messages'
import { openTyped } from '@/lib/admin/typed-number'
import { staffCtx } from '@/lib/identity/session'
import { isId } from '@/lib/shared/is-id'
import { readListQuery, type SearchParams } from '@/lib/shared/list-query'
import { formatMoment } from '@/lib/shared/time'
import { findAction } from '../_components/actions'
import { answerWords, kindWords, outcomeWords } from './_components/sms-words'

export const metadata: Metadata = { title: '短信记录' }

const path = '/admin/sms'
const columns: TableColumn<SmsRow>[] = [
  { key: 'at', title: '时间', cell: ({ askedAt }) => <span className="num nowrap">{formatMoment(askedAt)}</span> },
  { key: 'phone', title: '手机号', cell: ({ phoneMasked }) => <span className="num nowrap">{phoneMasked}</span> },
  {
    key: 'what',
    title: '内容',
    cell: ({ kind, body }) => (
      <span className="obj">
        <b>{kindWords[kind as keyof typeof kindWords] ?? kind}</b>
        <span>{body}</span>
      </span>
    ),
  },
  {
    key: 'outcome',
    title: '结果',
    cell: ({ outcome, answer, tries }) => {
      const { words, tone, icon } = outcomeWords[outcome]
      return (
        <span className="obj">
          <Badge tone={tone} icon={icon}>
            {words}
          </Badge>
          {answer && (
            <span>
              {answerWords(answer)} <span className="num">{answer}</span>
            </span>
          )}
          {tries > 1 && <span>共试了 {tries} 次</span>}
        </span>
      )
    },
  },
]

/** 短信记录: what was sent to whom, when, and what the provider said. */
export default async function SmsPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const ctx = await staffCtx('sms.read')
  const query = readListQuery<SmsFilter>(await searchParams, { filters: ['outcome', 'kind'], sorts: ['at'] })
  const { rows, total, more } = await listSmsMessages(ctx, query)
  const typed = openTyped(query.q)
  return (
    <>
      <div className="desk-head">
        <h1 className="h-page">短信记录</h1>
        <p className="soft">
          共 <span className="num">{total.toLocaleString('en-US')}</span>
          {more ? ' 条以上，请缩小范围。' : ' 条。'}
          保存 180 天，不含验证码。“服务商已接收”不等于手机已收到，手机可能停机或拦截了短信。
        </p>
      </div>
      <ListSearch
        path={path}
        query={{ ...query, filters: { ...query.filters, list: 'sms' } as typeof query.filters }}
        placeholder="手机号、身份证号、姓名或单位全称"
        filters={[
          {
            name: 'outcome',
            label: '结果',
            all: '全部结果',
            options: smsOutcomes.map((value) => ({ value, label: outcomeWords[value].words })),
          },
          { name: 'kind', label: '内容', all: '全部内容', options: Object.entries(kindWords).map(([value, label]) => ({ value, label })) },
        ]}
        posted={{ action: findAction, typed: isId(typed) ? '' : typed }}
      />
      <DataTable
        label="短信记录"
        columns={columns}
        rows={rows}
        rowKey={({ id }) => id}
        path={path}
        query={query}
        total={total}
        empty={<ListEmpty path={path} query={query} icon="message-square" what="短信记录" />}
      />
    </>
  )
}
