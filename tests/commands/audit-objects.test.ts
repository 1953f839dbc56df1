import { randomUUID } from 'node:crypto'
import { eq } from 'drizzle-orm'
import { beforeAll, expect, test } from 'vitest'
import { read, utils } from 'xlsx'
import { db } from '@/db/client'
import { auditLog } from '@/db/schema/audit'
import { billDifferences, bills } from '@/db/schema/bills'
import { categories, classes, media, providers, questions } from '@/db/schema/catalog'
import { orderItems, orders } from '@/db/schema/checkout'
import { invoices } from '@/db/schema/invoices'
import { notices } from '@/db/schema/notices'
import { quizAttempts } from '@/db/schema/quiz'
import { certificatePacks } from '@/db/schema/rosters'
import { auditWorkbook, listAudit } from '@/lib/admin/audit'
import { type SubjectKind, subjectWords } from '@/lib/audit/event'
import { type AuditName, auditEvents } from '@/lib/audit/events'
import { record } from '@/lib/audit/record'
import { copyProgram } from '@/lib/catalog/programs/copy-program'
import { listCertificates } from '@/lib/certificates/queries'
import { announceTransfer } from '@/lib/checkout/announce-transfer'
import { confirmTransfer } from '@/lib/checkout/confirm-transfer'
import { anEnterprise } from '../support/enterprises'
import { aGroupOrder } from '../support/group-orders'
import { aRoster, colleagues } from '../support/groups'
import { aGraduate } from '../support/learners'
import { aPayer, approve, ask } from '../support/refunding'
import { aMember, aStaff } from '../support/staff'
import { aClass, aCourse, asSystem, aTrainee, noon, unique } from '../support/world'

const auditor = () => aStaff('auditor')
const list = (q: string, action?: string) => listAudit(auditor(), { q, page: 1, sort: '', filters: action ? { action } : {} })
const first = async <T>(rows: Promise<T[]>) => (await rows)[0]!

/** One of each kind that is there, made by people's doings. */
const ids = {} as Record<SubjectKind, string>
let graduate: Awaited<ReturnType<typeof aGraduate>>
let payer: Awaited<ReturnType<typeof aPayer>>

beforeAll(async () => {
  const course = await aCourse({ chapterSeconds: [5] })
  graduate = await aGraduate({ parts: [{ hours: 4, courses: [course] }] }, { trainee: await aTrainee({ name: '欧阳若男' }) })
  payer = await aPayer()
  const unit = await anEnterprise()
  const trainingClass = await aClass({ seats: 10 })
  const rosterId = await aRoster(unit, trainingClass.id, colleagues(2))
  const [pack] = await db()
    .insert(certificatePacks)
    .values({ enterpriseId: unit.actor.id, classId: trainingClass.id, status: 'waiting', total: 1, askedAt: noon, updatedAt: noon })
    .returning({ id: certificatePacks.id })
  const [notice] = await db()
    .insert(notices)
    .values({ slug: `n-${unique()}`, category: 'announcement', title: '关于放假的通知', body: '' } as never)
    .returning({ id: notices.id })
  const paper = { traineeId: graduate.trainee.actor.id, studyId: graduate.studyId, number: 2, passMark: 60, paper: [], openedAt: noon }
  const [attempt] = await db().insert(quizAttempts).values(paper).returning({ id: quizAttempts.id })
  const day = { provider: 'sandbox', day: '2026-06-17' }
  const sums = { lines: 1, paidFen: 100, refundedFen: 0, feeFen: 1, oursPaidFen: 0, oursRefundedFen: 0 }
  await db()
    .insert(bills)
    .values({ ...day, ...sums, fetchedAt: noon })
  const aDifference = { ...day, kind: 'unknown_payment' as const, tradeNumber: 'T1', number: 'N1', billFen: 100, foundAt: noon }
  Object.assign(ids, {
    account: graduate.trainee.actor.id,
    trainee: graduate.trainee.actor.id,
    enterprise: unit.actor.id,
    staff: (await aMember('hotline')).actor.id,
    program: trainingClass.programId,
    class: trainingClass.id,
    course,
    lesson: (await first(db().select().from(media))).id,
    question: (await first(db().select().from(questions))).id,
    basics: (await first(db().select().from(categories))).id,
    provider: (await first(db().select().from(providers))).id,
    notice: notice!.id,
    enrollment: graduate.enrollmentId,
    study: graduate.studyId,
    attempt: attempt!.id,
    order: payer.orderId,
    item: (await first(db().select().from(orderItems).where(eq(orderItems.orderId, payer.orderId)))).id,
    invoice: (await first(db().select().from(invoices))).id,
    certificate: (await listCertificates(graduate.then))[0]!.id,
    roster: rosterId,
    pack: pack!.id,
    difference: (await first(db().insert(billDifferences).values(aDifference).returning({ id: billDifferences.id }))).id,
    job: randomUUID(),
  } satisfies Record<SubjectKind, string>)
})

test('whatever was done for real shows its object; people are named beside orders, enrolments, certificates', async () => {
  const request = await ask(payer.me, payer.orderId)
  await approve(payer.me, request)
  const group = await aGroupOrder(5)
  await announceTransfer(group.me, group.orderId)
  const transfer = { buyerId: group.me.actor.id, orderId: group.orderId, amountFen: group.order.amountFen }
  await confirmTransfer(aStaff('finance'), { ...transfer, reference: `BANK-${unique()}`, paidOn: '2026-06-18' })
  await copyProgram(aStaff('administrator'), { programId: group.programId, year: 2027 })
  const done = await list('')
  expect(
    done.rows.flatMap(({ what, objects }) => (objects.length && objects.every(({ name }) => name && name !== '–') ? [] : [what])),
  ).toEqual([])
  const of = async (q: string) => (await list(q)).rows.map(({ what }) => what)
  const [order] = await db().select().from(orders).where(eq(orders.id, payer.orderId))
  const told = await list(order!.number)
  expect(told.rows.map(({ what }) => what)).toEqual(
    expect.arrayContaining(['提交订单', '订单支付成功', '收到付款', '申请退款', '同意退款', '登记应退款项', '申请发票']),
  )
  expect(told.rows.find(({ what }) => what === '收到付款')!.objects[0]).toEqual({
    name: order!.number,
    href: `/admin/orders/${order!.number}`,
    who: '张丽华',
  })
  expect(await of(payer.me.idNumber)).toEqual(expect.arrayContaining(['收到付款', '申请退款', '同意退款', '登记应退款项']))
  const transfers = await list(group.order.number)
  expect(transfers.rows.map(({ what }) => what)).toEqual(expect.arrayContaining(['选择对公转账', '确认转账到账', '收到付款']))
  expect(transfers.rows.find(({ what }) => what === '确认转账到账')!.objects[0]!.who).toMatch(/：职工\d、职工\d、职工\d 等 5 人$/)
  expect(await of('职工4')).toContain('确认转账到账')
})

test('found by name, ID number, certificate number, class; by a part of a title, not by half a number', async () => {
  const [certificate] = await listCertificates(graduate.then)
  const [trainingClass] = await db().select().from(classes).where(eq(classes.id, graduate.trainingClass.id))
  const of = async (q: string) => (await list(q)).rows.map(({ what }) => what)
  for (const q of ['欧阳若男', graduate.trainee.idNumber])
    expect(await of(q)).toEqual(expect.arrayContaining(['提交订单', '收到付款', '占用名额', '班级合格', '签发证书']))
  expect(await of(certificate!.number)).toContain('签发证书')
  expect(await of(certificate!.number)).not.toContain('收到付款')
  expect(await of(trainingClass!.title)).toEqual(expect.arrayContaining(['占用名额', '签发证书', '收到付款']))
  expect(await of(trainingClass!.title.slice(0, 4))).toContain('占用名额')
  expect(await of(certificate!.number.slice(0, -2))).toEqual([])
  expect(await of('130203')).toEqual([])
})

test('the file names objects and people, too', async () => {
  const [order] = await db().select().from(orders).where(eq(orders.id, graduate.orderId))
  const book = read(await auditWorkbook(auditor(), { q: order!.number, filters: {} }))
  const rows = utils.sheet_to_json<Record<string, string>>(book.Sheets[book.SheetNames[0]!]!)
  expect(rows.find(({ 操作: what }) => what === '收到付款')).toMatchObject({ 对象: order!.number, 相关人员或单位: '欧阳若男' })
})

test('an entry of another age, of something that is gone, still says something', async () => {
  await db()
    .insert(auditLog)
    .values([
      { at: noon, actorKind: 'system', action: 'of.another_age', subjectId: graduate.trainee.actor.id },
      { at: noon, actorKind: 'system', action: 'of.another_age' },
    ])
  const [a, b] = (await list('', 'of.another_age')).rows.map(({ objects }) => objects[0]!.name).sort()
  expect([a, b].sort()).toEqual(['早期版本的记录', '欧阳若男'].sort())
})

const names = Object.keys(auditEvents) as AuditName[]

test.each(names)('%s shows what it is about, or says why there is nothing', async (name) => {
  const { about, instead, refs } = auditEvents[name]
  const write = record as unknown as (...given: unknown[]) => Promise<void>
  const details = Object.fromEntries(Object.entries(refs).map(([key, kind]) => [key, ids[kind]]))
  const shown = async (subject: string | undefined) => {
    const id = randomUUID()
    const ctx = { ...asSystem(), actor: { kind: 'system', address: id } }
    await write(ctx, name, subject, about === 'job' ? { job: 'audit.seal' } : details)
    const found = (await list('', name)).rows.find(({ address }) => address === id)!
    return found.objects
  }
  if (about) {
    const [object, ...others] = await shown(ids[about])
    expect(object!.name).not.toMatch(/^$|^–$|已删除|早期版本/)
    expect(others.map(({ name }) => name)).toHaveLength(Object.keys(refs).length)
    if (about !== 'job') expect((await shown(randomUUID()))[0]!.name).toMatch(new RegExp(`${subjectWords[about]}|${instead}`))
  }
  if (instead) expect((await shown(undefined))[0]!.name).toMatch(/^\p{sc=Han}{2,}/u)
})
