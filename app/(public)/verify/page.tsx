import type { Metadata } from 'next'
import { VerifyForm } from './_components/verify-form'

export const metadata: Metadata = { title: '证书查询' }

export default function VerifyPage() {
  return (
    <main id="main" className="wrap">
      <div className="narrow form-stack">
        <h1 className="h-page">证书查询</h1>
        <p className="soft">填写证书上的编号和姓名，核验真伪。也可以直接扫证书上的二维码。</p>
        <VerifyForm />
      </div>
    </main>
  )
}
