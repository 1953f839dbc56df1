import { ActionForm } from '@/components/form/action-form'
import { Field } from '@/components/form/field'
import { SubmitButton } from '@/components/form/submit-button'
import { Icon } from '@/components/ui/icon'
import type { IconName } from '@/components/ui/icon-names'
import type { Person } from '@/lib/admin/person'
import type { StaffRight } from '@/lib/shared/rights'
import { registerPhoneAction, removePhotoAction, resetPasswordAction, setLockedAction, unmaskAction } from '../[personId]/actions'
import { DoneNote } from './done-note'
import { Unmasked } from './unmasked'

type Props = { person: Person; rights: readonly StaffRight[] }

/** What may be done for a person; each asks for a reason, which is recorded. */
export function PersonActs({ person, rights }: Props) {
  const reset = rights.includes('people.reset')
  if (!reset && !rights.includes('people.unmask')) return null
  return (
    <section className="card acts-card" aria-labelledby="acts">
      <div className="head">
        <h2 className="h-card" id="acts">
          办理
        </h2>
      </div>
      {rights.includes('people.unmask') && (
        <Act icon="eye" title="查看完整信息">
          <ActionForm action={unmaskAction} scope="unmask" className="form-stack">
            <Unmasked />
            <Hidden id={person.id} />
            <Reason hint="本次查看会被记录。" />
            <Submit>查看</Submit>
          </ActionForm>
        </Act>
      )}
      {reset && (
        <>
          <Act icon="rotate-ccw" title="重置密码">
            <ActionForm action={resetPasswordAction} scope="reset" className="form-stack">
              <DoneNote>已重置。请告诉学员：用证件号码和密码 123456 登录，按短信验证码设置新密码。</DoneNote>
              <Hidden id={person.id} />
              <Caller />
              <Reason />
              <Submit>重置密码</Submit>
            </ActionForm>
          </Act>
          <Act icon="smartphone" title="登记新手机号">
            <ActionForm action={registerPhoneAction} scope="phone" className="form-stack">
              <DoneNote>新手机号已登记，原来的登录已退出。</DoneNote>
              <Hidden id={person.id} />
              <Caller />
              <Field name="phone" label="新手机号" numeric inputMode="tel" autoComplete="off" maxLength={20} />
              <Reason />
              <Submit>登记</Submit>
            </ActionForm>
          </Act>
          {person.hasPhoto && (
            <Act icon="trash-2" title="删除照片">
              <ActionForm action={removePhotoAction} scope="photo" className="form-stack">
                <Hidden id={person.id} />
                <p className="soft">学员撤回对照片的同意时办理。已签发的证书不受影响。</p>
                <Caller />
                <Reason />
                <SubmitButton className="btn danger">删除照片</SubmitButton>
              </ActionForm>
            </Act>
          )}
          <Act icon={person.state === 'disabled' ? 'circle-check' : 'ban'} title={person.state === 'disabled' ? '恢复账号' : '停用账号'}>
            <ActionForm key={person.state} action={setLockedAction} scope="lock" className="form-stack">
              <Hidden id={person.id} />
              <input type="hidden" name="locked" value={person.state === 'disabled' ? 'no' : 'yes'} />
              <p className="soft">
                {person.state === 'disabled'
                  ? '恢复后可以用原密码登录。'
                  : '停用后不能登录，正在使用的登录立即退出；学习记录和证书都保留。'}
              </p>
              <Reason />
              {person.state === 'disabled' ? <Submit>恢复账号</Submit> : <SubmitButton className="btn danger">停用账号</SubmitButton>}
            </ActionForm>
          </Act>
        </>
      )}
    </section>
  )
}

/** `name` keeps the forms of one page apart for browsers: only one is open at a time. */
function Act({ icon, title, children }: { icon: IconName; title: string; children: React.ReactNode }) {
  return (
    <details className="act" name="person-acts">
      <summary>
        <Icon name={icon} />
        {title}
        <Icon name="chevron-down" className="mark" />
      </summary>
      <div className="inside">{children}</div>
    </details>
  )
}

const Hidden = ({ id }: { id: string }) => <input type="hidden" name="traineeId" value={id} />
const Submit = ({ children }: { children: React.ReactNode }) => <SubmitButton className="btn">{children}</SubmitButton>
const Reason = ({ hint = '会记录在操作日志中。' }: { hint?: string }) => (
  <Field name="reason" label="原因" hint={hint} autoComplete="off" maxLength={200} />
)
const Caller = () => (
  <Field
    name="idNumber"
    label="来电人报出的证件号码"
    hint="先核对姓名，再请来电人报出完整号码。"
    numeric
    autoComplete="off"
    autoCapitalize="characters"
    spellCheck={false}
    maxLength={30}
  />
)
