import { and, asc, eq, inArray } from 'drizzle-orm'
import sharp from 'sharp'
import { chapters, classes, courses, media, programs } from '@/db/schema/catalog'
import { studies } from '@/db/schema/enrollment'
import { accounts, trainees } from '@/db/schema/identity'
import { chapterProgress } from '@/db/schema/learning'
import { quizAttempts } from '@/db/schema/quiz'
import { listOffered } from '@/lib/catalog/queries'
import { orderCourses } from '@/lib/checkout/order-courses'
import { placeOrder } from '@/lib/checkout/place-order'
import { getOrder } from '@/lib/checkout/queries'
import { settleStudy } from '@/lib/completion/settle'
import { getSelection } from '@/lib/enrollment/queries'
import { chooseCourse, confirmSelection } from '@/lib/enrollment/select-courses'
import { hashPassword } from '@/lib/identity/passwords'
import { storedPhone } from '@/lib/identity/phones'
import { idNumberIndex } from '@/lib/identity/queries'
import { maskIdNumber } from '@/lib/identity/rules'
import { openAttempt } from '@/lib/quiz/open-attempt'
import { submitAttempt } from '@/lib/quiz/submit-attempt'
import { encryptColumn } from '@/lib/shared/ciphers'
import type { Ctx, Trainee } from '@/lib/shared/context'
import { storage } from '@/lib/shared/storage'
import { days, later } from '@/lib/shared/time'
import { payAtTheBank } from './paid'

/** Everybody of the demo signs in with this. */
export const demoPassword = 'Xueshi@2026'

export type DemoPerson = {
  key: string
  name: string
  idNumber: string
  phone: string | null
  employer: string
  regionCode: string
  grade: string
  coat: string
  stage: string
}

/** Invented people; their numbers are well-formed and nobody's: sequence numbers from 990 on. */
export const people: DemoPerson[] = [
  {
    key: 'new',
    name: '王建国',
    idNumber: '130203197103159913',
    phone: '13800006021',
    employer: '唐山市路北区园林绿化服务中心',
    regionCode: '130203',
    grade: '高级工',
    coat: '#33474d',
    stage: '新学员，还没有报名',
  },
  {
    key: 'enrolled',
    name: '李秀英',
    idNumber: '130202198506219923',
    phone: '13800006022',
    employer: '唐山市路南区机关事务服务中心',
    regionCode: '130202',
    grade: '中级工',
    coat: '#5b4a3a',
    stage: '已报名，还没有选课',
  },
  {
    key: 'halfway',
    name: '张丽华',
    idNumber: '130203198809129921',
    phone: '13800006023',
    employer: '唐山云桥市政工程有限公司',
    regionCode: '130203',
    grade: '工程师',
    coat: '#33474d',
    stage: '学到一半',
  },
  {
    key: 'one-quiz',
    name: '刘志强',
    idNumber: '130203197908059936',
    phone: '13800006024',
    employer: '唐山市第十三中学',
    regionCode: '130203',
    grade: '技师',
    coat: '#2b3f5a',
    stage: '还差一次测验就合格',
  },
  {
    key: 'passed',
    name: '陈桂芳',
    idNumber: '130204198011239941',
    phone: '13800006025',
    employer: '唐山市古冶区职工食堂管理站',
    regionCode: '130204',
    grade: '高级工',
    coat: '#4a3a52',
    stage: '已合格，可打印培训证明',
  },
  {
    key: 'no-phone',
    name: '买买提·艾力',
    idNumber: '130205197601019959',
    phone: null,
    employer: '唐山市开平区环境卫生服务中心',
    regionCode: '130205',
    grade: '初级工',
    coat: '#3a4a3a',
    stage: '没有绑定手机号',
  },
  {
    key: 'single',
    name: '赵文慧',
    idNumber: '130202199003179995',
    phone: '13800006027',
    employer: '唐山市路南区市政工程处',
    regionCode: '130202',
    grade: '助理工程师',
    coat: '#2f4a44',
    stage: '自主选了两门课程，学完一门',
  },
]

/** The people above, each brought to their stage by the same commands that the portal uses, at times in the past. */
export async function seedPeople(ctx: Ctx): Promise<void> {
  const asPerson = new Map<string, (daysAgo: number) => Ctx<Trainee>>()
  for (const person of people) {
    const id = await createTrainee(ctx, person)
    asPerson.set(person.key, (daysAgo) => ({
      db: ctx.db,
      now: later(ctx.now, -days(daysAgo)),
      actor: { kind: 'trainee', id, name: person.name, address: 'demo' },
    }))
  }
  const at = (key: string, daysAgo: number) => asPerson.get(key)!(daysAgo)

  await join(at('enrolled', 3), 2026, '机关事业单位工人', '130202')
  await halfway(at('halfway', 40), at)
  await oneQuizLeft(at('one-quiz', 10))
  await passed(at('passed', 30))
  await singleCourses(at('single', 14))
}

export async function createTrainee(ctx: Ctx, person: DemoPerson): Promise<string> {
  const [account] = await ctx.db
    .insert(accounts)
    .values({ passwordHash: await hashPassword(demoPassword) })
    .returning({ id: accounts.id })
  const { id } = account!
  const photoKey = `photos/${id}.jpg`
  await storage().put(photoKey, await drawPortrait(person.coat))
  await ctx.db.insert(trainees).values({
    id,
    name: person.name,
    idNumberCipher: encryptColumn('trainees.id_number_cipher', { id }, person.idNumber),
    idNumberIndex: idNumberIndex(person.idNumber),
    idNumberMasked: maskIdNumber(person.idNumber),
    ...storedPhone(id, person.phone),
    employer: person.employer,
    regionCode: person.regionCode,
    technicalGrade: person.grade,
    photoKey,
  })
  return id
}

/** A drawn portrait in the standard size of two inches (413 × 579). */
function drawPortrait(coat: string): Promise<Buffer> {
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="413" height="579" viewBox="0 0 70 98"><rect width="70" height="98" fill="#dfe8ec"/>
    <path d="M4 98c1-17 11-24 22-27h18c11 3 21 10 22 27z" fill="${coat}"/><path d="M27 62h16v12c-2 5-14 5-16 0z" fill="#e3c4ad"/>
    <path d="M28 72l7 9 7-9 4 3-8 23h-6l-8-23z" fill="#f7f5f0"/><ellipse cx="35" cy="44" rx="16" ry="20" fill="#edd3bf"/>
    <path d="M17 46c-2-22 8-32 18-32s20 10 18 32c-2-10-6-16-9-19-8 4-16 4-20 3-3 4-6 8-7 16z" fill="#23292b"/></svg>`
  return sharp(Buffer.from(svg)).jpeg({ quality: 86 }).toBuffer()
}

/** Enrols and pays. @returns the enrollment's id */
async function join(me: Ctx<Trainee>, year: number, title: string, regionCode: string): Promise<string> {
  const rows = await me.db
    .select({ id: classes.id, program: programs.title })
    .from(classes)
    .innerJoin(programs, eq(programs.id, classes.programId))
    .where(and(eq(programs.year, year), eq(classes.regionCode, regionCode)))
  const classId = rows.find(({ program }) => program.includes(title))!.id
  return pay(me, await placeOrder(me, { classId, invoice: { buyerKind: 'public_body', title: '唐山市示例机关服务中心' } }))
}

/** @returns the enrollment that the order opens */
export async function pay(me: Ctx<Trainee>, orderId: string): Promise<string> {
  await payAtTheBank(me, orderId, 'wechat')
  return (await getOrder(me, orderId)).enrollmentId
}

export async function choose(me: Ctx<Trainee>, enrollmentId: string, slugs: string[]): Promise<void> {
  const { courses: offered } = await getSelection(me, enrollmentId)
  for (const slug of slugs) await chooseCourse(me, { enrollmentId, courseId: offered.find((course) => course.slug === slug)!.courseId })
  await confirmSelection(me, { enrollmentId })
}

/** Watches `share` of every chapter of a course, as the player would have reported it. @returns the study's id */
export async function watch(me: Ctx<Trainee>, enrollmentId: string, slug: string, share = 1): Promise<string> {
  const [study] = await me.db
    .select({ id: studies.id, courseId: studies.courseId })
    .from(studies)
    .innerJoin(courses, and(eq(courses.id, studies.courseId), eq(courses.slug, slug)))
    .where(and(eq(studies.traineeId, me.actor.id), eq(studies.enrollmentId, enrollmentId)))
  const list = await me.db
    .select({ id: chapters.id, seconds: media.durationSeconds })
    .from(chapters)
    .innerJoin(media, eq(media.id, chapters.mediaId))
    .where(eq(chapters.courseId, study!.courseId))
    .orderBy(asc(chapters.position))
  let left = Math.floor(list.reduce((sum, { seconds }) => sum + seconds, 0) * share)
  for (const chapter of list) {
    const seen = Math.min(chapter.seconds, left)
    if (seen <= 0) break
    left -= seen
    await me.db.insert(chapterProgress).values({
      traineeId: me.actor.id,
      studyId: study!.id,
      chapterId: chapter.id,
      watched: [[0, seen]],
      watchedSeconds: seen,
      positionSeconds: seen,
      completedAt: seen === chapter.seconds ? me.now : null,
      updatedAt: me.now,
    })
  }
  const mine = and(eq(studies.traineeId, me.actor.id), eq(studies.id, study!.id))
  await me.db.update(studies).set({ learntAt: me.now }).where(mine)
  await settleStudy(me, me.actor.id, study!.id)
  return study!.id
}

/** Hands in a paper with `wrong` questions answered wrongly. */
export async function quiz(me: Ctx<Trainee>, studyId: string, wrong: number): Promise<void> {
  const attemptId = await openAttempt(me, studyId)
  const mine = and(eq(quizAttempts.traineeId, me.actor.id), eq(quizAttempts.id, attemptId))
  const [{ paper } = { paper: [] }] = await me.db.select({ paper: quizAttempts.paper }).from(quizAttempts).where(mine)
  const answers = Object.fromEntries(
    paper.map(({ correct, options }, i) => [i, i < wrong ? [options.findIndex((_, option) => !correct.includes(option))] : correct]),
  )
  await me.db.update(quizAttempts).set({ answers }).where(mine)
  await submitAttempt(me, attemptId)
}

/** The story of the look's prototypes: 46 of 90 hours, one quiz failed, a lesson a third of the way. */
async function halfway(me: Ctx<Trainee>, at: (key: string, daysAgo: number) => Ctx<Trainee>) {
  const enrollment = await join(me, 2026, '建筑工程', '130203')
  await choose(at('halfway', 39), enrollment, [
    'professional-ethics',
    'digital-literacy',
    'intellectual-property',
    'emergency-response',
    'bim',
    'prefabricated-concrete',
    'utility-tunnel',
  ])
  const passes: [slug: string, daysAgo: number, wrong: number | null][] = [
    ['professional-ethics', 36, 1],
    ['digital-literacy', 33, 3],
    ['intellectual-property', 29, 4],
    ['building-quality', 25, null],
    ['green-building', 20, null],
    ['bim', 12, null],
  ]
  for (const [slug, daysAgo, wrong] of passes) {
    const then = at('halfway', daysAgo)
    const study = await watch(then, enrollment, slug)
    if (wrong !== null) await quiz(then, study, wrong)
  }
  await quiz(at('halfway', 6), await watch(at('halfway', 7), enrollment, 'fire-design-review'), 9)
  await watch(at('halfway', 3), enrollment, 'emergency-response', 0.62)
  await watch(at('halfway', 1), enrollment, 'prefabricated-concrete', 0.35)
}

async function oneQuizLeft(me: Ctx<Trainee>) {
  const enrollment = await join(me, 2026, '安全生产专题', '130203')
  await choose(me, enrollment, ['electric-shock-first-aid', 'extinguisher-and-hydrant'])
  await quiz(me, await watch(me, enrollment, 'electric-shock-first-aid'), 1)
  await watch(me, enrollment, 'extinguisher-and-hydrant')
}

async function passed(me: Ctx<Trainee>) {
  const enrollment = await join(me, 2026, '安全生产专题', '130204')
  await choose(me, enrollment, ['electric-shock-first-aid', 'extinguisher-and-hydrant'])
  await quiz(me, await watch(me, enrollment, 'electric-shock-first-aid'), 0)
  await quiz(me, await watch(me, enrollment, 'extinguisher-and-hydrant'), 1)
}

/** Two single courses in one order: one finished, one a third of the way. */
async function singleCourses(me: Ctx<Trainee>) {
  const slugs = ['smart-site', 'cost-control']
  const rows = await me.db.select({ id: courses.id }).from(courses).where(inArray(courses.slug, slugs))
  const courseIds = rows.map(({ id }) => id)
  const expectedFen = (await listOffered(me, courseIds)).reduce((sum, { priceFen }) => sum + priceFen, 0)
  const orderId = await orderCourses(me, {
    courseIds,
    expectedFen,
    invoice: { buyerKind: 'person', title: me.actor.name },
    ownedConfirmed: false,
  })
  const enrollmentId = await pay(me, orderId)
  await watch({ ...me, now: later(me.now, days(6)) }, enrollmentId, 'smart-site')
  await watch({ ...me, now: later(me.now, days(9)) }, enrollmentId, 'cost-control', 0.35)
}
