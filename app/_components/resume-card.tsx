import { Badge } from '@/components/ui/badge'
import { Icon } from '@/components/ui/icon'
import { Link } from '@/components/ui/link'
import { Phrase } from '@/components/ui/phrase'
import type { ApplicationView } from '@/lib/enrollment/application-queries'
import type { ApplicationStep } from '@/lib/enrollment/application-rules'
import { totals } from '@/lib/enrollment/rules'

const next: Record<ApplicationStep, string> = {
  person: '下一步：填写个人及单位信息',
  class: '下一步：选择班级',
  courses: '下一步：选择课程',
  confirm: '已填完，核对后提交订单',
}

/** 继续报名: an application that was begun, and where it goes on. */
export function ResumeCard({ view: { program, trainingClass, tallies, gap } }: { view: ApplicationView }) {
  const { chosen, required } = totals(tallies)
  return (
    <article className="card minor">
      <span className="waiting">
        <Icon name="clipboard-pen" />
      </span>
      <div>
        <Badge tone="wait" icon="clock">
          报名未完成
        </Badge>
        <h2 className="h-card">
          <Phrase>{program.title}</Phrase>
        </h2>
        <p className="small muted">
          {trainingClass && `${trainingClass.region}，`}
          {gap === 'courses' && (
            <>
              已选 <span className="num">{`${chosen} / ${required}`}</span> 学时，
            </>
          )}
          {next[gap]}
        </p>
      </div>
      <div className="acts">
        <Link className="btn primary" href={`/enroll/${program.id}`}>
          继续报名<span className="sr">：{program.title}</span>
        </Link>
      </div>
    </article>
  )
}
