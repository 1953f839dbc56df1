import type { Metadata } from 'next'
import { found, idFrom } from '@/app/_components/found'
import { Crumb } from '@/components/ui/crumb'
import { Icon } from '@/components/ui/icon'
import { Link } from '@/components/ui/link'
import { getProgram } from '@/lib/catalog/programs/queries'
import { staffCtx } from '@/lib/identity/session'
import { PublishedBadge } from '../../courses/_components/course-badge'
import { ProgramClasses } from './_components/program-classes'
import { ProgramParts } from './_components/program-parts'
import { ProgramPublish } from './_components/program-publish'
import { TraineeView } from './_components/trainee-view'

export const metadata: Metadata = { title: '培训项目' }

/** One programme: what a trainee will read, whether it can be passed, its parts and courses, its classes. */
export default async function ProgramPage({ params }: { params: Promise<{ programId: string }> }) {
  const ctx = await staffCtx('programs.read')
  const desk = await found(getProgram(ctx, idFrom((await params).programId)))
  const { program } = desk
  const mayEdit = ctx.actor.rights.includes('programs.edit')
  const path = `/admin/programs/${program.id}`
  return (
    <>
      <Crumb above={[['/admin/programs', '项目与班级']]} here={program.title} />
      <div className="desk-head">
        <h1 className="h-page">{program.title}</h1>
        <PublishedBadge publishedAt={program.publishedAt} />
        {mayEdit && (
          <div className="acts">
            <Link className="btn" href={`${path}/copy`}>
              <Icon name="copy" />
              复制到新年度
            </Link>
            <Link className="btn" href={`${path}/edit`}>
              <Icon name="pencil" />
              修改规则
            </Link>
          </div>
        )}
      </div>
      <div className="school-columns">
        <div className="stack-2">
          <ProgramParts desk={desk} mayEdit={mayEdit} />
        </div>
        <div className="stack-2">
          <ProgramPublish desk={desk} mayEdit={mayEdit} />
          <TraineeView desk={desk} />
        </div>
      </div>
      <ProgramClasses desk={desk} mayEdit={mayEdit} now={ctx.now} />
    </>
  )
}
