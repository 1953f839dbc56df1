import type { HandedIn } from '@/db/schema/quiz'
import { about, type Change, type Reason, type Ref } from '../event'

const trainingClass = about('class')
const enrollment = about('enrollment')
const study = about('study')
const attempt = about('attempt')
const certificate = about('certificate')

type People = { people: number }

/** Enrolling, learning, and what is earned by it. */
export const learningEvents = {
  'application.save': about('program')<{ step: string }>('填写报名信息'),
  'enrollment.reserve': enrollment<{ classId: Ref<'class'> }>('占用名额', { classId: 'class' }),
  'enrollment.activate': enrollment('开通班级'),
  'enrollment.pass': enrollment('班级合格'),
  'enrollment.release': enrollment('释放名额'),
  'enrollment.withdraw': enrollment('退班'),
  'enrollments.reserve': trainingClass<People>('集体占用名额'),
  'enrollments.activate': trainingClass<People>('集体开通班级'),
  'enrollments.release': trainingClass<People>('集体释放名额'),
  'enrollments.withdraw': trainingClass<People>('集体退班'),
  'courses.open': enrollment<{ courses: number }>('开通课程'),
  'selection.confirm': enrollment<{ courses: Ref<'course'>[] }>('确认选课', { courses: 'course' }),
  'selection.withdraw': enrollment<{ course: Ref<'course'> }>('退选课程', { course: 'course' }),
  'study.pass': study<{ hours: number; score: number | null }>('课程合格'),
  'hours.correct': study<Reason & { person: string; course: string; chapter: string } & Change<{ seconds: number; done: boolean }>>(
    '更正学时',
  ),
  'quiz.open': attempt<{ studyId: Ref<'study'>; number: number }>('开始课后测验', { studyId: 'study' }),
  'quiz.submit': attempt<{ score: number; handedIn: HandedIn }>('交卷'),
  'quiz.close': attempt<{ score: number; handedIn: HandedIn }>('系统收卷'),
  'certificate.issue': enrollment<{ number: string }>('签发证书'),
  'certificate.revoke': certificate<{ number: string } & Reason>('撤销证书'),
  'certificate.reissue': certificate<{ number: string; replaces: string } & Reason>('换发证书'),
  'certificates.pack': about('pack')<{ classId: Ref<'class'>; total: number }>('下载全部证书', { classId: 'class' }),
  'hours.prove': certificate<{ number: string; courses: number; hours: number }>('开具学时证明'),
}

const roster = about('roster')

export const rosterEvents = {
  'roster.upload': roster<People & { classId: Ref<'class'>; ready: number }>('上传报名名单', { classId: 'class' }),
  'roster.edit_row': roster<{ row: number; columns: string[] }>('修改名单中的一行'),
  'roster.remove_row': roster<{ row: number }>('删除名单中的一行'),
  'roster.mark': roster<People>('标记名单'),
  'roster.discard': roster<{ classId: Ref<'class'> }>('放弃名单', { classId: 'class' }),
  'roster.submit': roster<People & { leftOut: number; order: Ref<'order'> }>('提交名单', { order: 'order' }),
  'roster.take_out': roster<People & { order: Ref<'order'> | null }>('从名单中移出', { order: 'order' }),
  'roster.withdraw': roster('撤回名单'),
  'roster.remind': about('enterprise')<People>('提醒职工学习'),
}
