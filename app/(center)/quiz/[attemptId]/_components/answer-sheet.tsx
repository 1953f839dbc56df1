import { kindNames } from '@/lib/catalog/questions/kinds'
import type { OpenQuestion } from '@/lib/quiz/queries'
import { groupBy } from '@/lib/shared/group'
import type { Choices } from './use-answers'

type Props = {
  /** Of the form that a press is sent with where scripts are off. */
  form: string
  questions: OpenQuestion[]
  saved: Choices
  flags: Set<number>
  current: number
  onGo: (position: number) => void
}

/** 答题卡: filled only when the server has acknowledged the answer. */
export function AnswerSheet({ form, questions, saved, flags, current, onGo }: Props) {
  const groups = [
    ...groupBy(
      questions.map(({ kind }, position) => ({ kind, position })),
      ({ kind }) => kind,
    ),
  ]
  return (
    <>
      <div className="answer-groups">
        {groups.map(([kind, list]) => (
          <div key={kind}>
            <p className="small soft" style={{ marginBottom: '.5rem' }}>
              {kindNames[kind]}
            </p>
            <div className="sheet">
              {list.map(({ position }) => {
                const answered = Boolean(saved[position]?.length)
                const names = [answered && 'a', flags.has(position) && 'flag', position === current && 'cur'].filter(Boolean).join(' ')
                const label = `第${position + 1}题，${answered ? '已作答' : '未作答'}${flags.has(position) ? '，待检查' : ''}`
                return (
                  <button
                    key={position}
                    type="submit"
                    form={form}
                    name="go"
                    value={position}
                    className={names}
                    aria-label={label}
                    aria-current={position === current || undefined}
                    onClick={() => onGo(position)}
                  >
                    {position + 1}
                  </button>
                )
              })}
            </div>
          </div>
        ))}
      </div>
      <p className="answer-legend small soft">
        <span>
          <i className="a" />
          已作答
        </span>
        <span>
          <i />
          未作答
        </span>
        <span>
          <i className="cur" />
          当前题
        </span>
        <span className="with-scripts">
          <i className="flag" />
          待检查
        </span>
      </p>
    </>
  )
}
