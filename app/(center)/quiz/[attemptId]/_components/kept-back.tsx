import { Icon } from '@/components/ui/icon'
import { KeyValue } from '@/components/ui/key-value'
import { kindNames } from '@/lib/catalog/questions/kinds'
import type { QuizResult } from '@/lib/quiz/queries'

/** In place of 答案与题析 while the programme keeps them back: how it went by kind, and when they are shown. */
export function KeptBack({ result: { byKind, explains, tries } }: { result: QuizResult }) {
  const last = explains === 'after_last_try' && tries.most !== null
  return (
    <section className="card kept-back" aria-labelledby="answers">
      <div className="head">
        <h2 className="h-card" id="answers">
          答案与题析
        </h2>
      </div>
      <div className="in">
        <p className="row">
          <Icon name="lock" />
          <span>{last ? `课程合格后，或 ${tries.most} 次测验都用完后，显示答案与题析。` : '课程合格后显示答案与题析。'}</span>
        </p>
        <KeyValue
          rows={byKind.map(({ kind, right, size }) => [
            kindNames[kind],
            <span key={kind}>
              答对 <span className="num">{right}</span> / <span className="num">{size}</span>
            </span>,
          ])}
        />
      </div>
    </section>
  )
}
