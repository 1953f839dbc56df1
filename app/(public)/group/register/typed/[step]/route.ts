import { answerTyped } from '@/app/_components/typed'
import { keepEnterpriseTyped } from '@/lib/identity/enterprise/answers'
import { type EnterpriseTypedStep, enterpriseTypedFields } from '@/lib/identity/enterprise/steps'
import { pageCtx } from '@/lib/identity/session'
import { fromHere } from '@/lib/shared/route-handler'
import { groupRegistrationToken } from '../../_components/step'

export const POST = fromHere(async (request: Request, { params }: { params: Promise<{ step: string }> }) => {
  const { step } = await params
  return answerTyped(request, Object.hasOwn(enterpriseTypedFields, step), async (typed) =>
    keepEnterpriseTyped(await pageCtx(), await groupRegistrationToken(), step as EnterpriseTypedStep, typed),
  )
})
