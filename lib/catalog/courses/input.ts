import { z } from 'zod'
import { SeenInput } from '@/lib/shared/seen-input'
import { ticked } from '@/lib/shared/ticked'
import { whole } from '@/lib/shared/whole'

export const CourseInput = z.object({
  title: z.string().trim().min(2, '请填写课程名称，至少 2 个字。').max(60, '课程名称最多 60 个字。'),
  provider: z.string().trim().min(2, '请填写课程提供方。').max(60, '课程提供方最多 60 个字。'),
  categoryId: z.uuid('请选择培训类别。'),
  creditHours: whole(1, 200, '学时是 1 到 200 的整数。'),
  summary: z.string().trim().min(10, '请用一两句话介绍课程，至少 10 个字。').max(500, '课程介绍最多 500 个字。'),
})
export type CourseInput = z.output<typeof CourseInput>

export const CourseId = z.object({ courseId: z.uuid() })
export const EditCourseInput = CourseInput.extend(CourseId.shape).extend(SeenInput.shape)

export const ProviderInput = z.object({
  providerId: z.uuid(),
  name: z.string().trim().min(2, '请填写课程提供方。').max(60, '课程提供方最多 60 个字。'),
})
export const ProviderId = z.object({ providerId: z.uuid() })

const chapterTitle = z.string().trim().min(1, '请填写章节名称。').max(60, '章节名称最多 60 个字。')
export const AddChapterInput = z.object({ courseId: z.uuid(), mediaId: z.uuid('请选择视频。'), title: chapterTitle })
/** lesson-<id>: which videos become chapters. */
export const AddChaptersInput = z
  .looseObject({ courseId: z.uuid() })
  .transform(({ courseId, ...ticked }) => ({
    courseId,
    mediaIds: Object.keys(ticked).flatMap((name) => (name.startsWith('lesson-') && ticked[name] === 'on' ? [name.slice(7)] : [])),
  }))
  .pipe(z.object({ courseId: z.uuid(), mediaIds: z.array(z.uuid()).max(100) }))
export const ChapterId = z.object({ chapterId: z.uuid() })
export const EditChapterInput = z.object({
  chapterId: z.uuid(),
  title: chapterTitle,
  preview: ticked,
})
export const MoveChapterInput = z.object({ chapterId: z.uuid(), by: z.enum(['-1', '1']).transform(Number) })
export const OrderChaptersInput = z.object({
  courseId: z.uuid(),
  chapterIds: z
    .string()
    .transform((text) => text.split(','))
    .pipe(z.array(z.uuid()).min(1).max(500)),
})
export const ReplaceLessonInput = z.object({ chapterId: z.uuid(), mediaId: z.uuid('请选择视频。') })
