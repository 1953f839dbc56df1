import type { Metadata } from 'next'
import { found, idFrom } from '@/app/_components/found'
import { ActionForm } from '@/components/form/action-form'
import { SubmitButton } from '@/components/form/submit-button'
import { Crumb } from '@/components/ui/crumb'
import { DataTable, type TableColumn } from '@/components/ui/data-table'
import { Empty } from '@/components/ui/empty'
import { Icon } from '@/components/ui/icon'
import { Link } from '@/components/ui/link'
import { ListSearch } from '@/components/ui/list-search'
import { Note } from '@/components/ui/note'
import { kindNames } from '@/lib/catalog/questions/kinds'
import { type ListedQuestion, listQuestions } from '@/lib/catalog/questions/queries'
import { letterOf } from '@/lib/catalog/questions/rules'
import { staffCtx } from '@/lib/identity/session'
import { readListQuery, type SearchParams } from '@/lib/shared/list-query'
import { restoreQuestionAction, retireQuestionAction } from './actions'

export const metadata: Metadata = { title: '题库' }

/** A course's questions: found by words and kind, edited one by one, or imported and exported all at once. */
export default async function BankPage({
  params,
  searchParams,
}: {
  params: Promise<{ courseId: string }>
  searchParams: Promise<SearchParams>
}) {
  const ctx = await staffCtx('courses.read')
  const courseId = idFrom((await params).courseId)
  const asked = await searchParams
  const query = readListQuery<'kind' | 'state'>(asked, { filters: ['kind', 'state'], sorts: ['kind'] })
  const { course, rows, total, bank, retired, thin } = await found(listQuestions(ctx, courseId, query))
  const path = `/admin/courses/${courseId}/bank`
  const mayEdit = ctx.actor.rights.includes('courses.edit')
  const imported = /^\d{1,4}$/.test(String(asked.imported)) ? Number(asked.imported) : null
  return (
    <>
      <Crumb above={[[`/admin/courses/${courseId}`, course.title]]} here="题库" />
      <div className="desk-head">
        <h1 className="h-page">题库</h1>
        <p className="soft">
          单选题 <span className="num">{bank.single}</span>，多选题 <span className="num">{bank.multiple}</span>，判断题{' '}
          <span className="num">{bank.judgement}</span>
          {retired > 0 && (
            <>
              ，已停用 <span className="num">{retired}</span>
            </>
          )}
        </p>
        <div className="acts">
          <a className="btn" href={`${path}/export?format=xlsx`} download>
            <Icon name="download" />
            导出表格
          </a>
          <a className="btn" href={`${path}/export?format=gift`} download>
            <Icon name="download" />
            导出 GIFT
          </a>
          {mayEdit && (
            <>
              <Link className="btn" href={`${path}/import`}>
                <Icon name="file-up" />
                导入
              </Link>
              <Link className="btn primary" href={`${path}/new`}>
                <Icon name="plus" />
                添加题目
              </Link>
            </>
          )}
        </div>
      </div>
      {imported !== null && (
        <div role="status" className="desk-note">
          <Note tone="good">
            已导入 <span className="num">{imported}</span> 道题。
          </Note>
        </div>
      )}
      {thin.length > 0 && (
        <div className="desk-note">
          <Note tone="warn">
            <p>题库不足三份试卷，多考几次就会遇到见过的题目。请增加题目，或在项目中限制测验次数。</p>
            {thin.slice(0, 3).map(({ program, lacking }) => (
              <p className="small" key={program}>
                {program}：{lacking}
              </p>
            ))}
            {thin.length > 3 && <p className="small">等 {thin.length} 个项目</p>}
          </Note>
        </div>
      )}
      <ListSearch
        path={path}
        query={query}
        placeholder="题干中的词"
        filters={[
          {
            name: 'kind',
            label: '题型',
            all: '全部题型',
            options: Object.entries(kindNames).map(([value, label]) => ({ value, label })),
          },
          { name: 'state', label: '状态', all: '使用中', options: [{ value: 'retired', label: '已停用' }] },
        ]}
      />
      <DataTable
        label="题目"
        columns={columnsFor(path, mayEdit)}
        rows={rows}
        rowKey={({ id }) => id}
        path={path}
        query={query}
        total={total}
        empty={
          <Empty icon="list-checks" title="暂无题目">
            <p className="soft">{mayEdit ? '添加题目，或从表格、Moodle 的 GIFT 文件导入。' : '这门课程还没有题库。'}</p>
          </Empty>
        }
      />
    </>
  )
}

function columnsFor(path: string, mayEdit: boolean): TableColumn<ListedQuestion>[] {
  const columns: TableColumn<ListedQuestion>[] = [
    {
      key: 'stem',
      title: '题目',
      cell: ({ id, stem, options, correct, kind, retiredAt }) => (
        <span className="obj">
          {mayEdit && !retiredAt ? (
            <Link className="link bold" href={`${path}/${id}`}>
              {stem}
            </Link>
          ) : (
            <b>{stem}</b>
          )}
          <span>
            {kind === 'judgement' ? `答案：${options[correct[0]!]}` : options.map((option, i) => `${letterOf(i)}. ${option}`).join('　')}
          </span>
        </span>
      ),
    },
    { key: 'kind', title: '题型', cell: ({ kind }) => <span className="nowrap">{kindNames[kind]}</span> },
    {
      key: 'correct',
      title: '答案',
      cell: ({ kind, options, correct }) => (
        <span className="num nowrap">{kind === 'judgement' ? options[correct[0]!] : correct.map(letterOf).join('')}</span>
      ),
    },
  ]
  const act: TableColumn<ListedQuestion> = {
    key: 'act',
    title: '操作',
    kind: 'action',
    cell: ({ id, stem, retiredAt }) => (
      <ActionForm action={retiredAt ? restoreQuestionAction : retireQuestionAction}>
        <input type="hidden" name="questionId" value={id} />
        <SubmitButton className="btn small" busy="正在提交">
          {retiredAt ? '恢复' : '停用'}
          <span className="sr">：{stem}</span>
        </SubmitButton>
      </ActionForm>
    ),
  }
  return mayEdit ? [...columns, act] : columns
}
