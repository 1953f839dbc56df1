'use client'
import { useState } from 'react'
import { PasswordField } from '@/components/form/field'
import { passwordStrength } from '@/lib/identity/rules'

const words = ['还不符合要求', '弱，建议再长一些', '中，可以使用', '强'] as const

/** 密码 twice, and how strong it is: bars and a word. */
export function NewPasswordFields({ without = '身份证号' }: { without?: string }) {
  const [typed, setTyped] = useState('')
  const strength = passwordStrength(typed)
  return (
    <>
      <div>
        <PasswordField
          name="password"
          label="密码"
          hint={`8–64 位，至少包含字母、数字、符号中的两种，不要包含${without}或手机号。`}
          autoComplete="new-password"
          onValue={setTyped}
        />
        <div className="strength" data-strength={typed ? strength : undefined}>
          <span className="bars" aria-hidden="true">
            <i />
            <i />
            <i />
          </span>
          <span className="small" role="status">
            {typed ? `密码强度：${words[strength]}` : ''}
          </span>
        </div>
      </div>
      <PasswordField name="repeated" label="再填一次密码" autoComplete="new-password" />
    </>
  )
}
