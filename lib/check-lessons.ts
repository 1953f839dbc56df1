import { db } from '@/db/client'
import { type CheckedLesson, checkLessons } from './catalog/lessons/check-lessons'
import { NoLesson } from './catalog/lessons/ffmpeg'
import { openDatabase } from './open-database'
import { env } from './shared/env'
import { isId } from './shared/is-id'
import { withoutValues } from './shared/log'
import { SettingError } from './shared/setting-error'

/*
 * npm run lessons:check               every lesson
 * npm run lessons:check -- LESSON…    those of these numbers, as they stand in the address of their page
 *
 * Ends with 0 when each plays from 0 to its end in every quality, with 1 when one does not, with 2 when it cannot be said.
 */
const inWords = ({ id, title, durationSeconds, courses, faults }: CheckedLesson) =>
  [
    `${faults.length ? 'WRONG' : 'plays'}  ${title} (${id}), ${durationSeconds} s`,
    ...faults.map((fault) => `       ${fault}`),
    ...(faults.length ? [`       played by: ${courses.join(', ') || 'no course'}`] : []),
  ].join('\n')

async function main(): Promise<number> {
  const ids = process.argv.slice(2)
  if (!ids.every(isId)) throw new SettingError('usage: npm run lessons:check -- [lesson …]')
  const close = await openDatabase({ takeIn: false })
  const ctx = { actor: { kind: 'system' as const }, now: new Date(), db: db() }
  let [all, wrong] = [0, 0]
  try {
    const tell = (lesson: CheckedLesson) => {
      all++
      if (lesson.faults.length) wrong++
      console.log(inWords(lesson))
    }
    await checkLessons(ctx, env().tools, tell, ids)
  } finally {
    await close()
  }
  console.log(wrong ? `${wrong} of ${all} lessons cannot be watched as they should` : `all ${all} lessons play to their end`)
  return wrong ? 1 : 0
}

main().then(
  (code) => process.exit(code),
  (error) => {
    console.error(error instanceof SettingError || error instanceof NoLesson ? error.message : withoutValues(error))
    process.exit(2)
  },
)
