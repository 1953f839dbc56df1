import type { Metadata } from 'next'
import { found, idFrom } from '@/app/_components/found'
import { ActionForm } from '@/components/form/action-form'
import { FieldError } from '@/components/form/labelled'
import { SubmitButton } from '@/components/form/submit-button'
import { Crumb } from '@/components/ui/crumb'
import { Link } from '@/components/ui/link'
import { Note } from '@/components/ui/note'
import { getProgram, listRegions, type ProgramDesk } from '@/lib/catalog/programs/queries'
import { staffCtx } from '@/lib/identity/session'
import { BasicsMissing } from '../../../../_components/basics-missing'
import { ClassFields } from '../../../_components/class-fields'
import { openClassesAction } from '../../../actions'

export const metadata: Metadata = { title: '开班' }

/** Classes of one kind in as many regions as are ticked. */
export default async function OpenClassesPage({ params }: { params: Promise<{ programId: string }> }) {
  const ctx = await staffCtx('programs.edit')
  const [{ program, classes, findings }, regions] = await Promise.all([
    found(getProgram(ctx, idFrom((await params).programId))),
    listRegions(ctx),
  ])
  const there = new Set(classes.map(({ regionCode }) => regionCode))
  const short = program.title.replace('专业技术人员继续教育', '').replace(/[（）]/g, '')
  return (
    <>
      <Crumb above={[[`/admin/programs/${program.id}`, program.title]]} here="开班" />
      <div className="desk-head">
        <h1 className="h-page">开班</h1>
      </div>
      {!regions.length && <BasicsMissing what="行政区划" maySet={ctx.actor.rights.includes('settings.edit')} />}
      <NotReady program={program} findings={findings} />
      <ActionForm action={openClassesAction} className="card pad form-stack desk-form">
        <input type="hidden" name="programId" value={program.id} />
        <fieldset>
          <legend className="label">行政区划</legend>
          <p className="hint">可以同时选多个，每个行政区划开一个班。</p>
          <ul className="region-ticks" id="regions">
            {regions.map(({ code, name }) => (
              <li key={code}>
                <label className="check">
                  <input type="checkbox" name={`region-${code}`} />
                  <span>
                    {name}
                    {there.has(code) && <span className="small muted">（已有班级）</span>}
                  </span>
                </label>
              </li>
            ))}
          </ul>
          <FieldError name="regions" />
        </fieldset>
        <ClassFields
          single={program.selectionTiming === 'single_courses'}
          titleHint="后面会自动加上行政区划，如（路北区）。"
          given={{ title: `${short}班`, seats: null, enrolFrom: '', enrolUntil: '', studyFrom: '', studyUntil: '' }}
        />
        <div className="form-actions">
          <SubmitButton busy="正在开班">开班</SubmitButton>
          <Link className="btn quiet" href={`/admin/programs/${program.id}`}>
            返回
          </Link>
        </div>
      </ActionForm>
    </>
  )
}

/** Before a class is opened: whether anybody will be able to join it, and pass. Classes themselves are what this page is about. */
function NotReady({ program, findings }: Pick<ProgramDesk, 'program' | 'findings'>) {
  const stops = findings.filter(({ kind }) => kind === 'stop')
  if (program.publishedAt && !stops.length) return null
  return (
    <div className="desk-note desk-form">
      <Note tone="warn">
        {!program.publishedAt && <p>项目还没有发布：可以先开班，发布后学员才能报名。</p>}
        {stops.map(({ text }) => (
          <p key={text}>{text}</p>
        ))}
      </Note>
    </div>
  )
}
