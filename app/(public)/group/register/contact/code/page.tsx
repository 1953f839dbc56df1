import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { SentCode } from '@/app/(public)/_components/sms-code'
import { maskPhone } from '@/lib/identity/rules'
import { secondsUntilNextCode } from '@/lib/identity/sms'
import { GroupRegisterFrame } from '../../_components/frame'
import { openStep, stepPaths } from '../../_components/step'
import { proveContactAction, sendCodeAgainAction } from '../../actions'

export const metadata: Metadata = { title: '填写短信验证码' }

export default async function ContactCodePage() {
  const { ctx, answers } = await openStep('contact')
  if (!answers.phone) redirect(stepPaths.contact)
  if (answers.phoneProved) redirect(stepPaths.licence)
  return (
    <GroupRegisterFrame step="contact" title="填写短信验证码" back={stepPaths.contact}>
      <SentCode
        phone={maskPhone(answers.phone)}
        prove={proveContactAction}
        sendAgain={sendCodeAgainAction}
        wait={await secondsUntilNextCode(ctx, answers.phone, 'register_enterprise')}
        changeAt={stepPaths.contact}
      />
    </GroupRegisterFrame>
  )
}
