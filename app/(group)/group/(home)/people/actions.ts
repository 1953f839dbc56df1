'use server'
import { revalidatePath } from 'next/cache'
import { z } from 'zod'
import { enterpriseCtx } from '@/lib/identity/session'
import { progressFilters } from '@/lib/rosters/progress'
import { remindPeople } from '@/lib/rosters/remind'
import { leftOutReasons } from '@/lib/rosters/remind-rules'
import { fieldsOf } from '@/lib/shared/form-action'
import type { FormState } from '@/lib/shared/form-state'
import { readListQuery } from '@/lib/shared/list-query'
import { refusalText } from '@/lib/shared/refusal-text'
import { Refused } from '@/lib/shared/refused'

const namesShown = 20

/** 提醒, answered with how many were reminded and who was left out. */
export async function remindAction(_: FormState, form: FormData): Promise<FormState> {
  const ctx = await enterpriseCtx()
  const fields = fieldsOf(form)
  const all = fields.who === 'all'
  const chosen = z
    .array(z.uuid())
    .max(1000)
    .safeParse(form instanceof FormData ? form.getAll('chosen') : [])
  if (!chosen.success || (!all && !chosen.data.length)) return { status: 'refused', message: '请先勾选要提醒的人。' }
  const { q, filters } = readListQuery(fields, { filters: progressFilters, sorts: [] })
  try {
    const { sent, leftOut } = await remindPeople(ctx, all ? { q, filters } : { q: '', filters: {}, chosen: chosen.data })
    revalidatePath('/group/people')
    const others = [...leftOut].map(([reason, people]) => {
      const names = people.slice(0, namesShown).map(({ name }) => name)
      return `${leftOutReasons[reason]} ${people.length} 人（${names.join('、')}${people.length > namesShown ? ' 等' : ''}）`
    })
    return { status: 'done', message: `已提醒 ${sent} 人。${others.length ? `没有提醒：${others.join('；')}。` : ''}` }
  } catch (error) {
    if (!(error instanceof Refused)) throw error
    return { status: 'refused', message: refusalText(error) }
  }
}
