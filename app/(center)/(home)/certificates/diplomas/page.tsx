import type { Metadata } from 'next'
import { Empty } from '@/components/ui/empty'
import { Link } from '@/components/ui/link'
import { listCertificates } from '@/lib/certificates/queries'
import { isPhotographed } from '@/lib/identity/photo'
import { traineeCtx } from '@/lib/identity/session'
import { CertificateTabs } from '../../_components/list-tabs'
import { CertificateList } from '../_components/certificate-list'

export const metadata: Metadata = { title: '我的培训证书' }

/** 我的培训证书: passed projects with their diplomas. */
export default async function DiplomasPage() {
  const ctx = await traineeCtx()
  const [all, hasPhoto] = await Promise.all([listCertificates(ctx), isPhotographed(ctx)])
  const certificates = all.filter(({ kind, snapshot }) => kind === 'training' && snapshot.form === 'diploma')
  return (
    <>
      <CertificateTabs />
      <div className="page-title">
        <h1 className="h-page">我的培训证书</h1>
      </div>
      {certificates.length === 0 && (
        <Empty icon="award" title="暂无培训证书">
          <p>所选全部课程完成后，即可在这里下载打印培训证书。</p>
          <Link className="btn primary" href="/projects">
            去学习
          </Link>
        </Empty>
      )}
      <CertificateList certificates={certificates} hasPhoto={hasPhoto} />
    </>
  )
}
