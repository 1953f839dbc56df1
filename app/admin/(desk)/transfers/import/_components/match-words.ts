import type { Tone } from '@/components/ui/badge'
import type { MatchState } from '@/lib/checkout/import-statement'

/** How a line of a statement stands to the orders, and what comes of booking it or has to be done instead. */
export const matchWords: Record<MatchState, { words: string; tone: Tone; todo: string }> = {
  exact: { words: '一致', tone: 'good', todo: '登记后订单即支付。' },
  named: { words: '按户名推断', tone: 'wait', todo: '附言里没有订单号；付款户名和金额与这一笔相同，请核对后勾选。' },
  less: { words: '少付', tone: 'wait', todo: '登记后订单继续等待余款。' },
  more: { words: '多付', tone: 'wait', todo: '登记后多出应收的部分记为待手工退回。' },
  ended: { words: '订单已结束', tone: 'wait', todo: '登记后仍有席位就照常开通，没有席位则登记为待手工退回。' },
  not_announced: { words: '没有待收的转账', tone: 'plain', todo: '这笔订单没有选择转账，或已确认到账。请到订单页查看。' },
  recorded: { words: '已登记', tone: 'plain', todo: '这个流水号已经登记过。' },
  no_order: { words: '没有这个订单', tone: 'bad', todo: '附言里的订单号查不到，请与付款人核对。' },
  several: { words: '几个订单号', tone: 'bad', todo: '附言里有几个订单号，请分别在“确认到账”中登记。' },
  none: { words: '没有订单号', tone: 'plain', todo: '不是报名的款项，或附言没有填订单号。' },
}
