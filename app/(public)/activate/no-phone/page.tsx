import type { Metadata } from 'next'
import { Link } from '@/components/ui/link'
import { HotlineHint } from '../../_components/hotline-hint'
import { ActivationPage } from '../_components/activation-page'
import { AskForm } from '../_components/ask-form'

export const metadata: Metadata = { title: '没有登记手机号' }

export default function NoPhonePage() {
  return (
    <ActivationPage title="没有登记手机号">
      <p className="soft">原平台没有登记手机号的账号，由工作人员核对姓名和身份证号后办理。</p>
      <AskForm />
      <HotlineHint />
      <p>
        <Link className="link tap" href="/activate">
          返回上一步
        </Link>
      </p>
    </ActivationPage>
  )
}
