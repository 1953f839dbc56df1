import type { Metadata } from 'next'
import { found } from '@/app/_components/found'
import { ActionForm } from '@/components/form/action-form'
import { SubmitButton } from '@/components/form/submit-button'
import { TextField } from '@/components/form/text-field'
import { Crumb } from '@/components/ui/crumb'
import { Link } from '@/components/ui/link'
import { mostLines } from '@/lib/catalog/basics-table'
import { getStagedBasics, mostBasicsBytes } from '@/lib/catalog/import-basics'
import { staffCtx } from '@/lib/identity/session'
import { isId } from '@/lib/shared/is-id'
import { RefusedNote } from '../../_components/refused-note'
import { Section } from '../../_components/section'
import { FileForm } from '../../courses/_components/file-form'
import { pasteBasicsAction } from '../actions'
import { CheckedTable } from './_components/checked-table'

export const metadata: Metadata = { title: '批量增加' }

type Props = { searchParams: Promise<{ kind?: string; checked?: string; refused?: string; reason?: string }> }

const kinds = {
  regions: { title: '批量增加行政区划', columns: '代码、名称', example: '130202　路南区' },
  fields: { title: '批量增加类别与专业', columns: '培训类别、专业', example: '专业科目　水利工程' },
}

/** 批量增加: a table is pasted or uploaded, shown with everything that is wrong in it; only then it is added, all at once. */
export default async function ImportBasicsPage({ searchParams }: Props) {
  const ctx = await staffCtx('settings.edit')
  const { kind: asked, checked: importId, refused, reason } = await searchParams
  const kind = asked === 'fields' ? 'fields' : 'regions'
  const { title, columns, example } = kinds[kind]
  const checked = importId && isId(importId) ? await found(getStagedBasics(ctx, importId)) : null
  return (
    <>
      <Crumb above={[['/admin/settings', '行政区划与类别']]} here={title} />
      <div className="desk-head">
        <h1 className="h-page">{title}</h1>
        <Link className="link tap" href={`/admin/settings/import?kind=${kind === 'regions' ? 'fields' : 'regions'}`}>
          {kind === 'regions' ? '改为类别与专业' : '改为行政区划'}
        </Link>
      </div>
      <RefusedNote refused={refused} reason={reason} facts={{ size: mostBasicsBytes / 1e6, most: mostLines }} />
      <div className="stack-2 import-result">
        {checked && importId && <CheckedTable importId={importId} checked={checked} />}
        <Section title={checked ? '改好后重新检查' : '粘贴或上传'}>
          <ActionForm action={pasteBasicsAction} className="form-stack" key={importId}>
            <input type="hidden" name="kind" value={kind} />
            <TextField
              name="text"
              label="从表格中复制，粘贴到这里"
              hint={`一行一个，两列：${columns}。如：${example}。${kind === 'fields' ? '没有专业的类别只写类别。' : ''}检查之后才会增加。`}
              maxLength={100_000}
              rows={8}
              defaultValue={checked?.text}
            />
            <SubmitButton className={checked ? 'btn' : 'btn primary'} busy="正在检查">
              检查
            </SubmitButton>
          </ActionForm>
          <FileForm
            action={`/admin/settings/import/file?kind=${kind}`}
            field="table"
            accept=".xlsx,.csv,.txt"
            label="或选择 .xlsx 文件"
            hint={`读取第一张工作表，列与上面相同，最多 ${mostLines} 行。`}
          />
        </Section>
      </div>
    </>
  )
}
