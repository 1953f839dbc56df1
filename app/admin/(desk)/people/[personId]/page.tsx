import type { Metadata } from 'next'
import { found, idFrom } from '@/app/_components/found'
import { Crumb } from '@/components/ui/crumb'
import { Icon } from '@/components/ui/icon'
import { KeyValue } from '@/components/ui/key-value'
import { Link } from '@/components/ui/link'
import { getWholePerson } from '@/lib/admin/person'
import { documentNames, numberLabel } from '@/lib/identity/documents'
import { staffCtx } from '@/lib/identity/session'
import { formatDay } from '@/lib/shared/time'
import { PhoneChangeCard } from '../../_components/phone-change-card'
import { AccountBadge } from '../_components/account-badge'
import { PersonActs } from '../_components/person-acts'
import { PersonEnrollments } from '../_components/person-enrollments'
import { PersonLog } from '../_components/person-log'
import { PersonPapers } from '../_components/person-papers'
import { cancelPhoneAction, releasePhoneAction } from './actions'

export const metadata: Metadata = { title: '学员信息' }

type Props = { params: Promise<{ personId: string }>; searchParams: Promise<{ photo?: string }> }

/** One page for one person: who, what they learn, what they hold, what happened, and what the staff may do. */
export default async function PersonPage({ params, searchParams }: Props) {
  const ctx = await staffCtx('people.read')
  const id = idFrom((await params).personId)
  const { person, waitingPhone, enrollments, orders, papers, log } = await found(getWholePerson(ctx, id))
  const photoShown = (await searchParams).photo === 'shown'
  return (
    <>
      <Crumb above={[['/admin/people', '学员']]} here={person.name} />
      <div className="desk-head">
        <h1 className="h-page">{person.name}</h1>
        <AccountBadge state={person.state} />
        {ctx.actor.rights.includes('sms.read') && (
          <div className="acts">
            <Link className="btn" href={`/admin/sms?q=${id}`} prefetch={false}>
              <Icon name="message-square" />
              短信记录
            </Link>
          </div>
        )}
      </div>
      <div className="person">
        <div className="person-side">
          <section className="card pad" aria-label="基本信息">
            {person.hasPhoto && ctx.actor.rights.includes('photos.read') && (
              <div className="person-photo">
                {photoShown ? (
                  // biome-ignore lint/performance/noImgElement: private, of one size, served by an authorised route
                  <img className="portrait" src={`/admin/people/${id}/photo`} alt={`${person.name}的照片`} width="112" height="157" />
                ) : (
                  <Link className="link tap" href={`/admin/people/${id}?photo=shown`} prefetch={false}>
                    查看照片（会记录）
                  </Link>
                )}
              </div>
            )}
            <KeyValue
              rows={[
                ['证件', documentNames[person.documentKind]],
                [
                  numberLabel(person.documentKind),
                  <span className="num" key="n">
                    {person.idNumberMasked}
                  </span>,
                ],
                [
                  '手机号',
                  <span className="num" key="p">
                    {person.phone ?? '未登记'}
                  </span>,
                ],
                ['工作单位', person.employer ?? '–'],
                ['行政区划', person.region ?? '–'],
                ['职称等级', person.technicalGrade ?? '–'],
                [
                  '注册日期',
                  <span className="num nowrap" key="d">
                    {formatDay(person.createdAt)}
                  </span>,
                ],
              ]}
            />
          </section>
          <PersonActs person={person} rights={ctx.actor.rights} />
        </div>
        <div className="person-main">
          {waitingPhone && (
            <PhoneChangeCard
              accountId={id}
              change={waitingPhone}
              onFile={person.phone}
              actions={{ release: releasePhoneAction, cancel: cancelPhoneAction }}
            />
          )}
          <section aria-labelledby="enrolments">
            <h2 className="h-sec" id="enrolments">
              报名与学习
            </h2>
            <PersonEnrollments personId={id} enrollments={enrollments} />
          </section>
          <PersonPapers papers={papers} orders={orders} personId={id} />
          <PersonLog log={log} />
        </div>
      </div>
    </>
  )
}
