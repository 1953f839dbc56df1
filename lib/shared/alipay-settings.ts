import { z } from 'zod'
import { certificateOf, privateKeyOf, publicKeyOf } from './key-material'
import { SettingError } from './setting-error'

/** 支付宝: what open.alipay.com and b.alipay.com show. Keys and certificates are given as text or as the name of a file. */
export const alipaySettings = {
  ALIPAY_APP_ID: z
    .string()
    .regex(/^\d{16}$/, 'needs the 16 digits of the application (APPID)')
    .optional(),
  ALIPAY_SELLER_ID: z
    .string()
    .regex(/^2088\d{12}$/, 'needs the 16 digits of the merchant (PID), which begin with 2088')
    .optional(),
  ALIPAY_PRIVATE_KEY: z.string().optional(),
  ALIPAY_PUBLIC_KEY: z.string().optional(),
  ALIPAY_APP_CERT: z.string().optional(),
  ALIPAY_CERT: z.string().optional(),
  ALIPAY_ROOT_CERT: z.string().optional(),
  ALIPAY_GATEWAY: z.url({ protocol: /^https?$/ }).optional(),
}
type Name = keyof typeof alipaySettings
type Given = { [K in Name]?: string | undefined }

export type AlipaySettings = {
  appId: string
  sellerId: string
  /** PKCS #8, PEM. */
  privateKey: string
  /** 公钥模式, or 证书模式 with the texts of the three certificates. */
  proof: { publicKey: string } | { appCert: string; alipayCert: string; rootCert: string }
  gateway: string
}

const needed: Name[] = ['ALIPAY_APP_ID', 'ALIPAY_SELLER_ID', 'ALIPAY_PRIVATE_KEY']
const certificates: Name[] = ['ALIPAY_APP_CERT', 'ALIPAY_CERT', 'ALIPAY_ROOT_CERT']

/** All of it, or nothing and then nobody pays by 支付宝. @throws SettingError, which names what is wrong */
export function readAlipay(given: Given, now: Date): AlipaySettings | null {
  const stray = (Object.keys(alipaySettings) as Name[]).find((name) => given[name])
  if (!stray) return null
  const byCertificate = certificates.some((name) => given[name])
  if (byCertificate && given.ALIPAY_PUBLIC_KEY)
    throw new SettingError('ALIPAY_PUBLIC_KEY: not together with ALIPAY_CERT: an application has one or the other')
  const missing = [...needed, ...(byCertificate ? certificates : (['ALIPAY_PUBLIC_KEY'] as const))].find((name) => !given[name])
  if (missing) throw new SettingError(`${missing}: required with ${stray}`)
  const privateKey = privateKeyOf('ALIPAY_PRIVATE_KEY', given.ALIPAY_PRIVATE_KEY!)
  const exported = privateKey.export({ format: 'pem', type: 'pkcs8' }).toString()
  const proof = () => {
    if (!byCertificate)
      return { publicKey: publicKeyOf('ALIPAY_PUBLIC_KEY', given.ALIPAY_PUBLIC_KEY!).export({ format: 'pem', type: 'spki' }).toString() }
    const [app, alipay, root] = certificates.map((name) => certificateOf(name, given[name]!, now)) as [
      Certificate,
      Certificate,
      Certificate,
    ]
    if (!app.first.checkPrivateKey(privateKey)) throw new SettingError('ALIPAY_PRIVATE_KEY: does not belong to ALIPAY_APP_CERT')
    return { appCert: app.text, alipayCert: alipay.text, rootCert: root.text }
  }
  return {
    appId: given.ALIPAY_APP_ID!,
    sellerId: given.ALIPAY_SELLER_ID!,
    privateKey: exported,
    proof: proof(),
    gateway: given.ALIPAY_GATEWAY ?? 'https://openapi.alipay.com/gateway.do',
  }
}

type Certificate = ReturnType<typeof certificateOf>
