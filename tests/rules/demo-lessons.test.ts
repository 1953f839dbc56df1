import fs from 'node:fs'
import { expect, test } from 'vitest'
import { courses } from '@/db/seed/catalog-data'
import { clipTitles } from '@/db/seed/clips'
import { projectCourses } from '@/db/seed/projects-data'

test('each clip of the demo is called what it shows', () => {
  const shown: { key: string; title: string }[] = JSON.parse(fs.readFileSync('scripts/lessons.json', 'utf8'))
  expect(clipTitles).toEqual(Object.fromEntries(shown.map(({ key, title }) => [key, title])))
  expect(Object.keys(clipTitles).sort()).toEqual(fs.readdirSync('db/seed/media').sort())
})

test.each([...courses, ...projectCourses])('$title shows no clip twice', ({ chapters }) => {
  expect(new Set(chapters).size).toBe(chapters.length)
})
