import type { Metadata } from 'next'
import { found, idFrom } from '@/app/_components/found'
import { Crumb } from '@/components/ui/crumb'
import { courseVersion } from '@/lib/catalog/courses/edit-course'
import { listProviders } from '@/lib/catalog/courses/providers'
import { getCourse, listCategories } from '@/lib/catalog/courses/queries'
import { staffCtx } from '@/lib/identity/session'
import { CourseForm } from '../../_components/course-form'

export const metadata: Metadata = { title: '修改课程' }

export default async function EditCoursePage({ params }: { params: Promise<{ courseId: string }> }) {
  const ctx = await staffCtx('courses.edit')
  const [{ course, studied }, providers, categories] = await Promise.all([
    found(getCourse(ctx, idFrom((await params).courseId))),
    listProviders(ctx),
    listCategories(ctx),
  ])
  return (
    <>
      <Crumb above={[[`/admin/courses/${course.id}`, course.title]]} here="修改" />
      <div className="desk-head">
        <h1 className="h-page">修改课程</h1>
      </div>
      <CourseForm
        course={{ ...course, version: courseVersion(course) }}
        people={studied.people}
        providers={providers.map(({ name }) => name)}
        categories={categories}
      />
    </>
  )
}
