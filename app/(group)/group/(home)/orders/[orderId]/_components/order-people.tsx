import { ActionForm } from '@/components/form/action-form'
import { FieldError } from '@/components/form/labelled'
import { SubmitButton } from '@/components/form/submit-button'
import { Badge } from '@/components/ui/badge'
import { DataTable, type TableColumn } from '@/components/ui/data-table'
import { Icon } from '@/components/ui/icon'
import { Link } from '@/components/ui/link'
import { ListSearch } from '@/components/ui/list-search'
import type { GroupOrderView, listOrderPeople, OrderPerson } from '@/lib/rosters/order-queries'
import type { ListQuery } from '@/lib/shared/list-query'
import { takeOutAction } from '../actions'

export type PeopleProps = { view: GroupOrderView; people: Awaited<ReturnType<typeof listOrderPeople>>; query: ListQuery }

/** The people of an order. Before it is paid they can be ticked and taken out; afterwards each can be refunded on its own. */
export function OrderPeople({ view, people, query }: PeopleProps) {
  const { order, roster } = view
  const path = `/group/orders/${order.id}`
  const current = roster?.orderId === order.id && roster.status === 'submitted'
  const leaving = current && (order.status === 'pending' ? !view.transfer : ['expired', 'cancelled'].includes(order.status))
  const table = (
    <DataTable
      label="名单"
      columns={columnsOf(view, leaving)}
      rows={people.people}
      rowKey={({ itemId }) => itemId}
      path={path}
      query={query}
      total={people.total}
      empty={<p className="in soft">没有找到叫“{query.q}”的人。</p>}
    />
  )
  return (
    <section aria-labelledby="people-title" className="stack">
      <h2 className="h-sec" id="people-title">
        名单（<span className="num">{view.people}</span> 人）
      </h2>
      <ListSearch path={path} query={query} placeholder="按姓名查找" />
      {leaving && people.people.length > 0 ? (
        <ActionForm action={takeOutAction} className="stack">
          <input type="hidden" name="rosterId" value={roster.id} />
          {table}
          <FieldError name="rows" />
          <div className="row" id="rows" tabIndex={-1}>
            <SubmitButton className="btn" busy="正在移出">
              <Icon name="user-minus" />
              移出勾选的人
            </SubmitButton>
            <span className="small soft">席位随即让出，金额随之减少；付款期限不变。</span>
          </div>
        </ActionForm>
      ) : (
        table
      )}
    </section>
  )
}

function columnsOf(view: GroupOrderView, leaving: boolean): TableColumn<OrderPerson>[] {
  const { order } = view
  const paid = order.status === 'paid' && order.amountFen > 0 && view.refundDays !== null
  const name: TableColumn<OrderPerson> = {
    key: 'name',
    title: '姓名',
    cell: (person) =>
      leaving && !person.endedAt && person.row !== null ? (
        <label className="check">
          <input type="checkbox" name="row" value={person.row} aria-label={`移出${person.name}`} />
          <span className="bold">{person.name}</span>
        </label>
      ) : (
        <span className="bold">{person.name}</span>
      ),
  }
  return [
    name,
    { key: 'id', title: '身份证号', cell: (person) => <span className="num nowrap">{person.idNumberMasked}</span> },
    { key: 'phone', title: '手机号', cell: (person) => <span className="num nowrap">{person.phoneMasked ?? '–'}</span> },
    { key: 'state', title: '状态', cell: (person) => <PersonState person={person} orderStatus={order.status} /> },
    ...(paid
      ? [
          {
            key: 'act',
            title: '操作',
            kind: 'action' as const,
            cell: (person: OrderPerson) =>
              person.status === 'active' && !person.endedAt && !person.refundWaiting ? (
                <Link className="btn small" href={`/group/orders/${order.id}/refund?item=${person.itemId}`}>
                  申请退款<span className="sr">：{person.name}</span>
                </Link>
              ) : null,
          },
        ]
      : []),
  ]
}

function PersonState({ person, orderStatus }: { person: OrderPerson; orderStatus: string }) {
  const { status, endedAt, mustActivate, refundWaiting } = person
  if (status === 'withdrawn') return <Badge tone="plain">已退班</Badge>
  if (endedAt || status === 'released') return <Badge tone="plain">{orderStatus === 'pending' ? '已移出' : '席位已让出'}</Badge>
  if (refundWaiting)
    return (
      <Badge tone="wait" icon="clock">
        退款审核中
      </Badge>
    )
  if (status === 'passed')
    return (
      <Badge tone="good" icon="check">
        合格
      </Badge>
    )
  if (status === 'active')
    return mustActivate ? (
      <Badge tone="wait" icon="clock">
        已开通，待本人激活
      </Badge>
    ) : (
      <Badge tone="good" icon="check">
        已开通
      </Badge>
    )
  return (
    <Badge tone="wait" icon="clock">
      待缴费
    </Badge>
  )
}
