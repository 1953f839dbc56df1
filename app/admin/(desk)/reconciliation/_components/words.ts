import type { Tone } from '@/components/ui/badge'
import type { IconName } from '@/components/ui/icon-names'
import type { DayState, DifferenceRow } from '@/lib/reconciliation/queries'
import type { DifferenceKind } from '@/lib/reconciliation/rules'

export const stateLooks: Record<DayState, { tone: Tone; icon?: IconName }> = {
  transfer: { tone: 'plain' },
  waiting: { tone: 'wait', icon: 'clock' },
  differs: { tone: 'bad', icon: 'circle-alert' },
  agrees: { tone: 'good', icon: 'check' },
  closed: { tone: 'plain', icon: 'lock' },
}

/** What a difference is, and what somebody does about it. */
export const differenceWords: Record<DifferenceKind, { title: string; todo: string }> = {
  unknown_payment: {
    title: '账单有收款，本平台没有',
    todo: '已向支付机构查过，没有对应的订单。请在商户平台按交易号查明来源：付错的在商户平台退款，退款进入账单后这两笔自动抵销；这个商户号上其他业务的收款，选“不属于本平台”。',
  },
  missing_payment: {
    title: '本平台有收款，账单没有',
    todo: '在零点前后支付的会出现在相邻一天的账单里，取到后自动核销。两天后仍在这里，请在商户平台按订单查询，并联系支付机构。',
  },
  payment_amount: { title: '收款金额不一致', todo: '请在商户平台按交易号核对实收金额，并联系支付机构说明差额。' },
  unknown_refund: {
    title: '账单有退款，本平台没有',
    todo: '多半是有人在商户平台直接退的款。请查明是哪一笔：本平台订单的，到订单页核对后列作长短款并写明；其他业务的，选“不属于本平台”。',
  },
  missing_refund: {
    title: '本平台已退款，账单没有',
    todo: '在零点前后退回的会出现在相邻一天的账单里，取到后自动核销。两天后仍在这里，请在商户平台按退款单号查询。',
  },
  refund_amount: { title: '退款金额不一致', todo: '请在商户平台按退款单号核对实退金额，并联系支付机构说明差额。' },
}

export const outcomeWords: Record<NonNullable<DifferenceRow['difference']['outcome']>, string> = {
  received: '查询后已入账',
  matched: '在相邻一天的账单里，自动核销',
  offset: '收款与退款相互抵销',
  kept: '列作长短款',
  foreign: '不属于本平台',
}
