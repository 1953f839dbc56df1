import type { Metadata } from 'next'
import { Badge } from '@/components/ui/badge'
import { DataTable, type TableColumn } from '@/components/ui/data-table'
import { Link } from '@/components/ui/link'
import { ListEmpty } from '@/components/ui/list-empty'
import { ListSearch } from '@/components/ui/list-search'
import { type ListedLesson, listLessons, listOwnUploads, listUploads } from '@/lib/catalog/lessons/queries'
import { staffCtx } from '@/lib/identity/session'
import { env } from '@/lib/shared/env'
import { readListQuery, type SearchParams } from '@/lib/shared/list-query'
import { formatDuration, formatMoment } from '@/lib/shared/time'
import { CourseTabs } from '../_components/course-tabs'
import { LessonUpload } from '../_components/lesson-upload'
import { UploadList } from '../_components/upload-list'

export const metadata: Metadata = { title: '视频' }

const path = '/admin/courses/lessons'
const columns: TableColumn<ListedLesson>[] = [
  {
    key: 'title',
    title: '视频',
    sortable: true,
    cell: ({ id, title }) => (
      <Link className="link bold" href={`${path}/${id}`}>
        {title}
      </Link>
    ),
  },
  { key: 'duration', title: '时长', sortable: true, kind: 'figure', cell: ({ durationSeconds }) => formatDuration(durationSeconds) },
  {
    key: 'used',
    title: '用于章节',
    cell: ({ used }) => (used ? <span className="num">{used}</span> : <Badge tone="plain">未使用</Badge>),
  },
  {
    key: 'created',
    title: '处理完成',
    sortable: true,
    cell: ({ createdAt }) => <span className="num nowrap">{formatMoment(createdAt)}</span>,
  },
]

/** 视频: uploads on their way, and the lessons that they became. */
export default async function LessonsPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const ctx = await staffCtx('courses.read')
  const query = readListQuery<'use'>(await searchParams, { filters: ['use'], sorts: ['created', 'title', 'duration'] })
  const mayEdit = ctx.actor.rights.includes('courses.edit')
  const [{ rows, total }, uploads, own] = await Promise.all([listLessons(ctx, query), listUploads(ctx), mayEdit ? listOwnUploads(ctx) : []])
  return (
    <>
      <div className="desk-head">
        <h1 className="h-page">视频</h1>
        <p className="soft">
          共 <span className="num">{total}</span> 个
        </p>
      </div>
      <CourseTabs here={path} />
      {mayEdit && <LessonUpload maxBytes={env().lessonMaxBytes} uploads={own} />}
      <UploadList uploads={uploads} mayEdit={mayEdit} />
      <ListSearch
        path={path}
        query={query}
        placeholder="视频名称"
        filters={[
          {
            name: 'use',
            label: '是否使用',
            all: '全部视频',
            options: [
              { value: 'unused', label: '未使用' },
              { value: 'used', label: '已用于章节' },
            ],
          },
        ]}
      />
      <DataTable
        label="视频"
        columns={columns}
        rows={rows}
        rowKey={({ id }) => id}
        path={path}
        query={query}
        total={total}
        empty={
          <ListEmpty path={path} query={query} icon="play" what="视频">
            <p>{mayEdit ? '在上面上传视频文件，处理好后放进课程的章节。' : '内容编辑上传视频后，会出现在这里。'}</p>
          </ListEmpty>
        }
      />
    </>
  )
}
