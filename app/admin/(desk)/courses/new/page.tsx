import type { Metadata } from 'next'
import { Crumb } from '@/components/ui/crumb'
import { listProviders } from '@/lib/catalog/courses/providers'
import { listCategories } from '@/lib/catalog/courses/queries'
import { staffCtx } from '@/lib/identity/session'
import { BasicsMissing } from '../../_components/basics-missing'
import { CourseForm } from '../_components/course-form'

export const metadata: Metadata = { title: '新建课程' }

export default async function NewCoursePage() {
  const ctx = await staffCtx('courses.edit')
  const [providers, categories] = await Promise.all([listProviders(ctx), listCategories(ctx)])
  return (
    <>
      <Crumb above={[['/admin/courses', '课程与题库']]} here="新建课程" />
      <div className="desk-head">
        <h1 className="h-page">新建课程</h1>
      </div>
      {!categories.length && <BasicsMissing what="培训类别" maySet={ctx.actor.rights.includes('settings.edit')} />}
      <CourseForm providers={providers.map(({ name }) => name)} categories={categories} />
    </>
  )
}
