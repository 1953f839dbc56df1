import { SelectField } from '@/components/form/select-field'
import { formatDuration } from '@/lib/shared/time'

type Props = { lessons: { id: string; title: string; durationSeconds: number; used: number }[]; label?: string }

/** A choice of videos; those that no chapter plays yet come first. */
export const LessonField = ({ lessons, label = '视频' }: Props) => (
  <SelectField
    name="mediaId"
    label={label}
    placeholder={lessons.length ? '请选择视频' : '还没有视频'}
    options={lessons.map(({ id, title, durationSeconds, used }) => ({
      value: id,
      label: `${title}（${formatDuration(durationSeconds)}${used ? `，已用于 ${used} 个章节` : '，未使用'}）`,
    }))}
  />
)
