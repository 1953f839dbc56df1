import { ActionForm } from '@/components/form/action-form'
import { ConfirmButton } from '@/components/form/confirm-button'
import { Icon } from '@/components/ui/icon'
import { KeyValue } from '@/components/ui/key-value'
import { Note } from '@/components/ui/note'
import type { WaitingPhone } from '@/lib/identity/phone-change/queries'
import type { FormState } from '@/lib/shared/form-state'
import { formatMoment } from '@/lib/shared/time'

type Action = (state: FormState, form: FormData) => Promise<FormState>
type Props = {
  accountId: string
  change: WaitingPhone
  /** The phone in force, masked; null where there is none. */
  onFile: string | null
  actions: { release: Action; cancel: Action }
}

/** A phone that is not in force yet: who asked, when it will be, and what a second member of the staff may do about it. */
export function PhoneChangeCard({ accountId, change, onFile, actions }: Props) {
  const keys = (
    <>
      <input type="hidden" name="accountId" value={accountId} />
      <input type="hidden" name="changeId" value={change.id} />
    </>
  )
  return (
    <section className="card pad form-stack wide-labels" aria-labelledby="phone-change">
      <h2 className="h-card" id="phone-change">
        新手机号等待生效
      </h2>
      <KeyValue
        rows={[
          ['新手机号', <Figure key="new">{change.phone}</Figure>],
          ['现在登记的', <Figure key="old">{onFile ?? '未登记'}</Figure>],
          ['登记人', change.byOwner ? '单位本身（已验证密码和新手机）' : (change.by ?? '工作人员')],
          ...(change.reason ? ([['原因', change.reason]] as [string, string][]) : []),
          ['登记时间', <Figure key="at">{formatMoment(change.askedAt)}</Figure>],
          ['到时生效', <Figure key="effect">{formatMoment(change.takesEffectAt)}</Figure>],
          ['通知原手机', change.told ? '已发短信' : onFile ? '未能发短信' : '没有原手机'],
        ]}
      />
      <p className="soft">生效前，找回密码和激活的验证码仍发到现在登记的手机；本人登录后也可以撤销。</p>
      {change.mayCancel && (
        <>
          {!change.mayRelease && <Note tone="info">复核须由另一位工作人员办理。</Note>}
          <div className="form-actions">
            {change.mayRelease && (
              <ActionForm action={actions.release}>
                {keys}
                <ConfirmButton
                  ask="确认让新手机号现在生效？"
                  says="请先用别的办法核实是本人要求更换，例如拨打单位电话。生效后，找回密码和激活的验证码发到新手机。"
                  yes="复核通过"
                >
                  <Icon name="check" />
                  复核通过
                </ConfirmButton>
              </ActionForm>
            )}
            <ActionForm action={actions.cancel}>
              {keys}
              <ConfirmButton danger ask="确认撤销这次更换？" says="新手机号作废，现在登记的手机不变。" yes="撤销更换">
                撤销
              </ConfirmButton>
            </ActionForm>
          </div>
        </>
      )}
    </section>
  )
}

const Figure = ({ children }: { children: React.ReactNode }) => <span className="num">{children}</span>
