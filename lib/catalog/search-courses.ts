import { and, asc, desc, eq, gte, lte, type SQL, sql } from 'drizzle-orm'
import { categories, chapters, courses, programCourses, programs, providers } from '@/db/schema/catalog'
import type { Ctx } from '@/lib/shared/context'
import { foldText } from './fold-text'
import { type Band, type CourseFilter, hourBands, priceBands } from './input'
import { isOffered, listShelves, priceFenOn, type Shelf } from './shelf'

export const coursesPerPage = 12

/** Courses alike in everything that a list can be narrowed by. */
type Group = {
  categoryId: string
  category: string
  position: number
  providerId: string
  provider: string
  hours: string
  price: string
  n: number
}

export type Facet = { key: string; label: string; count: number }

/**
 * Courses sold singly, by words of title and provider or by their pinyin initials (all words must be there), narrowed, in order,
 * one page of them; with the total, and for each choice of a filter how many it would leave. Four queries.
 */
export async function searchCourses(ctx: Ctx, filter: CourseFilter) {
  const shelves = await listShelves(ctx)
  const [groups, rows] = await Promise.all([countGroups(ctx, shelves, filter), selectPage(ctx, shelves, filter)])
  const total = groups.filter((group) => matches(group, filter)).reduce((sum, { n }) => sum + n, 0)
  return { total, courses: rows, facets: facetsOf(groups, filter) }
}
export type FoundCourse = Awaited<ReturnType<typeof searchCourses>>['courses'][number]

const wordsOf = (filter: CourseFilter) => foldText(filter.words).split(' ').filter(Boolean)

const hasWords = (words: string[]) => and(...words.map((word) => sql`strpos(${courses.searchText}, ${word}) > 0`))

const within = (column: SQL, key: string | null, bands: Band[]) => {
  const band = bands.find((one) => one.key === key)
  return band && and(gte(column, band.from), band.to === null ? undefined : lte(column, band.to))
}

async function selectPage(ctx: Ctx, shelves: Shelf[], filter: CourseFilter) {
  const words = wordsOf(filter)
  const priceFen = priceFenOn(shelves)
  const order = {
    // What is looked for stands in titles rather than in names of providers; what can be tried comes first.
    best: [
      ...(words[0] ? [desc(sql`strpos(lower(${courses.title}), ${words[0]}) > 0`)] : []),
      desc(sql`${courses.id} in (select ${chapters.courseId} from ${chapters} where ${chapters.preview})`),
      desc(courses.publishedAt),
    ],
    new: [desc(courses.publishedAt)],
    price: [asc(priceFen)],
    hours: [desc(courses.creditHours)],
  }[filter.sort]
  // Only what is sorted by is carried through the sort; how they look is asked of the twelve that are shown.
  const rows = await ctx.db
    .select({ id: courses.id, priceFen, quizRequired: programCourses.quizRequired })
    .from(programCourses)
    .innerJoin(programs, eq(programs.id, programCourses.programId))
    .innerJoin(courses, eq(courses.id, programCourses.courseId))
    .where(
      and(
        isOffered(ctx, shelves),
        hasWords(words),
        filter.category ? eq(courses.categoryId, filter.category) : undefined,
        filter.provider ? eq(courses.providerId, filter.provider) : undefined,
        within(sql`${courses.creditHours}`, filter.hours, hourBands),
        within(priceFen, filter.price, priceBands),
      ),
    )
    .orderBy(...order, asc(courses.id))
    .limit(coursesPerPage)
    .offset((filter.page - 1) * coursesPerPage)
  const described = await describeCourses(
    ctx,
    rows.map(({ id }) => id),
  )
  return rows.flatMap((row) => described.filter(({ id }) => id === row.id).map((course) => ({ ...row, ...course })))
}

/** What the list says of the courses it shows, the first chapter that can be tried among it. */
const describeCourses = (ctx: Ctx, courseIds: string[]) =>
  ctx.db
    .select({
      id: courses.id,
      slug: courses.slug,
      title: courses.title,
      provider: providers.name,
      category: categories.name,
      creditHours: courses.creditHours,
      chapters: sql<number>`(select count(*)::int from ${chapters} where ${chapters.courseId} = ${courses.id})`,
      preview: sql<
        number | null
      >`(select min(${chapters.position}) from ${chapters} where ${chapters.courseId} = ${courses.id} and ${chapters.preview})`,
    })
    .from(courses)
    .innerJoin(providers, eq(providers.id, courses.providerId))
    .innerJoin(categories, eq(categories.id, courses.categoryId))
    .where(sql`${courses.id} = any(${sql.param(`{${courseIds.join()}}`)}::uuid[])`)

const bandOf = (column: SQL, bands: Band[]) =>
  sql<string>`case ${sql.join(
    bands.map(({ key, to }) =>
      to === null ? sql`else ${sql.raw(`'${key}'`)}` : sql`when ${column} <= ${sql.raw(String(to))} then ${sql.raw(`'${key}'`)}`,
    ),
    sql` `,
  )} end`

/** Everything that has the words, counted by what it can be narrowed by. */
async function countGroups(ctx: Ctx, shelves: Shelf[], filter: CourseFilter): Promise<Group[]> {
  const counted = ctx.db
    .select({
      categoryId: courses.categoryId,
      providerId: courses.providerId,
      hours: bandOf(sql`${courses.creditHours}`, hourBands).as('hours'),
      price: bandOf(priceFenOn(shelves), priceBands).as('price_band'),
      n: sql<number>`count(*)::int`.as('n'),
    })
    .from(programCourses)
    .innerJoin(programs, eq(programs.id, programCourses.programId))
    .innerJoin(courses, eq(courses.id, programCourses.courseId))
    .where(and(isOffered(ctx, shelves), hasWords(wordsOf(filter))))
    .groupBy(courses.categoryId, courses.providerId, sql`3`, sql`4`)
    .as('counted')
  return ctx.db
    .select({
      categoryId: counted.categoryId,
      category: categories.name,
      position: categories.position,
      providerId: counted.providerId,
      provider: providers.name,
      hours: counted.hours,
      price: counted.price,
      n: counted.n,
    })
    .from(counted)
    .innerJoin(categories, eq(categories.id, counted.categoryId))
    .innerJoin(providers, eq(providers.id, counted.providerId))
    .orderBy(asc(categories.position), asc(providers.name))
}

const dimensions = { category: 'categoryId', provider: 'providerId', hours: 'hours', price: 'price' } as const
type Dimension = keyof typeof dimensions

const matches = (group: Group, filter: CourseFilter, except?: Dimension) =>
  (Object.keys(dimensions) as Dimension[]).every((name) => name === except || !filter[name] || group[dimensions[name]] === filter[name])

function facetsOf(groups: Group[], filter: CourseFilter) {
  const count = (dimension: Dimension, key: string) =>
    groups.filter((group) => group[dimensions[dimension]] === key && matches(group, filter, dimension)).reduce((sum, { n }) => sum + n, 0)
  const named = (dimension: 'category' | 'provider') =>
    [...new Map(groups.map((group) => [group[dimensions[dimension]], group[dimension]]))].map(([key, label]) => ({
      key,
      label,
      count: count(dimension, key),
    }))
  const banded = (dimension: 'hours' | 'price', bands: Band[]): Facet[] =>
    bands.map(({ key, label }) => ({ key, label, count: count(dimension, key) }))
  return {
    category: named('category'),
    provider: named('provider'),
    hours: banded('hours', hourBands),
    price: banded('price', priceBands),
  }
}
