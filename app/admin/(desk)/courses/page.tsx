import type { Metadata } from 'next'
import { DataTable, type TableColumn } from '@/components/ui/data-table'
import { Icon } from '@/components/ui/icon'
import { Link } from '@/components/ui/link'
import { ListEmpty } from '@/components/ui/list-empty'
import { ListSearch } from '@/components/ui/list-search'
import { listProviders } from '@/lib/catalog/courses/providers'
import {
  type CourseFilters,
  courseFilters,
  courseSorts,
  type ListedCourse,
  listCategories,
  listCourses,
} from '@/lib/catalog/courses/queries'
import { staffCtx } from '@/lib/identity/session'
import { readListQuery, type SearchParams } from '@/lib/shared/list-query'
import { formatDay } from '@/lib/shared/time'
import { PublishedBadge } from './_components/course-badge'
import { CourseTabs } from './_components/course-tabs'

export const metadata: Metadata = { title: '课程与题库' }

const path = '/admin/courses'
const columns: TableColumn<ListedCourse>[] = [
  {
    key: 'title',
    title: '课程',
    sortable: true,
    cell: ({ id, title, provider }) => (
      <span className="obj">
        <Link className="link bold" href={`${path}/${id}`}>
          {title}
        </Link>
        <span>{provider}</span>
      </span>
    ),
  },
  { key: 'category', title: '培训类别', cell: ({ category }) => category },
  { key: 'hours', title: '学时', sortable: true, kind: 'figure', cell: ({ creditHours }) => creditHours },
  { key: 'chapters', title: '章节', kind: 'figure', cell: ({ chapters }) => chapters },
  { key: 'questions', title: '题目', kind: 'figure', cell: ({ questions }) => questions },
  { key: 'programs', title: '用于项目', kind: 'figure', cell: ({ programs }) => programs },
  {
    key: 'published',
    title: '状态',
    sortable: true,
    cell: ({ publishedAt }) => (
      <span className="state-cell">
        <PublishedBadge publishedAt={publishedAt} />
        {publishedAt && <span className="num nowrap small muted">{formatDay(publishedAt)}</span>}
      </span>
    ),
  },
]

/** 课程: found by words, pinyin initials, provider, category and state. */
export default async function CoursesPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const ctx = await staffCtx('courses.read')
  const query = readListQuery<CourseFilters>(await searchParams, { filters: courseFilters, sorts: courseSorts })
  const [{ rows, total }, providers, categories] = await Promise.all([listCourses(ctx, query), listProviders(ctx), listCategories(ctx)])
  const mayEdit = ctx.actor.rights.includes('courses.edit')
  const options = (list: { id: string; name: string }[]) => list.map(({ id, name }) => ({ value: id, label: name }))
  return (
    <>
      <div className="desk-head">
        <h1 className="h-page">课程与题库</h1>
        <p className="soft">
          共 <span className="num">{total}</span> 门课程
        </p>
        {mayEdit && (
          <div className="acts">
            <Link className="btn primary" href={`${path}/new`}>
              <Icon name="plus" />
              新建课程
            </Link>
          </div>
        )}
      </div>
      <CourseTabs here={path} />
      <ListSearch
        path={path}
        query={query}
        placeholder="课程、提供方或拼音首字母"
        filters={[
          { name: 'provider', label: '课程提供方', all: '全部提供方', options: options(providers) },
          { name: 'category', label: '培训类别', all: '全部类别', options: options(categories) },
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
        label="课程"
        columns={columns}
        rows={rows}
        rowKey={({ id }) => id}
        path={path}
        query={query}
        total={total}
        empty={
          <ListEmpty path={path} query={query} icon="library" what="课程">
            <p>课程由视频和题库组成：先上传视频，再新建课程、添加章节、发布。</p>
            {mayEdit && (
              <Link className="btn" href="/admin/courses/new">
                新建课程
              </Link>
            )}
          </ListEmpty>
        }
      />
    </>
  )
}
