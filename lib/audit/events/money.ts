import { about, aboutNothing, type Reason, type Ref } from '../event'

const order = about('order')
const invoice = about('invoice')
const difference = about('difference')

export const moneyEvents = {
  'order.place': order<{ amountFen: number; items: number }>('提交订单'),
  'order.invoice': order('更改订单的发票信息'),
  'order.pay': order('订单支付成功'),
  'order.cancelled': order('取消订单'),
  'order.expired': order('订单过期'),
  'order.replaced': order('订单被替换'),
  'payment.receive': order<{ provider: string; tradeNumber: string; amountFen: number }>('收到付款'),
  'refund.ask': order<Reason & { item: Ref<'item'> | null }>('申请退款', { item: 'item' }),
  'refund.request': order<Reason & { amountFen: number }>('登记应退款项'),
  'refund.approve': order<{ request: string; item: Ref<'item'> | null }>('同意退款', { item: 'item' }),
  'refund.propose': order<{ request: string; item: Ref<'item'> | null; amountFen: number }>('同意退款，待复核', { item: 'item' }),
  'refund.decline': order<{ request: string; item: Ref<'item'> | null; answer: string }>('驳回退款申请', { item: 'item' }),
  'refund.done': order<{ reference: string } | undefined>('款项已退回'),
  'refund.failed': order<{ words: string }>('支付机构没有退回款项'),
  'refund.retry': order('重新退款'),
  'difference.found': difference<{ provider: string; day: string; fen: number; order: Ref<'order'> | null }>('发现对账差异', {
    order: 'order',
  }),
  'difference.settle': difference<{ outcome: string; note: string; order: Ref<'order'> | null }>('处理对账差异', { order: 'order' }),
  'bill.close': aboutNothing('一天的账')<{ provider: string; day: string }>('关账'),
  'invoice.request': invoice('申请发票'),
  'invoice.issue': invoice<{ number: string; files?: string[]; override?: string; differs?: string[] }>('开具发票'),
  'invoice.ask_reversal': invoice<{ number: string | null }>('申请红冲发票'),
  'invoice.reverse': invoice<{ number: string | null; reversalNumber: string | null }>('红冲发票'),
  'invoice.red': invoice<{ reversalNumber: string }>('上传红字发票'),
  'invoice.take_over': invoice<{ number: string | null }>('转为人工开票'),
  'transfer.announce': order('选择对公转账'),
  'transfer.part': order<{ reference: string; paidOn: string; amountFen: number; missingFen: number }>('登记部分到账'),
  'transfer.statement': aboutNothing('银行流水')<{ rows: number }>('导入银行流水'),
  'transfer.withdraw': order('不再对公转账'),
  'transfer.confirm': order<{ reference: string; paidOn: string }>('确认转账到账'),
}
