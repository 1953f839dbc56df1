import { z } from 'zod'
import { keepTyped } from '@/lib/identity/registration-answers'
import { type TypedStep, typedFields } from '@/lib/identity/registration-steps'
import { pageCtx } from '@/lib/identity/session'
import { readBody } from '@/lib/shared/upload'
import { registrationToken } from '../../_components/step'

const Typed = z.record(z.string(), z.string())

/** Takes what stands in a page that was not sent yet; answers nothing, because nobody waits for it. */
export async function POST(request: Request, { params }: { params: Promise<{ step: string }> }) {
  const { step } = await params
  const body = await readBody(request, 8_192)
  const typed = body && Typed.safeParse(parse(body))
  if (!Object.hasOwn(typedFields, step) || !typed?.success) return new Response(null, { status: 400 })
  await keepTyped(await pageCtx(), await registrationToken(), step as TypedStep, typed.data)
  return new Response(null, { status: 204 })
}

function parse(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString())
  } catch {
    return null // no JSON: answered 400
  }
}
