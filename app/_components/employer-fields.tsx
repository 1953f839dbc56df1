'use client'
import { useRef } from 'react'
import { useForm } from '@/components/form/action-form'
import { Combobox } from '@/components/form/combobox'
import { SelectField } from '@/components/form/select-field'

type Known = { name: string; note?: string; regionCode: string | null }
type Props = { employer: string; regionCode: string; regions: { value: string; label: string }[] }

/** 单位名称 with suggestions of known names, and its 行政区划, which follows a name that is picked. */
export function EmployerFields({ employer, regionCode, regions }: Props) {
  const { state } = useForm()
  const region = useRef<HTMLSelectElement>(null)
  const suggest = async (typed: string, signal: AbortSignal): Promise<Known[]> => {
    const query = new URLSearchParams({ q: typed, region: region.current?.value ?? '' })
    const answer = await fetch(`/api/employers?${query}`, { signal })
    const found: { name: string; region: string | null; regionCode: string | null }[] = await answer.json()
    return found.map((one) => ({ name: one.name, regionCode: one.regionCode, note: one.region ?? undefined }))
  }
  const follow = ({ regionCode: code }: Known) => {
    if (code && region.current) region.current.value = code
  }
  const doubted = Boolean(state.fields?.employer && state.typed?.employer?.trim())
  return (
    <>
      <Combobox
        name="employer"
        label="单位名称"
        hint="请填写公章上的完整、规范的单位全称，例如填“××市第一中学”，不要填“××一中”。"
        defaultValue={employer}
        maxLength={100}
        autoComplete="organization"
        suggest={suggest}
        onPick={follow}
      />
      {doubted && (
        <label className="check full-name">
          <input type="checkbox" name="isFullName" value="yes" />
          <span>以上就是公章上的单位全称</span>
        </label>
      )}
      <SelectField
        ref={region}
        name="regionCode"
        label="单位所在行政区划"
        hint="按单位注册区域选择，班级按行政区划编排。"
        placeholder="请选择"
        options={regions}
        defaultValue={regionCode}
      />
    </>
  )
}
