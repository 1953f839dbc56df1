import { ActionForm } from '@/components/form/action-form'
import { ConfirmButton } from '@/components/form/confirm-button'
import { SubmitButton } from '@/components/form/submit-button'
import { getLink } from '@/lib/identity/sso/link-staff'
import { ssoAt } from '@/lib/identity/sso/oidc'
import type { Ctx, Staff } from '@/lib/shared/context'
import { formatMoment } from '@/lib/shared/time'
import { inviteToLinkAction, unlinkAction } from '../actions'

/** 统一身份认证 of a member: allowed here, linked by the member, taken back here. */
export async function LinkCard({ ctx, staffId }: { ctx: Ctx<Staff>; staffId: string }) {
  const oidc = ssoAt('staff')
  const { link, invitedUntil } = await getLink(ctx, staffId)
  if (!oidc && !link) return null
  const name = oidc?.name ?? '统一身份认证'
  return (
    <section className="card pad form-stack" aria-labelledby="sso-link">
      <h2 className="h-card" id="sso-link">
        {name}
      </h2>
      {link ? (
        <p className="soft">
          已关联 <b className="num break">{link.subject}</b>，<span className="num nowrap">{formatMoment(link.linkedAt)}</span> 起
          {link.usedAt && (
            <>
              ，最近使用 <span className="num nowrap">{formatMoment(link.usedAt)}</span>
            </>
          )}
          。
        </p>
      ) : invitedUntil ? (
        <p className="soft">
          已允许关联。请本人登录后，在“密码与动态口令”中完成，<span className="num nowrap">{formatMoment(invitedUntil)}</span> 前有效。
        </p>
      ) : (
        <p className="soft">允许后，由本人登录本平台并到{name}证明身份来完成关联，7 天内有效。您不需要填写对方的账号。</p>
      )}
      {oidc && !link && (
        <ActionForm action={inviteToLinkAction}>
          <input type="hidden" name="staffId" value={staffId} />
          <SubmitButton className="btn">{invitedUntil ? '重新允许 7 天' : '允许关联'}</SubmitButton>
        </ActionForm>
      )}
      {(link || invitedUntil) && (
        <ActionForm action={unlinkAction}>
          <input type="hidden" name="staffId" value={staffId} />
          <ConfirmButton
            danger
            ask={link ? `取消关联${name}？` : '收回允许？'}
            says={link ? '取消后不能再用它登录，现在的登录立即退出；用户名、密码和动态口令不变。' : '收回后，本人不能再完成关联。'}
            yes={link ? '取消关联' : '收回'}
            no="保留"
          >
            {link ? '取消关联' : '收回允许'}
          </ConfirmButton>
        </ActionForm>
      )}
    </section>
  )
}
