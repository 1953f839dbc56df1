import type { Metadata } from 'next'
import { Badge } from '@/components/ui/badge'
import { DataTable, type TableColumn } from '@/components/ui/data-table'
import { Icon } from '@/components/ui/icon'
import { Link } from '@/components/ui/link'
import { ListEmpty } from '@/components/ui/list-empty'
import { ListSearch } from '@/components/ui/list-search'
import { staffCtx } from '@/lib/identity/session'
import { listNoticesForDesk, noticeFilters } from '@/lib/notices/desk-notices'
import { noticeCategories } from '@/lib/notices/queries'
import { readListQuery, type SearchParams } from '@/lib/shared/list-query'
import { formatDay } from '@/lib/shared/time'
import { NoticeBadge } from './_components/notice-badge'

export const metadata: Metadata = { title: '公告与手册' }

type Row = Awaited<ReturnType<typeof listNoticesForDesk>>['rows'][number]

const columns = (now: Date, mayEdit: boolean): TableColumn<Row>[] => [
  {
    key: 'title',
    title: '标题',
    cell: ({ id, title, pinned, attachments }) => (
      <span className="obj">
        <Link className="link" href={mayEdit ? `/admin/notices/${id}` : `/admin/notices/${id}/preview`}>
          {title}
        </Link>
        <span>
          {pinned && <Badge tone="mine">置顶</Badge>} {attachments > 0 && `${attachments} 个附件`}
        </span>
      </span>
    ),
  },
  { key: 'category', title: '栏目', cell: ({ category }) => noticeCategories[category] },
  {
    key: 'publishedAt',
    title: '发布日期',
    cell: ({ publishedAt }) => <span className="num">{publishedAt && publishedAt <= now ? formatDay(publishedAt) : '–'}</span>,
  },
  { key: 'state', title: '状态', cell: ({ publishedAt }) => <NoticeBadge publishedAt={publishedAt} now={now} /> },
]

/** 公告与手册: all of them, drafts first. */
export default async function NoticesPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const ctx = await staffCtx('notices.read')
  const query = readListQuery(await searchParams, { filters: noticeFilters, sorts: ['publishedAt'] })
  const { rows, total } = await listNoticesForDesk(ctx, query)
  const mayEdit = ctx.actor.rights.includes('notices.edit')
  return (
    <>
      <div className="desk-head">
        <h1 className="h-page">公告与手册</h1>
        {mayEdit && (
          <div className="acts">
            <Link className="btn primary" href="/admin/notices/new">
              <Icon name="plus" />
              写一篇
            </Link>
          </div>
        )}
      </div>
      <ListSearch
        path="/admin/notices"
        query={query}
        placeholder="标题"
        filters={[
          {
            name: 'category',
            label: '栏目',
            all: '全部栏目',
            options: Object.entries(noticeCategories).map(([value, label]) => ({ value, label })),
          },
          {
            name: 'state',
            label: '状态',
            all: '全部状态',
            options: [
              { value: 'draft', label: '草稿' },
              { value: 'scheduled', label: '定时' },
              { value: 'published', label: '已发布' },
            ],
          },
        ]}
      />
      <DataTable
        label="公告与手册"
        columns={columns(ctx.now, mayEdit)}
        rows={rows}
        rowKey={({ id }) => id}
        path="/admin/notices"
        query={query}
        total={total}
        empty={
          <ListEmpty path="/admin/notices" query={query} icon="megaphone" what="文章">
            <p>平台公告、操作手册、政策法规和常见问题都在这里写。</p>
            {mayEdit && (
              <Link className="btn" href="/admin/notices/new">
                写一篇
              </Link>
            )}
          </ListEmpty>
        }
      />
    </>
  )
}
