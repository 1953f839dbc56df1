import type { Ctx } from '@/lib/shared/context'
import { Refused } from '@/lib/shared/refused'
import { recordRefusal } from '../guessing'
import type { Identity, SsoDoor } from './oidc'

/** Whom the provider proved and this portal did not let in is written down, by the subject's ends. */
export async function recordingRefusals<T>(ctx: Ctx, door: SsoDoor, { subject }: Identity, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (error instanceof Refused) await recordRefusal(ctx, { door, name: subject }, 'sso')
    throw error
  }
}
