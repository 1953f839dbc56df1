import { SelectField } from '@/components/form/select-field'
import { sameLengthSeconds } from '@/lib/learning/replace-lesson'
import { formatDuration } from '@/lib/shared/time'

type Props = {
  lessons: { id: string; title: string; durationSeconds: number; used: number }[]
  label?: string
  /** The video that would be replaced, and how many people are in the middle of it: each choice says what becomes of them. */
  instead?: { durationSeconds: number; partly: number }
}

const consequence = (seconds: number, { durationSeconds, partly }: NonNullable<Props['instead']>) =>
  Math.abs(seconds - durationSeconds) > sameLengthSeconds ? `，${partly} 人从头再看` : `，${partly} 人接着算`

/** A choice of videos; those that no chapter plays yet come first. */
export const LessonField = ({ lessons, label = '视频', instead }: Props) => (
  <SelectField
    name="mediaId"
    label={label}
    placeholder={lessons.length ? '请选择视频' : '还没有视频'}
    options={lessons.map(({ id, title, durationSeconds, used }) => ({
      value: id,
      label: `${title}（${formatDuration(durationSeconds)}${used ? `，已用于 ${used} 个章节` : '，未使用'}${instead ? consequence(durationSeconds, instead) : ''}）`,
    }))}
  />
)
