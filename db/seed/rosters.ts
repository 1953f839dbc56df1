import { and, eq, like } from 'drizzle-orm'
import { classes, programs } from '@/db/schema/catalog'
import { accounts, enterprises, trainees } from '@/db/schema/identity'
import { type RosterFile, rosterRows, rosters } from '@/db/schema/rosters'
import { hashPassword } from '@/lib/identity/passwords'
import { idNumberIndex } from '@/lib/identity/queries'
import { columnList } from '@/lib/rosters/columns'
import { compareRows } from '@/lib/rosters/compare'
import { sealRows, writeRows } from '@/lib/rosters/draft-rows'
import { requiredColumns, rowRulesOf } from '@/lib/rosters/group-classes'
import { checkRow, type Values } from '@/lib/rosters/rules'
import { submitRoster } from '@/lib/rosters/submit-roster'
import { countRows } from '@/lib/rosters/summary'
import { makeTemplate } from '@/lib/rosters/template'
import { keepUpload } from '@/lib/rosters/uploaded-file'
import type { Ctx, Enterprise, Trainee } from '@/lib/shared/context'
import { days, hours, later } from '@/lib/shared/time'
import { demoEnterprises } from './enterprises'
import { payAtTheBank } from './paid'
import { choose, type DemoPerson, demoPassword, quiz, watch } from './people'

type Row = [name: string, idNumber: string, phone: string, grade: string]

/** Invented, as all others are. Paid for; the first five have activated their accounts, and the first four chosen courses. */
const paid: Row[] = [
  ['田海波', '13020319780412991X', '13900006201', '工程师'],
  ['孟凡玲', '130202198309279927', '13900006202', '助理工程师'],
  ['冯志刚', '130203197506189930', '13900006203', '技师'],
  ['许丽萍', '130204199002059943', '13900006204', '技术员'],
  ['崔建民', '130208196908119959', '13900006205', '高级工'],
  ['艾孜买提·吐尔逊', '130203198709309976', '13900006206', '中级工'],
  ['安晓丽', '130281199211199961', '13900006207', '技术员'],
  ['石磊', '130203199503039995', '13900006208', '中级工'],
]

/** In the same file, but put right only later: half of the class is paid, half waits. */
const waiting: Row[] = [
  ['邢文涛', '13020319810124991X', '13900006211', '工程师'],
  ['侯雅琴', '130224198807169921', '13900006212', '助理工程师'],
  ['潘振宇', '130202197310059935', '13900006213', '高级工程师'],
  ['蔡小红', '130203199604289942', '13900006214', '技术员'],
  ['樊立军', '130229197909029951', '13900006215', '工程师'],
  ['梁玉珍', '130202198512149968', '13900006216', '高级工'],
  ['夏国庆', '130203197810019979', '13900006217', '技师'],
  ['丁晓燕', '130208199308179986', '13900006218', '技术员'],
]

/** As an office really writes it: a digit too few, a wrong check digit, no phone, one person twice. */
const draft: Row[] = [
  ['贾宏伟', '130203198406139973', '13900006221', '高级工'],
  ['邵敏', '130207199112089982', '13900006222', '中级工'],
  ['段永强', '13020319700517999', '13900006223', '技师'],
  ['尹春燕', '130203198902239900', '13900006224', '中级工'],
  ['齐国栋', '130283197607309913', '', '高级技师'],
  ['贾宏伟', '130203198406139973', '13900006221', '高级工'],
]

export const rosterPeople: Pick<DemoPerson, 'idNumber' | 'name' | 'stage'>[] = [
  { idNumber: paid[3]![1], name: paid[3]![0], stage: '单位集体报名，学习中' },
  { idNumber: paid[5]![1], name: paid[5]![0], stage: '单位集体报名，用密码 123456 激活' },
  { idNumber: waiting[0]![1], name: waiting[0]![0], stage: '单位集体报名，待单位缴费' },
]

/**
 * Rosters of the approved enterprise. For one class a file of sixteen, of whom half had no phone: the good half is paid and learns, the
 * others came in a second file and wait for the payment. For another class a draft with problems.
 */
export async function seedRosters(ctx: Ctx): Promise<void> {
  const me = await clerk(ctx)
  const at = (daysAgo: number): Ctx<Enterprise> => ({ ...me, now: later(ctx.now, -days(daysAgo)) })
  const { invoice } = demoEnterprises[0]!
  const order = async (then: Ctx<Enterprise>, people: Row[]) => {
    const { rosterId, dueFen } = await upload(then, '安全生产专题', people)
    return submitRoster(then, { rosterId, leaveOut: true, expectedFen: dueFen, invoice })
  }
  const withoutPhone = waiting.map(([name, idNumber, , grade]): Row => [name, idNumber, '', grade])
  await payAtTheBank(at(30), await order(at(30), [...paid, ...withoutPhone]), 'bank')
  await learn(ctx)
  await order({ ...me, now: later(ctx.now, -hours(3)) }, waiting)
  await upload({ ...me, now: later(ctx.now, -hours(1)) }, '技术等级', draft)
}

async function clerk(ctx: Ctx): Promise<Ctx<Enterprise>> {
  const { code } = demoEnterprises[0]!
  const [row] = await ctx.db.select({ id: enterprises.id, name: enterprises.name }).from(enterprises).where(eq(enterprises.code, code))
  return { ...ctx, actor: { kind: 'enterprise', ...row!, status: 'approved', address: 'demo' } }
}

/** A file as 学员集体报名模版 makes it, read and checked as an upload is. */
async function upload(me: Ctx<Enterprise>, programTitle: string, people: Row[]) {
  const [trainingClass] = await me.db
    .select({ id: classes.id, title: classes.title, feeFen: programs.feeFen })
    .from(classes)
    .innerJoin(programs, eq(programs.id, classes.programId))
    .where(and(eq(programs.year, 2026), like(programs.title, `%${programTitle}%`), eq(classes.regionCode, '130203')))
  const { id: classId, title, feeFen } = trainingClass!
  const given = people.map(([name, idNumber, phone, technicalGrade]) => {
    return { name, documentKind: 'resident_id' as const, idNumber, phone, employer: me.actor.name, technicalGrade }
  })
  const headerRow = 2
  const rules = rowRulesOf(me)
  const rows = compareRows(given.map((person, i) => checkRow({ row: headerRow + 1 + i, cells: cellsOf(person) }, rules)))
  const { repairs, ...counts } = countRows(rows)
  const file: RosterFile = {
    name: `${title}名单.xlsx`,
    key: await keepUpload(me, makeTemplate({ title, required: requiredColumns, grades: [], people: given })),
    place: { sheet: '学员集体报名模版', headerRow, columns: Object.fromEntries(columnList.map((column, i) => [column, i])), unused: [] },
    remarks: [],
    repairs,
  }
  const [roster] = await me.db
    .insert(rosters)
    .values({ enterpriseId: me.actor.id, classId, file, ...counts, uploadedAt: me.now })
    .returning({ id: rosters.id })
  await writeRows(me, roster!.id, await sealRows(me, roster!.id, rows))
  return { rosterId: roster!.id, dueFen: feeFen * counts.ready }
}

const cellsOf = (person: Partial<Values>) =>
  Object.fromEntries(
    columnList.flatMap((column) => {
      const text = column === 'documentKind' ? '居民身份证' : person[column]
      return text ? [[column, { text, kind: 'text' as const }]] : []
    }),
  )

const slugs = ['electric-shock-first-aid', 'extinguisher-and-hydrant'] as const

/** Those who have begun, each as far as their stage. */
async function learn(ctx: Ctx): Promise<void> {
  const passwordHash = await hashPassword(demoPassword)
  for (const [i, [, idNumber]] of paid.slice(0, 5).entries()) {
    const [person] = await ctx.db
      .select({ id: trainees.id, name: trainees.name, enrollmentId: rosterRows.enrollmentId })
      .from(trainees)
      .innerJoin(rosterRows, eq(rosterRows.traineeId, trainees.id))
      .where(eq(trainees.idNumberIndex, idNumberIndex(idNumber)))
    const { id, name, enrollmentId } = person!
    await ctx.db.update(accounts).set({ passwordHash, mustActivate: false }).where(eq(accounts.id, id))
    const at = (daysAgo: number): Ctx<Trainee> => ({
      ...ctx,
      now: later(ctx.now, -days(daysAgo)),
      actor: { kind: 'trainee', id, name, address: 'demo' },
    })
    if (i === 4) continue
    await choose(at(28 - i), enrollmentId!, [...slugs])
    const first = await watch(at(20 - i), enrollmentId!, slugs[0], i === 3 ? 0.4 : 1)
    if (i === 3) continue
    await quiz(at(20 - i), first, 1)
    if (i === 2) continue
    await quiz(at(9 - i), await watch(at(10 - i), enrollmentId!, slugs[1]), i)
  }
}
