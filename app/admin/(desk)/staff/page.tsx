import type { Metadata } from 'next'
import { Badge } from '@/components/ui/badge'
import { Icon } from '@/components/ui/icon'
import { Link } from '@/components/ui/link'
import { listRegionOptions } from '@/lib/admin/people'
import { listStaff } from '@/lib/identity/manage-staff'
import { staffCtx } from '@/lib/identity/session'
import { roleNames } from '@/lib/shared/rights'
import { formatDay } from '@/lib/shared/time'

export const metadata: Metadata = { title: '工作人员' }

export default async function StaffPage() {
  const ctx = await staffCtx('staff.manage')
  const [members, regions] = await Promise.all([listStaff(ctx), listRegionOptions(ctx)])
  const regionName = (code: string) => regions.find(({ value }) => value === code)?.label ?? code
  return (
    <>
      <div className="desk-head">
        <h1 className="h-page">工作人员</h1>
        <p className="soft">
          共 <span className="num">{members.length}</span> 人
        </p>
        <div className="acts">
          <Link className="btn primary" href="/admin/staff/new">
            <Icon name="user-plus" />
            新建账号
          </Link>
        </div>
      </div>
      <section className="card desk-table" aria-label="工作人员">
        <table className="data-table cards">
          <thead>
            <tr>
              <th scope="col">姓名</th>
              <th scope="col">角色</th>
              <th scope="col">行政区划</th>
              <th scope="col">动态口令</th>
              <th scope="col">状态</th>
              <th scope="col">
                <span className="sr">操作</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {members.map(({ id, userName, name, role, regionCodes, totpConfirmedAt, status, mustActivate }) => (
              <tr key={id}>
                <td className="obj">
                  <b>{name}</b>
                  <span>{userName}</span>
                </td>
                <td data-l="角色">{roleNames[role]}</td>
                <td data-l="行政区划">{regionCodes.length ? regionCodes.map(regionName).join('、') : '全市'}</td>
                <td data-l="动态口令">{totpConfirmedAt ? <span className="num nowrap">{formatDay(totpConfirmedAt)}</span> : '未设置'}</td>
                <td data-l="状态">
                  {status === 'disabled' ? (
                    <Badge tone="bad" icon="ban">
                      已停用
                    </Badge>
                  ) : mustActivate ? (
                    <Badge tone="wait" icon="clock">
                      未登录过
                    </Badge>
                  ) : (
                    <Badge tone="good" icon="check">
                      正常
                    </Badge>
                  )}
                </td>
                <td className="right act">
                  <Link className="btn small" href={`/admin/staff/${id}`}>
                    修改<span className="sr">：{name}</span>
                  </Link>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </>
  )
}
