import { StepsFrame } from '@/app/_components/steps-frame'
import type { RegistrationStep } from '@/lib/identity/registration-steps'

type Step = Exclude<RegistrationStep, 'consent'>

const steps: [Step, string][] = [
  ['identity', '身份信息'],
  ['phone', '手机验证'],
  ['password', '设置密码'],
  ['employment', '单位信息'],
  ['photo', '上传照片'],
]

type Props = { step: Step; title: string; lead?: string; back: string; children: React.ReactNode }

/** A page of 学员注册. */
export const RegisterFrame = (props: Props) => <StepsFrame label="注册步骤" steps={steps} {...props} />
