import fs from 'node:fs'
import path from 'node:path'
import {
  categories,
  chapters,
  classes,
  courses,
  programCourses,
  programParts,
  programs,
  providers,
  questions,
  specialties,
} from '@/db/schema/catalog'
import { regions } from '@/db/schema/identity'
import { notices } from '@/db/schema/notices'
import { searchTextOf } from '@/lib/catalog/search-text'
import type { Ctx } from '@/lib/shared/context'
import { days, formatDay, later, startOfDay, untilEndOf } from '@/lib/shared/time'
import * as data from './catalog-data'
import { clipTitles } from './clips'
import { seedMedia } from './media'

const folder = path.join(process.cwd(), 'db/seed')
const readJson = <T>(file: string): T => JSON.parse(fs.readFileSync(path.join(folder, file), 'utf8'))
type BankQuestion = { kind: 'single' | 'multiple' | 'judgement'; stem: string; options: string[]; correct: number[]; explanation: string }

export const hasBank = (slug: string) => fs.existsSync(path.join(folder, 'questions', `${slug}.json`))

/** Rows by a name, as ids. */
const byName = <T extends { id: string }>(rows: T[], name: (row: T) => string) => new Map(rows.map((row) => [name(row), row.id]))

export async function seedCatalog(ctx: Ctx): Promise<void> {
  const { db, now } = ctx
  await db.insert(regions).values(data.regions.map(([code, name], position) => ({ code, name, position })))
  const categoryIds = byName(
    await db
      .insert(categories)
      .values(Object.keys(data.specialties).map((name, position) => ({ name, position })))
      .returning(),
    (row) => row.name,
  )
  const specialtyIds = byName(
    await db
      .insert(specialties)
      .values(
        Object.entries(data.specialties).flatMap(([category, names]) =>
          names.map((name) => ({ name, categoryId: categoryIds.get(category)! })),
        ),
      )
      .returning(),
    (row) => row.name,
  )
  const courseIds = await seedCourses(ctx, categoryIds)
  for (const year of [2024, 2025, 2026]) {
    for (const program of data.programs) {
      if (year < 2026 && program.key === 'safety') continue // new in 2026
      await seedProgram(ctx, year, program, { categoryIds, specialtyIds, courseIds })
    }
  }
  const texts =
    readJson<{ slug: string; category: 'announcement'; title: string; pinned: boolean; daysAgo: number; body: string }[]>(
      'notices/notices.json',
    )
  await db.insert(notices).values(texts.map(({ daysAgo, ...notice }) => ({ ...notice, publishedAt: later(now, -days(daysAgo)) })))
}

async function seedCourses({ db, now, actor }: Ctx, categoryIds: Map<string, string>): Promise<Map<string, string>> {
  const mediaIds = await seedMedia({ db, now, actor })
  const providerIds = byName(
    await db
      .insert(providers)
      .values(data.providers.map((name) => ({ name })))
      .returning(),
    (row) => row.name,
  )
  const courseIds = byName(
    await db
      .insert(courses)
      .values(
        data.courses.map(({ slug, title, summary, hours, provider, category }) => ({
          slug,
          title,
          summary,
          searchText: searchTextOf(title, provider),
          creditHours: hours,
          providerId: providerIds.get(provider)!,
          categoryId: categoryIds.get(category)!,
          publishedAt: later(now, -days(400)),
        })),
      )
      .returning(),
    (row) => row.slug,
  )
  await db.insert(chapters).values(
    data.courses.flatMap((course) =>
      course.chapters.map((clip, i) => ({
        title: clipTitles[clip],
        position: i + 1,
        courseId: courseIds.get(course.slug)!,
        mediaId: mediaIds.get(clip)!,
      })),
    ),
  )
  const banks = data.courses.filter(({ slug }) => hasBank(slug))
  await db
    .insert(questions)
    .values(
      banks.flatMap(({ slug }) =>
        readJson<BankQuestion[]>(`questions/${slug}.json`).map((question) => ({ ...question, courseId: courseIds.get(slug)! })),
      ),
    )
  return courseIds
}

type Ids = { categoryIds: Map<string, string>; specialtyIds: Map<string, string>; courseIds: Map<string, string> }

async function seedProgram(ctx: Ctx, year: number, program: data.ProgramData, ids: Ids): Promise<void> {
  const { db, now } = ctx
  const [quizSingle, quizMultiple, quizJudgement] = program.quiz
  const [{ id: programId } = { id: '' }] = await db
    .insert(programs)
    .values({
      year,
      title: `${year}年度${program.title}`,
      categoryId: ids.categoryIds.get(program.category)!,
      specialtyId: program.specialty ? ids.specialtyIds.get(program.specialty) : null,
      feeFen: program.feeFen,
      quizSingle,
      quizMultiple,
      quizJudgement,
      maxSpeedPercent: program.maxSpeedPercent ?? 100,
      attentionEverySeconds: program.attentionEverySeconds ?? null,
      certificatePrefix: 'ZJ',
      guidance: program.guidance,
      publishedAt: later(now, -days(300)),
    })
    .returning({ id: programs.id })
  for (const [position, part] of program.parts.entries()) {
    const [{ id: partId } = { id: '' }] = await db
      .insert(programParts)
      .values({
        programId,
        position,
        name: part.name,
        shortName: part.shortName,
        requiredHours: part.hours,
        compulsory: part.compulsory ?? false,
      })
      .returning({ id: programParts.id })
    await db
      .insert(programCourses)
      .values(part.courses.map((slug) => ({ programId, partId, courseId: ids.courseIds.get(slug)!, quizRequired: hasBank(slug) })))
  }
  await db.insert(classes).values(classesOf(programId, year, program, now))
}

/** The end of a period whose last day is so many days from now. */
export const lastDayOf = (now: Date, daysFromNow: number) => untilEndOf(formatDay(later(now, days(daysFromNow))))

/** Dates go with the day the demo begins, so that there always are classes that are open, full, closed and not yet open. */
function classesOf(programId: string, year: number, program: data.ProgramData, now: Date) {
  const open = {
    enrolFrom: startOfDay(later(now, -days(60))),
    enrolUntil: lastDayOf(now, 60),
    studyFrom: startOfDay(later(now, -days(60))),
    studyUntil: lastDayOf(now, 180),
  }
  const over = {
    enrolFrom: startOfDay(later(now, -days(700))),
    enrolUntil: lastDayOf(now, -300),
    studyFrom: startOfDay(later(now, -days(700))),
    studyUntil: lastDayOf(now, -200),
  }
  const soon = {
    enrolFrom: startOfDay(later(now, days(20))),
    enrolUntil: lastDayOf(now, 90),
    studyFrom: startOfDay(later(now, days(30))),
    studyUntil: lastDayOf(now, 300),
  }
  const shortTitle = program.title.replace('专业技术人员继续教育', '').replace(/[（）]/g, '')
  const row = (region: number, dates: typeof open, seats = 500) => {
    const [regionCode, name] = data.regions[region]!
    return { programId, regionCode, title: `${year}年度${shortTitle || '继续教育'}班（${name}）`, seats, ...dates }
  }
  if (year < 2025) return [row(0, over), row(1, over)]
  if (year === 2025) return [row(0, over), row(1, { ...open, enrolUntil: lastDayOf(now, 12) }), row(2, over)]
  // seats: the class of 古冶区 is full once the demo people have joined it (see people.ts)
  return [row(0, open), row(1, open), row(2, open, 1), row(3, { ...open, enrolUntil: lastDayOf(now, -5) }), row(4, soon), row(5, open)]
}
