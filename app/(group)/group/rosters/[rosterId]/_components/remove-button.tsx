import { ActionForm } from '@/components/form/action-form'
import { SubmitButton } from '@/components/form/submit-button'
import { removeRowAction } from '../actions'

type Props = { rosterId: string; row: number; version: string; back: string; about?: React.ReactNode; className?: string }

/** 删去: from the draft only; the file the clerk has stays as it is. */
export function RemoveButton({ rosterId, row, version, back, about, className = 'btn small quiet' }: Props) {
  return (
    <ActionForm action={removeRowAction}>
      <input type="hidden" name="rosterId" value={rosterId} />
      <input type="hidden" name="row" value={row} />
      <input type="hidden" name="version" value={version} />
      <input type="hidden" name="back" value={back} />
      <SubmitButton className={className} busy="正在删去">
        删去{about}
      </SubmitButton>
    </ActionForm>
  )
}
