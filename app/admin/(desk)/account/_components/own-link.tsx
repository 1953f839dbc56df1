import { ActionForm } from '@/components/form/action-form'
import { Field } from '@/components/form/field'
import { SubmitButton } from '@/components/form/submit-button'
import { getOwnLink } from '@/lib/identity/sso/link-staff'
import { ssoAt } from '@/lib/identity/sso/oidc'
import type { Ctx, Staff } from '@/lib/shared/context'
import { formatMoment } from '@/lib/shared/time'
import { startLinkAction } from '../actions'

/** 统一身份认证 of one's own account: linked here once the administrator has allowed it. */
export async function OwnLink({ ctx }: { ctx: Ctx<Staff> }) {
  const oidc = ssoAt('staff')
  if (!oidc) return null
  const { link, invitedUntil } = await getOwnLink(ctx)
  return (
    <section className="card pad form-stack" aria-labelledby="own-sso">
      <h2 className="h-card" id="own-sso">
        {oidc.name}
      </h2>
      {link ? (
        <p className="soft">
          <span className="num nowrap">{formatMoment(link.linkedAt)}</span> 关联，登录时可以用它代替用户名和密码。需要取消时，请联系管理员。
        </p>
      ) : (
        !invitedUntil && <p className="soft">没有关联。需要时请联系管理员允许。</p>
      )}
      {invitedUntil && (
        <>
          <p className="soft">
            管理员已允许{link ? '换一个账号' : ''}关联，<span className="num nowrap">{formatMoment(invitedUntil)}</span> 前有效。
          </p>
          <ActionForm action={startLinkAction} className="form-stack" scope="sso">
            <Field
              name="code"
              label="现在的动态口令，或一个恢复码"
              numeric
              autoComplete="one-time-code"
              autoCapitalize="none"
              spellCheck={false}
              maxLength={20}
            />
            <div className="form-actions">
              <SubmitButton className="btn">关联{oidc.name}</SubmitButton>
            </div>
          </ActionForm>
        </>
      )}
    </section>
  )
}
