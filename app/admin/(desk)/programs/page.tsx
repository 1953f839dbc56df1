import type { Metadata } from 'next'
import { DataTable, type TableColumn } from '@/components/ui/data-table'
import { Icon } from '@/components/ui/icon'
import { Link } from '@/components/ui/link'
import { ListEmpty } from '@/components/ui/list-empty'
import { ListSearch } from '@/components/ui/list-search'
import { listCategories } from '@/lib/catalog/courses/queries'
import { type ListedProgram, listPrograms, listProgramYears, programFilters, programSorts } from '@/lib/catalog/programs/queries'
import { staffCtx } from '@/lib/identity/session'
import { readListQuery, type SearchParams } from '@/lib/shared/list-query'
import { PublishedBadge } from '../courses/_components/course-badge'
import { feeText, timingNames } from './_components/program-words'

export const metadata: Metadata = { title: '项目与班级' }

const path = '/admin/programs'
const columns: TableColumn<ListedProgram>[] = [
  {
    key: 'title',
    title: '培训项目',
    sortable: true,
    cell: ({ id, title, category, specialty }) => (
      <span className="obj">
        <Link className="link bold" href={`${path}/${id}`}>
          {title}
        </Link>
        <span>{specialty ? `${category}，${specialty}` : category}</span>
      </span>
    ),
  },
  { key: 'year', title: '年度', sortable: true, kind: 'figure', cell: ({ year }) => year },
  { key: 'timing', title: '选课方式', cell: ({ selectionTiming }) => timingNames[selectionTiming] },
  { key: 'fee', title: '费用', cell: (program) => <span className="num nowrap">{feeText(program)}</span> },
  { key: 'classes', title: '班级', kind: 'figure', cell: ({ classes }) => classes },
  { key: 'people', title: '占用名额', kind: 'figure', cell: ({ people }) => people },
  { key: 'state', title: '状态', cell: ({ publishedAt }) => <PublishedBadge publishedAt={publishedAt} /> },
]

/** 项目与班级: the programmes of all years; region managers count their own classes only. */
export default async function ProgramsPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const ctx = await staffCtx('programs.read')
  const query = readListQuery(await searchParams, { filters: programFilters, sorts: programSorts })
  const [{ rows, total }, years, categories] = await Promise.all([listPrograms(ctx, query), listProgramYears(ctx), listCategories(ctx)])
  return (
    <>
      <div className="desk-head">
        <h1 className="h-page">项目与班级</h1>
        <p className="soft">
          共 <span className="num">{total}</span> 个项目
        </p>
        {ctx.actor.rights.includes('programs.edit') && (
          <div className="acts">
            <Link className="btn primary" href={`${path}/new`}>
              <Icon name="plus" />
              新建项目
            </Link>
          </div>
        )}
      </div>
      <ListSearch
        path={path}
        query={query}
        placeholder="项目名称"
        filters={[
          { name: 'year', label: '年度', all: '全部年度', options: years.map((year) => ({ value: String(year), label: `${year}年度` })) },
          { name: 'category', label: '培训类别', all: '全部类别', options: categories.map(({ id, name }) => ({ value: id, label: name })) },
          {
            name: 'state',
            label: '状态',
            all: '全部状态',
            options: [
              { value: 'published', label: '已发布' },
              { value: 'draft', label: '未发布' },
            ],
          },
        ]}
      />
      <DataTable
        label="培训项目"
        columns={columns}
        rows={rows}
        rowKey={({ id }) => id}
        path={path}
        query={query}
        total={total}
        empty={
          <ListEmpty path={path} query={query} icon="layout-grid" what="项目">
            <p>项目写明学时要求、费用、测验和证书；发布并开班后，学员就可以报名。</p>
            {ctx.actor.rights.includes('programs.edit') && (
              <Link className="btn" href="/admin/programs/new">
                新建项目
              </Link>
            )}
          </ListEmpty>
        }
      />
    </>
  )
}
