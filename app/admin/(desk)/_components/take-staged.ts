import { NotFound } from '@/lib/shared/not-found'
import { Refused } from '@/lib/shared/refused'
import { answering, seeOther } from '@/lib/shared/route-handler'
import { fileIn, readForm } from '@/lib/shared/upload'
import type { SentFile } from './answer-files'

type Staged<C> = {
  /** Who sends it; null: nobody who may. */
  ctx: C | null
  page: string
  /** Of the form, and of the address: of what was kept. */
  field: string
  kept: string
  maxBytes: number
  tooLarge: Refused
  missing: Refused
}

/**
 * Takes a table that is looked at before anything is done with it, and goes back to the page, which shows what it holds, or why it was refused.
 * `stage` keeps it. @returns its id
 */
export const takeStaged = <C>(
  request: Request,
  { ctx, page, field, kept, maxBytes, tooLarge, missing }: Staged<C>,
  stage: (ctx: C, file: SentFile) => Promise<string>,
): Promise<Response> =>
  answering(async () => {
    if (!ctx) throw new NotFound()
    const back = (name: string, value: string) => `${page}${page.includes('?') ? '&' : '?'}${name}=${encodeURIComponent(value)}`
    try {
      const form = await readForm(request, maxBytes)
      if (form === 'too large') throw tooLarge
      const file = fileIn(form, field)
      if (!file) throw missing
      return seeOther(back(kept, await stage(ctx, { name: file.name, bytes: Buffer.from(await file.arrayBuffer()) })))
    } catch (error) {
      if (!(error instanceof Refused)) throw error
      const reason = 'reason' in error.facts ? `&reason=${encodeURIComponent(error.facts.reason as string)}` : ''
      return seeOther(back('refused', error.code) + reason)
    }
  })
