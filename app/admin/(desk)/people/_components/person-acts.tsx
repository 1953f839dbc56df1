import { ActionForm } from '@/components/form/action-form'
import { ConfirmButton } from '@/components/form/confirm-button'
import { Field } from '@/components/form/field'
import { SubmitButton } from '@/components/form/submit-button'
import { Icon } from '@/components/ui/icon'
import type { IconName } from '@/components/ui/icon-names'
import type { Person } from '@/lib/admin/person'
import { namePromise, oldPhonePromise, resetPromise } from '@/lib/identity/promises'
import { env } from '@/lib/shared/env'
import type { StaffRight } from '@/lib/shared/rights'
import {
  correctNameAction,
  registerPhoneAction,
  removePhotoAction,
  resetPasswordAction,
  setLockedAction,
  unmaskAction,
} from '../[personId]/actions'
import { DoneNote } from './done-note'
import { PhoneAsked } from './phone-asked'
import { Unmasked } from './unmasked'

type Props = { person: Person; rights: readonly StaffRight[] }

/** What may be done for a person; each asks for a reason, which is recorded. */
export function PersonActs({ person, rights }: Props) {
  const hours = env().phoneChangeHours
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
              <DoneNote>已重置。{resetPromise()}</DoneNote>
              <Hidden id={person.id} />
              <Caller />
              <Reason />
              <Submit>重置密码</Submit>
            </ActionForm>
          </Act>
          <Act icon="smartphone" title="登记新手机号">
            <ActionForm action={registerPhoneAction} scope="phone" className="form-stack">
              <PhoneAsked />
              <p className="soft">
                新手机号要等 {hours} 小时，或由另一位工作人员复核，才会生效。{oldPhonePromise()}。
              </p>
              <Hidden id={person.id} />
              <Caller />
              <Field name="phone" label="新手机号" numeric inputMode="tel" autoComplete="off" maxLength={20} />
              <Reason />
              <Submit>登记</Submit>
            </ActionForm>
          </Act>
          <Act icon="pencil" title="更正姓名">
            <ActionForm action={correctNameAction} scope="name" className="form-stack">
              <DoneNote>已提交。由另一位工作人员核对后生效，{namePromise()}。</DoneNote>
              <p className="soft">姓名与证件不一致时办理，由另一位工作人员核对后生效。已签发的证书仍是原来的姓名，更正后可以换发。</p>
              <Hidden id={person.id} />
              <Caller />
              <Field name="name" label="证件上的姓名" autoComplete="off" maxLength={50} />
              <Field
                name="evidence"
                label="核对依据"
                hint="看了哪份证件、怎样核对的，例如：本人到窗口出示身份证原件。"
                autoComplete="off"
                maxLength={200}
              />
              <Reason />
              <Submit>提交更正</Submit>
            </ActionForm>
          </Act>
          {person.hasPhoto && (
            <Act icon="trash-2" title="删除照片">
              <ActionForm action={removePhotoAction} scope="photo" className="form-stack">
                <Hidden id={person.id} />
                <p className="soft">学员撤回对照片的同意时办理。已签发的证书不受影响。</p>
                <Caller />
                <Reason />
                <ConfirmButton
                  danger
                  ask={`要删除${person.name}的照片吗？`}
                  says="照片随即删除，不能恢复；已签发的证书仍有照片，以后签发的没有。"
                  yes="确认删除"
                >
                  删除照片
                </ConfirmButton>
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
              {person.state === 'disabled' ? (
                <Submit>恢复账号</Submit>
              ) : (
                <ConfirmButton
                  danger
                  ask={`要停用${person.name}的账号吗？`}
                  says="随即退出登录，不能再登录、学习和参加测验，直到恢复。学习记录、订单和证书都保留。"
                  yes="确认停用"
                >
                  停用账号
                </ConfirmButton>
              )}
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
