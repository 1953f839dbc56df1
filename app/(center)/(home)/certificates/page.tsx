import type { Metadata } from 'next'
import { Empty } from '@/components/ui/empty'
import { Link } from '@/components/ui/link'
import { listCertificates } from '@/lib/certificates/queries'
import { isPhotographed } from '@/lib/identity/photo'
import { traineeCtx } from '@/lib/identity/session'
import { CertificateTabs } from '../_components/list-tabs'
import { CertificateList } from './_components/certificate-list'

export const metadata: Metadata = { title: '培训证明' }

/** 培训证明: passed classes with their certificates. */
export default async function CertificatesPage() {
  const ctx = await traineeCtx()
  const [all, hasPhoto] = await Promise.all([listCertificates(ctx), isPhotographed(ctx)])
  const certificates = all.filter(({ kind, snapshot }) => kind === 'training' && snapshot.form !== 'diploma')
  return (
    <>
      <CertificateTabs />
      <div className="page-title">
        <h1 className="h-page">培训证明</h1>
      </div>
      {certificates.length === 0 && (
        <Empty icon="award" title="暂无培训证明">
          <p>班级合格后，才可以看到班级培训证明。</p>
          <Link className="btn primary" href="/classes">
            去学习
          </Link>
        </Empty>
      )}
      <CertificateList certificates={certificates} hasPhoto={hasPhoto} />
    </>
  )
}
