import { Badge } from '@/components/ui/badge'
import { Icon } from '@/components/ui/icon'
import { Link } from '@/components/ui/link'
import { Period } from '@/components/ui/period'
import { Phrase } from '@/components/ui/phrase'
import type { GroupClass } from '@/lib/rosters/group-classes'
import type { RosterSummary } from '@/lib/rosters/queries'
import { formatMoney } from '@/lib/shared/money'
import { refusalText } from '@/lib/shared/refusal-text'

/** Classes to choose from; one that cannot be joined says why, one with a draft leads on to it. */
export function ClassList({ classes, drafts }: { classes: GroupClass[]; drafts: RosterSummary[] }) {
  const draftOf = new Map(drafts.map((draft) => [draft.classId, draft]))
  return (
    <ul className="group-classes">
      {classes.map((one) => (
        <li className="card pad" key={one.id}>
          <ClassCard one={one} draft={draftOf.get(one.id)} />
        </li>
      ))}
    </ul>
  )
}

function ClassCard({ one, draft }: { one: GroupClass; draft?: RosterSummary }) {
  return (
    <>
      <div className="grow">
        <h3 className="h-card">
          <Phrase>{one.title}</Phrase>
        </h3>
        <p className="small soft">
          <Phrase>{one.program}</Phrase>
        </p>
        <ClassFacts one={one} />
      </div>
      <div className="side-acts">
        {draft && (
          <Link className="btn" href={`/group/rosters/${draft.id}`}>
            <Icon name="pencil" />
            <span>
              继续核对名单 <span className="num">{draft.people}</span> 人<span className="sr">：{one.title}</span>
            </span>
          </Link>
        )}
        {one.refusal ? (
          <>
            <Badge tone="plain">不可报名</Badge>
            <p className="small soft">{refusalText(one.refusal)}</p>
          </>
        ) : (
          <Link className="btn" href={`/group/enroll/${one.id}`}>
            {draft ? '重新上传' : '选这个班'}
            <span className="sr">：{one.title}</span>
            <Icon name="chevron-right" />
          </Link>
        )}
      </div>
    </>
  )
}

/** Dates, fee and seats of a class. */
export function ClassFacts({ one }: { one: GroupClass }) {
  const left = one.seats === null ? null : one.seats - one.seatsTaken
  return (
    <dl className="class-numbers">
      <div>
        <dt>报名时间</dt>
        <dd>
          <Period from={one.enrolFrom} until={one.enrolUntil} />
        </dd>
      </div>
      <div>
        <dt>学习期限</dt>
        <dd>
          <Period from={one.studyFrom} until={one.studyUntil} />
        </dd>
      </div>
      <div>
        <dt>培训费（每人）</dt>
        <dd className="num">{formatMoney(one.feeFen)}</dd>
      </div>
      <div>
        <dt>剩余席位</dt>
        <dd>
          {left === null ? (
            '不限'
          ) : (
            <>
              <span className="num">{left}</span> 个
            </>
          )}
        </dd>
      </div>
    </dl>
  )
}
