/** `wechat`: a phone, inside WeChat's own browser, where neither H5支付 nor 支付宝 opens. */
export type Device = 'desktop' | 'phone' | 'wechat'

/** What somebody sits before, as the browser says: gateways have pages of their own for telephones. */
export function deviceOf(userAgent: string | null): Device {
  if (!/Mobile|Android|iPhone|HarmonyOS/.test(userAgent ?? '')) return 'desktop'
  return /MicroMessenger/.test(userAgent ?? '') ? 'wechat' : 'phone'
}
