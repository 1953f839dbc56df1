import { randomUUID } from 'node:crypto'
import { eq } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'
import { db } from '@/db/client'
import { auditLog } from '@/db/schema/audit'
import { classes, courses, programCourses, programParts, programs } from '@/db/schema/catalog'
import { closeClass, editClass, openClasses, reopenClass } from '@/lib/catalog/classes/edit-classes'
import { copyProgram } from '@/lib/catalog/programs/copy-program'
import { dayStart } from '@/lib/catalog/programs/days'
import { removePart, removeProgramCourse, setPart, setProgramCourse } from '@/lib/catalog/programs/edit-parts'
import { createProgram, editProgram } from '@/lib/catalog/programs/edit-program'
import { EditProgramInput, type ProgramInput } from '@/lib/catalog/programs/input'
import { publishProgram, unpublishProgram } from '@/lib/catalog/programs/publish-program'
import { getProgram, listPrograms } from '@/lib/catalog/programs/queries'
import { placeOrder } from '@/lib/checkout/place-order'
import { listPrograms as listOpen } from '@/lib/enrollment/programs'
import { NotFound } from '@/lib/shared/not-found'
import { eightAtOnce } from '../support/eight-at-once'
import { anEnrolled } from '../support/learners'
import { outcomes, tallied } from '../support/outcome'
import { aMember, aStaff } from '../support/staff'
import { aClass, aClassOf, aCourse, aRegion, aTrainee, noon, unique } from '../support/world'

const editor = () => aStaff('content_editor')
const programRow = async (id: string) => (await db().select().from(programs).where(eq(programs.id, id)))[0]!
const classRow = async (id: string) => (await db().select().from(classes).where(eq(classes.id, id)))[0]!
const deeds = async (id: string) =>
  (await db().select().from(auditLog).where(eq(auditLog.subjectId, id))).map(({ action }) => action).sort()

/** The rules as the form of this programme would send them. */
async function rulesOf(programId: string, change: Partial<ProgramInput> = {}): Promise<ProgramInput & { programId: string }> {
  const { attentionEverySeconds, publishedAt: _, id, ...row } = await programRow(programId)
  return { ...row, programId: id, attentionEveryMinutes: attentionEverySeconds ? attentionEverySeconds / 60 : null, ...change }
}
const days = {
  enrolFrom: dayStart('2026-03-01')!,
  enrolUntil: dayStart('2026-06-30')!,
  studyFrom: dayStart('2026-03-01')!,
  studyUntil: dayStart('2026-12-31')!,
}

describe('a programme', () => {
  test('is made part by part, and published when it can be passed', async () => {
    const me = editor()
    const { programId: model } = await aClass()
    await eightAtOnce()
    const { programId: _, ...rules } = await rulesOf(model, { title: `2026年度电工培训 ${unique()}` })
    const programId = await createProgram(me, rules)
    await expect(publishProgram(me, programId)).rejects.toMatchObject({ facts: { obstacles: expect.stringContaining('还没有学时要求') } })
    await setPart(me, { programId, partId: null, name: '专业选修', shortName: '专业', requiredHours: 8, compulsory: false })
    const { parts } = await getProgram(me, programId)
    const [first, second] = [await aCourse(), await aCourse()]
    await setProgramCourse(me, { programId, courseId: first, partId: parts[0]!.id, quizRequired: true, priceFen: null })
    await expect(publishProgram(me, programId)).rejects.toMatchObject({ facts: { obstacles: expect.stringContaining('只有 4 学时') } })
    await setProgramCourse(me, { programId, courseId: second, partId: parts[0]!.id, quizRequired: false, priceFen: null })
    await publishProgram(me, programId)
    expect((await programRow(programId)).publishedAt).toEqual(noon)
    await unpublishProgram(me, programId)
    expect(await deeds(programId)).toEqual([
      'program.course',
      'program.course',
      'program.create',
      'program.part',
      'program.publish',
      'program.unpublish',
    ])
    await expect(createProgram(me, rules)).rejects.toMatchObject({ code: 'program_twice' })
  })

  test('its form is read in yuan and minutes; what is wrong is said at its field', () => {
    const typed = {
      programId: randomUUID(),
      title: '2026年度项目',
      year: '2026',
      categoryId: randomUUID(),
      selectionTiming: 'after_payment',
      pricing: 'class',
      feeFen: '120.5',
      refundDays: '',
      refundMaxLearntPercent: '0',
      passMark: '60',
      quizSingle: '5',
      quizMultiple: '2',
      quizJudgement: '3',
      quizWaitMinutes: '30',
      quizDailyTries: '',
      quizMostTries: '3',
      quizExplains: 'after_passing',
      quizGraceMinutes: '45',
      attentionEveryMinutes: '15',
      maxSpeedPercent: '100',
      certificateTitle: '培训证明',
      certificateForm: 'table',
      certificatePrefix: 'ZJ',
      guidance: '一\n\n二 ',
    }
    expect(EditProgramInput.parse(typed)).toMatchObject({
      feeFen: 12_050,
      refundDays: null,
      attentionEveryMinutes: 15,
      quizWaitMinutes: 30,
      quizDailyTries: null,
      quizMostTries: 3,
      quizGraceMinutes: 45,
      specialtyId: null,
      guidance: ['一', '二'],
    })
    const wrong = EditProgramInput.safeParse({
      ...typed,
      feeFen: '一百',
      passMark: '0',
      quizMostTries: '0',
      quizExplains: 'never',
      refundDays: '-1',
      certificatePrefix: 'zj',
    })
    expect(wrong.error?.issues.map(({ path }) => path[0])).toEqual(
      expect.arrayContaining(['feeFen', 'passMark', 'quizMostTries', 'quizExplains', 'refundDays', 'certificatePrefix']),
    )
  })

  test('is for those with the right; auditors and region managers read it', async () => {
    const { programId } = await aClass()
    const rules = await rulesOf(programId)
    for (const role of ['auditor', 'region_manager', 'finance', 'hotline'] as const) {
      await expect(editProgram(aStaff(role), rules)).rejects.toThrow(NotFound)
      await expect(publishProgram(aStaff(role), programId)).rejects.toThrow(NotFound)
      await expect(copyProgram(aStaff(role), { programId, year: 2027 })).rejects.toThrow(NotFound)
    }
    await expect(getProgram(aStaff('finance'), programId)).rejects.toThrow(NotFound)
    expect((await getProgram(aStaff('auditor'), programId)).program.id).toBe(programId)
  })

  test('a region manager sees the classes of the own regions only, and how many are in them', async () => {
    const here = await aRegion('130203')
    const elsewhere = await aRegion('130283', '迁安市')
    const trainingClass = await aClass({ regionCode: here })
    await aClassOf(trainingClass.programId, { regionCode: elsewhere })
    await anEnrolled({}, { trainingClass })
    const manager = aStaff('region_manager', noon, [elsewhere])
    const seen = await getProgram(manager, trainingClass.programId)
    expect(seen.classes.map(({ regionCode }) => regionCode)).toEqual([elsewhere])
    const q = (await programRow(trainingClass.programId)).title
    const list = async (ctx: ReturnType<typeof aStaff>) => (await listPrograms(ctx, { q, page: 1, sort: '-year', filters: {} })).rows[0]
    expect(await list(manager)).toMatchObject({ classes: 1, people: 0 })
    expect(await list(editor())).toMatchObject({ classes: 2, people: 1 })
  })
})

describe('two who change the same programme', () => {
  test('do not undo each other unawares: the later one is told who was first, and may save all the same', async () => {
    const [first, { programId }] = [await aMember('content_editor'), await aClass()]
    const { version: seen } = await getProgram(editor(), programId)
    await editProgram(first, await rulesOf(programId, { guidance: ['甲的须知'] }))
    const mine = { ...(await rulesOf(programId, { guidance: ['乙的须知'] })), seen }
    const refusal = { code: 'changed_meanwhile', field: 'overwrite', facts: { by: '周敏', at: '2026-06-18 12:00' } }
    await expect(editProgram(editor(), mine)).rejects.toMatchObject(refusal)
    expect((await programRow(programId)).guidance).toEqual(['甲的须知'])
    await editProgram(editor(), { ...mine, overwrite: 'on' })
    expect((await programRow(programId)).guidance).toEqual(['乙的须知'])
    const { version } = await getProgram(editor(), programId)
    await unpublishProgram(editor(), programId) // is no change of the rules
    await editProgram(editor(), { ...mine, seen: version })
  })

  test('or the same class: who enrols meanwhile is no change', async () => {
    const me = editor()
    const { id: classId, programId } = await aClass({ seats: 5 })
    const versionOf = async () => (await getProgram(me, programId)).classes.find(({ id }) => id === classId)!.version
    const seen = await versionOf()
    const { title } = await classRow(classId)
    await placeOrder(await aTrainee(), { classId, invoice: null })
    await editClass(me, { classId, title, seats: 6, seen, ...days })
    await expect(editClass(me, { classId, title, seats: 7, seen, ...days })).rejects.toMatchObject({ code: 'changed_meanwhile' })
    await editClass(me, { classId, title, seats: 7, seen: await versionOf(), ...days })
  })

  test('two presses of 新建 make one', async () => {
    const { programId } = await aClass()
    const { programId: _, ...rules } = await rulesOf(programId, { title: `2026年度新项目 ${unique()}` })
    expect(tallied(await outcomes(Array.from({ length: 20 }, () => createProgram(editor(), rules))))).toEqual({
      done: 1,
      program_twice: 19,
    })
  })
})

test('a published programme stays one that can be passed, whatever is changed', async () => {
  const me = editor()
  const { programId, courseIds } = await aClass()
  const { parts } = await getProgram(me, programId)
  const breaks = { code: 'program_breaks' }
  await expect(editProgram(me, await rulesOf(programId, { quizSingle: 0, quizMultiple: 0, quizJudgement: 0 }))).rejects.toMatchObject(
    breaks,
  )
  await expect(editProgram(me, await rulesOf(programId, { quizSingle: 50 }))).rejects.toMatchObject(breaks)
  await expect(removeProgramCourse(me, { programId, courseId: courseIds[0]! })).rejects.toMatchObject(breaks)
  const { id: partId, name, shortName } = parts[0]!
  await expect(setPart(me, { programId, partId, name, shortName, compulsory: false, requiredHours: 40 })).rejects.toMatchObject(breaks)
  const bare = await aCourse({ quiz: false })
  const put = (quizRequired: boolean) => setProgramCourse(me, { programId, courseId: bare, partId, quizRequired, priceFen: null })
  await expect(put(true)).rejects.toMatchObject(breaks)
  await put(false)
  expect((await getProgram(me, programId)).findings.filter(({ kind }) => kind === 'stop')).toEqual([])
})

describe('as soon as somebody is in', () => {
  test.each([
    ['passMark', { passMark: 80 }, '合格分'],
    ['selectionTiming', { selectionTiming: 'before_payment' as const }, '选课方式'],
    ['pricing', { pricing: 'hour' as const }, '收费方式'],
    ['certificateForm', { certificateForm: 'diploma' as const }, '证书样式'],
  ])('%s is fixed', async (field, change, word) => {
    const { trainingClass } = await anEnrolled()
    const { programId } = trainingClass
    const refusal = { code: 'program_fixed', field, facts: { people: 1, fields: word } }
    await expect(editProgram(editor(), await rulesOf(programId, change))).rejects.toMatchObject(refusal)
    expect((await programRow(programId)).passMark).toBe(60)
  })

  test('the fee of newcomers, speed, attention and guidance may change, and refunds become easier, not harder', async () => {
    const { trainingClass } = await anEnrolled({ program: { refundDays: 7, refundMaxLearntPercent: 20 } })
    const { programId } = trainingClass
    const change = { feeFen: 15_000, maxSpeedPercent: 150, attentionEveryMinutes: 10, guidance: ['新须知'], refundDays: 14 }
    await editProgram(editor(), await rulesOf(programId, change))
    expect(await programRow(programId)).toMatchObject({ feeFen: 15_000, attentionEverySeconds: 600, refundDays: 14 })
    await expect(editProgram(editor(), await rulesOf(programId, { refundDays: 3 }))).rejects.toMatchObject({ code: 'refund_worse' })
  })

  test('tries in all become more, never fewer; the wait and when the key shows may change', async () => {
    const { trainingClass } = await anEnrolled({ program: { quizMostTries: 3 } })
    const { programId } = trainingClass
    const change = { quizMostTries: 5, quizWaitMinutes: 60, quizDailyTries: 1, quizExplains: 'after_passing' as const }
    await editProgram(editor(), await rulesOf(programId, change))
    expect(await programRow(programId)).toMatchObject(change)
    await expect(editProgram(editor(), await rulesOf(programId, { quizMostTries: 4 }))).rejects.toMatchObject({
      code: 'tries_fewer',
      field: 'quizMostTries',
    })
    await editProgram(editor(), await rulesOf(programId, { quizMostTries: null }))
    await expect(editProgram(editor(), await rulesOf(programId, { quizMostTries: 9 }))).rejects.toMatchObject({ code: 'tries_fewer' })
  })

  test('parts keep their hours and kind, compulsory courses stay, no course moves; a further elective is welcome', async () => {
    const me = editor()
    const [must, may] = [await aCourse(), await aCourse()]
    const parts = [
      { hours: 4, compulsory: true, courses: [must] },
      { hours: 4, courses: [may] },
    ]
    const { trainingClass } = await anEnrolled({ parts })
    const { programId } = trainingClass
    const [compulsory, elective] = await db()
      .select()
      .from(programParts)
      .where(eq(programParts.programId, programId))
      .orderBy(programParts.position)
    const as = ({ id, name, shortName, requiredHours, compulsory: kind }: typeof programParts.$inferSelect) => ({
      programId,
      partId: id,
      name,
      shortName,
      requiredHours,
      compulsory: kind,
    })
    const fixed = { code: 'program_fixed' }
    await expect(setPart(me, { ...as(elective!), requiredHours: 8 })).rejects.toMatchObject(fixed)
    await expect(setPart(me, { ...as(elective!), partId: null })).rejects.toMatchObject(fixed)
    await setPart(me, { ...as(elective!), name: '专业选修课' })
    const extra = await aCourse()
    const put = (courseId: string, partId: string) =>
      setProgramCourse(me, { programId, courseId, partId, quizRequired: true, priceFen: null })
    await expect(put(extra, compulsory!.id)).rejects.toMatchObject(fixed)
    await expect(put(may, compulsory!.id)).rejects.toMatchObject(fixed)
    await put(extra, elective!.id)
    await expect(removeProgramCourse(me, { programId, courseId: must })).rejects.toMatchObject(fixed)
    await removeProgramCourse(me, { programId, courseId: extra })
    await expect(removePart(me, elective!.id)).rejects.toMatchObject(fixed)
  })
})

test('a part goes when it is empty and nobody is in', async () => {
  const me = editor()
  const { programId, courseIds } = await aClass()
  await unpublishProgram(me, programId)
  const { parts } = await getProgram(me, programId)
  await expect(removePart(me, parts[0]!.id)).rejects.toMatchObject({ code: 'part_used', facts: { count: 1 } })
  await removeProgramCourse(me, { programId, courseId: courseIds[0]! })
  await removePart(me, parts[0]!.id)
  expect((await getProgram(me, programId)).parts).toEqual([])
})

describe("last year's programme", () => {
  test('is copied whole: rules, parts, courses, classes; dates a year later, seats free, not published', async () => {
    const me = editor()
    const [must, may] = [await aCourse(), await aCourse()]
    const tries = { quizWaitMinutes: 30, quizDailyTries: 2, quizMostTries: 6, quizExplains: 'after_passing' as const, quizGraceMinutes: 0 }
    const shape = {
      parts: [
        { hours: 4, compulsory: true, courses: [must] },
        { hours: 4, courses: [may] },
      ],
      enrolFrom: new Date('2026-01-10T00:00:00+08:00'),
      program: { guidance: ['2026年须知'], refundDays: 7, ...tries },
    }
    const { trainingClass } = await anEnrolled(shape)
    const [source, old] = [await programRow(trainingClass.programId), await classRow(trainingClass.id)]
    const copyId = await copyProgram(me, { programId: source.id, year: 2027 })
    const copy = await getProgram(me, copyId)
    expect(copy.program).toMatchObject({
      year: 2027,
      title: source.title.replace('2026', '2027'),
      guidance: ['2027年须知'],
      refundDays: 7,
      ...tries,
      publishedAt: null,
    })
    expect(copy.parts.map(({ name, requiredHours, compulsory }) => [name, requiredHours, compulsory])).toEqual([
      ['部分1', 4, true],
      ['部分2', 4, false],
    ])
    const placed = await db().select().from(programCourses).where(eq(programCourses.programId, copyId))
    expect(new Map(placed.map(({ courseId, partId }) => [courseId, partId]))).toEqual(
      new Map([
        [must, copy.parts[0]!.id],
        [may, copy.parts[1]!.id],
      ]),
    )
    expect(copy.classes).toMatchObject([{ title: old.title.replace('2026', '2027'), seats: old.seats, seatsTaken: 0, closedAt: null }])
    expect(copy.classes[0]!.enrolFrom).toEqual(new Date('2027-01-10T00:00:00+08:00'))
    expect(await programRow(source.id)).toEqual(source)
    await expect(copyProgram(me, { programId: source.id, year: 2027 })).rejects.toMatchObject({ code: 'program_twice' })
    await expect(copyProgram(me, { programId: source.id, year: 2026 })).rejects.toMatchObject({ code: 'program_same_year' })
  })

  test('two who copy at once make one copy', async () => {
    const { programId } = await aClass()
    const outcomes = await Promise.allSettled([1, 2].map(() => copyProgram(editor(), { programId, year: 2028 })))
    expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
  })
})

describe('classes', () => {
  test('are opened in several regions at once; the last day is in, until midnight in China', async () => {
    const me = editor()
    const { programId } = await aClass()
    const codes = [await aRegion('130203'), await aRegion('130283', '迁安市')]
    const title = `2026年度电工班 ${unique()}`
    expect(await openClasses(me, { programId, regions: codes, title, seats: 50, ...days })).toBe(2)
    const made = (await getProgram(me, programId)).classes.filter((one) => one.title.startsWith(title))
    expect(made.map((one) => one.title).sort()).toEqual([`${title}（路北区）`, `${title}（迁安市）`].sort())
    expect(made[0]).toMatchObject({
      seats: 50,
      enrolUntil: new Date('2026-07-01T00:00:00+08:00'),
      studyUntil: new Date('2027-01-01T00:00:00+08:00'),
    })
    await expect(openClasses(me, { programId, regions: codes, title, seats: 50, ...days })).rejects.toMatchObject({ code: 'class_twice' })
    await expect(openClasses(me, { programId, regions: ['999999'], title: '别的班级', seats: 50, ...days })).rejects.toMatchObject({
      code: 'region_unknown',
    })
  })

  test.each([
    ['enrolment that ends before it begins', { enrolUntil: dayStart('2026-02-01')! }, 'dates_enrol'],
    ['study that ends before it begins', { studyFrom: dayStart('2027-02-01')! }, 'dates_study'],
    ['study that ends before enrolment', { studyUntil: dayStart('2026-05-01')! }, 'dates_order'],
    ['no limit of seats', { seats: null }, 'seats_missing'],
  ])('%s is refused', async (_, change, code) => {
    const { programId } = await aClass()
    const given = { programId, regions: [await aRegion()], title: '2026年度班级', seats: 50, ...days, ...change }
    await expect(openClasses(editor(), given)).rejects.toMatchObject({ code })
  })

  const edited = async (classId: string, change: object) => {
    const { title, seats, ...row } = await classRow(classId)
    const day = (at: Date) => new Date(at.getTime() - 86_400_000)
    return {
      classId,
      title,
      seats,
      enrolFrom: row.enrolFrom,
      enrolUntil: day(row.enrolUntil),
      studyFrom: row.studyFrom,
      studyUntil: day(row.studyUntil),
      ...change,
    }
  }

  test('seats never go below those taken, and the time to study never becomes shorter for who is in', async () => {
    const me = editor()
    const { trainingClass } = await anEnrolled({ seats: 3 })
    await anEnrolled({}, { trainingClass })
    const { id } = trainingClass
    await expect(editClass(me, await edited(id, { seats: 1 }))).rejects.toMatchObject({ code: 'seats_taken', facts: { taken: 2 } })
    await editClass(me, await edited(id, { seats: 2 }))
    await expect(placeOrder(await aTrainee(), { classId: id, invoice: null })).rejects.toMatchObject({ code: 'class_full' })
    const { studyUntil } = await classRow(id)
    const sooner = new Date(studyUntil.getTime() - 3 * 86_400_000)
    await expect(editClass(me, await edited(id, { studyUntil: sooner }))).rejects.toMatchObject({ code: 'study_shortened' })
    await editClass(me, await edited(id, { studyUntil }))
    expect((await classRow(id)).studyUntil.getTime()).toBe(studyUntil.getTime() + 86_400_000)
  })

  test('a smaller number of seats and the last seat taken at once: one of them gives way', async () => {
    const trainingClass = await aClass({ seats: 1 })
    const someone = await aTrainee()
    const outcomes = await Promise.allSettled([
      placeOrder(someone, { classId: trainingClass.id, invoice: null }),
      editClass(editor(), await edited(trainingClass.id, { seats: 1, title: `新名 ${unique()}` })),
    ])
    expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled'])
    expect(await classRow(trainingClass.id)).toMatchObject({ seats: 1, seatsTaken: 1 })
  })

  test('a closed class takes nobody and is offered nowhere; opened again it does', async () => {
    const me = editor()
    const { id, programId } = await aClass()
    await closeClass(me, id)
    const someone = await aTrainee()
    await expect(placeOrder(someone, { classId: id, invoice: null })).rejects.toMatchObject({ code: 'enrolment_closed' })
    expect((await listOpen(someone)).find((one) => one.id === programId)).toMatchObject({ openClasses: 0 })
    await expect(reopenClass(aStaff('region_manager', noon, ['130203']), id)).rejects.toThrow(NotFound)
    await reopenClass(me, id)
    await placeOrder(someone, { classId: id, invoice: null })
    expect(await deeds(id)).toEqual(['class.close', 'class.reopen'])
  })
})

test('an unpublished course of a published programme shows as a finding', async () => {
  const courseId = await aCourse()
  const { programId } = await aClass({ parts: [{ hours: 4, courses: [courseId] }] })
  await db().update(courses).set({ publishedAt: null }).where(eq(courses.id, courseId))
  expect((await getProgram(editor(), programId)).findings.map(({ text }) => text)).toContainEqual(expect.stringContaining('还没有发布'))
})
