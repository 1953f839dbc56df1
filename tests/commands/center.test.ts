import { expect, test } from 'vitest'
import { getLatestTiming } from '@/lib/enrollment/latest-timing'
import { anApplicant, aProject } from '../support/applicants'
import { aBuyer, aLearner } from '../support/learners'
import { aTrainee } from '../support/world'

test('学员中心 opens where the trainee has something: a class, a project, a course, or an application', async () => {
  expect(await getLatestTiming(await aTrainee())).toBeNull()
  expect(await getLatestTiming((await aLearner()).trainee)).toBe('after_payment')
  expect(await getLatestTiming((await aBuyer()).trainee)).toBe('single_courses')
  expect(await getLatestTiming(await anApplicant(await aProject()))).toBe('before_payment')
})
