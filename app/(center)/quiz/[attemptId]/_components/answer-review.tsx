import { Badge } from '@/components/ui/badge'
import { Icon } from '@/components/ui/icon'
import { Link } from '@/components/ui/link'
import { kindNames } from '@/lib/catalog/questions/kinds'
import type { QuizResult } from '@/lib/quiz/queries'
import { letters } from './numbering'

type Reviewed = NonNullable<QuizResult['questions']>[number]
type Show = 'wrong' | 'right' | 'all'

/** 答案与题析: the wrong ones, unless others are `asked` for, each with the key and why. */
export function AnswerReview({ questions, asked }: { questions: Reviewed[]; asked: string | undefined }) {
  const wrong = questions.filter((question) => !question.right).length
  const chips: [Show, string, number][] = [
    ['wrong', '答错', wrong],
    ['right', '答对', questions.length - wrong],
    ['all', '全部', questions.length],
  ]
  const show = chips.find(([key]) => key === asked)?.[0] ?? (wrong ? 'wrong' : 'all')
  const shown = questions
    .map((question, position) => ({ question, position }))
    .filter(({ question }) => show === 'all' || question.right === (show === 'right'))
  return (
    <div className="quiz" style={{ paddingTop: '1.5rem' }}>
      <section aria-labelledby="answers" id="answers-section">
        <h2 className="h-sec" id="answers" style={{ marginBottom: '.75rem' }}>
          答案与题析
        </h2>
        <nav className="chips" aria-label="显示哪些题目" style={{ marginBottom: '1rem' }}>
          {chips.map(([key, label, n]) => (
            <Link key={key} className="chip" href={`?show=${key}`} scroll={false} aria-current={show === key ? 'true' : undefined}>
              {label} <span className="num">{n}</span>
            </Link>
          ))}
        </nav>
        <div className="card">
          {shown.length === 0 && <p className="pad soft">没有这样的题目。</p>}
          {shown.map(({ question, position }, i) => (
            <Answer key={position} question={question} position={position} open={i < 2} />
          ))}
        </div>
      </section>
      <aside className="card result-sheet" aria-label="答题卡">
        <div className="head">
          <h2 className="h-card">答题卡</h2>
        </div>
        <div className="in">
          <div className="sheet">
            {questions.map((question, position) => (
              <Link
                key={position}
                className={question.right ? 'ok' : 'no'}
                href={`?show=all#question-${position + 1}`}
                aria-label={`第${position + 1}题，${question.right ? '答对' : '答错'}`}
              >
                {position + 1}
              </Link>
            ))}
          </div>
        </div>
      </aside>
    </div>
  )
}

function Answer({ question, position, open }: { question: Reviewed; position: number; open: boolean }) {
  return (
    <details className="answer" open={open} id={`question-${position + 1}`}>
      <summary>
        <span className="no">{position + 1}</span>
        <span className="grow">
          <span className="small muted">
            {kindNames[question.kind]}
            {question.right ? '，答对' : question.answer.length ? '，答错' : '，未作答'}
          </span>
          <span className="st">{question.stem}</span>
        </span>
        <Icon name="chevron-down" />
      </summary>
      <div className="in">
        <ul className="answer-options">
          {question.options.map((text, option) => {
            const correct = question.key?.correct.includes(option)
            const picked = question.answer.includes(option)
            return (
              <li key={option} className={correct ? 'ok' : picked && question.key ? 'pick' : undefined}>
                <span className="ot">
                  <span className="k">{letters[option]}</span>
                  <span>{text}</span>
                </span>
                {correct && (
                  <Badge tone="good" icon="check">
                    正确答案
                  </Badge>
                )}
                {picked && (
                  <Badge tone={correct || !question.key ? 'plain' : 'bad'} icon={correct || !question.key ? undefined : 'x'}>
                    您选了
                  </Badge>
                )}
              </li>
            )
          })}
        </ul>
        {question.key ? (
          <p className="explanation">
            <b>题析</b>
            {question.key.explanation}
          </p>
        ) : (
          <p className="explanation">没有作答的题目，课程合格后才显示答案与题析。</p>
        )}
      </div>
    </details>
  )
}
