import type { Metadata } from 'next'
import { Link } from '@/components/ui/link'
import { env } from '@/lib/shared/env'
import { formatHotline } from '@/lib/shared/hotline'
import { HotlineHint } from '../../_components/hotline-hint'
import { ActivationPage } from '../_components/activation-page'
import { AskForm } from '../_components/ask-form'

export const metadata: Metadata = { title: '没有登记手机号' }

export default function NoPhonePage() {
  const { hotline, hotlineHours } = env()
  return (
    <ActivationPage title="没有登记手机号">
      <p className="soft">原平台没有登记手机号的账号，由客服核对姓名和身份证号后办理。</p>
      <AskForm hotline={formatHotline(hotline)} hours={hotlineHours} />
      <HotlineHint />
      <p>
        <Link className="link tap" href="/activate">
          返回上一步
        </Link>
      </p>
    </ActivationPage>
  )
}
