import type { Metadata } from 'next'
import { ResumeCard } from '@/app/_components/resume-card'
import { Empty } from '@/components/ui/empty'
import { Icon } from '@/components/ui/icon'
import { Link } from '@/components/ui/link'
import { listOrders } from '@/lib/checkout/queries'
import { listOpenApplications } from '@/lib/enrollment/application-queries'
import { listMyClasses } from '@/lib/enrollment/queries'
import { traineeCtx } from '@/lib/identity/session'
import { EnrollmentList } from '../_components/enrollment-list'
import { LearningTabs } from '../_components/list-tabs'

export const metadata: Metadata = { title: '我的项目' }

/** 我的项目: enrollments whose courses were chosen with the order, and applications that were begun. */
export default async function MyProjectsPage() {
  const ctx = await traineeCtx()
  const [all, orders, begun] = await Promise.all([listMyClasses(ctx), listOrders(ctx, ['pending']), listOpenApplications(ctx)])
  const projects = all.filter((item) => item.selectionTiming === 'before_payment')
  const pending = orders.filter((order) => order.expiresAt > ctx.now && projects.some((item) => item.id === order.enrollmentId))
  return (
    <>
      <LearningTabs />
      <div className="page-title">
        <h1 className="h-page">我的项目</h1>
        <Link className="btn" href="/programs">
          <Icon name="plus" />
          学习报名
        </Link>
        {projects.some(({ certificateId }) => certificateId) && (
          <Link className="btn" href="/certificates/diplomas">
            <Icon name="award" />
            我的培训证书
          </Link>
        )}
      </div>
      {projects.length + begun.length === 0 && (
        <Empty icon="graduation-cap" title="暂无报名的项目">
          <p>选好专业和课程、缴费后，项目会出现在这里。</p>
          <Link className="btn primary" href="/programs">
            去学习报名
          </Link>
        </Empty>
      )}
      {begun.map((view) => (
        <ResumeCard key={view.program.id} view={view} />
      ))}
      <EnrollmentList items={projects} pending={pending} />
    </>
  )
}
