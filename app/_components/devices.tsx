import { ActionForm } from '@/components/form/action-form'
import { ConfirmButton } from '@/components/form/confirm-button'
import { SubmitButton } from '@/components/form/submit-button'
import { Badge } from '@/components/ui/badge'
import { Note } from '@/components/ui/note'
import { deviceWords } from '@/lib/identity/device-words'
import type { SessionRow } from '@/lib/identity/sessions'
import { formatMoment } from '@/lib/shared/time'

type Action = React.ComponentProps<typeof ActionForm>['action']
type Props = { rows: SessionRow[]; end: Action; endOthers: Action; done: string | undefined }

const said: Record<string, string> = { one: '已退出该设备上的登录。', others: '已退出其他设备上的登录。' }

/** 登录设备: where the account is signed in, with a way to end each. Below a page's title. */
export function Devices({ rows, end, endOthers, done }: Props) {
  const others = rows.filter(({ current }) => !current).length
  return (
    <div className="form-stack">
      {done && said[done] && (
        <div role="status">
          <Note tone="good">{said[done]}</Note>
        </div>
      )}
      <Note tone="info">看到不认识的设备，请先退出它，再修改密码。修改密码会退出所有其他设备。</Note>
      <section className="card list-table" aria-label="登录设备">
        <table className="data-table cards">
          <caption className="sr">登录设备，共 {rows.length} 台</caption>
          <thead>
            <tr>
              <th scope="col">设备</th>
              <th scope="col">登录时间</th>
              <th scope="col">最近使用</th>
              <th scope="col">网络地址</th>
              <th scope="col">
                <span className="sr">操作</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <Device key={row.id} row={row} end={end} />
            ))}
          </tbody>
        </table>
      </section>
      {others > 0 && (
        <ActionForm action={endOthers}>
          <ConfirmButton
            className="btn"
            ask="退出其他设备？"
            says={`其他 ${others} 台设备要重新登录才能继续使用，本机不受影响。`}
            yes="退出其他设备"
            no="先不退出"
          >
            退出其他设备
          </ConfirmButton>
        </ActionForm>
      )}
    </div>
  )
}

function Device({ row: { id, device, address, createdAt, seenAt, current }, end }: { row: SessionRow; end: Action }) {
  const words = deviceWords(device)
  return (
    <tr>
      <td>
        {words} {current && <Badge tone="good">本机</Badge>}
      </td>
      <td data-l="登录时间">
        <span className="num nowrap">{formatMoment(createdAt)}</span>
      </td>
      <td data-l="最近使用">
        <span className="num nowrap">{formatMoment(seenAt)}</span>
      </td>
      <td data-l="网络地址">
        <span className="num">{address}</span>
      </td>
      <td className="right act">
        {!current && (
          <ActionForm action={end} scope={id}>
            <input type="hidden" name="sessionId" value={id} />
            <SubmitButton className="btn small" busy="正在退出">
              退出<span className="sr">：{words}</span>
            </SubmitButton>
          </ActionForm>
        )}
      </td>
    </tr>
  )
}
