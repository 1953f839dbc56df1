import type { Metadata } from 'next'
import { listPhoneChanges, phoneFilters } from '@/lib/identity/phone-change/queries'
import { staffCtx } from '@/lib/identity/session'
import { readListQuery, type SearchParams } from '@/lib/shared/list-query'
import { PhoneChangeList } from '../../_components/phone-change-list'

export const metadata: Metadata = { title: '学员手机号变更' }

export default async function PeoplePhonesPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const ctx = await staffCtx('people.reset')
  const query = readListQuery(await searchParams, { filters: phoneFilters, sorts: ['asked'] })
  return <PhoneChangeList whose="学员" home="/admin/people" query={query} {...(await listPhoneChanges(ctx, 'trainee', query))} />
}
