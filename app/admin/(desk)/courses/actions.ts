'use server'
import { revalidatePath } from 'next/cache'
import { redirect } from 'next/navigation'
import { z } from 'zod'
import { addChapter, addChapters, editChapter, moveChapter, orderChapters, removeChapter } from '@/lib/catalog/chapters/edit-chapters'
import { createCourse, editCourse } from '@/lib/catalog/courses/edit-course'
import {
  AddChapterInput,
  AddChaptersInput,
  ChapterId,
  CourseId,
  CourseInput,
  EditChapterInput,
  EditCourseInput,
  MoveChapterInput,
  OrderChaptersInput,
  ProviderId,
  ProviderInput,
  ReplaceLessonInput,
} from '@/lib/catalog/courses/input'
import { removeProvider, renameProvider } from '@/lib/catalog/courses/providers'
import { publishCourse, unpublishCourse } from '@/lib/catalog/courses/publish-course'
import { removeCaptions, renameLesson } from '@/lib/catalog/lessons/change-lesson'
import { cancelUpload, retryUpload } from '@/lib/catalog/lessons/end-upload'
import { staffCtx } from '@/lib/identity/session'
import { replaceLesson } from '@/lib/learning/replace-lesson'
import { formAction } from '@/lib/shared/form-action'

const editor = () => staffCtx('courses.edit')
const list = '/admin/courses'
const show = () => revalidatePath(list, 'layout')

export const createCourseAction = formAction(editor, CourseInput, async (ctx, input) => {
  redirect(`${list}/${await createCourse(ctx, input)}`)
})

export const editCourseAction = formAction(editor, EditCourseInput, async (ctx, input) => {
  await editCourse(ctx, input)
  redirect(`${list}/${input.courseId}`)
})

export const publishCourseAction = formAction(editor, CourseId, async (ctx, { courseId }) => {
  await publishCourse(ctx, courseId)
  show()
})

export const unpublishCourseAction = formAction(editor, CourseId, async (ctx, { courseId }) => {
  await unpublishCourse(ctx, courseId)
  show()
})

export const renameProviderAction = formAction(editor, ProviderInput, async (ctx, input) => {
  await renameProvider(ctx, input)
  redirect(`${list}/providers`)
})

export const removeProviderAction = formAction(editor, ProviderId, async (ctx, { providerId }) => {
  await removeProvider(ctx, providerId)
  show()
})

export const addChapterAction = formAction(editor, AddChapterInput, async (ctx, input) => {
  await addChapter(ctx, input)
  redirect(`${list}/${input.courseId}`)
})

export const addChaptersAction = formAction(editor, AddChaptersInput, async (ctx, input) => {
  await addChapters(ctx, input)
  redirect(`${list}/${input.courseId}`)
})

export const editChapterAction = formAction(editor, EditChapterInput.extend(CourseId.shape), async (ctx, { courseId, ...input }) => {
  await editChapter(ctx, input)
  redirect(`${list}/${courseId}`)
})

export const moveChapterAction = formAction(editor, MoveChapterInput, async (ctx, input) => {
  await moveChapter(ctx, input)
  show()
})

export const orderChaptersAction = formAction(editor, OrderChaptersInput, async (ctx, input) => {
  await orderChapters(ctx, input)
  show()
})

export const removeChapterAction = formAction(editor, ChapterId.extend(CourseId.shape), async (ctx, { courseId, chapterId }) => {
  await removeChapter(ctx, chapterId)
  redirect(`${list}/${courseId}`)
})

export const replaceLessonAction = formAction(editor, ReplaceLessonInput.extend(CourseId.shape), async (ctx, { courseId, ...input }) => {
  await replaceLesson(ctx, input)
  redirect(`${list}/${courseId}`)
})

const UploadId = z.object({ uploadId: z.uuid() })

export const cancelUploadAction = formAction(editor, UploadId, async (ctx, { uploadId }) => {
  await cancelUpload(ctx, uploadId)
  show()
})

export const retryUploadAction = formAction(editor, UploadId, async (ctx, { uploadId }) => {
  await retryUpload(ctx, uploadId)
  show()
})

const LessonId = z.object({ mediaId: z.uuid() })
const RenameLessonInput = LessonId.extend({
  title: z.string().trim().min(1, '请填写视频名称。').max(100, '视频名称最多 100 个字。'),
})

export const renameLessonAction = formAction(editor, RenameLessonInput, async (ctx, input) => {
  await renameLesson(ctx, input)
  show()
})

export const removeCaptionsAction = formAction(editor, LessonId, async (ctx, { mediaId }) => {
  await removeCaptions(ctx, mediaId)
  show()
})
