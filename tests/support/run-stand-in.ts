import { AlipayStandIn } from './alipay-stand-in'
import { WechatpayStandIn } from './wechatpay-stand-in'

/** npm run gateway:stand-in [-- port]: both stand-ins by hand, the second one port on. Prints the settings of a portal that they know. */
const port = Number(process.argv[2] ?? 4500)
const [alipay, wechatpay] = [await new AlipayStandIn().open(port), await new WechatpayStandIn().open(port + 1)]
for (const [name, value] of Object.entries({ ...alipay.settings(), ...wechatpay.settings() })) console.log(`${name}=${value}`)
console.log(
  `\n${alipay.origin} and ${wechatpay.origin} answer. Start a portal in production with these settings; the pages to pay at have one button.`,
)
console.log(`What a phone would scan is opened as ${wechatpay.origin}/scan?code=…`)
