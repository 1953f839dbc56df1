import type { Metadata } from 'next'
import { Empty } from '@/components/ui/empty'
import { Icon } from '@/components/ui/icon'
import { Link } from '@/components/ui/link'
import { Note } from '@/components/ui/note'
import { listOrders } from '@/lib/checkout/queries'
import { listMyClasses } from '@/lib/enrollment/queries'
import { traineeCtx } from '@/lib/identity/session'
import { EnrollmentList } from '../../_components/enrollment-list'
import { LearningTabs } from '../../_components/list-tabs'

export const metadata: Metadata = { title: '我的班级' }

/** 我的班级: enrollments whose courses are chosen in the class. */
export default async function MyClassesPage({ searchParams }: { searchParams: Promise<{ activated?: string }> }) {
  const ctx = await traineeCtx()
  const [all, orders, { activated }] = await Promise.all([listMyClasses(ctx), listOrders(ctx, ['pending']), searchParams])
  const classes = all.filter((item) => item.selectionTiming === 'after_payment')
  const pending = orders.filter((order) => order.expiresAt > ctx.now && classes.some((item) => item.id === order.enrollmentId))
  return (
    <>
      <LearningTabs />
      <div className="page-title">
        <h1 className="h-page">我的班级</h1>
        <Link className="btn" href="/enroll">
          <Icon name="plus" />
          报名培训
        </Link>
      </div>
      {activated && (
        <div role="status" style={{ marginBottom: '1rem' }}>
          <Note tone="good">账号已激活，以后请用新密码登录。</Note>
        </div>
      )}
      {classes.length === 0 && (
        <Empty icon="layout-list" title="暂无报名的班级">
          <p>选好年度、缴费后，班级会出现在这里。</p>
          <Link className="btn primary" href="/enroll">
            去报名
          </Link>
        </Empty>
      )}
      <EnrollmentList items={classes} pending={pending} />
    </>
  )
}
