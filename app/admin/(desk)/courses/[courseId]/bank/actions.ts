'use server'
import { revalidatePath } from 'next/cache'
import { redirect } from 'next/navigation'
import { addQuestion, editQuestion, restoreQuestion, retireQuestion } from '@/lib/catalog/questions/edit-questions'
import { importQuestions } from '@/lib/catalog/questions/import-questions'
import { AddQuestionInput, EditQuestionInput, ImportInput, QuestionId } from '@/lib/catalog/questions/input'
import { getQuestion } from '@/lib/catalog/questions/queries'
import { staffCtx } from '@/lib/identity/session'
import { formAction } from '@/lib/shared/form-action'

const editor = () => staffCtx('courses.edit')
const bankOf = (courseId: string) => `/admin/courses/${courseId}/bank`

export const addQuestionAction = formAction(editor, AddQuestionInput, async (ctx, input) => {
  await addQuestion(ctx, input)
  redirect(bankOf(input.courseId))
})

export const editQuestionAction = formAction(editor, EditQuestionInput, async (ctx, input) => {
  const { question } = await getQuestion(ctx, input.questionId)
  await editQuestion(ctx, input)
  redirect(bankOf(question.courseId))
})

export const retireQuestionAction = formAction(editor, QuestionId, async (ctx, { questionId }) => {
  await retireQuestion(ctx, questionId)
  revalidatePath('/admin/courses', 'layout')
})

export const restoreQuestionAction = formAction(editor, QuestionId, async (ctx, { questionId }) => {
  await restoreQuestion(ctx, questionId)
  revalidatePath('/admin/courses', 'layout')
})

export const importQuestionsAction = formAction(editor, ImportInput, async (ctx, input) => {
  const imported = await importQuestions(ctx, input)
  redirect(`${bankOf(input.courseId)}?imported=${imported}`)
})
