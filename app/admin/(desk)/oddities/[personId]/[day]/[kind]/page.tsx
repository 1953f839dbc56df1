import type { Metadata } from 'next'
import { found } from '@/app/_components/found'
import { ActionForm } from '@/components/form/action-form'
import { SubmitButton } from '@/components/form/submit-button'
import { TextField } from '@/components/form/text-field'
import { Badge } from '@/components/ui/badge'
import { Crumb } from '@/components/ui/crumb'
import { KeyValue } from '@/components/ui/key-value'
import { Link } from '@/components/ui/link'
import { Note } from '@/components/ui/note'
import { getOddity } from '@/lib/admin/oddities'
import { staffCtx } from '@/lib/identity/session'
import { formatMoment } from '@/lib/shared/time'
import { oddityFacts, oddityHints, oddityWords } from '../../../_components/oddity-words'
import { reviewOddityAction } from '../../../actions'

export const metadata: Metadata = { title: '核实学习异常' }

type Props = { params: Promise<{ personId: string; day: string; kind: string }> }

/** What was found, what may explain it, and what somebody found out. */
export default async function OddityPage({ params }: Props) {
  const ctx = await staffCtx('oddities.read')
  const { personId, day, kind } = await params
  const oddity = await found(getOddity(ctx, { traineeId: personId, day, kind }))
  const reviewed = oddity.reviewedAt !== null
  const may = ctx.actor.rights.includes('oddities.review')
  return (
    <>
      <Crumb above={[['/admin/oddities', '学习异常']]} here={oddity.name} />
      <div className="desk-head">
        <h1 className="h-page">{oddityWords[oddity.kind]}</h1>
        <Badge tone={reviewed ? 'good' : 'wait'} icon={reviewed ? 'check' : 'clock'}>
          {reviewed ? '已核实' : '待核实'}
        </Badge>
      </div>
      <section className="card pad form-stack" aria-label="情况">
        <KeyValue
          rows={[
            [
              '学员',
              <Link key="p" className="link" href={`/admin/people/${oddity.traineeId}`}>
                {oddity.name}
              </Link>,
            ],
            [
              '证件号码',
              <span key="n" className="num">
                {oddity.idNumberMasked}
              </span>,
            ],
            ['工作单位', oddity.employer ?? '–'],
            ['行政区划', oddity.region ?? '–'],
            [
              '日期',
              <span key="d" className="num">
                {oddity.day}
              </span>,
            ],
            ['情况', oddityFacts(oddity.kind, oddity.facts)],
            ...(oddity.reviewedAt
              ? ([
                  ['核实', `${oddity.reviewer ?? '工作人员'}，${formatMoment(oddity.reviewedAt)}`],
                  ['核实情况', oddity.note ?? '–'],
                ] as [string, string][])
              : []),
          ]}
        />
        {!reviewed && <Note tone="info">{oddityHints[oddity.kind]}标记只是记录，不影响学员的学时。</Note>}
        {!reviewed && may && (
          <ActionForm action={reviewOddityAction} className="form-stack">
            <input type="hidden" name="traineeId" value={oddity.traineeId} />
            <input type="hidden" name="day" value={oddity.day} />
            <input type="hidden" name="kind" value={oddity.kind} />
            <TextField name="note" label="核实情况" hint="如何核实、结论是什么；会记录在操作日志中。" rows={3} maxLength={500} />
            <div className="form-actions">
              <SubmitButton>标记为已核实</SubmitButton>
            </div>
          </ActionForm>
        )}
      </section>
    </>
  )
}
