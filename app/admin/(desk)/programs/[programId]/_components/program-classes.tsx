import { ActionForm } from '@/components/form/action-form'
import { SubmitButton } from '@/components/form/submit-button'
import { Badge } from '@/components/ui/badge'
import { Link } from '@/components/ui/link'
import { Period } from '@/components/ui/period'
import type { ProgramDesk } from '@/lib/catalog/programs/queries'
import { Section } from '../../../_components/section'
import { closeClassAction, reopenClassAction } from '../../actions'

type Class = ProgramDesk['classes'][number]
type Props = { desk: ProgramDesk; mayEdit: boolean; now: Date }

/** The classes of a programme; region managers see their own. */
export function ProgramClasses({ desk: { program, classes }, mayEdit, now }: Props) {
  const path = `/admin/programs/${program.id}/classes`
  return (
    <div id="classes" className="program-classes">
      <Section
        title={`班级（${classes.length}）`}
        padded={false}
        aside={
          mayEdit && (
            <Link className="btn" href={`${path}/new`}>
              开班
            </Link>
          )
        }
      >
        {classes.length ? (
          <table className="data-table cards">
            <caption className="sr">班级</caption>
            <thead>
              <tr>
                <th scope="col">班级</th>
                <th scope="col">报名</th>
                <th scope="col">学习</th>
                <th scope="col" className="right">
                  名额
                </th>
                <th scope="col">状态</th>
                {mayEdit && (
                  <th scope="col">
                    <span className="sr">操作</span>
                  </th>
                )}
              </tr>
            </thead>
            <tbody>
              {classes.map((one) => (
                <tr key={one.id}>
                  <td>
                    <span className="obj">
                      {mayEdit ? (
                        <Link className="link bold" href={`${path}/${one.id}`}>
                          {one.title}
                        </Link>
                      ) : (
                        <b>{one.title}</b>
                      )}
                      <span>{one.region}</span>
                    </span>
                  </td>
                  <td data-l="报名">
                    <Period from={one.enrolFrom} until={one.enrolUntil} />
                  </td>
                  <td data-l="学习">
                    <Period from={one.studyFrom} until={one.studyUntil} />
                  </td>
                  <td data-l="名额" className="n">
                    {one.seats === null ? '不限' : `${one.seatsTaken} / ${one.seats}`}
                  </td>
                  <td data-l="状态">
                    <State one={one} now={now} />
                  </td>
                  {mayEdit && (
                    <td className="right act">
                      <ActionForm action={one.closedAt ? reopenClassAction : closeClassAction}>
                        <input type="hidden" name="classId" value={one.id} />
                        <SubmitButton className="btn small" busy="正在提交">
                          {one.closedAt ? '重新开放' : '关闭'}
                          <span className="sr">：{one.title}</span>
                        </SubmitButton>
                      </ActionForm>
                    </td>
                  )}
                </tr>
              ))}
            </tbody>
          </table>
        ) : (
          <p className="soft in">暂无班级。点“开班”为各行政区划开班，发布后学员才能报名。</p>
        )}
      </Section>
    </div>
  )
}

function State({ one, now }: { one: Class; now: Date }) {
  if (one.closedAt)
    return (
      <Badge tone="bad" icon="ban">
        已关闭
      </Badge>
    )
  if (now < one.enrolFrom)
    return (
      <Badge tone="wait" icon="clock">
        未开放
      </Badge>
    )
  if (now >= one.enrolUntil) return <Badge tone="plain">报名已结束</Badge>
  if (one.seats !== null && one.seatsTaken >= one.seats) return <Badge tone="plain">满员</Badge>
  return (
    <Badge tone="good" icon="check">
      报名中
    </Badge>
  )
}
