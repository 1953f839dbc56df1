'use client'
import dynamic from 'next/dynamic'
import { useEffect, useState } from 'react'
import { useForm } from '@/components/form/action-form'
import { Labelled, useControl } from '@/components/form/labelled'

/** The editor is large and for editors only: it comes when the page is there. */
const Editor = dynamic(() => import('./editor').then(({ Editor }) => Editor), { ssr: false })

type Props = { name: string; label: string; defaultValue: string }

/** 正文: with scripts an editor, without them the HTML itself; either way the server keeps only what is allowed. */
export function RichText({ name, label, defaultValue }: Props) {
  const { state } = useForm()
  const control = useControl(name, undefined)
  const [html, setHtml] = useState(state.typed?.[name] ?? defaultValue)
  const [ready, setReady] = useState(false)
  useEffect(() => setReady(true), [])
  if (!ready)
    return (
      <Labelled name={name} label={label}>
        <noscript>
          <p className="hint">没有脚本，不能显示编辑器：请直接写 HTML，不允许的标签会去掉。</p>
        </noscript>
        <textarea {...control} className="input html-source" rows={16} defaultValue={html} />
      </Labelled>
    )
  return (
    <Labelled name={name} label={label}>
      <input type="hidden" name={name} value={html} />
      <Editor id={name} label={label} html={html} onChange={setHtml} invalid={control['aria-invalid']} />
    </Labelled>
  )
}
