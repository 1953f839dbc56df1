'use client'
import { useEffect, useState, useTransition } from 'react'
import { ActionForm } from '@/components/form/action-form'
import { Field, PasswordField } from '@/components/form/field'
import { SubmitButton } from '@/components/form/submit-button'
import { NeedsScripts } from '@/components/ui/needs-scripts'
import { Note } from '@/components/ui/note'
import { type FormState, idle } from '@/lib/shared/form-state'

type Action = (state: FormState, form: FormData) => Promise<FormState>

/** Name and password, then the authenticator, which this page alone loads the code for. */
export function AddPasskey({ offer, add }: { offer: Action; add: Action }) {
  const [able, setAble] = useState<boolean | null>(null)
  const [problem, setProblem] = useState<string | null>(null)
  const [asking, start] = useTransition()
  useEffect(() => setAble('PublicKeyCredential' in window), [])
  const goOn = ({ status, facts, typed }: FormState) => {
    setProblem(null)
    if (status !== 'done' || !facts?.options) return
    const options = JSON.parse(facts.options)
    start(async () => {
      const { startRegistration } = await import('@simplewebauthn/browser')
      const made = await startRegistration({ optionsJSON: options }).catch(whyNot)
      if (typeof made === 'string') return setProblem(made)
      const form = new FormData()
      form.set('name', typed?.name ?? '')
      form.set('response', JSON.stringify(made))
      const answer = await add(idle, form)
      if (answer?.status === 'refused') setProblem(answer.message ?? unfinished)
    })
  }
  if (able === false) return <Note tone="info">这个浏览器不支持通行密钥，请换一个浏览器。</Note>
  return (
    <ActionForm action={offer} className="form-stack" onState={goOn}>
      <NeedsScripts what="添加通行密钥" />
      {problem && <Note tone="bad">{problem}</Note>}
      {asking && (
        <div role="status">
          <Note tone="info">请按设备提示，用指纹、面容或 PIN 确认。</Note>
        </div>
      )}
      <Field name="name" label="名称" hint="以后凭它认出这个通行密钥，例如“办公室电脑”。" autoComplete="off" maxLength={30} />
      <PasswordField name="current" label="登录密码" autoComplete="current-password" />
      <div className="form-actions">
        <SubmitButton busy="正在核对">添加通行密钥</SubmitButton>
      </div>
    </ActionForm>
  )
}

const unfinished = '没有添加通行密钥。请重试。'

function whyNot(error: unknown): string {
  if (!(error instanceof Error)) throw error
  if (error.name === 'InvalidStateError') return '这台设备上已有您的通行密钥，不需要再添加。'
  if (error.name === 'SecurityError') return '通行密钥要从平台的正式域名打开才能使用，请核对浏览器地址。'
  if (['NotAllowedError', 'AbortError', 'ConstraintError', 'NotSupportedError'].includes(error.name)) return unfinished
  throw error
}
