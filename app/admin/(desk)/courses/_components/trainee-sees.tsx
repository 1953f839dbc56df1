'use client'
import { useEffect, useRef, useState } from 'react'
import { Note } from '@/components/ui/note'

type Shown = { title: string; provider: string; creditHours: number; summary: string }
type Props = { before: Shown; people: number }

const labels = { title: '课程名称', provider: '课程提供方', creditHours: '学时', summary: '课程介绍' } as const

/** What those who study a course will see once its form is saved: each change as it is typed, from what to what. */
export function TraineeSees({ before, people }: Props) {
  const place = useRef<HTMLElement>(null)
  const [typed, setTyped] = useState<Partial<Record<keyof Shown, string>>>({})
  useEffect(() => {
    const form = place.current?.closest('form')
    if (!form) return
    const read = () => {
      const data = new FormData(form)
      setTyped(Object.fromEntries(Object.keys(labels).map((name) => [name, String(data.get(name) ?? '').trim()])))
    }
    const events = ['input', 'change', 'focusout'] // a provider that is chosen from the list is no input
    for (const event of events) form.addEventListener(event, read)
    return () => {
      for (const event of events) form.removeEventListener(event, read)
    }
  }, [])
  const changes = (Object.keys(labels) as (keyof Shown)[]).filter(
    (name) => typed[name] !== undefined && typed[name] !== String(before[name]),
  )
  return (
    <section ref={place} aria-label="保存后学员看到的">
      <Note tone="info">
        <p>
          <span className="num">{people}</span>{' '}
          人在学这门课程。保存后，他们立即看到新的名称、提供方和介绍；学时保留选课时的，已颁发的证书不变。
        </p>
        {changes.map((name) => (
          <p key={name}>
            <b>{labels[name]}</b>：<del>{String(before[name])}</del> → <ins>{typed[name] || '（空）'}</ins>
            {name === 'creditHours' && `（只对以后选课的学员；在学的 ${people} 人不变）`}
          </p>
        ))}
      </Note>
    </section>
  )
}
