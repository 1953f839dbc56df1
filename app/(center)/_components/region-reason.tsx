import { Field } from '@/components/form/field'

/** Asked wherever somebody joins a class of another region than the employer's. */
export const RegionReason = ({ given }: { given?: string | null }) => (
  <Field
    name="otherRegionReason"
    label="选择其他行政区划的原因"
    hint="例如：单位注册在本区，本人长期派驻那里工作。"
    maxLength={200}
    defaultValue={given ?? ''}
  />
)
