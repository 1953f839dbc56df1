import { ActionForm } from '@/components/form/action-form'
import { FieldError } from '@/components/form/labelled'
import { SubmitButton } from '@/components/form/submit-button'
import { Icon } from '@/components/ui/icon'
import type { PayMethod } from '@/lib/payments/gateways/gateway'

type Props = {
  action: React.ComponentProps<typeof ActionForm>['action']
  orderId: string
  amount: string
  methods: PayMethod[]
  /** The place of the method that is chosen already. */
  usual?: number
  /** The tiles side by side, where the card is wide. */
  two?: boolean
  busy: string
  /** What follows the amount. */
  children?: React.ReactNode
}

/** Which way to pay, and 立即支付. */
export function PayForm({ action, orderId, amount, methods, usual = 0, two, busy, children }: Props) {
  return (
    <ActionForm action={action} id="pay">
      <input type="hidden" name="orderId" value={orderId} />
      <fieldset>
        <legend className="sr">选择支付方式</legend>
        <div className={two ? 'pay-methods two' : 'pay-methods'}>
          {methods.map((method, i) => (
            <label className="tile" key={method.id}>
              <input type="radio" name="method" value={method.id} defaultChecked={i === usual} />
              <span className="mark">
                <Icon name={method.icon} />
              </span>
              <span className="grow">
                <span className="bold">{method.name}</span>
                <br />
                <span className="small soft">{method.hint}</span>
              </span>
            </label>
          ))}
        </div>
        <FieldError name="method" />
      </fieldset>
      <div className="form-actions" style={{ marginTop: '1.25rem' }}>
        <SubmitButton className="btn primary big" busy={busy}>
          立即支付
        </SubmitButton>
        <span className="soft">
          应付 <b className="num h-sec">{amount}</b>
          {children}
        </span>
      </div>
    </ActionForm>
  )
}
