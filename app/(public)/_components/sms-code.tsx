import { ActionForm } from '@/components/form/action-form'
import { Field } from '@/components/form/field'
import { SubmitButton } from '@/components/form/submit-button'
import { Link } from '@/components/ui/link'
import { CodeSender } from './code-sender'

type Action = React.ComponentProps<typeof ActionForm>['action']

export const SmsCodeField = () => (
  <Field name="code" label="短信验证码" numeric inputMode="numeric" autoComplete="one-time-code" maxLength={12} />
)

/** The code that was sent to `phone`; while registering. `changeAt`: where another phone is given; `wait`: seconds until the next code. */
export function SentCode(props: { phone: string; prove: Action; sendAgain: Action; wait: number; changeAt: string }) {
  const { phone, prove, sendAgain, wait, changeAt } = props
  return (
    <div className="card pad form-stack">
      <p>
        验证码已发到 <b className="num nowrap">{phone}</b>，5 分钟内有效。
      </p>
      <ActionForm action={prove} className="form-stack">
        <SmsCodeField />
        <SubmitButton className="btn primary big full" busy="正在核对">
          下一步
        </SubmitButton>
      </ActionForm>
      <CodeSender action={sendAgain} wait={wait} />
      <p className="small muted">
        没有收到？请看短信是否被拦截，或
        <Link className="link" href={changeAt}>
          换一个手机号
        </Link>
        。
      </p>
    </div>
  )
}
