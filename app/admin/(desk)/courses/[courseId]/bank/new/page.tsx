import type { Metadata } from 'next'
import { found, idFrom } from '@/app/_components/found'
import { Crumb } from '@/components/ui/crumb'
import { getCourse } from '@/lib/catalog/courses/queries'
import { staffCtx } from '@/lib/identity/session'
import { QuestionForm } from '../_components/question-form'

export const metadata: Metadata = { title: '添加题目' }

export default async function NewQuestionPage({ params }: { params: Promise<{ courseId: string }> }) {
  const ctx = await staffCtx('courses.edit')
  const { course } = await found(getCourse(ctx, idFrom((await params).courseId)))
  return (
    <>
      <Crumb above={[[`/admin/courses/${course.id}/bank`, `${course.title}题库`]]} here="添加题目" />
      <div className="desk-head">
        <h1 className="h-page">添加题目</h1>
      </div>
      <QuestionForm courseId={course.id} />
    </>
  )
}
