import fs from 'node:fs'
import { expect, test } from 'vitest'
import { courses, regions } from '@/db/seed/catalog-data'
import { employerData, projectCourses, projects } from '@/db/seed/projects-data'
import { looksShortened } from '@/lib/identity/employer-rules'

const known = new Map([...courses, ...projectCourses].map((course) => [course.slug, course]))
const hoursOf = (slugs: string[]) => slugs.reduce((sum, slug) => sum + known.get(slug)!.hours, 0)

test.each(projects)('the demo project $key asks for 60 hours, offers more, and tests its compulsory courses', (project) => {
  const { compulsory, elective, quiz } = project
  expect(hoursOf(compulsory.courses)).toBe(compulsory.hours)
  expect(compulsory.hours + elective.hours).toBe(60)
  expect(hoursOf(elective.courses)).toBeGreaterThanOrEqual(elective.hours + 6)
  expect(new Set([...compulsory.courses, ...elective.courses]).size).toBe(compulsory.courses.length + elective.courses.length)
  // 59 hours can be chosen, so that the demo shows what is said then.
  expect(elective.courses.some((slug) => known.get(slug)!.hours % 2 === 1)).toBe(true)
  for (const slug of compulsory.courses) {
    const bank: { kind: string }[] = JSON.parse(fs.readFileSync(`db/seed/questions/${slug}.json`, 'utf8'))
    const enough = ['single', 'multiple', 'judgement'].map(
      (kind, i) => bank.filter((question) => question.kind === kind).length >= quiz[i]!,
    )
    expect(enough, slug).toEqual([true, true, true])
  }
})

test('known 单位 are full names, in every region', () => {
  expect(new Set(employerData.map(([, code]) => code)).size).toBe(regions.length)
  expect(new Set(employerData.map(([name]) => name)).size).toBe(employerData.length)
  expect(employerData.filter(([name]) => looksShortened(name))).toEqual([])
})
