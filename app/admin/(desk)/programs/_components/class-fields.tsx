import { Field } from '@/components/form/field'

type Props = {
  single: boolean
  given?: { title: string; seats: number | null; enrolFrom: string; enrolUntil: string; studyFrom: string; studyUntil: string }
  titleHint?: string
}

/** Name, seats and days of a class; both days of a period are in. */
export function ClassFields({ single, given, titleHint }: Props) {
  const day = (name: 'enrolFrom' | 'enrolUntil' | 'studyFrom' | 'studyUntil', label: string) => (
    <Field name={name} label={label} type="date" numeric defaultValue={given?.[name]} />
  )
  return (
    <>
      <Field name="title" label="班级名称" hint={titleHint} maxLength={60} defaultValue={given?.title} />
      {single ? (
        <input type="hidden" name="seats" value="" />
      ) : (
        <Field
          name="seats"
          label="名额"
          inputMode="numeric"
          numeric
          maxLength={6}
          className="short-field"
          defaultValue={given?.seats ?? ''}
        />
      )}
      <div className="field-row">
        {day('enrolFrom', '报名开始')}
        {day('enrolUntil', '报名截止（当天仍可报）')}
      </div>
      <div className="field-row">
        {day('studyFrom', '学习开始')}
        {day('studyUntil', '学习截止（当天仍可学）')}
      </div>
    </>
  )
}
