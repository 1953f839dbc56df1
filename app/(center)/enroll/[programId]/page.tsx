import { openStep, type StepProps } from './_components/open-step'

/** 开始报名, 继续报名: on at the first gap. */
export default async function EnrollInPage({ params }: StepProps) {
  await openStep(params, 'next')
}
