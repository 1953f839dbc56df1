'use server'
import { phoneActions } from '@/app/_components/phone-actions'
import { traineeCtx } from '@/lib/identity/session'

const own = phoneActions(traineeCtx, { cookie: 'phone', profile: '/profile' })

export const startPhoneChangeAction = own.start
export const sendNewPhoneCodeAction = own.sendCode
export const changePhoneAction = own.change
