import { hmac } from '@/lib/shared/secrets'

/**
 * Whose phone this is, as what somebody who recovers an account carries along. Of one length for everybody and for nobody; another phone
 * has another mark, so that what was begun with one is never finished with another.
 */
export const phoneMark = (account: { id: string; phone: string | null } | null): string =>
  hmac('phone-on-file', account?.phone ? `${account.id}:${account.phone}` : 'nobody')
