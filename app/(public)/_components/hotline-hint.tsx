import { Helpline } from '@/app/_components/helpline'

export const HotlineHint = () => (
  <p className="small muted">
    未绑定手机号或手机号有误，请
    <Helpline />。
  </p>
)
