import { z } from 'zod'
import { readBody } from '@/lib/shared/upload'
import { parseJson } from '@/lib/shared/well-formed'

const Typed = z.record(z.string(), z.string())

/** Takes what stands in a page that was not sent yet; answers nothing, because nobody waits for it. */
export async function answerTyped(request: Request, known: boolean, keep: (typed: Record<string, string>) => Promise<void>) {
  const body = await readBody(request, 8_192)
  const typed = body && Typed.safeParse(parse(body))
  if (!known || !typed?.success) return new Response(null, { status: 400 })
  await keep(typed.data)
  return new Response(null, { status: 204 })
}

function parse(body: Buffer): unknown {
  try {
    return parseJson(body.toString())
  } catch {
    return null // no JSON: answered 400
  }
}
