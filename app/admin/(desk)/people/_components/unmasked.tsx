'use client'
import { useForm } from '@/components/form/action-form'
import { KeyValue } from '@/components/ui/key-value'

/** What the form's answer told; gone with the page. */
export function Unmasked() {
  const { facts } = useForm().state
  if (!facts) return null
  return (
    <div className="unmasked" role="status">
      <KeyValue
        rows={[
          [
            '证件号码',
            <span className="num" key="n">
              {facts.idNumber}
            </span>,
          ],
          [
            '手机号',
            <span className="num" key="p">
              {facts.phone}
            </span>,
          ],
        ]}
      />
      <p className="small muted">刷新或离开本页后不再显示。</p>
    </div>
  )
}
