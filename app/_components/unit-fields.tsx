'use client'
import { useState } from 'react'
import { useForm } from '@/components/form/action-form'
import { ChoiceField } from '@/components/form/choice-field'
import { Field } from '@/components/form/field'
import { FieldError } from '@/components/form/labelled'
import { SelectField } from '@/components/form/select-field'
import { codeKindNames, normalizeCode, readCode } from '@/lib/identity/enterprise/code'
import { enterpriseKindNames } from '@/lib/identity/enterprise/steps'

type Unit = Partial<Record<'name' | 'enterpriseCode' | 'kind' | 'regionCode' | 'address', string>> & { codeDoubtful?: boolean }
type Props = { unit: Unit; regions: { value: string; label: string }[] }

const kinds = Object.entries(enterpriseKindNames).map(([value, label]) => ({ value, label }))

/** 单位信息: when registering, and when correcting what was rejected. */
export function UnitFields({ unit, regions }: Props) {
  return (
    <>
      <Field
        name="name"
        label="单位名称"
        hint="与营业执照或法人证书上的全称一致。"
        autoComplete="organization"
        maxLength={100}
        defaultValue={unit.name}
      />
      <CodeField code={unit.enterpriseCode ?? ''} doubtful={Boolean(unit.codeDoubtful)} />
      <ChoiceField name="kind" label="单位类型" className="choices short" options={kinds} defaultValue={unit.kind ?? 'company'} />
      <SelectField
        name="regionCode"
        label="所在行政区划"
        hint="按单位注册地选择，由当地审核。"
        placeholder="请选择"
        options={regions}
        defaultValue={unit.regionCode}
      />
      <Field name="address" label="单位地址" hint="到门牌号。" autoComplete="street-address" maxLength={200} defaultValue={unit.address} />
    </>
  )
}

/** The code, which kind it is read as, and the question that one asks whose check digit fails. */
function CodeField({ code, doubtful }: { code: string; doubtful: boolean }) {
  const { state } = useForm()
  const [typed, setTyped] = useState(state.typed?.enterpriseCode ?? code)
  const read = readCode(normalizeCode(typed))
  const asks = doubtful || Boolean(state.fields?.codeConfirmed) || state.typed?.codeConfirmed === 'on'
  return (
    <div>
      <Field
        name="enterpriseCode"
        label="统一社会信用代码／注册号／组织机构代码"
        hint="18 位、15 位或 9 位，以后用它登录。"
        numeric
        autoComplete="off"
        autoCapitalize="characters"
        spellCheck={false}
        maxLength={40}
        defaultValue={code}
        onChange={(event) => setTyped(event.target.value)}
      />
      <p className="small muted code-kind" role="status">
        {'kind' in read && `识别为：${codeKindNames[read.kind]}`}
      </p>
      {asks && (
        <div className="field">
          <label className="check" htmlFor="codeConfirmed">
            <input
              id="codeConfirmed"
              type="checkbox"
              name="codeConfirmed"
              defaultChecked={doubtful || state.typed?.codeConfirmed === 'on'}
              aria-invalid={state.fields?.codeConfirmed ? true : undefined}
              aria-describedby={state.fields?.codeConfirmed ? 'codeConfirmed-error' : undefined}
            />
            <span>已对照证照逐位核对，代码无误</span>
          </label>
          <FieldError name="codeConfirmed" />
        </div>
      )}
    </div>
  )
}
