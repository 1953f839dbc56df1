import type { Metadata } from 'next'
import { EmployerFields } from '@/app/_components/employer-fields'
import { ActionForm } from '@/components/form/action-form'
import { Field } from '@/components/form/field'
import { SubmitButton } from '@/components/form/submit-button'
import { Link } from '@/components/ui/link'
import { listRegions } from '@/lib/identity/employers'
import { getProfile } from '@/lib/identity/queries'
import { openStep, type StepProps } from '../_components/open-step'
import { StepHead } from '../_components/step-head'
import { saveEmployerAction } from '../actions'

export const metadata: Metadata = { title: '个人及单位信息' }

/** 个人及单位信息: who they are is known, where they work is asked each time. */
export default async function PersonPage({ params }: StepProps) {
  const { ctx, view } = await openStep(params, 'person')
  const [profile, regions] = await Promise.all([getProfile(ctx), listRegions(ctx)])
  const from = view.application?.employer ? view.application : profile
  return (
    <main id="main" className="wrap application">
      <StepHead view={view} step="person" title="个人及单位信息" />
      <ActionForm action={saveEmployerAction} className="step-form">
        <input type="hidden" name="programId" value={view.program.id} />
        <section className="card" aria-labelledby="person-title">
          <div className="head">
            <h2 className="h-card grow" id="person-title">
              个人信息
            </h2>
            <span className="small muted">注册时已核验</span>
          </div>
          <dl className="in dl person-facts">
            <dt>姓名</dt>
            <dd className="bold">{profile.name}</dd>
            <dt>证件号码</dt>
            <dd className="num">{profile.idNumber}</dd>
            <dt>手机号</dt>
            <dd className="num">{profile.phone ?? '未绑定'}</dd>
          </dl>
        </section>
        <section className="card" aria-labelledby="employer-title">
          <div className="head">
            <h2 className="h-card" id="employer-title">
              单位信息
            </h2>
          </div>
          <div className="in form-stack">
            <EmployerFields
              employer={from.employer ?? ''}
              regionCode={from.regionCode ?? ''}
              regions={regions.map(({ code, name }) => ({ value: code, label: name }))}
            />
            <Field
              name="technicalGrade"
              label="职称或技术等级"
              optional
              maxLength={30}
              defaultValue={from.technicalGrade ?? ''}
              placeholder="例如：工程师、中级工"
            />
          </div>
        </section>
        <div className="form-actions">
          <SubmitButton className="btn primary big" busy="正在保存">
            下一步
          </SubmitButton>
          <Link className="btn quiet big" href={`/programs?category=${view.program.categoryId}`}>
            返回学习报名
          </Link>
        </div>
      </ActionForm>
    </main>
  )
}
