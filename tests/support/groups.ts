import { randomInt } from 'node:crypto'
import { eq } from 'drizzle-orm'
import { db } from '@/db/client'
import { uuidv7 } from '@/db/id'
import { classes, programs } from '@/db/schema/catalog'
import { trainees } from '@/db/schema/identity'
import { type RosterFile, rosterRows, rosters } from '@/db/schema/rosters'
import { receivePayment } from '@/lib/checkout/receive-payment'
import type { ProblemKind } from '@/lib/rosters/problems'
import type { Values } from '@/lib/rosters/rules'
import { sealRow } from '@/lib/rosters/sealed-rows'
import { submitRoster } from '@/lib/rosters/submit-roster'
import type { Ctx, Enterprise, Trainee } from '@/lib/shared/context'
import { storage } from '@/lib/shared/storage'
import { noticeFor } from './bank'
import { anEnterprise } from './enterprises'
import { anIdNumber, asSystem, noon, type TestClass } from './world'

/** Rosters of enterprises on their way: checked, submitted, paid. */

export type Colleague = { name: string; idNumber: string; phone: string; employer: string; problem?: ProblemKind }

export const aColleague = (given: Partial<Colleague> = {}): Colleague => ({
  name: '李建国',
  idNumber: anIdNumber(),
  phone: `136${randomInt(10_000_000, 100_000_000)}`,
  employer: '唐山云桥市政工程有限公司第二分公司',
  ...given,
})

export const colleagues = (n: number, given: Partial<Colleague> = {}) => Array.from({ length: n }, () => aColleague(given))

const cell = (text: string) => ({ text, kind: 'text' as const })

/** A checked draft for a class, with its file in the storage; the first person stands in row 3. */
export async function aRoster(me: Ctx<Enterprise>, classId: string, people: Colleague[]): Promise<string> {
  const key = `rosters/${me.actor.id}/${uuidv7()}`
  await storage().put(key, Buffer.from('sealed'))
  const file: RosterFile = { name: '名单.xlsx', key, place: { sheet: '名单', headerRow: 2, columns: { name: 0 }, unused: [] }, remarks: [] }
  const ready = people.filter(({ problem }) => !problem).length
  const [roster] = await db()
    .insert(rosters)
    .values({ enterpriseId: me.actor.id, classId, file, people: people.length, ready, uploadedAt: me.now })
    .returning({ id: rosters.id })
  const rows = people.map(({ name, idNumber, phone, employer, problem: kind }, i) => {
    const values: Values = {
      name,
      idNumber,
      phone,
      employer,
      documentKind: 'resident_id',
      sex: '',
      bornOn: '',
      technicalGrade: '',
      remark: '',
    }
    const cells = { name: cell(name), idNumber: cell(idNumber), phone: cell(phone), remark: cell('内部编号 7') }
    const problems = kind ? [{ kind, column: 'idNumber' as const, value: idNumber, wrong: '', todo: '' }] : []
    const dataCipher = sealRow({ enterpriseId: me.actor.id, rosterId: roster!.id }, { row: i + 3, cells, values, repairs: [], problems })
    return { enterpriseId: me.actor.id, rosterId: roster!.id, row: i + 3, dataCipher, problems: kind ? [kind] : [] }
  })
  for (let i = 0; i < rows.length; i += 2000)
    await db()
      .insert(rosterRows)
      .values(rows.slice(i, i + 2000))
  return roster!.id
}

const feeOf = async (classId: string): Promise<number> =>
  (
    await db()
      .select({ fen: programs.feeFen })
      .from(classes)
      .innerJoin(programs, eq(programs.id, classes.programId))
      .where(eq(classes.id, classId))
  )[0]!.fen

/** 提交信息 with the price that the page said. @returns the order */
export async function submit(me: Ctx<Enterprise>, rosterId: string, change: { leaveOut?: boolean; expectedFen?: number } = {}) {
  const [roster] = await db().select().from(rosters).where(eq(rosters.id, rosterId))
  const expectedFen = roster!.ready * (await feeOf(roster!.classId))
  return submitRoster(me, { rosterId, leaveOut: false, expectedFen, invoice: null, ...change })
}

export const pay = async (me: Ctx<Enterprise>, orderId: string) => receivePayment(asSystem(me.now), 'sandbox', await noticeFor(me, orderId))

/** An enterprise with a roster for this class, submitted. */
export async function aSubmitted(trainingClass: TestClass, people: Colleague[] = colleagues(3)) {
  const me = await anEnterprise()
  const rosterId = await aRoster(me, trainingClass.id, people)
  return { me, rosterId, people, orderId: await submit(me, rosterId) }
}

/** The same, paid. */
export async function anOpened(trainingClass: TestClass, people: Colleague[] = colleagues(3)) {
  const submitted = await aSubmitted(trainingClass, people)
  await pay(submitted.me, submitted.orderId)
  return submitted
}

export const rowsOf = (rosterId: string) => db().select().from(rosterRows).where(eq(rosterRows.rosterId, rosterId)).orderBy(rosterRows.row)

export const rosterOf = async (rosterId: string) => (await db().select().from(rosters).where(eq(rosters.id, rosterId)))[0]!

/** The trainee behind a row of a submitted roster, as the context they act in. */
export async function asColleague(rosterId: string, at = 0, now = noon): Promise<Ctx<Trainee>> {
  const { traineeId } = (await rowsOf(rosterId))[at]!
  const [trainee] = await db().select({ name: trainees.name }).from(trainees).where(eq(trainees.id, traineeId!))
  return { actor: { kind: 'trainee', id: traineeId!, name: trainee!.name, address: '10.0.0.3' }, now, db: db() }
}
