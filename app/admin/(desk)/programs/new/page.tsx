import type { Metadata } from 'next'
import { Crumb } from '@/components/ui/crumb'
import { listCategories } from '@/lib/catalog/courses/queries'
import { listSpecialties } from '@/lib/catalog/programs/queries'
import { staffCtx } from '@/lib/identity/session'
import { formatDay } from '@/lib/shared/time'
import { BasicsMissing } from '../../_components/basics-missing'
import { ProgramForm } from '../_components/program-form'

export const metadata: Metadata = { title: '新建项目' }

export default async function NewProgramPage() {
  const ctx = await staffCtx('programs.edit')
  const [categories, specialties] = await Promise.all([listCategories(ctx), listSpecialties(ctx)])
  return (
    <>
      <Crumb above={[['/admin/programs', '项目与班级']]} here="新建项目" />
      <div className="desk-head">
        <h1 className="h-page">新建项目</h1>
        <p className="soft">往年办过的，打开原来的项目复制更快。</p>
      </div>
      {!categories.length && <BasicsMissing what="培训类别" maySet={ctx.actor.rights.includes('settings.edit')} />}
      <ProgramForm year={Number(formatDay(ctx.now).slice(0, 4))} categories={categories} specialties={specialties} />
    </>
  )
}
