import { parseCourseIds } from '@/lib/catalog/input'
import { forgetCookie, keepCookie, readCookie } from '@/lib/shared/cookies'

/*
 * 已选课程 that wait to be ordered: their ids, in a cookie, so that nobody needs an account until they order and ticking goes on from
 * page to page. It is a list of wishes: what is sold, and for how much, is asked of the database each time.
 */

const monthSeconds = 30 * 86_400

export const readBasket = async (): Promise<string[]> => parseCourseIds(await readCookie('basket'))

export async function writeBasket(courseIds: string[]): Promise<void> {
  if (courseIds.length) await keepCookie('basket', courseIds.join(), monthSeconds)
  else await forgetCookie('basket')
}
