'use client'
import { useState } from 'react'
import { ActionForm, useForm } from '@/components/form/action-form'
import { FieldError } from '@/components/form/labelled'
import { SubmitButton } from '@/components/form/submit-button'
import { TextField } from '@/components/form/text-field'
import { Link } from '@/components/ui/link'
import { type Kind, kindNames } from '@/lib/catalog/questions/kinds'
import { type Draft, letterOf, most } from '@/lib/catalog/questions/rules'
import { addQuestionAction, editQuestionAction } from '../actions'

type Props = { courseId: string; question?: Draft & { id: string } }

/** One question: its kind, its stem, its options with the right ones ticked, and what is said about it afterwards. */
export function QuestionForm({ courseId, question }: Props) {
  const [kind, setKind] = useState<Kind>(question?.kind ?? 'single')
  return (
    <ActionForm action={question ? editQuestionAction : addQuestionAction} className="card pad form-stack desk-form">
      {question ? <input type="hidden" name="questionId" value={question.id} /> : <input type="hidden" name="courseId" value={courseId} />}
      <fieldset>
        <legend className="label">题型</legend>
        <div className="choices three">
          {(Object.keys(kindNames) as Kind[]).map((one) => (
            <label className="tile" key={one}>
              <input type="radio" name="kind" value={one} checked={one === kind} onChange={() => setKind(one)} />
              <span>{kindNames[one]}</span>
            </label>
          ))}
        </div>
      </fieldset>
      <TextField name="stem" label="题干" hint="空格处写（　）。" maxLength={most.stem} rows={3} defaultValue={question?.stem} />
      {kind === 'judgement' ? (
        <Truth right={question?.kind === 'judgement' ? question.correct[0] === 0 : undefined} />
      ) : (
        <Options kind={kind} question={question?.kind === 'judgement' ? undefined : question} />
      )}
      <TextField
        name="explanation"
        label="题析"
        hint="交卷后显示给学员，可以不填。"
        maxLength={most.explanation}
        rows={3}
        defaultValue={question?.explanation}
      />
      <div className="form-actions">
        <SubmitButton busy="正在保存">{question ? '保存' : '添加题目'}</SubmitButton>
        <Link className="btn quiet" href={`/admin/courses/${courseId}/bank`}>
          返回
        </Link>
      </div>
    </ActionForm>
  )
}

function Truth({ right }: { right?: boolean }) {
  const typed = useForm().state.typed?.truth
  const chosen = typed ?? (right === undefined ? '' : String(right))
  return (
    <fieldset>
      <legend className="label">答案</legend>
      <div className="choices two">
        {(['true', 'false'] as const).map((value, i) => (
          <label className="tile" key={value}>
            <input id={i === 0 ? 'truth' : undefined} type="radio" name="truth" value={value} defaultChecked={chosen === value} />
            <span>{value === 'true' ? '正确' : '错误'}</span>
          </label>
        ))}
      </div>
      <FieldError name="truth" />
    </fieldset>
  )
}

function Options({ kind, question }: { kind: Kind; question?: Draft }) {
  const { typed } = useForm().state
  return (
    <fieldset>
      <legend className="label">选项</legend>
      <p className="hint">勾选正确的选项{kind === 'multiple' ? '，至少两个' : '，只勾一个'}；用不到的留空。</p>
      <ul className="option-list">
        {Array.from({ length: most.options }, (_, i) => (
          <li key={i}>
            <label className="check">
              <input
                id={`correct${i}`}
                type="checkbox"
                name={`correct${i}`}
                defaultChecked={typed ? typed[`correct${i}`] === 'on' : question?.correct.includes(i)}
              />
              <span className="num">{letterOf(i)}</span>
              <span className="sr">是正确答案</span>
            </label>
            <input
              id={`option${i}`}
              className="input"
              name={`option${i}`}
              aria-label={`选项${letterOf(i)}`}
              maxLength={most.option}
              defaultValue={typed?.[`option${i}`] ?? question?.options[i]}
            />
          </li>
        ))}
      </ul>
      <FieldError name="option0" />
      <FieldError name="correct0" />
    </fieldset>
  )
}
