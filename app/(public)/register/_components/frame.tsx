import Link from 'next/link'
import { Icon } from '@/components/ui/icon'
import type { RegistrationStep } from '@/lib/identity/registration-steps'

const steps: [Exclude<RegistrationStep, 'consent'>, string][] = [
  ['identity', '身份信息'],
  ['phone', '手机验证'],
  ['password', '设置密码'],
  ['employment', '单位信息'],
  ['photo', '上传照片'],
]

type Props = { step: Exclude<RegistrationStep, 'consent'>; title: string; lead?: string; back: string; children: React.ReactNode }

/** A page of 学员注册: where one stands, one group of questions, and the way back, on which nothing is lost. */
export function RegisterFrame({ step, title, lead, back, children }: Props) {
  const at = steps.findIndex(([name]) => name === step)
  return (
    <main id="main" className="wrap">
      <div className="register">
        <ol className="steps" aria-label="注册步骤">
          {steps.map(([name, label], i) => (
            <li key={name} className={i < at ? 'done' : undefined} aria-current={i === at ? 'step' : undefined}>
              {label}
            </li>
          ))}
        </ol>
        <div className="form-stack">
          <div>
            <Link className="link tap back" href={back}>
              <Icon name="arrow-left" />
              返回上一步
            </Link>
            <h1 className="h-page">{title}</h1>
            {lead && <p className="soft">{lead}</p>}
          </div>
          {children}
        </div>
      </div>
    </main>
  )
}
