import type { Metadata } from 'next'
import { Crumb } from '@/components/ui/crumb'
import { Link } from '@/components/ui/link'
import { Note } from '@/components/ui/note'
import { chooseOffer } from '@/lib/checkout/offer-choice'
import { listMyOffers } from '@/lib/checkout/queries'
import { getProfile } from '@/lib/identity/queries'
import { traineeCtx } from '@/lib/identity/session'
import { ClassChoice } from './_components/class-choice'
import { OrderForm } from './_components/order-form'
import { ProgramChoice } from './_components/program-choice'

export const metadata: Metadata = { title: '填写订单' }

type Props = { searchParams: Promise<{ year?: string; program?: string; class?: string }> }

/** 填写订单: the programme of the year, its class (own region first), then the order for it. */
export default async function OrderPage({ searchParams }: Props) {
  const ctx = await traineeCtx()
  const asked = await searchParams
  const year = /^\d{4}$/.test(asked.year ?? '') ? Number(asked.year) : undefined
  const [offers, profile] = await Promise.all([listMyOffers(ctx, year), getProfile(ctx)])
  const { programs, classes, offer } = chooseOffer(offers, asked)
  const several = programs.length > 1
  if (offer && classes) return <OrderForm offer={offer} classes={classes} several={several} profile={profile} />
  if (classes) return <ClassChoice classes={classes} several={several} />
  if (several) return <ProgramChoice programs={programs} />
  return (
    <main id="main" className="wrap narrow form-stack">
      <Crumb above={[['/enroll', '报名培训']]} here="填写订单" />
      <h1 className="h-page">填写订单</h1>
      <Note tone="warn">这个年度没有可以报名的班级。</Note>
      <Link className="btn primary" href="/enroll">
        重新选择年度
      </Link>
    </main>
  )
}
