import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { SentCode } from '@/app/(public)/_components/sms-code'
import { maskPhone } from '@/lib/identity/rules'
import { secondsUntilNextCode } from '@/lib/identity/sms'
import { RegisterFrame } from '../../_components/frame'
import { openStep, stepPaths } from '../../_components/step'
import { provePhoneAction, sendCodeAgainAction } from '../../actions'

export const metadata: Metadata = { title: '填写短信验证码' }

export default async function CodePage() {
  const { ctx, answers } = await openStep('phone')
  if (!answers.phone) redirect(stepPaths.phone)
  if (answers.phoneProved) redirect(stepPaths.password)
  return (
    <RegisterFrame step="phone" title="填写短信验证码" back={stepPaths.phone}>
      <SentCode
        phone={maskPhone(answers.phone)}
        prove={provePhoneAction}
        sendAgain={sendCodeAgainAction}
        wait={await secondsUntilNextCode(ctx, answers.phone, 'register')}
        changeAt={stepPaths.phone}
      />
    </RegisterFrame>
  )
}
