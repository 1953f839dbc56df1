import { drizzle } from 'drizzle-orm/postgres-js'
import postgres from 'postgres'
import { connect, type Db } from '@/db/client'
import type { Cipher } from '@/db/columns'
import { migrateUp } from '@/db/migrate'
import { categories, chapters, classes, courses, media, programCourses, programParts, programs, providers } from '@/db/schema/catalog'
import { regions } from '@/db/schema/identity'
import { parseCourseFilter } from '@/lib/catalog/input'
import { searchCourses } from '@/lib/catalog/search-courses'
import { searchTextOf } from '@/lib/catalog/search-text'
import type { Ctx } from '@/lib/shared/context'
import { days, later } from '@/lib/shared/time'
import { quantile } from './load'
import { oneDecimal, type Row } from './report'
import type { Setup } from './setup'

/*
 * 课程资源 with 10,000 courses of 50 providers, in a database of its own: what a search takes, from the call to the rows (the page of
 * courses, and the counts of all filters), one search after the other, so that it is the database that is timed and not a queue. The
 * plans of the two statements are printed once.
 */

const size = 10_000
const goalMs = 50
const rounds = 30

const searches: Record<string, string>[] = [
  {},
  { page: '400' },
  { sort: 'price' },
  { sort: 'hours', page: '20' },
  { q: '工程' },
  { q: '建筑工程', sort: 'new' },
  { q: 'jzgc' },
  { q: 'gc', hours: '5-6' },
  { q: '安全 管理' },
  { q: '学院', price: '30-60' },
  { q: '不存在的课程' },
  { price: 'free' },
]

export async function catalog({ databaseUrl, sql }: Setup): Promise<Row[]> {
  const url = databaseUrl.replace(/\/[^/]+$/, '/bench_catalog')
  await sql.unsafe('create database bench_catalog')
  await migrateUp(url)
  const db = connect(url, 4)
  const now = new Date()
  const ctx: Ctx = { actor: { kind: 'visitor', address: 'bench' }, now, db }
  try {
    await seed(ctx)
    await db.$client.unsafe('vacuum analyze')
    await explain(url, now)
    const times = new Map(searches.map((asked) => [asked, [] as number[]]))
    for (let round = 0; round <= rounds; round++) {
      for (const asked of searches) {
        const began = performance.now()
        await searchCourses(ctx, parseCourseFilter(asked))
        if (round > 0) times.get(asked)!.push(performance.now() - began) // the first round warms up
      }
    }
    for (const [asked, taken] of times)
      console.log(`  ${JSON.stringify(asked)}: p50 ${oneDecimal(quantile(taken, 0.5))} ms, p95 ${oneDecimal(quantile(taken, 0.95))} ms`)
    const taken = [...times.values()].flat()
    const p95 = quantile(taken, 0.95)
    return [
      {
        what: `Catalog search, ${size.toLocaleString('en')} courses, page and counts, ${taken.length} searches: p95`,
        product: `${oneDecimal(p95)} ms`,
        baseline: '',
        comparison: `p50 ${oneDecimal(quantile(taken, 0.5))} ms`,
        goal: `≤ ${goalMs} ms`,
        met: p95 <= goalMs,
      },
    ]
  } finally {
    await db.$client.end()
    await sql.unsafe('drop database bench_catalog with (force)')
  }
}

/** The plans of a search for a word, as the database carries them out. */
async function explain(url: string, now: Date): Promise<void> {
  const client = postgres(url, { max: 1, onnotice: () => {} })
  const statements: [text: string, values: unknown[]][] = []
  const logger = { logQuery: (text: string, values: unknown[]) => statements.push([text, values]) }
  const db: Db = drizzle(client, { casing: 'snake_case', logger })
  await searchCourses({ actor: { kind: 'visitor', address: 'bench' }, now, db }, parseCourseFilter({ q: '工程' }))
  for (const [text, values] of statements) {
    const plan = await client.unsafe(`explain (analyze, costs off, timing off) ${text}`, values as string[])
    console.log(plan.map((line) => `  ${line['QUERY PLAN']}`).join('\n'), '\n')
  }
  await client.end()
}

const fields =
  '建筑 市政 电气 暖通 给排水 道路 桥梁 隧道 园林 测绘 机械 化工 冶金 焊接 数控 会计 审计 统计 护理 药学 检验 教育 心理 农业 林业'.split(
    ' ',
  )
const subjects = '工程 施工 设计 检测 造价 安全 质量 信息化 环境 材料 设备 项目 标准 法规 能源 运维 应急 档案 采购 合同'.split(' ')
const views =
  '管理 技术 实务 概论 案例分析 新规解读 前沿 评价 优化 控制 规范 创新 基础 进阶 风险防范 数字化应用 绿色发展 质量提升 经验交流 操作规程'.split(
    ' ',
  )

async function seed({ db, now }: Ctx): Promise<void> {
  const ago = (n: number) => later(now, -days(n))
  await db.insert(regions).values({ code: '130203', name: '路北区', position: 0 })
  const categoryRows = await db
    .insert(categories)
    .values(['公需科目', '专业科目', '技能培训', '安全生产'].map((name, position) => ({ name, position })))
    .returning()
  const providerRows = await db
    .insert(providers)
    .values(Array.from({ length: 50 }, (_, i) => ({ name: `${fields[i % fields.length]}${['学院', '学堂', '培训中心'][i % 3]}${i}` })))
    .returning()
  const [lesson] = await db
    .insert(media)
    .values({ title: 'bench', storagePrefix: 'media/bench', durationSeconds: 60, keyCipher: '' as Cipher<'media.key_cipher'> })
    .returning()
  const rows = await inParts(
    Array.from({ length: size }, (_, i) => {
      const title = `${fields[i % 25]}${subjects[Math.floor(i / 25) % 20]}${views[Math.floor(i / 500)]}`
      const provider = providerRows[(i * 7) % 50]!
      return {
        slug: `bench-${i}`,
        title,
        summary: title,
        searchText: searchTextOf(title, provider.name),
        providerId: provider.id,
        categoryId: categoryRows[i % 4]!.id,
        creditHours: 2 + (i % 9),
        publishedAt: ago(1 + (i % 300)),
      }
    }),
    (part) => db.insert(courses).values(part).returning({ id: courses.id }),
  )
  const ids = rows.flat().map(({ id }) => id)
  await inParts(
    ids.flatMap((courseId) =>
      [1, 2, 3].map((position) => ({ courseId, position, title: `第${position}章`, mediaId: lesson!.id, preview: position === 1 })),
    ),
    (part) => db.insert(chapters).values(part),
  )
  const [program] = await db
    .insert(programs)
    .values({
      year: 2026,
      categoryId: categoryRows[1]!.id,
      title: '自主选课',
      selectionTiming: 'single_courses',
      pricing: 'course',
      quizSingle: 1,
      quizMultiple: 1,
      quizJudgement: 1,
      certificatePrefix: 'XS',
      guidance: [],
      publishedAt: ago(300),
    })
    .returning()
  const programId = program!.id
  const [part] = await db
    .insert(programParts)
    .values({ programId, position: 0, name: '自选', shortName: '自选', requiredHours: 1 })
    .returning()
  await inParts(
    ids.map((courseId, i) => ({ programId, courseId, partId: part!.id, priceFen: (i % 10) * 1000 })),
    (some) => db.insert(programCourses).values(some),
  )
  await db.insert(classes).values({
    programId,
    regionCode: '130203',
    title: '自主选课',
    seats: null,
    enrolFrom: ago(300),
    enrolUntil: later(now, days(300)),
    studyFrom: ago(300),
    studyUntil: later(now, days(600)),
  })
}

/** A statement takes 65,535 values at most. */
async function inParts<T, R>(rows: T[], work: (part: T[]) => PromiseLike<R>): Promise<R[]> {
  const results: R[] = []
  for (let at = 0; at < rows.length; at += 2000) results.push(await work(rows.slice(at, at + 2000)))
  return results
}
