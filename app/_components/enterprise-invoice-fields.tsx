import { ChoiceField } from '@/components/form/choice-field'
import { Field } from '@/components/form/field'
import { titleKindNames } from '@/lib/invoices/title-kinds'

const kinds = (['company', 'public_body'] as const).map((value) => ({ value, label: titleKindNames[value] }))

/** 抬头 of an enterprise. The tax number shows for companies only, by style alone: it works before scripts load. */
export function EnterpriseInvoiceFields({ invoice }: { invoice: { buyerKind: string; title?: string; taxNumber?: string } }) {
  return (
    <div className="enterprise-invoice form-stack">
      <ChoiceField name="buyerKind" label="抬头类型" options={kinds} defaultValue={invoice.buyerKind} />
      <Field name="title" label="发票抬头" hint="单位全称。" autoComplete="organization" maxLength={100} defaultValue={invoice.title} />
      <Field
        className="tax-number"
        name="taxNumber"
        label="税号"
        hint="即统一社会信用代码，18 位。"
        numeric
        maxLength={24}
        autoCapitalize="characters"
        spellCheck={false}
        defaultValue={invoice.taxNumber}
      />
      <p className="small muted public-body-hint">机关事业单位开票不需要税号。</p>
    </div>
  )
}
