import type { Metadata } from 'next'
import { RegionReason } from '@/app/(center)/_components/region-reason'
import { ActionForm } from '@/components/form/action-form'
import { SubmitButton } from '@/components/form/submit-button'
import { Link } from '@/components/ui/link'
import { Note } from '@/components/ui/note'
import { listClassesOf } from '@/lib/enrollment/application-queries'
import { needsReason } from '@/lib/enrollment/application-rules'
import { refusalText } from '@/lib/shared/refusal-text'
import { ClassTile } from '../_components/class-tile'
import { openStep, type StepProps } from '../_components/open-step'
import { StepHead } from '../_components/step-head'
import { saveClassAction } from '../actions'

export const metadata: Metadata = { title: '选择班级' }

/** The class of the employer's region first; another one needs a reason. */
export default async function ClassPage({ params }: StepProps) {
  const { ctx, view } = await openStep(params, 'class')
  const { program, application, trainingClass } = view
  const list = await listClassesOf(ctx, program.id)
  const [own, others] = [false, true].map((other) =>
    list.filter((one) => needsReason(application?.regionCode ?? null, one.regionCode) === other),
  ) as [typeof list, typeof list]
  const kept = trainingClass && !trainingClass.refusal ? trainingClass.id : undefined
  const chosen = kept ?? own.find((one) => !one.refusal)?.id
  return (
    <main id="main" className="wrap application">
      <StepHead view={view} step="class" title="选择班级" />
      <ActionForm action={saveClassAction} className="step-form class-choice">
        <input type="hidden" name="programId" value={program.id} />
        {trainingClass?.refusal && (
          <Note tone="warn">
            <p>
              您选的{trainingClass.title}不能再报：{refusalText(trainingClass.refusal)}
            </p>
            <p>请另选班级，已填写的信息和已选的课程都已保留。</p>
          </Note>
        )}
        <fieldset>
          <legend className="label">单位所在行政区划的班级</legend>
          <div className="class-tiles">
            {own.map((one) => (
              <ClassTile key={one.id} offer={one} chosen={one.id === chosen} />
            ))}
            {own.length === 0 && <Note tone="info">单位所在行政区划没有开设这个项目的班级，请选择其他行政区划的班级并说明原因。</Note>}
          </div>
        </fieldset>
        <details className="other-classes" open={view.otherRegion || !own.some((one) => !one.refusal)}>
          <summary className="btn">选择其他行政区划的班级</summary>
          <fieldset>
            <legend className="sr">其他行政区划的班级</legend>
            <div className="class-tiles two-up">
              {others.map((one) => (
                <ClassTile key={one.id} offer={one} chosen={one.id === chosen} />
              ))}
            </div>
          </fieldset>
        </details>
        <div className="region-reason">
          <RegionReason given={application?.otherRegionReason} />
        </div>
        <div className="form-actions">
          <SubmitButton className="btn primary big" busy="正在保存">
            下一步
          </SubmitButton>
          <Link className="btn quiet big" href={`/enroll/${program.id}/person`}>
            返回上一步
          </Link>
        </div>
      </ActionForm>
    </main>
  )
}
