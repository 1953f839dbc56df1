import { ChoiceField } from '@/components/form/choice-field'
import { Field } from '@/components/form/field'
import type { InvoiceTitle } from '@/db/schema/checkout'
import { titleKindNames } from '@/lib/invoices/title-kinds'

const kinds = { none: '不开发票', ...titleKindNames }
type Kind = keyof typeof kinds

type Props = {
  employer: string | null
  name: string
  withNone: boolean
  /** What an enterprise's invoices are made out to: chosen beforehand. */
  given?: InvoiceTitle
}

/** 发票信息. Which fields show follows the chosen kind by style alone, so it works before scripts load. */
export function InvoiceFields({ employer, name, withNone, given }: Props) {
  const offered = (Object.entries(kinds) as [Kind, string][]).filter(
    ([kind]) => (withNone || kind !== 'none') && !(given && kind === 'person'),
  )
  const chosen = given?.buyerKind ?? offered[0]![0]
  return (
    <div className="invoice-form">
      <ChoiceField
        name="buyerKind"
        label="抬头类型"
        className="kinds"
        options={offered.map(([value, label]) => ({ value, label }))}
        defaultValue={chosen}
      />
      <div className="invoice-fields">
        <div className="two-columns">
          <Field
            className="wide unit-title"
            name="title"
            label="发票抬头"
            hint="请填写单位全称。"
            defaultValue={given?.title ?? employer ?? ''}
            autoComplete="organization"
          />
          {!given && <Field className="wide person-title" name="personTitle" label="抬头姓名" defaultValue={name} autoComplete="name" />}
          <Field
            className="tax-number"
            name="taxNumber"
            label="统一社会信用代码"
            defaultValue={given?.taxNumber}
            numeric
            maxLength={24}
            autoCapitalize="characters"
            spellCheck={false}
          />
        </div>
        <p className="small muted" style={{ marginTop: '1rem' }}>
          支付成功后开具，可在“{given ? '订单与发票' : '发票下载'}”中查看。
        </p>
      </div>
    </div>
  )
}
