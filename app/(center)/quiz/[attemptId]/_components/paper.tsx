'use client'
import { useId, useRef, useState } from 'react'
import { ActionForm } from '@/components/form/action-form'
import { SubmitButton } from '@/components/form/submit-button'
import { Crumb } from '@/components/ui/crumb'
import { Icon } from '@/components/ui/icon'
import { Note } from '@/components/ui/note'
import { Overlay } from '@/components/ui/overlay'
import type { OpenQuestion } from '@/lib/quiz/queries'
import { unanswered } from '@/lib/quiz/rules'
import { submitAction, turnAction } from '../actions'
import { AnswerSheet } from './answer-sheet'
import { spans } from './numbering'
import { Question } from './question'
import { type Choices, useAnswers } from './use-answers'

type Props = {
  attemptId: string
  course: string
  /** What the test is called, and what it stands under. */
  quiz: string
  above: React.ComponentProps<typeof Crumb>['above']
  number: number
  passMark: number
  questions: OpenQuestion[]
  answers: Choices
  ticket: string
  /** The question to begin with, from 0. */
  first: number
  /** It was to be handed in, without scripts, and has gaps. */
  ask: boolean
  /** Until when it may be handed in, in words; null: whenever one likes. */
  due: string | null
}

/**
 * An open paper: one question a page, each answer saved as it is given, handed in from the answer sheet. Without scripts each press is sent
 * by the form, with the answer.
 */
export function Paper({ attemptId, course, quiz, above, number, passMark, questions, answers, ticket, first, ask, due }: Props) {
  const { chosen, saved, state, choose, flush } = useAnswers(ticket, answers)
  const [position, setPosition] = useState(first)
  const [flags, setFlags] = useState<Set<number>>(new Set())
  const [asking, setAsking] = useState(false)
  const [sheetOpen, setSheetOpen] = useState(false)
  const [handing, setHanding] = useState(false)
  const [unsent, setUnsent] = useState(false)
  const submit = useRef<HTMLDivElement>(null)
  const open = unanswered(questions.length, saved)

  const go = (to: number) => {
    setPosition(Math.max(0, Math.min(questions.length - 1, to)))
    setSheetOpen(false)
    setAsking(false)
  }
  const toggleFlag = () =>
    setFlags((before) => new Set(before.has(position) ? [...before].filter((p) => p !== position) : [...before, position]))
  const handIn = () => submit.current?.querySelector('form')?.requestSubmit()
  const tryHandIn = async () => {
    if (handing) return
    setSheetOpen(false)
    setHanding(true)
    const arrived = await Promise.race([flush(), new Promise<false>((resolve) => setTimeout(() => resolve(false), 5000))])
    setHanding(false)
    if (!arrived) return setUnsent(true) // nothing is handed in that the server does not have
    setUnsent(false)
    if (unanswered(questions.length, chosen).length || flags.size) setAsking(true)
    else handIn()
  }
  const formId = useId()
  const byForm = { type: 'submit', form: formId, name: 'go' } as const
  const sheet = <AnswerSheet form={formId} questions={questions} saved={saved} flags={flags} current={position} onGo={go} />
  const last = position === questions.length - 1
  return (
    <>
      <main id="main" className="wrap">
        <div className="quiz-head">
          <Crumb above={above} here={quiz} />
          <h1>
            {quiz}：{course}
          </h1>
          <p className="small soft sub">
            <span>
              第 <span className="num">{number}</span> 次作答
            </span>
            <span>
              共 <span className="num">{questions.length}</span> 题
            </span>
            <span>
              <span className="num">{passMark}</span> 分合格
            </span>
            <span>{due ? `请在 ${due} 前交卷` : '不限时间'}</span>
          </p>
        </div>
        {unsent && state !== 'closed' && state !== 'expired' && (
          <Note tone="bad">还有答案没有保存，暂时不能交卷。请检查网络，保存后再交卷。</Note>
        )}
        {state === 'closed' && (
          <Note tone="bad">
            这份试卷已经交过，或交卷时间已过，不能再改。
            <a className="link tap" href={`/quiz/${attemptId}`}>
              看成绩
            </a>
          </Note>
        )}
        {state === 'expired' && (
          <Note tone="bad">
            页面停留太久，请
            <a className="link tap" href={`/quiz/${attemptId}`}>
              重新打开试卷
            </a>
            ，已保存的答案都在。
          </Note>
        )}
        {ask && open.length > 0 && <AskPlainly form={formId} open={open} />}
        <form id={formId} className="quiz" action={turnAction} onSubmit={(event) => event.preventDefault()}>
          <input type="hidden" name="attemptId" value={attemptId} />
          <input type="hidden" name="position" value={position} />
          <button type="submit" name="go" value={position} hidden>
            保存
          </button>
          <Question
            question={questions[position]!}
            position={position}
            size={questions.length}
            choice={chosen[position] ?? []}
            state={state}
            flagged={flags.has(position)}
            onChoose={(choice) => choose(position, choice)}
            onFlag={toggleFlag}
            onBack={position > 0 ? () => go(position - 1) : undefined}
            onNext={last ? undefined : () => go(position + 1)}
          />
          <aside className="card answer-card without-scripts" aria-label="答题卡">
            <div className="head">
              <h2 className="h-card grow">答题卡</h2>
              <span className="small soft">
                已答 <b className="num">{questions.length - open.length}</b> / <span className="num">{questions.length}</span>
              </span>
            </div>
            <div className="in">{sheet}</div>
            <div className="submit">
              <button {...byForm} value="hand-in" className={open.length ? 'btn full' : 'btn primary full'} onClick={tryHandIn}>
                我要交卷
              </button>
              {open.length > 0 && (
                <p className="small muted">
                  还有 <span className="num">{open.length}</span> 题未作答，全部答完再交卷。
                </p>
              )}
            </div>
          </aside>
        </form>
        <div ref={submit} hidden>
          <ActionForm action={submitAction}>
            <input type="hidden" name="attemptId" value={attemptId} />
            <SubmitButton>交卷</SubmitButton>
          </ActionForm>
        </div>
      </main>
      <section className="stickybar quiz-bar" aria-label="答题操作">
        <div className="wrap in">
          <button {...byForm} value={position - 1} className="btn back" onClick={() => go(position - 1)} disabled={position === 0}>
            <Icon name="chevron-left" />
            <span className="sr">上一题</span>
          </button>
          <button className="btn with-scripts" type="button" onClick={() => setSheetOpen(true)}>
            <span>
              答题卡 <span className="num">{`${questions.length - open.length}/${questions.length}`}</span>
            </span>
          </button>
          {last ? (
            <button {...byForm} value="hand-in" className="btn primary" onClick={tryHandIn}>
              我要交卷
            </button>
          ) : (
            <button {...byForm} value={position + 1} className="btn primary" onClick={() => go(position + 1)}>
              下一题
              <Icon name="chevron-right" />
            </button>
          )}
        </div>
      </section>
      <Overlay kind="drawer" open={sheetOpen} onClose={() => setSheetOpen(false)} labelledBy="sheet-title">
        <div className="top">
          <h2 className="h-card grow" id="sheet-title">
            答题卡
          </h2>
          <button className="iconbtn" type="button" aria-label="关闭" onClick={() => setSheetOpen(false)}>
            <Icon name="x" />
          </button>
        </div>
        <div className="scroll">{sheet}</div>
        <div className="foot">
          <button className="btn" type="button" onClick={() => setSheetOpen(false)}>
            继续作答
          </button>
          <button className="btn primary" type="button" onClick={tryHandIn}>
            我要交卷
          </button>
        </div>
      </Overlay>
      <Overlay kind="dialog" open={asking} onClose={() => setAsking(false)} labelledBy="ask-title">
        <div className="body stack">
          <h2 className="h-sec" id="ask-title">
            {open.length ? `还有 ${open.length} 题没有作答` : `还有 ${flags.size} 题标为待检查`}
          </h2>
          <p className="soft">
            {open.length > 0 && `第 ${spans(open)} 题未作答，没有作答的题不得分。`}
            {flags.size > 0 && `第 ${spans([...flags])} 题标为待检查。`}
          </p>
        </div>
        <div className="foot">
          <button className="btn" type="button" onClick={handIn}>
            仍要交卷
          </button>
          <button className="btn primary" type="button" onClick={() => go(open[0] ?? [...flags][0] ?? 0)}>
            去作答第 {(open[0] ?? [...flags][0] ?? 0) + 1} 题
          </button>
        </div>
      </Overlay>
    </>
  )
}

/** The question before handing in, where there is no dialog. */
const AskPlainly = ({ form, open }: { form: string; open: number[] }) => (
  <noscript>
    <Note tone="warn">
      <p>
        还有 {open.length} 题没有作答：第 {spans(open)} 题，没有作答的题不得分。
      </p>
      <div className="form-actions" style={{ marginTop: '.75rem' }}>
        <button className="btn" type="submit" form={form} name="go" value="anyway">
          仍要交卷
        </button>
        <button className="btn primary" type="submit" form={form} name="go" value={open[0]}>
          去作答第 {open[0]! + 1} 题
        </button>
      </div>
    </Note>
  </noscript>
)
