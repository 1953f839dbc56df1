import { randomInt } from 'node:crypto'
import { db } from '@/db/client'
import { uuidv7 } from '@/db/id'
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
  questions,
} from '@/db/schema/catalog'
import { accounts, regions, trainees } from '@/db/schema/identity'
import { hashPassword } from '@/lib/identity/passwords'
import { storedPhone } from '@/lib/identity/phones'
import { idNumberIndex } from '@/lib/identity/queries'
import { maskIdNumber } from '@/lib/identity/rules'
import { encryptColumn } from '@/lib/shared/ciphers'
import type { Actor, Ctx, Trainee } from '@/lib/shared/context'
import { days, later } from '@/lib/shared/time'
import { withCheckDigit } from './id-numbers'

/** What tests build their people and classes from. Each call makes something of its own: no test leans on another's data. */

/** The moment the tests live in; pass another to a context to let time go by. */
export const noon = new Date('2026-06-18T04:00:00Z')
export const password = 'Sturdy-oak-2026'

let counter = 0
export const unique = () => `${process.pid}-${++counter}`

export const asSystem = (now = noon): Ctx => ({ actor: { kind: 'system' }, now, db: db() })
export const asVisitor = (address = `10.0.0.${unique()}`, now = noon): Ctx => ({ actor: { kind: 'visitor', address }, now, db: db() })

/** The same person at another time. */
export const at = <A extends Actor>(ctx: Ctx<A>, now: Date): Ctx<A> => ({ ...ctx, now })
export const laterOn = (ctx: Ctx<Trainee>, ms: number): Ctx<Trainee> => at(ctx, later(ctx.now, ms))

/** A well-formed ID number, random: several processes may share a database. */
export function anIdNumber(): string {
  const born = new Date(Date.UTC(1960, 0, 1) + randomInt(15_000) * 86_400_000)
  return withCheckDigit(`130203${born.toISOString().slice(0, 10).replaceAll('-', '')}${String(randomInt(1000)).padStart(3, '0')}`)
}

export async function aRegion(code = '130203', name = '路北区'): Promise<string> {
  await db().insert(regions).values({ code, name, position: 0 }).onConflictDoNothing()
  return code
}

/** Hashed once a file: argon2 is slow on purpose. */
let hashed: Promise<string> | undefined
function passwordHash() {
  hashed ??= hashPassword(password)
  return hashed
}

/** A registered trainee, as the context they act in. */
export async function aTrainee(
  given: { name?: string; idNumber?: string; phone?: string | null; employer?: string } = {},
): Promise<Ctx<Trainee> & { idNumber: string; phone: string | null }> {
  const {
    name = '张丽华',
    idNumber = anIdNumber(),
    phone = `139${randomInt(10_000_000, 100_000_000)}`,
    employer = '唐山云桥市政工程有限公司',
  } = given
  const regionCode = await aRegion()
  const [account] = await db()
    .insert(accounts)
    .values({ passwordHash: await passwordHash() })
    .returning({ id: accounts.id })
  await db()
    .insert(trainees)
    .values({
      id: account!.id,
      name,
      idNumberCipher: encryptColumn('trainees.id_number_cipher', account!, idNumber),
      idNumberIndex: idNumberIndex(idNumber),
      idNumberMasked: maskIdNumber(idNumber),
      ...storedPhone(account!.id, phone),
      employer,
      regionCode,
    })
  return { actor: { kind: 'trainee', id: account!.id, name, address: '10.0.0.1' }, now: noon, db: db(), idNumber, phone }
}

export type CourseShape = { hours?: number; chapterSeconds?: number[]; quiz?: boolean; title?: string }

/** A published course with chapters and, unless told otherwise, a bank of 8 single, 3 multiple and 4 judgement questions. */
export async function aCourse({
  hours = 4,
  chapterSeconds = [60],
  quiz = true,
  title = `课程 ${unique()}`,
}: CourseShape = {}): Promise<string> {
  const key = unique()
  const [provider] = await db()
    .insert(providers)
    .values({ name: `提供方 ${key}` })
    .returning()
  const [category] = await db()
    .insert(categories)
    .values({ name: `分类 ${key}`, position: 0 })
    .returning()
  const [course] = await db()
    .insert(courses)
    .values({
      slug: `course-${key}`,
      title,
      summary: '',
      providerId: provider!.id,
      categoryId: category!.id,
      creditHours: hours,
      publishedAt: later(noon, -days(100)),
    })
    .returning()
  for (const [i, durationSeconds] of chapterSeconds.entries()) {
    const mediaId = uuidv7()
    const keyCipher = encryptColumn('media.key_cipher', { id: mediaId }, Buffer.alloc(16, 7))
    const title = `第${i + 1}章`
    await db()
      .insert(media)
      .values({ id: mediaId, title, storagePrefix: `media/test-${key}-${i}`, durationSeconds, keyCipher })
    await db()
      .insert(chapters)
      .values({ courseId: course!.id, position: i + 1, title, mediaId })
  }
  if (quiz)
    await db()
      .insert(questions)
      .values(aBank().map((question) => ({ ...question, courseId: course!.id })))
  return course!.id
}

function aBank() {
  const question = (kind: 'single' | 'multiple' | 'judgement', i: number) => ({
    kind,
    stem: `${kind} ${i}（　）。`,
    options: kind === 'judgement' ? ['正确', '错误'] : [`甲${i}`, `乙${i}`, `丙${i}`, `丁${i}`],
    correct: kind === 'multiple' ? [0, 2] : [i % 2],
    explanation: '题析',
  })
  const many = (kind: 'single' | 'multiple' | 'judgement', n: number) => Array.from({ length: n }, (_, i) => question(kind, i))
  return [...many('single', 8), ...many('multiple', 3), ...many('judgement', 4)]
}

export type ClassShape = {
  seats?: number
  feeFen?: number
  passMark?: number
  maxSpeedPercent?: number
  attentionEverySeconds?: number | null
  enrolFrom?: Date
  enrolUntil?: Date
  studyFrom?: Date
  studyUntil?: Date
  parts?: { name?: string; hours: number; compulsory?: boolean; courses: string[] }[]
  /** Courses without a quiz pass when they are seen. */
  quizRequired?: boolean
  regionCode?: string
  /** Whatever else the programme is to be: when courses are chosen, how it is priced, what it issues. */
  program?: Partial<typeof programs.$inferInsert>
}

export type TestClass = { id: string; programId: string; courseIds: string[] }

/** A class of a programme of its own: open, with seats, one part of 4 hours with one course, unless told otherwise. */
export async function aClass(shape: ClassShape = {}): Promise<TestClass> {
  const key = unique()
  const parts = shape.parts ?? [{ hours: 4, courses: [await aCourse()] }]
  const [category] = await db()
    .insert(categories)
    .values({ name: `类别 ${key}`, position: 0 })
    .returning()
  const [program] = await db()
    .insert(programs)
    .values({
      year: 2026,
      categoryId: category!.id,
      title: `2026年度项目 ${key}`,
      feeFen: shape.feeFen ?? 12_000,
      passMark: shape.passMark ?? 60,
      quizSingle: 5,
      quizMultiple: 2,
      quizJudgement: 3,
      maxSpeedPercent: shape.maxSpeedPercent ?? 100,
      attentionEverySeconds: shape.attentionEverySeconds ?? null,
      certificatePrefix: 'ZJ',
      guidance: [],
      publishedAt: later(noon, -days(100)),
      ...shape.program,
    })
    .returning()
  const programId = program!.id
  for (const [position, part] of parts.entries()) {
    const name = part.name ?? `部分${position + 1}`
    const [row] = await db()
      .insert(programParts)
      .values({ programId, position, name, shortName: name.slice(0, 2), requiredHours: part.hours, compulsory: part.compulsory ?? false })
      .returning()
    await db()
      .insert(programCourses)
      .values(part.courses.map((courseId) => ({ programId, courseId, partId: row!.id, quizRequired: shape.quizRequired ?? true })))
  }
  const courseIds = parts.flatMap((part) => part.courses)
  return { id: await aClassOf(programId, shape), programId, courseIds }
}

/** One more class of a programme. */
export async function aClassOf(programId: string, shape: ClassShape = {}): Promise<string> {
  const [trainingClass] = await db()
    .insert(classes)
    .values({
      programId,
      regionCode: await aRegion(shape.regionCode),
      title: `2026年度班级 ${unique()}`,
      seats: shape.seats ?? 10,
      enrolFrom: shape.enrolFrom ?? later(noon, -days(10)),
      enrolUntil: shape.enrolUntil ?? later(noon, days(10)),
      studyFrom: shape.studyFrom ?? later(noon, -days(10)),
      studyUntil: shape.studyUntil ?? later(noon, days(100)),
    })
    .returning()
  return trainingClass!.id
}

export type ShelfShape = { courses: { id: string; priceFen?: number | null; quizRequired?: boolean }[]; year?: number; published?: boolean }

/** A shelf of single courses: a programme, and its one class without a limit of seats. */
export async function aShelfOf({
  courses: sold,
  year = 2026,
  published = true,
}: ShelfShape): Promise<{ classId: string; programId: string }> {
  const key = unique()
  const [category] = await db()
    .insert(categories)
    .values({ name: `自选 ${key}`, position: 9 })
    .returning()
  const [program] = await db()
    .insert(programs)
    .values({
      year,
      categoryId: category!.id,
      title: `自主选课 ${key}`,
      selectionTiming: 'single_courses',
      pricing: 'course',
      quizSingle: 5,
      quizMultiple: 2,
      quizJudgement: 3,
      certificateTitle: '学时证明',
      certificatePrefix: 'XS',
      refundDays: 7,
      refundMaxLearntPercent: 20,
      guidance: [],
      publishedAt: published ? later(noon, -days(100)) : null,
    })
    .returning()
  const programId = program!.id
  const [part] = await db()
    .insert(programParts)
    .values({ programId, position: 0, name: '自主选课', shortName: '自选', requiredHours: 1 })
    .returning()
  await db()
    .insert(programCourses)
    .values(
      sold.map(({ id, priceFen = 3000, quizRequired = false }) => ({ programId, courseId: id, partId: part!.id, priceFen, quizRequired })),
    )
  const [shelf] = await db()
    .insert(classes)
    .values({
      programId,
      regionCode: await aRegion(),
      title: `自主选课 ${key}`,
      seats: null,
      enrolFrom: later(noon, -days(100)),
      enrolUntil: later(noon, days(100)),
      studyFrom: later(noon, -days(100)),
      studyUntil: later(noon, days(400)),
    })
    .returning()
  return { classId: shelf!.id, programId }
}
