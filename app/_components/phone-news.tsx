import { Helpline } from '@/app/_components/helpline'
import { ActionForm } from '@/components/form/action-form'
import { ConfirmButton } from '@/components/form/confirm-button'
import { Link } from '@/components/ui/link'
import { Note } from '@/components/ui/note'
import type { OwnPhoneNews } from '@/lib/identity/phone-change/queries'
import type { FormState } from '@/lib/shared/form-state'
import { formatDay, formatMoment } from '@/lib/shared/time'

type Cancel = (state: FormState, form: FormData) => Promise<FormState>

/** To the account's owner: a phone that is about to change, with 撤销, and what became of earlier ones. */
export function PhoneNews({ news, cancel }: { news: OwnPhoneNews[]; cancel: Cancel }) {
  return news.map((one) =>
    one.status === 'waiting' ? (
      <Note key={one.id} tone="warn">
        <p>
          {one.own ? '您' : '工作人员为这个账号'}登记了新手机号 <b className="num nowrap">{one.phone}</b>（
          <span className="num nowrap">{formatMoment(one.askedAt)}</span>），最迟{' '}
          <b className="num nowrap">{formatMoment(one.takesEffectAt)}</b> 生效。生效前，验证码和通知仍发到原来的手机。
        </p>
        <p>
          如果不是您要求的，请马上撤销，并
          <Helpline />。
        </p>
        <ActionForm action={cancel} scope={`phone-${one.id}`}>
          <input type="hidden" name="changeId" value={one.id} />
          <ConfirmButton danger ask="确认撤销更换手机号？" says={`${one.phone} 作废，登记的手机不变。`} yes="撤销更换">
            撤销更换
          </ConfirmButton>
        </ActionForm>
      </Note>
    ) : (
      <Note key={one.id} tone="info">
        {one.status === 'in_force' ? '登记的手机号已更换为' : '已撤销更换手机号，作废的新号码是'} <b className="num nowrap">{one.phone}</b>
        （<span className="num nowrap">{formatDay(one.decidedAt!)}</span>）。
      </Note>
    ),
  )
}

/** The same where there is only room to say it: leads to the page with 撤销. */
export function PhoneNewsLink({ news, href }: { news: OwnPhoneNews[]; href: string }) {
  const waiting = news.find(({ status }) => status === 'waiting')
  return waiting ? (
    <Note tone="warn">
      登记的手机号将更换为 <b className="num nowrap">{waiting.phone}</b>，最迟{' '}
      <b className="num nowrap">{formatMoment(waiting.takesEffectAt)}</b> 生效。如果不是您要求的，请马上撤销。{' '}
      <Link className="link" href={href}>
        查看和撤销
      </Link>
    </Note>
  ) : null
}
