import { and, eq, inArray } from 'drizzle-orm'
import { categories, chapters, classes, courses, media, programCourses, programParts, programs } from '@/db/schema/catalog'
import type { Ctx } from '@/lib/shared/context'
import { days, later, startOfDay } from '@/lib/shared/time'
import { hasBank, lastDayOf } from './catalog'
import { regions } from './catalog-data'
import { clipTitles } from './clips'

/** 自主选课: what each course costs on its own, in yuan; 0 is free. */
const prices: Record<string, number> = {
  'professional-ethics': 0,
  'digital-literacy': 20,
  'intellectual-property': 30,
  'emergency-response': 0,
  ecology: 10,
  'official-documents': 15,
  'secrecy-and-network-security': 0,
  'personnel-policy': 0,
  'building-quality': 60,
  'green-building': 60,
  'fire-design-review': 80,
  bim: 45,
  'prefabricated-concrete': 45,
  'utility-tunnel': 40,
  'sponge-city': 40,
  'cost-control': 50,
  'asphalt-maintenance': 35,
  'deep-foundation': 50,
  'building-retrofit': 90,
  'smart-site': 25,
  'construction-waste': 20,
  'teaching-evaluation': 30,
  'teacher-wellbeing': 0,
  'technology-in-class': 30,
  'computer-skills': 20,
  'occupational-health': 10,
  'electric-shock-first-aid': 10,
  'canteen-food-safety': 25,
}

/** 试看: the first chapter of a course that plays one of these. The demo's twelve clips serve all courses, so few of them are open. */
const previewTitles = [clipTitles.quality, clipTitles.digital]

/** The shelf of single courses: one programme, one class without a limit of seats. */
export async function seedShelf({ db, now }: Ctx): Promise<void> {
  const [category] = await db.select({ id: categories.id }).from(categories).where(eq(categories.name, '专业科目'))
  const [program] = await db
    .insert(programs)
    .values({
      year: 2026,
      categoryId: category!.id,
      title: '自主选课2026',
      selectionTiming: 'single_courses',
      pricing: 'course',
      quizSingle: 5,
      quizMultiple: 2,
      quizJudgement: 3,
      maxSpeedPercent: 150,
      certificateTitle: '学时证明',
      certificatePrefix: 'XS',
      refundDays: 7,
      refundMaxLearntPercent: 20,
      guidance: [
        '课程逐门购买，支付后马上可以学习；免费课程选好即开通。',
        '看完全部章节并通过课后测验（有测验的课程）后获得学时，可打印学时证明。',
        '自主选课只证明学时，没有培训证书。',
      ],
      publishedAt: later(now, -days(120)),
    })
    .returning({ id: programs.id })
  const programId = program!.id
  const [part] = await db
    .insert(programParts)
    .values({ programId, position: 0, name: '自主选课', shortName: '自选', requiredHours: 1 })
    .returning({ id: programParts.id })
  const rows = await db
    .select({ id: courses.id, slug: courses.slug })
    .from(courses)
    .where(inArray(courses.slug, Object.keys(prices)))
  await db.insert(programCourses).values(
    rows.map(({ id, slug }) => ({
      programId,
      courseId: id,
      partId: part!.id,
      quizRequired: hasBank(slug),
      priceFen: prices[slug]! * 100,
    })),
  )
  const [regionCode] = regions[1]!
  await db.insert(classes).values({
    programId,
    regionCode,
    title: '自主选课2026',
    seats: null,
    enrolFrom: startOfDay(later(now, -days(120))),
    enrolUntil: lastDayOf(now, 300),
    studyFrom: startOfDay(later(now, -days(120))),
    studyUntil: lastDayOf(now, 600),
  })
  await openPreviews(
    { db },
    rows.map(({ id }) => id),
  )
}

async function openPreviews({ db }: Pick<Ctx, 'db'>, courseIds: string[]): Promise<void> {
  const first = await db
    .selectDistinctOn([chapters.courseId], { id: chapters.id })
    .from(chapters)
    .innerJoin(media, eq(media.id, chapters.mediaId))
    .where(and(inArray(chapters.courseId, courseIds), inArray(media.title, previewTitles)))
    .orderBy(chapters.courseId, chapters.position)
  await db
    .update(chapters)
    .set({ preview: true })
    .where(
      inArray(
        chapters.id,
        first.map(({ id }) => id),
      ),
    )
}
