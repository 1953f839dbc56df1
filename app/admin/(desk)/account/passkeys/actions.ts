'use server'
import { redirect } from 'next/navigation'
import { challengeSeconds } from '@/lib/identity/passkeys/challenge'
import { AddPasskeyInput, OfferPasskeyInput, RemovePasskeyInput, RenamePasskeyInput } from '@/lib/identity/passkeys/input'
import { addPasskey, offerPasskey, removePasskey, renamePasskey } from '@/lib/identity/passkeys/own-passkeys'
import { staffCtx } from '@/lib/identity/session'
import { forgetCookie, keepCookie, readCookie } from '@/lib/shared/cookies'
import { formAction } from '@/lib/shared/form-action'

const member = () => staffCtx()
const home = '/admin/account/passkeys'

export const offerPasskeyAction = formAction(member, OfferPasskeyInput, async (ctx, input) => {
  const { options, sealed } = await offerPasskey(ctx, input)
  await keepCookie('passkey', sealed, challengeSeconds)
  return { options: JSON.stringify(options) }
})

export const addPasskeyAction = formAction(member, AddPasskeyInput, async (ctx, input) => {
  const sealed = await readCookie('passkey')
  await forgetCookie('passkey')
  await addPasskey(ctx, sealed, input)
  redirect(`${home}?done=added`)
})

export const renamePasskeyAction = formAction(member, RenamePasskeyInput, async (ctx, input) => {
  await renamePasskey(ctx, input)
  redirect(`${home}?done=renamed`)
})

export const removePasskeyAction = formAction(member, RemovePasskeyInput, async (ctx, input) => {
  await removePasskey(ctx, input)
  redirect(`${home}?done=removed`)
})
