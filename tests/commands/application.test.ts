import { eq } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'
import { db } from '@/db/client'
import { classes, courses, programCourses } from '@/db/schema/catalog'
import { employers } from '@/db/schema/identity'
import { confirmCourses, saveClass, saveElective, saveEmployer } from '@/lib/enrollment/application'
import { getApplication, listClassesOf, listOpenApplications } from '@/lib/enrollment/application-queries'
import { totals } from '@/lib/enrollment/rules'
import { suggestEmployers } from '@/lib/identity/employers'
import { days, later } from '@/lib/shared/time'
import { anApplicant, aProject, employer } from '../support/applicants'
import { outcome, outcomes } from '../support/outcome'
import { setProgram } from '../support/sales'
import { aClass, aClassOf, asVisitor, aTrainee, laterOn, noon, unique } from '../support/world'

const person = { employer, regionCode: '130203', technicalGrade: null, isFullName: false }

describe('开始报名, one step after the other', () => {
  test('each step is kept, and whoever comes back goes on at the first gap', async () => {
    const project = await aProject()
    const { programId } = project
    const me = await aTrainee()
    const gap = async () => (await getApplication(me, programId)).gap
    expect(await gap()).toBe('person')
    expect(await listOpenApplications(me)).toEqual([])
    await saveEmployer(me, { ...person, programId, technicalGrade: '工程师' })
    expect(await gap()).toBe('class')
    await saveClass(me, { programId, classId: project.id, otherRegionReason: null })
    expect(await gap()).toBe('courses')
    for (const i of [0, 1, 2, 4]) await saveElective(me, { programId, courseId: project.electives[i]!, chosen: true })
    expect(await gap()).toBe('courses')
    await confirmCourses(me, { programId })
    const [open, ...others] = await listOpenApplications(me)
    expect(others).toEqual([])
    expect(open).toMatchObject({
      gap: 'confirm',
      application: { employer, technicalGrade: '工程师' },
      trainingClass: { id: project.id },
      amountFen: 12_000,
      withdrawn: [],
    })
    expect(totals(open!.tallies)).toMatchObject({ required: 60, chosen: 60, missing: 0 })
  })

  test('what belongs to one trainee is nothing to another', async () => {
    const project = await aProject()
    await anApplicant(project)
    const other = await aTrainee()
    expect(await getApplication(other, project.programId)).toMatchObject({ application: null, gap: 'person' })
    expect(await listOpenApplications(other)).toEqual([])
  })

  test('59 hours do not go on, and say that one is missing; the course of one hour does', async () => {
    const project = await aProject()
    const { programId } = project
    const me = await anApplicant(project, [0, 1, 2])
    await expect(confirmCourses(me, { programId })).rejects.toMatchObject({ code: 'hours_missing', facts: { missing: 1 } })
    expect((await getApplication(me, programId)).gap).toBe('courses')
    await saveElective(me, { programId, courseId: project.electives[4]!, chosen: true })
    expect(await outcome(confirmCourses(me, { programId }))).toBe('done')
    expect((await getApplication(me, programId)).gap).toBe('confirm')
  })

  test('taking a course out again asks for the confirmation anew', async () => {
    const project = await aProject()
    const { programId } = project
    const me = await anApplicant(project)
    await saveElective(me, { programId, courseId: project.electives[3]!, chosen: true })
    await saveElective(me, { programId, courseId: project.electives[3]!, chosen: false })
    expect((await getApplication(me, programId)).gap).toBe('courses')
  })

  test('two tabs choose and take out the same course: the last word holds, and nothing is doubled', async () => {
    const project = await aProject()
    const { programId } = project
    const me = await anApplicant(project, [])
    const choice = (i: number, chosen: boolean) => saveElective(me, { programId, courseId: project.electives[i]!, chosen })
    await Promise.all([choice(0, true), choice(0, true), choice(1, true), choice(2, true)])
    const { application } = await getApplication(me, programId)
    expect([...application!.courseIds].sort()).toEqual(project.electives.slice(0, 3).sort())
    await choice(0, false)
    await choice(0, false)
    expect((await getApplication(me, programId)).application!.courseIds).toHaveLength(2)
  })
})

describe('the employer', () => {
  test('must be the full name: a shortened one is asked about, with names it may stand for', async () => {
    const { programId } = await aProject()
    const me = await aTrainee()
    const mark = unique()
    await db()
      .insert(employers)
      .values({ name: `凤山市${mark}第一中学`, regionCode: '130203' })
    const short = { ...person, programId, employer: `凤山${mark}一中` }
    await expect(saveEmployer(me, short)).rejects.toMatchObject({
      code: 'employer_shortened',
      field: 'employer',
      facts: { like: `，例如凤山市${mark}第一中学` },
    })
    expect((await getApplication(me, programId)).application).toBeNull()
    expect(await outcome(saveEmployer(me, { ...short, isFullName: true }))).toBe('done')
    await db()
      .insert(employers)
      .values({ name: `短名${mark}` })
    expect(await outcome(saveEmployer(me, { ...short, employer: `短名${mark}` }))).toBe('done')
  })

  test('is suggested from what is known: the own region first, and no pattern of LIKE gets through', async () => {
    const mark = unique()
    await db()
      .insert(employers)
      .values([
        { name: `甲${mark}医院`, regionCode: '130202' },
        { name: `甲${mark}人民医院`, regionCode: '130203' },
        { name: `百分之百%${mark}公司` },
      ])
    const names = async (typed: string, region?: string) => (await suggestEmployers(asVisitor(), typed, region)).map(({ name }) => name)
    expect(await names(`甲${mark}院`)).toEqual([`甲${mark}医院`, `甲${mark}人民医院`])
    expect(await names(`甲${mark}院`, '130203')).toEqual([`甲${mark}人民医院`, `甲${mark}医院`])
    expect(await names(`%${mark}`)).toEqual([`百分之百%${mark}公司`])
    expect(await names(`_${mark}`)).toEqual([])
    expect(await names('甲')).toEqual([])
  })
})

describe('the class', () => {
  test('of another region needs a reason; of the own one it keeps none', async () => {
    const project = await aProject()
    const { programId, otherClassId } = project
    const me = await anApplicant(project, [])
    await expect(saveClass(me, { programId, classId: otherClassId, otherRegionReason: null })).rejects.toMatchObject({
      code: 'region_reason_missing',
      field: 'otherRegionReason',
    })
    await saveClass(me, { programId, classId: otherClassId, otherRegionReason: '长期在路南区工作' })
    expect((await getApplication(me, programId)).application).toMatchObject({
      classId: otherClassId,
      otherRegionReason: '长期在路南区工作',
    })
    await saveClass(me, { programId, classId: project.id, otherRegionReason: '多余的' })
    expect((await getApplication(me, programId)).application).toMatchObject({ classId: project.id, otherRegionReason: null })
  })

  test('is a gap again when the employer turns out to be elsewhere', async () => {
    const project = await aProject()
    const me = await anApplicant(project)
    await saveEmployer(me, { ...person, programId: project.programId, regionCode: '130202' })
    expect((await getApplication(me, project.programId)).gap).toBe('class')
  })

  test('that is full, closed, not open yet or of another programme is refused, and says so before anybody tries', async () => {
    const project = await aProject({ seats: 0 })
    const { programId } = project
    const me = await aTrainee()
    await saveEmployer(me, { ...person, programId })
    const closed = await aClassOf(programId, { enrolUntil: later(noon, -days(1)) })
    const soon = await aClassOf(programId, { enrolFrom: later(noon, days(1)) })
    const foreign = (await aClass()).id
    const pick = (classId: string) => saveClass(me, { programId, classId, otherRegionReason: null })
    expect(await outcomes([project.id, closed, soon, foreign].map(pick))).toEqual([
      'class_full',
      'enrolment_closed',
      'enrolment_not_open',
      'class_not_of_program',
    ])
    const said = new Map((await listClassesOf(me, programId)).map(({ id, refusal }) => [id, refusal?.code]))
    expect([said.get(project.id), said.get(closed), said.get(soon), said.get(project.otherClassId)]).toEqual([
      'class_full',
      'enrolment_closed',
      'enrolment_not_open',
      undefined,
    ])
    expect((await getApplication(me, programId)).application!.classId).toBeNull()
  })

  test('cannot be chosen before the employer is known', async () => {
    const project = await aProject()
    const choice = saveClass(await aTrainee(), { programId: project.programId, classId: project.id, otherRegionReason: null })
    expect(await outcome(choice)).toBe('application_incomplete')
  })
})

describe('what changes meanwhile', () => {
  test('a class that filled is a gap again, with everything else kept', async () => {
    const project = await aProject()
    const me = await anApplicant(project)
    await db().update(classes).set({ seats: 0 }).where(eq(classes.id, project.id))
    const view = await getApplication(me, project.programId)
    expect(view).toMatchObject({ gap: 'class', trainingClass: { id: project.id, refusal: { code: 'class_full' } } })
    expect(view.application!.courseIds).toHaveLength(4)
  })

  test('a course withdrawn is named, and dropped once the rest is confirmed', async () => {
    const project = await aProject()
    const { programId } = project
    const me = await anApplicant(project)
    await db().update(courses).set({ publishedAt: null, title: '下架的课程' }).where(eq(courses.id, project.electives[4]!))
    expect(await getApplication(me, programId)).toMatchObject({ gap: 'courses', withdrawn: ['下架的课程'] })
    expect(await outcome(confirmCourses(me, { programId }))).toBe('hours_missing')
    await saveElective(me, { programId, courseId: project.electives[3]!, chosen: true })
    await confirmCourses(me, { programId })
    expect(await getApplication(me, programId)).toMatchObject({ gap: 'confirm', withdrawn: [] })
  })

  test('a price follows the programme, by class, by hour of all courses or by course', async () => {
    const project = await aProject()
    const { programId } = project
    const me = await anApplicant(project)
    const amount = async () => (await getApplication(me, programId)).amountFen
    await setProgram(programId, { feeFen: 15_000 })
    expect(await amount()).toBe(15_000)
    await setProgram(programId, { feeFen: 200, pricing: 'hour' })
    expect(await amount()).toBe(12_000)
    await db().update(programCourses).set({ priceFen: 300 }).where(eq(programCourses.programId, programId))
    await setProgram(programId, { pricing: 'course' })
    expect(await amount()).toBe(6 * 300)
  })
})

describe('refused', () => {
  test('programmes that are not there, not published, or not applied for in this way', async () => {
    const me = await aTrainee()
    const hidden = await aProject({ program: { publishedAt: null } })
    const future = await aProject({ program: { publishedAt: later(noon, 1) } })
    const chosenLater = await aClass()
    const ids = [hidden.programId, future.programId, chosenLater.programId, '019f6f00-0000-7000-8000-000000000000']
    expect(await outcomes(ids.map((programId) => saveEmployer(me, { ...person, programId })))).toEqual(ids.map(() => 'not found'))
    expect(await outcomes(ids.map((programId) => getApplication(me, programId)))).toEqual(ids.map(() => 'not found'))
    expect(await outcome(getApplication(laterOn(me, 1), future.programId))).toBe('done')
  })

  test('courses of other programmes, courses not published, and leaving out a compulsory one', async () => {
    const project = await aProject()
    const { programId } = project
    const me = await anApplicant(project, [])
    const foreign = await aClass()
    const tries = [
      { courseId: foreign.courseIds[0]!, chosen: true },
      { courseId: project.compulsory[0]!, chosen: false },
      { courseId: project.compulsory[0]!, chosen: true },
    ]
    expect(await outcomes(tries.map((one) => saveElective(me, { programId, ...one })))).toEqual([
      'course_not_offered',
      'course_compulsory',
      'done',
    ])
    expect((await getApplication(me, programId)).application!.courseIds).toEqual([])
  })
})
