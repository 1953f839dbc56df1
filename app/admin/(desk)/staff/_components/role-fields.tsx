'use client'
import { useEffect, useState } from 'react'
import { useForm } from '@/components/form/action-form'
import { Field } from '@/components/form/field'
import { roleNames, type StaffRole } from '@/lib/shared/rights'

type Props = {
  name?: string
  role?: StaffRole
  regionCodes?: string[]
  regions: { value: string; label: string }[]
  /** What each role may do, in a sentence. */
  duties: Record<StaffRole, string>
}

/** Name, role, and the regions of a region manager. Before scripts load the regions are always there. */
export function RoleFields({ name, role, regionCodes = [], regions, duties }: Props) {
  const { typed } = useForm().state
  const [chosen, setChosen] = useState(typed?.role ?? role)
  const [ready, setReady] = useState(false)
  useEffect(() => setReady(true), [])
  return (
    <>
      <Field name="name" label="姓名" defaultValue={name} autoComplete="off" maxLength={60} />
      <fieldset>
        <legend className="label">角色</legend>
        <div className="roles" id="role">
          {(Object.keys(roleNames) as StaffRole[]).map((one) => (
            <label className="tile" key={one}>
              <input type="radio" name="role" value={one} defaultChecked={chosen === one} onChange={() => setChosen(one)} />
              <span>
                <b>{roleNames[one]}</b>
                <span className="small muted">{duties[one]}</span>
              </span>
            </label>
          ))}
        </div>
      </fieldset>
      <fieldset className={ready && chosen !== 'region_manager' ? 'regions idle' : 'regions'}>
        <legend className="label">行政区划（区县管理员）</legend>
        <div>
          {regions.map(({ value, label }) => (
            <label className="check" key={value}>
              <input
                type="checkbox"
                name={`region-${value}`}
                defaultChecked={typed ? `region-${value}` in typed : regionCodes.includes(value)}
              />
              <span>{label}</span>
            </label>
          ))}
        </div>
      </fieldset>
    </>
  )
}
