import { formatHotline } from '@/lib/shared/hotline'

export function HotlineHint({ hotline }: { hotline: string }) {
  return (
    <p className="small muted">
      未绑定手机号或手机号有误可联系客服：
      <a className="link num nowrap" href={`tel:${hotline}`}>
        {formatHotline(hotline)}
      </a>
    </p>
  )
}
