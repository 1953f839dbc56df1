import { answerTyped } from '@/app/_components/typed'
import { keepTyped } from '@/lib/identity/registration-answers'
import { type TypedStep, typedFields } from '@/lib/identity/registration-steps'
import { pageCtx } from '@/lib/identity/session'
import { fromHere } from '@/lib/shared/route-handler'
import { registrationToken } from '../../_components/step'

export const POST = fromHere(async (request: Request, { params }: { params: Promise<{ step: string }> }) => {
  const { step } = await params
  return answerTyped(request, Object.hasOwn(typedFields, step), async (typed) =>
    keepTyped(await pageCtx(), await registrationToken(), step as TypedStep, typed),
  )
})
