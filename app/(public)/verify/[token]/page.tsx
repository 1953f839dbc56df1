import type { Metadata } from 'next'
import { Helpline } from '@/app/_components/helpline'
import { Link } from '@/components/ui/link'
import { Note } from '@/components/ui/note'
import { verifyByToken } from '@/lib/certificates/queries'
import { pageCtx } from '@/lib/identity/session'
import { VerifiedCard } from '../_components/verified-card'

export const metadata: Metadata = { title: '证书核验', robots: 'noindex' }

/** Where the QR code of a certificate leads. */
export default async function ScannedPage({ params }: { params: Promise<{ token: string }> }) {
  const certificate = await verifyByToken(await pageCtx(), (await params).token)
  return (
    <main id="main" className="wrap">
      <div className="narrow form-stack">
        <h1 className="h-page">证书核验</h1>
        {certificate ? (
          <>
            <p className="soft">请对照手中的证书核对以下内容。</p>
            <VerifiedCard certificate={certificate} />
          </>
        ) : (
          <Note tone="bad">
            没有查到这份证书。请核对二维码是否完整，或
            <Helpline />。
          </Note>
        )}
        <Link className="link tap" href="/verify">
          按编号和姓名查询
        </Link>
      </div>
    </main>
  )
}
