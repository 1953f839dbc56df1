import { ActionForm } from '@/components/form/action-form'
import { CheckField } from '@/components/form/check-field'
import { SubmitButton } from '@/components/form/submit-button'
import { Note } from '@/components/ui/note'
import type { CheckedBasics } from '@/lib/catalog/basics-table'
import { Section } from '../../../_components/section'
import { importBasicsAction } from '../../actions'

/** What a table would add, what is there already, each problem in its row; and the decision. */
export function CheckedTable({ importId, checked: { kind, fresh, already, problems } }: { importId: string; checked: CheckedBasics }) {
  const rows =
    kind === 'regions'
      ? fresh.regions.map(({ row, code, name }) => ({ row, first: code, second: name }))
      : [
          ...fresh.categories.map(({ row, name }) => ({ row, first: name, second: '（新的类别）' })),
          ...fresh.specialties.map(({ row, category, name }) => ({ row, first: category, second: name })),
        ].sort((a, b) => a.row - b.row)
  const [first, second] = kind === 'regions' ? ['代码', '名称'] : ['培训类别', '专业']
  return (
    <>
      <Section title="检查结果">
        <dl className="import-figures">
          <Figure label="可以增加" n={rows.length} />
          <Figure label="有问题" n={problems.length} hot={problems.length > 0} />
          <Figure label="已有（不变）" n={already} />
        </dl>
        {rows.length > 0 ? (
          <ActionForm action={importBasicsAction} className="form-stack">
            <input type="hidden" name="importId" value={importId} />
            {problems.length > 0 && <CheckField name="leaveOut">只增加没有问题的，其余的不要</CheckField>}
            <SubmitButton busy="正在增加">增加 {rows.length} 个</SubmitButton>
          </ActionForm>
        ) : (
          <Note tone="warn">没有可以增加的{already > 0 && problems.length === 0 ? '，都已经有了' : ''}。</Note>
        )}
      </Section>
      {problems.length > 0 && (
        <Section title={`问题（${problems.length}）`} padded={false}>
          <Table
            caption="有问题的行"
            titles={['行', '内容', '问题', '怎么改']}
            rows={problems.map(({ row, value, what, todo }) => [`第 ${row} 行`, value, what, todo])}
          />
        </Section>
      )}
      {rows.length > 0 && (
        <Section title={`将要增加（${rows.length}）`} padded={false}>
          <Table
            caption="将要增加"
            titles={['行', first!, second!]}
            rows={rows.map((one) => [`第 ${one.row} 行`, one.first, one.second])}
          />
        </Section>
      )}
    </>
  )
}

const Figure = ({ label, n, hot }: { label: string; n: number; hot?: boolean }) => (
  <div className={hot ? 'hot' : undefined}>
    <dt>{label}</dt>
    <dd className="num">{n}</dd>
  </div>
)

function Table({ caption, titles, rows }: { caption: string; titles: string[]; rows: string[][] }) {
  return (
    <table className="data-table cards">
      <caption className="sr">{caption}</caption>
      <thead>
        <tr>
          {titles.map((title) => (
            <th key={title} scope="col">
              {title}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((cells, i) => (
          <tr key={i}>
            {cells.map((cell, c) => (
              <td key={titles[c]} data-l={c ? titles[c] : undefined}>
                {cell}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  )
}
