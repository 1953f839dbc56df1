import type { Actor, Ctx } from '@/lib/shared/context'
import { countAttempt } from '@/lib/shared/limits'
import { minutes } from '@/lib/shared/time'
import { record } from './record'

type SignedIn = Exclude<Actor, { kind: 'visitor' | 'system' }>

/** Each of the first few within a minute is written down; of a flood, the 8th, 16th, 32nd … with their count. */
const eachOne = 5
const worthARow = (count: number) => count <= eachOne || Number.isInteger(Math.log2(count))

/** Somebody signed in asked for what is not theirs, or not there: which of the two, nobody is told. */
export async function noteRefusal(ctx: Ctx<SignedIn>, asked: string): Promise<void> {
  const { actor } = ctx
  const { count } = await countAttempt(ctx, `access-refused:${actor.id}`, { max: eachOne, windowMs: minutes(1) })
  if (!worthARow(count)) return
  const [path = '/'] = asked.split('?') // what was searched for is nobody's business
  await record(ctx, 'access.refused', undefined, { door: actor.kind, path: path.slice(0, 200), inMinute: count })
}
