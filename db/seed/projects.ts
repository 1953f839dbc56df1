import {
  categories,
  chapters,
  classes,
  courses,
  media,
  programCourses,
  programParts,
  programs,
  providers,
  specialties,
} from '@/db/schema/catalog'
import { employers } from '@/db/schema/identity'
import { orderApplication } from '@/lib/checkout/order-application'
import { confirmCourses, saveClass, saveElective, saveEmployer } from '@/lib/enrollment/application'
import { getApplication, listClassesOf } from '@/lib/enrollment/application-queries'
import type { Ctx, Trainee } from '@/lib/shared/context'
import { days, later, startOfDay } from '@/lib/shared/time'
import { lastDayOf } from './catalog'
import { regions } from './catalog-data'
import { clipTitles } from './clips'
import { createTrainee, type DemoPerson, pay, quiz, watch } from './people'
import * as data from './projects-data'

/** People in the middle of a project; like the others of the demo, invented. */
export const projectPeople: DemoPerson[] = [
  {
    key: 'applicant',
    name: '赵文博',
    idNumber: '130203199004129910',
    phone: '13800006026',
    employer: '唐山市第一中学',
    regionCode: '130203',
    grade: '中学一级教师',
    coat: '#2b3f5a',
    stage: '正在报名，课程选到一半',
  },
  {
    key: 'project',
    name: '周雅琴',
    idNumber: '130204198607239926',
    phone: '13800006027',
    employer: '唐山市古冶区住房和城乡建设局',
    regionCode: '130204',
    grade: '工程师',
    coat: '#4a3a52',
    stage: '项目只差一次考核测试',
  },
]

/** Projects with their classes in every region, the 单位 that are known, and people on their way. */
export async function seedProjects(ctx: Ctx): Promise<void> {
  const { db } = ctx
  await db.insert(employers).values(data.employerData.map(([name, regionCode]) => ({ name, regionCode })))
  await db.insert(categories).values(data.projectCategories.map((name, i) => ({ name, position: 10 + i })))
  const categoryIds = new Map((await db.select().from(categories)).map(({ name, id }) => [name, id]))
  await db.insert(specialties).values(data.projectSpecialties.map(([category, name]) => ({ categoryId: categoryIds.get(category)!, name })))
  await seedCourses(ctx, categoryIds)
  const specialtyIds = new Map((await db.select().from(specialties)).map(({ categoryId, name, id }) => [`${categoryId}${name}`, id]))
  const known = new Map((await db.select().from(courses)).map((course) => [course.slug, course]))
  const programIds = new Map<string, string>()
  for (const project of data.projects) {
    const categoryId = categoryIds.get(project.category)!
    programIds.set(project.key, await seedProject(ctx, project, categoryId, specialtyIds.get(`${categoryId}${project.specialty}`)!, known))
  }
  await seedProjectPeople(ctx, programIds)
}

async function seedCourses({ db, now }: Ctx, categoryIds: Map<string, string>): Promise<void> {
  const [clips, houses] = await Promise.all([db.select({ id: media.id, title: media.title }).from(media), db.select().from(providers)])
  const mediaIds = new Map(clips.map(({ id, title }) => [title, id]))
  const providerIds = new Map(houses.map(({ id, name }) => [name, id]))
  const rows = await db
    .insert(courses)
    .values(
      data.projectCourses.map(({ slug, title, summary, hours, provider, category }) => ({
        slug,
        title,
        summary,
        creditHours: hours,
        providerId: providerIds.get(provider)!,
        categoryId: categoryIds.get(category)!,
        publishedAt: later(now, -days(400)),
      })),
    )
    .returning({ id: courses.id, slug: courses.slug })
  const courseIds = new Map(rows.map(({ id, slug }) => [slug, id]))
  await db.insert(chapters).values(
    data.projectCourses.flatMap((course) =>
      course.chapters.map((clip, i) => ({
        title: clipTitles[clip],
        position: i + 1,
        courseId: courseIds.get(course.slug)!,
        mediaId: mediaIds.get(clipTitles[clip])!,
      })),
    ),
  )
}

type Known = Map<string, { id: string; creditHours: number }>

async function seedProject(ctx: Ctx, project: data.ProjectData, categoryId: string, specialtyId: string, known: Known): Promise<string> {
  const { db, now } = ctx
  const [quizSingle, quizMultiple, quizJudgement] = project.quiz
  const [program] = await db
    .insert(programs)
    .values({
      year: 2026,
      title: `2026年度${project.title}`,
      categoryId,
      specialtyId,
      pricing: project.pricing,
      feeFen: project.feeFen,
      selectionTiming: 'before_payment',
      quizSingle,
      quizMultiple,
      quizJudgement,
      certificateTitle: project.certificateTitle,
      certificateForm: 'diploma',
      certificatePrefix: project.prefix,
      refundDays: 7,
      refundMaxLearntPercent: 10,
      guidance: data.projectGuidance,
      publishedAt: later(now, -days(300)),
    })
    .returning({ id: programs.id })
  const programId = program!.id
  for (const [position, { name, hours, courses: slugs }] of [project.compulsory, project.elective].entries()) {
    const compulsory = position === 0
    const [part] = await db
      .insert(programParts)
      .values({ programId, position, name, shortName: name.slice(0, 2), requiredHours: hours, compulsory })
      .returning({ id: programParts.id })
    await db.insert(programCourses).values(
      slugs.map((slug, i) => {
        const { id: courseId, creditHours } = known.get(slug)!
        // Priced by course: 2 yuan an hour, and the last of each part free.
        const priceFen = project.pricing === 'course' ? (i === slugs.length - 1 ? 0 : creditHours * 200) : null
        return { programId, partId: part!.id, courseId, quizRequired: compulsory, priceFen }
      }),
    )
  }
  await db.insert(classes).values(regions.map(([code, name]) => classOf(project, programId, code, name, now)))
  return programId
}

/** A class in each region. One is over, one not open yet, and that of 古冶区 has a single seat (see seedProjectPeople). */
function classOf(project: data.ProjectData, programId: string, regionCode: string, region: string, now: Date) {
  const dates = {
    enrolFrom: startOfDay(later(now, -days(60))),
    enrolUntil: lastDayOf(now, 90),
    studyFrom: startOfDay(later(now, -days(60))),
    studyUntil: lastDayOf(now, 200),
  }
  if (regionCode === '130205') dates.enrolUntil = lastDayOf(now, -5)
  if (regionCode === '130207') dates.enrolFrom = dates.studyFrom = startOfDay(later(now, days(20)))
  const single = project.key === 'construction' && regionCode === '130204'
  return { programId, regionCode, title: `2026年度${project.shortTitle}（${region}）`, seats: single ? 1 : 300, ...dates }
}

async function seedProjectPeople(ctx: Ctx, programIds: Map<string, string>): Promise<void> {
  for (const person of projectPeople) {
    const id = await createTrainee(ctx, person)
    const at = (daysAgo: number): Ctx<Trainee> => ({
      db: ctx.db,
      now: later(ctx.now, -days(daysAgo)),
      actor: { kind: 'trainee', id, name: person.name, address: 'demo' },
    })
    if (person.key === 'applicant') await apply(at(2), person, programIds.get('teaching')!, ['teaching-evaluation', 'lesson-observation'])
    else await nearlyThrough(at, person, programIds.get('construction')!)
  }
}

/** Fills in an application: employer, class of its region, and electives. */
async function apply(me: Ctx<Trainee>, person: DemoPerson, programId: string, electives: string[], confirm = false): Promise<void> {
  const { employer, regionCode, grade: technicalGrade } = person
  await saveEmployer(me, { programId, employer, regionCode, technicalGrade, isFullName: true })
  const own = (await listClassesOf(me, programId)).find((one) => one.regionCode === regionCode)!
  await saveClass(me, { programId, classId: own.id, otherRegionReason: null })
  const { courses: offered } = await getApplication(me, programId)
  for (const slug of electives)
    await saveElective(me, { programId, courseId: offered.find((course) => course.slug === slug)!.courseId, chosen: true })
  if (confirm) await confirmCourses(me, { programId })
}

/** Has learnt everything and passed all tests but that of the first compulsory course. */
async function nearlyThrough(at: (daysAgo: number) => Ctx<Trainee>, person: DemoPerson, programId: string): Promise<void> {
  const electives = ['building-quality', 'green-building', 'building-retrofit', 'smart-site', 'first-aid-on-site', 'office-fire-safety']
  await apply(at(30), person, programId, electives, true)
  const { amountFen } = await getApplication(at(30), programId)
  const invoice = { buyerKind: 'public_body' as const, title: person.employer }
  const enrollment = await pay(at(30), await orderApplication(at(30), { programId, expectedFen: amountFen, invoice }))
  const tests = ['emergency-response', 'professional-ethics', 'occupational-health']
  for (const [i, slug] of [...electives, ...tests].entries()) {
    const then = at(28 - 2 * i)
    const study = await watch(then, enrollment, slug)
    if (tests.includes(slug)) await quiz(then, study, 1)
  }
  await watch(at(1), enrollment, 'fire-design-review')
}
