import type { Metadata } from 'next'
import { found, idFrom } from '@/app/_components/found'
import { ActionForm } from '@/components/form/action-form'
import { ConfirmButton } from '@/components/form/confirm-button'
import { SubmitButton } from '@/components/form/submit-button'
import { Crumb } from '@/components/ui/crumb'
import { Link } from '@/components/ui/link'
import { Note } from '@/components/ui/note'
import { listRegionOptions } from '@/lib/admin/people'
import { getStaff } from '@/lib/identity/manage-staff'
import { staffCtx } from '@/lib/identity/session'
import { DoneNote } from '../../people/_components/done-note'
import { duties } from '../_components/duties'
import { LinkCard } from '../_components/link-card'
import { RoleFields } from '../_components/role-fields'
import { changeStaffAction, disableStaffAction, resetStaffAction } from '../actions'

export const metadata: Metadata = { title: '修改工作人员' }

export default async function StaffMemberPage({ params }: { params: Promise<{ staffId: string }> }) {
  const ctx = await staffCtx('staff.manage')
  const id = idFrom((await params).staffId)
  const [member, regions] = await Promise.all([found(getStaff(ctx, id)), listRegionOptions(ctx)])
  const off = member.status === 'disabled'
  return (
    <>
      <Crumb above={[['/admin/staff', '工作人员']]} here={member.name} />
      <div className="desk-head">
        <h1 className="h-page">{member.name}</h1>
        <p className="soft num">{member.userName}</p>
      </div>
      <div className="desk-columns">
        <section className="card pad" aria-label="姓名与角色">
          <ActionForm action={changeStaffAction} className="form-stack">
            <DoneNote>已保存。</DoneNote>
            <input type="hidden" name="staffId" value={id} />
            <RoleFields name={member.name} role={member.role} regionCodes={member.regionCodes} regions={regions} duties={duties} />
            <div className="form-actions">
              <SubmitButton>保存</SubmitButton>
            </div>
          </ActionForm>
        </section>
        {id === ctx.actor.id ? (
          <div className="desk-columns-stack">
            <Note tone="info">
              这是您自己的账号。密码和动态口令请在
              <Link className="link" href="/admin/account">
                密码与动态口令
              </Link>
              中更改。
            </Note>
            <LinkCard ctx={ctx} staffId={id} />
          </div>
        ) : (
          <div className="desk-columns-stack">
            <section className="card pad" aria-labelledby="reset">
              <h2 className="h-card" id="reset">
                重置登录
              </h2>
              <p className="soft">丢失手机或忘记密码时用。显示一次新的初始密码，下次登录重新设置动态口令；现在的登录立即退出。</p>
              <ActionForm action={resetStaffAction}>
                <input type="hidden" name="staffId" value={id} />
                <SubmitButton className="btn">重置密码和动态口令</SubmitButton>
              </ActionForm>
            </section>
            <LinkCard ctx={ctx} staffId={id} />
            <section className="card pad" aria-labelledby="disable">
              <h2 className="h-card" id="disable">
                {off ? '恢复账号' : '停用账号'}
              </h2>
              <p className="soft">{off ? '恢复后可以用原来的密码和动态口令登录。' : '停用后立即退出，不能再登录；操作日志保留。'}</p>
              <ActionForm key={member.status} action={disableStaffAction}>
                <input type="hidden" name="staffId" value={id} />
                <input type="hidden" name="disabled" value={off ? 'no' : 'yes'} />
                {off ? (
                  <SubmitButton className="btn">恢复账号</SubmitButton>
                ) : (
                  <ConfirmButton
                    danger
                    ask={`要停用${member.name}的账号吗？`}
                    says="随即退出登录，不能再登录，直到恢复。办理过的事项和操作日志都保留。"
                    yes="确认停用"
                  >
                    停用账号
                  </ConfirmButton>
                )}
              </ActionForm>
            </section>
          </div>
        )}
      </div>
    </>
  )
}
