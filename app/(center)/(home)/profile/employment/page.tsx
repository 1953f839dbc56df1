import type { Metadata } from 'next'
import { EmployerFields } from '@/app/_components/employer-fields'
import { ActionForm } from '@/components/form/action-form'
import { Field } from '@/components/form/field'
import { SubmitButton } from '@/components/form/submit-button'
import { Crumb } from '@/components/ui/crumb'
import { Link } from '@/components/ui/link'
import { Note } from '@/components/ui/note'
import { listOpenClasses, type OpenClass } from '@/lib/enrollment/open-classes'
import { listRegions } from '@/lib/identity/employers'
import { getProfile } from '@/lib/identity/queries'
import { traineeCtx } from '@/lib/identity/session'
import { changeEmploymentAction } from './actions'

export const metadata: Metadata = { title: '修改单位信息' }

/** 单位信息 by the trainee, in force at once; what it means for the classes they are in is said first. */
export default async function EmploymentPage() {
  const ctx = await traineeCtx()
  const [profile, regions, classes] = await Promise.all([getProfile(ctx), listRegions(ctx), listOpenClasses(ctx)])
  return (
    <>
      <Crumb above={[['/profile', '个人信息']]} here="修改单位信息" />
      <div className="page-title">
        <h1 className="h-page">修改单位信息</h1>
      </div>
      <div className="form-stack narrow-card">
        <Meaning classes={classes} />
        <ActionForm action={changeEmploymentAction} className="card pad form-stack">
          <EmployerFields
            employer={profile.employer ?? ''}
            regionCode={profile.regionCode ?? ''}
            regions={regions.map(({ code, name }) => ({ value: code, label: name }))}
          />
          <Field
            name="technicalGrade"
            label="职称或技术等级"
            optional
            maxLength={50}
            defaultValue={profile.technicalGrade ?? ''}
            placeholder="例如：工程师、中级工"
          />
          <div className="form-actions">
            <SubmitButton className="btn primary" busy="正在保存">
              保存
            </SubmitButton>
            <Link className="btn quiet" href="/profile">
              返回
            </Link>
          </div>
        </ActionForm>
      </div>
    </>
  )
}

function Meaning({ classes }: { classes: OpenClass[] }) {
  return (
    <Note tone="info">
      <p>保存后马上生效：以后报名先列出新行政区划的班级，以后签发的证书印新的单位名称；报名时另外填写过单位的，仍印报名时填写的。</p>
      {classes.length > 0 && (
        <>
          <p>已报名的班级不变，仍在原来的行政区划学习，不需要重新报名：</p>
          <ul className="plain-list">
            {classes.map(({ id, title, region }) => (
              <li key={id}>{title.includes(region) ? title : `${title}（${region}）`}</li>
            ))}
          </ul>
          <p>要换到新行政区划的班级，请先按订单的退款规定退出原来的班级，再重新报名。</p>
        </>
      )}
    </Note>
  )
}
