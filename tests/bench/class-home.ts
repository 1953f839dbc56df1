import { httpClient, openLoop, quantile } from './load'
import { oneDecimal, type Row, times } from './report'
import { cookieOf } from './session'
import type { Setup } from './setup'

/*
 * The signed-in class home at a fixed rate, against a bare Next page with one query at the same rate. Requests leave on schedule and
 * are timed from the moment they were due. Taken in turns, A B A B, after a warm-up; compression as a browser asks for it.
 */

const perSecond = 50
const goal = 1.5

export async function classHome(setup: Setup): Promise<Row[]> {
  const seconds = setup.seconds(20)
  const visit = await traineeVisit(setup)
  const pages = {
    product: pageVisitor(setup.portal.origin, visit.path, visit.headers, visit.says),
    bare: pageVisitor((await setup.bareApp()).origin, '/', {}, '<li>'),
  }
  const taken = { product: [] as number[], bare: [] as number[] }
  for (const round of [0, 1, 2]) {
    for (const name of ['product', 'bare'] as const) {
      const times = await openLoop(perSecond, round === 0 ? Math.min(10, seconds) : seconds, pages[name].visit)
      console.log(`  ${round === 0 ? 'warm-up' : `round ${round}`}, ${name}: ${summary(times)}`)
      if (round > 0) taken[name].push(...times)
    }
  }
  for (const page of Object.values(pages)) page.close()
  return [0.5, 0.95].map((share) => {
    const [product, bare] = [quantile(taken.product, share), quantile(taken.bare, share)]
    return {
      what: `Class home, ${visit.courses} courses, ${perSecond} requests/s for 2 × ${seconds} s: p${share * 100}`,
      product: `${oneDecimal(product)} ms`,
      baseline: `${oneDecimal(bare)} ms bare page with one query`,
      comparison: times(product / bare),
      goal: `≤ ${goal} ×`,
      met: product / bare <= goal,
    }
  })
}

const summary = (values: number[]) =>
  `p50 ${oneDecimal(quantile(values, 0.5))} ms, p95 ${oneDecimal(quantile(values, 0.95))} ms, p99 ${oneDecimal(quantile(values, 0.99))} ms`

function pageVisitor(origin: string, path: string, headers: Record<string, string>, says: string) {
  const { send, close } = httpClient(origin)
  const asBrowser = { ...headers, 'accept-encoding': 'gzip' }
  const check = async () => {
    const { status, body } = await send(path, { headers })
    if (status !== 200 || !body.includes(says)) throw new Error(`${path} answered ${status}, without “${says}”`)
  }
  const visit = async () => {
    const { status } = await send(path, { headers: asBrowser })
    if (status !== 200) throw new Error(`${path} answered ${status}`)
  }
  let checked: Promise<void> | undefined
  return {
    visit: async () => {
      checked ??= check()
      await checked
      await visit()
    },
    close,
  }
}

/** The demo's trainee who is halfway through a class, signed in. */
export async function traineeVisit({ sql, databaseUrl }: Setup) {
  const [row] = await sql`
    select t.id, e.id as enrollment, c.title, (select count(*)::int from studies s where s.enrollment_id = e.id) as courses
    from trainees t join enrollments e on e.trainee_id = t.id join classes c on c.id = e.class_id
    order by courses desc limit 1`
  if (!row) throw new Error('the demo has no trainee in a class')
  return {
    path: `/classes/${row.enrollment}`,
    headers: { cookie: await cookieOf(databaseUrl, 'trainee', row.id) },
    says: String(row.title),
    courses: Number(row.courses),
  }
}
