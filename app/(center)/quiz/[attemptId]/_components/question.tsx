import { useEffect, useRef } from 'react'
import { Icon } from '@/components/ui/icon'
import { kindNames } from '@/lib/catalog/questions/kinds'
import type { OpenQuestion } from '@/lib/quiz/queries'
import { letters } from './numbering'
import type { SaveState } from './use-answers'

type Props = {
  question: OpenQuestion
  position: number
  size: number
  choice: number[]
  state: SaveState
  flagged: boolean
  onChoose: (choice: number[]) => void
  onFlag: () => void
  onBack?: () => void
  onNext?: () => void
}

export function Question({ question, position, size, choice, state, flagged, onChoose, onFlag, onBack, onNext }: Props) {
  const multiple = question.kind === 'multiple'
  const toggle = (option: number) =>
    onChoose(multiple ? (choice.includes(option) ? choice.filter((o) => o !== option) : [...choice, option].sort()) : [option])
  const section = useRef<HTMLElement>(null)
  const before = useRef(position)
  useEffect(() => {
    if (before.current !== position) section.current?.focus() // the button that led here may be gone
    before.current = position
  }, [position])
  return (
    <section ref={section} className="card question" aria-label={`第${position + 1}题`} tabIndex={-1}>
      <div className="head">
        <span className="row" style={{ '--gap': '.625rem' } as React.CSSProperties}>
          <b className="num h-sec">{position + 1}</b>
          <span className="muted num">/ {size}</span>
          <span className="badge mine plain">{kindNames[question.kind]}</span>
        </span>
        <span role="status">
          <Saved state={state} answered={choice.length > 0} />
        </span>
      </div>
      <div className="body">
        <fieldset>
          <legend className="stem">{question.stem}</legend>
          <div className="options">
            {question.options.map((text, option) => (
              <label className="tile" key={`${position}-${option}`}>
                <input
                  type={multiple ? 'checkbox' : 'radio'}
                  name={`q${position}`}
                  value={option}
                  checked={choice.includes(option)}
                  onChange={() => toggle(option)}
                />
                <span className="letter">{letters[option]}</span>
                <span className="grow">{text}</span>
              </label>
            ))}
          </div>
        </fieldset>
        {multiple && (
          <p className="small muted" style={{ marginTop: '1rem' }}>
            多选题至少选两项，少选、多选、错选均不得分。
          </p>
        )}
      </div>
      <div className="moves">
        <button className="btn wide" type="submit" name="go" value={position - 1} onClick={onBack} disabled={!onBack}>
          <Icon name="chevron-left" />
          上一题
        </button>
        <button className="btn quiet with-scripts" type="button" aria-pressed={flagged} onClick={onFlag}>
          <Icon name="flag" />
          {flagged ? '取消待检查' : '标为待检查'}
        </button>
        {onNext && (
          <button className="btn primary wide" type="submit" name="go" value={position + 1} onClick={onNext}>
            下一题
            <Icon name="chevron-right" />
          </button>
        )}
      </div>
    </section>
  )
}

function Saved({ state, answered }: { state: SaveState; answered: boolean }) {
  if (state === 'offline') {
    return (
      <span className="key unsaved">
        <Icon name="wifi-off" />
        没有连上，正在重试
      </span>
    )
  }
  if (state === 'saving') return <span className="key">保存中…</span>
  return answered && state === 'saved' ? (
    <span className="key saved">
      <Icon name="check" />
      已保存
    </span>
  ) : null
}
