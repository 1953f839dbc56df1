import type { Metadata } from 'next'
import { listPhoneChanges, phoneFilters } from '@/lib/identity/phone-change/queries'
import { staffCtx } from '@/lib/identity/session'
import { readListQuery, type SearchParams } from '@/lib/shared/list-query'
import { PhoneChangeList } from '../../_components/phone-change-list'

export const metadata: Metadata = { title: '单位手机号变更' }

export default async function EnterprisePhonesPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const ctx = await staffCtx('enterprises.review')
  const query = readListQuery(await searchParams, { filters: phoneFilters, sorts: ['asked'] })
  return <PhoneChangeList whose="单位" home="/admin/enterprises" query={query} {...(await listPhoneChanges(ctx, 'enterprise', query))} />
}
