import { StepsFrame } from '@/app/_components/steps-frame'
import type { EnterpriseStep } from '@/lib/identity/enterprise/steps'

type Step = Exclude<EnterpriseStep, 'consent'>

const steps: [Step, string][] = [
  ['unit', '单位信息'],
  ['contact', '联系人'],
  ['licence', '营业执照'],
  ['invoice', '发票信息'],
  ['password', '设置密码'],
]

type Props = { step: Step; title: string; lead?: string; back: string; children: React.ReactNode }

/** A page of 集体注册. */
export const GroupRegisterFrame = (props: Props) => <StepsFrame label="集体注册步骤" steps={steps} {...props} />
