import { ActionForm } from '@/components/form/action-form'
import { SubmitButton } from '@/components/form/submit-button'
import { discardDraftAction } from '../actions'

/** 删除草稿, behind a second press. */
export function DiscardDraft({ rosterId }: { rosterId: string }) {
  return (
    <details className="aside-remarks discard">
      <summary>不要这份名单了</summary>
      <ActionForm action={discardDraftAction}>
        <input type="hidden" name="rosterId" value={rosterId} />
        <p className="soft">名单和上传的文件会从平台删除，不能恢复；没有报名，也没有费用。</p>
        <SubmitButton className="btn danger" busy="正在删除">
          删除草稿
        </SubmitButton>
      </ActionForm>
    </details>
  )
}
