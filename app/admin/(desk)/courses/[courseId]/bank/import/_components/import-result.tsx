import { ActionForm } from '@/components/form/action-form'
import { CheckField } from '@/components/form/check-field'
import { SubmitButton } from '@/components/form/submit-button'
import { Note } from '@/components/ui/note'
import type { StagedImport } from '@/lib/catalog/questions/import-questions'
import { kindNames } from '@/lib/catalog/questions/kinds'
import { letterOf } from '@/lib/catalog/questions/rules'
import { Section } from '../../../../../_components/section'
import { importQuestionsAction } from '../../actions'

type Props = { courseId: string; importId: string; staged: StagedImport }

/** What a file holds: how many questions are good, each problem at its place, duplicates; and the decision. */
export function ImportResult({ courseId, importId, staged }: Props) {
  const { questions, problems, duplicates, doubts, remarks, fileName } = staged
  const count = (kind: keyof typeof kindNames) => questions.filter(({ draft }) => draft.kind === kind).length
  return (
    <div className="stack-2 import-result">
      <Section title={fileName}>
        <dl className="import-figures">
          <div>
            <dt>可以导入</dt>
            <dd className="num">{questions.length}</dd>
          </div>
          <div className={problems.length ? 'hot' : undefined}>
            <dt>有问题</dt>
            <dd className="num">{problems.length}</dd>
          </div>
          <div>
            <dt>重复（不导入）</dt>
            <dd className="num">{duplicates.length}</dd>
          </div>
          {doubts.length > 0 && (
            <div>
              <dt>请您决定</dt>
              <dd className="num">{doubts.length}</dd>
            </div>
          )}
        </dl>
        <p className="soft">
          {(Object.keys(kindNames) as (keyof typeof kindNames)[]).map((kind) => `${kindNames[kind]} ${count(kind)} 道`).join('，')}
        </p>
        {remarks.map((remark) => (
          <Note key={remark} tone="info">
            {remark}
          </Note>
        ))}
        {questions.length + doubts.length > 0 ? (
          <ActionForm action={importQuestionsAction} className="form-stack">
            <input type="hidden" name="courseId" value={courseId} />
            <input type="hidden" name="importId" value={importId} />
            {problems.length > 0 && <CheckField name="leaveOut">只导入没有问题的题目，其余的不要</CheckField>}
            {doubts.length > 0 && <Doubts doubts={doubts} />}
            <SubmitButton busy="正在导入">
              {doubts.length ? `导入 ${questions.length} 道题和勾选的题` : `导入 ${questions.length} 道题`}
            </SubmitButton>
          </ActionForm>
        ) : (
          <Note tone="warn">没有可以导入的题目，请改好后重新上传。</Note>
        )}
      </Section>
      {problems.length > 0 && (
        <Section title={`问题（${problems.length}）`} padded={false}>
          <table className="data-table cards">
            <caption className="sr">文件中的问题</caption>
            <thead>
              <tr>
                <th scope="col">位置</th>
                <th scope="col">内容</th>
                <th scope="col">问题</th>
                <th scope="col">怎么改</th>
              </tr>
            </thead>
            <tbody>
              {problems.slice(0, 200).map(({ place, column, value, what, todo }, i) => (
                <tr key={i}>
                  <td>
                    <span className="num nowrap">{place}</span> {column}
                  </td>
                  <td data-l="内容">{value || '（空）'}</td>
                  <td data-l="问题">{what}</td>
                  <td data-l="怎么改">{todo}</td>
                </tr>
              ))}
            </tbody>
          </table>
          {problems.length > 200 && <p className="soft in">只显示前 200 处。</p>}
        </Section>
      )}
      {duplicates.length > 0 && (
        <Section title={`重复（${duplicates.length}）`} padded={false}>
          <ul className="short-list">
            {duplicates.slice(0, 100).map(({ place, stem, of }) => (
              <li key={place}>
                <span className="num nowrap">{place}</span>
                <span className="grow">{stem}</span>
                <span className="soft nowrap">{of}</span>
              </li>
            ))}
          </ul>
        </Section>
      )}
    </div>
  )
}

/** Each that may be there already, or has lost a picture, with its options and why it is asked about; none is taken unless it is ticked. */
function Doubts({ doubts }: { doubts: StagedImport['doubts'] }) {
  return (
    <fieldset className="stack-1">
      <legend className="label">以下题目可能重复或不完整，要导入的请勾选</legend>
      {doubts.map(({ place, draft, why }, i) => (
        <CheckField key={place} name={`keep${i}`}>
          <b className="pre-line">{draft.stem}</b>
          <span className="soft small pre-line">
            {draft.options.map((option, o) => `${draft.correct.includes(o) ? '✓' : ''}${letterOf(o)}. ${option}`).join('　')}
          </span>
          <span className="small">
            <span className="num">{place}</span>：{why}
          </span>
        </CheckField>
      ))}
    </fieldset>
  )
}
