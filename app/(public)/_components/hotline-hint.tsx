import { HotlineLink } from '@/app/_components/hotline-link'

export const HotlineHint = () => (
  <p className="small muted">
    未绑定手机号或手机号有误可联系客服：
    <HotlineLink />
  </p>
)
