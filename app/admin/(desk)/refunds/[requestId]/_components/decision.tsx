import { ActionForm } from '@/components/form/action-form'
import { ConfirmButton } from '@/components/form/confirm-button'
import { SubmitButton } from '@/components/form/submit-button'
import { TextField } from '@/components/form/text-field'
import { Note } from '@/components/ui/note'
import { formatMoney } from '@/lib/shared/money'
import { Section } from '../../../_components/section'
import { approveAction, declineAction } from '../../actions'

type Props = {
  buyerId: string
  requestId: string
  amountFen: number
  single: boolean
  passed: boolean
  /** What one member of the staff may grant in a day alone. */
  limitFen: number
  /** Who has agreed already, where it takes two; `self`: the one who looks. */
  proposed: { by: string; self: boolean } | null
}

/** 同意 or 驳回, the latter with what the buyer will read. */
export function Decision({ buyerId, requestId, amountFen, single, passed, limitFen, proposed }: Props) {
  const keys = (
    <>
      <input type="hidden" name="buyerId" value={buyerId} />
      <input type="hidden" name="requestId" value={requestId} />
    </>
  )
  return (
    <>
      <Section title="同意退款">
        {passed ? (
          <p className="soft">已经合格的班级或课程不再退款，只能驳回。</p>
        ) : proposed?.self ? (
          <Note tone="info">您已同意，等另一位工作人员复核。</Note>
        ) : (
          <ActionForm action={approveAction} className="form-stack">
            <p className="soft">
              {single ? '这一项' : '整笔订单'}停止学习、释放席位，应退的 <b className="num">{formatMoney(amountFen)}</b>{' '}
              原路退回；已开具的发票红冲{single && '，余额自动重开'}。操作会被记录，不能撤回。
            </p>
            <p className="soft">
              {proposed
                ? `${proposed.by}已经同意，您复核后款项退回。`
                : `一个人一天最多同意退回 ${formatMoney(limitFen)}，超出的要另一位工作人员复核后才退回。`}
            </p>
            {keys}
            <ConfirmButton
              className="btn primary full"
              ask={`要退回 ${formatMoney(amountFen)} 吗？`}
              says={`${single ? '这一项' : '整笔订单'}停止学习，款项退回付款人，不能撤回。${proposed ? '' : '超出您今天可以同意的金额时，提交后等另一位工作人员复核，复核前什么也不变。'}`}
              yes="确认退款"
              busy="正在处理"
            >
              {proposed ? '复核同意' : '同意退款'}
            </ConfirmButton>
          </ActionForm>
        )}
      </Section>
      <Section title="驳回申请">
        <ActionForm action={declineAction} className="form-stack">
          {keys}
          <TextField name="answer" label="驳回理由" hint="申请人会看到，最多 200 字。" maxLength={200} rows={3} />
          <SubmitButton className="btn danger full" busy="正在处理">
            驳回申请
          </SubmitButton>
        </ActionForm>
      </Section>
    </>
  )
}
