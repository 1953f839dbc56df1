import { ActionForm } from '@/components/form/action-form'
import { SubmitButton } from '@/components/form/submit-button'
import { Icon } from '@/components/ui/icon'
import { tickAction } from '../actions'

/** 加入选课: several courses, one order. */
export function TickButton({
  course,
  ticked,
  className = 'btn small',
}: {
  course: { id: string; title: string }
  ticked: boolean
  className?: string
}) {
  return (
    <ActionForm action={tickAction}>
      <input type="hidden" name="courseId" value={course.id} />
      <input type="hidden" name="on" value={String(!ticked)} />
      <SubmitButton className={ticked ? `${className} on` : className} aria-pressed={ticked} busy="正在保存">
        <Icon name={ticked ? 'check' : 'plus'} />
        {ticked ? '已加入' : '加入选课'}
        <span className="sr">
          ：{course.title}
          {ticked && '，再按一次取消'}
        </span>
      </SubmitButton>
    </ActionForm>
  )
}
