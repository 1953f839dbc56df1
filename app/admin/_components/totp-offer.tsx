import QRCode from 'qrcode'
import { totpUri } from '@/lib/identity/totp'
import { env } from '@/lib/shared/env'

/** The secret of a new 动态口令, as a picture for the authenticator and as text for those who type it. */
export async function TotpOffer({ secret, userName }: { secret: string; userName: string }) {
  const picture = await QRCode.toDataURL(totpUri(secret, userName, env().portalName), { margin: 2, width: 440 })
  return (
    <ol className="totp-offer">
      <li>
        <b>在手机上安装验证器</b>
        <span>微信小程序“数盾 OTP”、腾讯身份验证器，或任何支持 TOTP 的应用。</span>
      </li>
      <li>
        <b>用它扫描二维码</b>
        {/* biome-ignore lint/performance/noImgElement: made for this answer alone */}
        <img src={picture} alt="动态口令的二维码" width="220" height="220" />
        <span>
          不能扫描时，手动填写密钥：<code className="num">{secret.replace(/(.{4})(?=.)/g, '$1 ')}</code>
        </span>
      </li>
      <li>
        <b>填写它显示的 6 位口令</b>
      </li>
    </ol>
  )
}
