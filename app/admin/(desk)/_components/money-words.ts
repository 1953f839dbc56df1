/** Ways of paying, as the books name them. */
export const methodNames: Record<string, string> = {
  wechat: '微信支付',
  alipay: '支付宝',
  bank: '银行卡（网上银行）',
  transfer: '对公转账',
}
export const providerNames: Record<string, string> = {
  sandbox: '沙箱银行（演示）',
  alipay: '支付宝',
  wechatpay: '微信支付',
  transfer: '对公转账',
}
export const buyerKindNames = { trainee: '学员', enterprise: '单位' }
