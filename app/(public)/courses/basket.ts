import { cookies } from 'next/headers'
import { parseCourseIds } from '@/lib/catalog/input'

/*
 * 已选课程 that wait to be ordered: their ids, in a cookie, so that nobody needs an account until they order and ticking goes on from
 * page to page. It is a list of wishes: what is sold, and for how much, is asked of the database each time.
 */

const name = 'basket'
const monthSeconds = 30 * 86_400

export const readBasket = async (): Promise<string[]> => parseCourseIds((await cookies()).get(name)?.value)

export async function writeBasket(courseIds: string[]): Promise<void> {
  const jar = await cookies()
  if (courseIds.length) jar.set(name, courseIds.join(), { httpOnly: true, sameSite: 'lax', path: '/', maxAge: monthSeconds })
  else jar.delete(name)
}
