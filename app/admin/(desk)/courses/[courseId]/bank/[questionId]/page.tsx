import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { found, idFrom } from '@/app/_components/found'
import { Crumb } from '@/components/ui/crumb'
import { Note } from '@/components/ui/note'
import { getQuestion } from '@/lib/catalog/questions/queries'
import { staffCtx } from '@/lib/identity/session'
import { QuestionForm } from '../_components/question-form'

export const metadata: Metadata = { title: '修改题目' }

export default async function EditQuestionPage({ params }: { params: Promise<{ courseId: string; questionId: string }> }) {
  const ctx = await staffCtx('courses.edit')
  const { courseId, questionId } = await params
  const { question, course } = await found(getQuestion(ctx, idFrom(questionId)))
  if (question.courseId !== courseId || question.retiredAt) notFound()
  return (
    <>
      <Crumb above={[[`/admin/courses/${courseId}/bank`, `${course}题库`]]} here="修改题目" />
      <div className="desk-head">
        <h1 className="h-page">修改题目</h1>
      </div>
      <div className="desk-note desk-form">
        <Note tone="info">出过卷的题不会被改动：保存后原题停用，由修改后的题代替；已交的试卷保持原样。</Note>
      </div>
      <QuestionForm courseId={courseId} question={question} />
    </>
  )
}
