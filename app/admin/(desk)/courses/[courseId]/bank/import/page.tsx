import type { Metadata } from 'next'
import { found, idFrom } from '@/app/_components/found'
import { Crumb } from '@/components/ui/crumb'
import { Icon } from '@/components/ui/icon'
import { getCourse } from '@/lib/catalog/courses/queries'
import { getStagedImport, mostImportBytes, type StagedImport } from '@/lib/catalog/questions/import-questions'
import { staffCtx } from '@/lib/identity/session'
import { isId } from '@/lib/shared/is-id'
import { RefusedNote } from '../../../../_components/refused-note'
import { Section } from '../../../../_components/section'
import { FileForm } from '../../../_components/file-form'
import { ImportResult } from './_components/import-result'

export const metadata: Metadata = { title: '导入题库' }

type Props = { params: Promise<{ courseId: string }>; searchParams: Promise<{ file?: string; refused?: string; reason?: string }> }

/** 导入: a file is read and shown with everything that is wrong; only then the editor decides. */
export default async function ImportPage({ params, searchParams }: Props) {
  const ctx = await staffCtx('courses.edit')
  const courseId = idFrom((await params).courseId)
  const { course } = await found(getCourse(ctx, courseId))
  const { file, refused, reason } = await searchParams
  const staged: StagedImport | null = file && isId(file) ? await found(getStagedImport(ctx, { courseId, importId: file })) : null
  const path = `/admin/courses/${courseId}/bank`
  return (
    <>
      <Crumb above={[[path, `${course.title}题库`]]} here="导入" />
      <div className="desk-head">
        <h1 className="h-page">导入题库</h1>
      </div>
      <RefusedNote refused={refused} reason={reason} facts={{ size: mostImportBytes / 1e6 }} />
      {staged && file && <ImportResult courseId={courseId} importId={file} staged={staged} />}
      <Section title={staged ? '重新上传' : '上传文件'}>
        <ol className="plain-steps">
          <li>
            下载模版，一行一道题；或者准备 Moodle 导出的 GIFT 文本文件。
            <p>
              <a className="btn" href="/admin/courses/bank-template" download>
                <Icon name="download" />
                题库模版.xlsx
              </a>
            </p>
          </li>
          <li>
            上传后先检查，列出每一处问题；确认之前不会改动题库。
            <FileForm
              action={`${path}/import/file`}
              field="bank"
              accept=".xlsx,.txt,.gift"
              label="选择题库文件"
              hint=".xlsx 表格，或 GIFT 文本（.txt、.gift），最大 5 MB、2000 题。"
              primary={!staged}
            />
          </li>
        </ol>
      </Section>
    </>
  )
}
