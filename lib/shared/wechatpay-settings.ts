import { z } from 'zod'
import { certificatesOf, privateKeyOf, publicKeyOf } from './key-material'
import { SettingError } from './setting-error'

/** 微信支付 APIv3: what pay.weixin.qq.com shows. Keys and certificates are given as text or as the name of a file. */
export const wechatpaySettings = {
  WECHATPAY_MCHID: z
    .string()
    .regex(/^\d{8,10}$/, 'needs the number of the merchant (商户号)')
    .optional(),
  WECHATPAY_APPID: z
    .string()
    .regex(/^wx[0-9a-f]{16}$/, 'needs an APPID bound to the merchant (wx and 16 characters)')
    .optional(),
  WECHATPAY_SERIAL: z
    .string()
    .regex(/^[0-9A-Fa-f]{40}$/, "needs the 40 characters of the merchant certificate's number (证书序列号)")
    .optional(),
  WECHATPAY_PRIVATE_KEY: z.string().optional(),
  WECHATPAY_API_KEY: z.string().length(32, 'needs the 32 characters of the APIv3 key').optional(),
  WECHATPAY_PUBLIC_KEY: z.string().optional(),
  WECHATPAY_PUBLIC_KEY_ID: z
    .string()
    .regex(/^PUB_KEY_ID_\w+$/, 'begins with PUB_KEY_ID_')
    .optional(),
  WECHATPAY_PLATFORM_CERTS: z.string().optional(),
  WECHATPAY_APP_SECRET: z
    .string()
    .regex(/^[0-9a-f]{32}$/, 'needs the 32 characters of the AppSecret of WECHATPAY_APPID')
    .optional(),
  WECHATPAY_OPEN: z.url({ protocol: /^https?$/ }).optional(),
  WECHATPAY_GATEWAY: z.url({ protocol: /^https?$/ }).optional(),
}
type Name = keyof typeof wechatpaySettings
type Given = { [K in Name]?: string | undefined }

export type WechatpaySettings = {
  mchid: string
  appid: string
  /** Of the merchant's certificate. */
  serial: string
  /** PKCS #8, PEM. */
  privateKey: string
  apiKey: string
  /** By what answers and notices are signed: 微信支付公钥 by its id, or platform certificates by their numbers; several while they change. */
  keys: ReadonlyMap<string, string>
  gateway: string
  /** JSAPI支付: of the official account, and where WeChat says who somebody is; null: nobody pays inside WeChat. */
  inside: { secret: string; authorize: string; token: string } | null
}

const needed: Name[] = ['WECHATPAY_MCHID', 'WECHATPAY_APPID', 'WECHATPAY_SERIAL', 'WECHATPAY_PRIVATE_KEY', 'WECHATPAY_API_KEY']

/** All of it, or nothing and then nobody pays by 微信支付. @throws SettingError, which names what is wrong */
export function readWechatpay(given: Given, now: Date): WechatpaySettings | null {
  const stray = (Object.keys(wechatpaySettings) as Name[]).find((name) => given[name])
  if (!stray) return null
  const publicKey: Name[] = ['WECHATPAY_PUBLIC_KEY', 'WECHATPAY_PUBLIC_KEY_ID']
  const byKey = publicKey.some((name) => given[name]) || !given.WECHATPAY_PLATFORM_CERTS
  const missing = [...needed, ...(byKey ? publicKey : [])].find((name) => !given[name])
  if (missing) throw new SettingError(`${missing}: required with ${stray}`)
  const keys = new Map<string, string>()
  if (byKey) keys.set(given.WECHATPAY_PUBLIC_KEY_ID!, pem(publicKeyOf('WECHATPAY_PUBLIC_KEY', given.WECHATPAY_PUBLIC_KEY!)))
  if (given.WECHATPAY_PLATFORM_CERTS)
    for (const one of certificatesOf('WECHATPAY_PLATFORM_CERTS', given.WECHATPAY_PLATFORM_CERTS, now))
      keys.set(one.serialNumber, pem(one.publicKey))
  return {
    mchid: given.WECHATPAY_MCHID!,
    appid: given.WECHATPAY_APPID!,
    serial: given.WECHATPAY_SERIAL!,
    privateKey: privateKeyOf('WECHATPAY_PRIVATE_KEY', given.WECHATPAY_PRIVATE_KEY!).export({ format: 'pem', type: 'pkcs8' }).toString(),
    apiKey: given.WECHATPAY_API_KEY!,
    keys,
    gateway: given.WECHATPAY_GATEWAY ?? 'https://api.mch.weixin.qq.com',
    inside: given.WECHATPAY_APP_SECRET
      ? {
          secret: given.WECHATPAY_APP_SECRET,
          authorize: `${given.WECHATPAY_OPEN ?? 'https://open.weixin.qq.com'}/connect/oauth2/authorize`,
          token: `${given.WECHATPAY_OPEN ?? 'https://api.weixin.qq.com'}/sns/oauth2/access_token`,
        }
      : null,
  }
}

const pem = (key: ReturnType<typeof publicKeyOf>) => key.export({ format: 'pem', type: 'spki' }).toString()
