import type { Until } from '@/db/columns'
import { about, type Change, perhapsAbout, type Ref } from '../event'

const program = about('program')
const trainingClass = about('class')
const course = about('course')
const lesson = about('lesson')
const question = about('question')
const provider = about('provider')
const basics = about('basics')
const notice = about('notice')

type Titled = { title: string }
/** Some fields of a row. */
type Fields = Record<string, unknown>
type ClassFields = {
  title: string
  seats: number | null
  enrolFrom: Date
  enrolUntil: Until
  studyFrom: Date
  studyUntil: Until
}
type PartFields = { name: string; shortName: string; requiredHours: number; compulsory: boolean }
type Draft = { kind: string; stem: string; options: string[]; correct: number[]; explanation: string | null }
type CourseFields = { title: string; provider: string; creditHours: number; summary: string; categoryId: string }

/** Programmes, their classes, and what is told about them. */
export const programEvents = {
  'program.create': program<Titled>('新建项目'),
  'program.copy': program<{ from: Ref<'program'>; year: number; classes: number; courses: number }>('复制项目', { from: 'program' }),
  'program.edit': program<Change<Fields>>('修改项目'),
  'program.part': program<Change<PartFields | null>>('修改课程类别'),
  'program.course': program<{ course: string } & Change<{ partId: string; quizRequired: boolean; priceFen: number | null } | null>>(
    '修改项目课程',
  ),
  'program.publish': program('发布项目'),
  'program.unpublish': program('撤下项目'),
  'class.open': trainingClass<Titled & { programId: Ref<'program'>; seats: number | null }>('新建班级', { programId: 'program' }),
  'class.edit': trainingClass<Change<ClassFields>>('修改班级'),
  'class.close': trainingClass('关闭班级'),
  'class.reopen': trainingClass('重新开放班级'),
  'notice.write': notice<Titled & { publishedAt: Date | null }>('新建公告'),
  'notice.edit': notice<Change<Titled & { publishedAt: Date | null }>>('修改公告'),
  'notice.attach': notice<{ name: string }>('添加公告附件'),
  'notice.detach': notice<{ name: string }>('删除公告附件'),
}

export const courseEvents = {
  'course.create': course<Titled>('新建课程'),
  'course.edit': course<Change<CourseFields>>('修改课程'),
  'course.publish': course('发布课程'),
  'course.unpublish': course('下架课程'),
  'chapter.add': course<Titled & { chapterId: string; mediaId: Ref<'lesson'> }>('添加章节', { mediaId: 'lesson' }),
  'chapter.edit': course<{ chapterId: string } & Change<Titled & { preview: boolean }>>('修改章节'),
  'chapter.remove': course<Titled & { chapterId: string; mediaId: Ref<'lesson'> }>('删除章节', { mediaId: 'lesson' }),
  'chapter.replace': course<{ chapterId: string; anew: boolean } & Change<string>>('更换章节视频'),
  'chapters.order': course<Change<string[]>>('调整章节顺序'),
  'lesson.upload': lesson<{ fileName: string; sizeBytes: number }>('开始上传视频'),
  'lesson.receive': lesson('视频上传完成'),
  'lesson.ready': lesson<{ durationSeconds: number }>('视频转码完成'),
  'lesson.fail': lesson<{ failure: string }>('视频转码失败'),
  'lesson.retry': lesson('重新转码视频'),
  'lesson.cancel': lesson<{ fileName: string }>('取消上传视频'),
  'lesson.rename': lesson<Change<string>>('重命名视频'),
  'lesson.captions': lesson<{ cues: number }>('修改字幕'),
  'region.add': perhapsAbout('basics', '行政区划')<{ code: string; name: string }>('增加行政区划'),
  'category.add': basics<{ name: string }>('增加培训类别'),
  'specialty.add': basics<{ name: string; categoryId: Ref<'basics'> }>('增加专业', { categoryId: 'basics' }),
  'basics.import': perhapsAbout(
    'basics',
    '行政区划与类别',
  )<{
    regions: { code: string; name: string }[]
    categories: string[]
    specialties: { category: string; name: string }[]
  }>('批量增加行政区划或类别'),
  'basics.rename': perhapsAbout('basics', '行政区划')<{ kind: string; key: string } & Change<string>>('重命名行政区划或类别'),
  'provider.create': provider<{ name: string }>('新建课程提供方'),
  'provider.rename': provider<Change<string>>('重命名课程提供方'),
  'provider.remove': provider<{ name: string }>('删除课程提供方'),
  'question.add': question<{ courseId: Ref<'course'> }>('新增试题', { courseId: 'course' }),
  'question.edit': question<Change<Draft>>('修改试题'),
  'question.replace': question<{ by: Ref<'question'> } & Change<Draft>>('替换试题', { by: 'question' }),
  'question.retire': question<{ courseId: Ref<'course'> }>('停用试题', { courseId: 'course' }),
  'question.restore': question<{ courseId: Ref<'course'> }>('恢复试题', { courseId: 'course' }),
  'questions.import': course<{ fileName: string; imported: number; problems: number; duplicates: number; doubts: number; kept: number }>(
    '导入试题',
  ),
}
