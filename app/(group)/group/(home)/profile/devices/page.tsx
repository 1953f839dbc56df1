import type { Metadata } from 'next'
import { Devices } from '@/app/_components/devices'
import { enterpriseCtx } from '@/lib/identity/session'
import { listSessions } from '@/lib/identity/sessions'
import { endOtherSessionsAction, endSessionAction } from './actions'

export const metadata: Metadata = { title: '登录设备' }

export default async function DevicesPage({ searchParams }: { searchParams: Promise<{ done?: string }> }) {
  const rows = await listSessions(await enterpriseCtx())
  const { done } = await searchParams
  return (
    <>
      <div className="page-title">
        <h1 className="h-page">登录设备</h1>
      </div>
      <Devices rows={rows} end={endSessionAction} endOthers={endOtherSessionsAction} done={done} />
    </>
  )
}
