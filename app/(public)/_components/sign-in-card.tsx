import { SsoLink } from '@/app/_components/sso-link'
import { WhySignIn } from '@/app/_components/why-sign-in'
import { ActionForm } from '@/components/form/action-form'
import { CaptchaField } from '@/components/form/captcha-field'
import { Field, PasswordField } from '@/components/form/field'
import { SubmitButton } from '@/components/form/submit-button'
import { Link } from '@/components/ui/link'
import { Note } from '@/components/ui/note'
import { signInAction } from '../actions'
import { SayOnce } from './say-once'

/** 登录框. `next` is where somebody wanted to go when their session had ended. */
export function SignInCard({ next }: { next?: string }) {
  return (
    <section className="card sign-in" id="sign-in" aria-labelledby="sign-in-title">
      <h2 className="h-sec title" id="sign-in-title">
        学员登录
      </h2>
      <ActionForm action={signInAction}>
        {next && <WhySignIn cookie="session" />}
        <input type="hidden" name="next" value={next ?? ''} />
        <Field
          name="idNumber"
          label="身份证号"
          numeric
          autoComplete="username"
          autoCapitalize="characters"
          spellCheck={false}
          placeholder="18 位，末位 X 不分大小写"
          hint="持护照等其他证件的，填写证件号码。"
        />
        <PasswordField name="password" label="密码" autoComplete="current-password" />
        <CaptchaField />
        <SubmitButton className="btn primary big full" busy="正在登录">
          登录
        </SubmitButton>
        <SsoLink door="trainee" next={next} />
        <div className="acts">
          <Link className="link tap" href="/recover">
            找回密码
          </Link>
          <Link className="link tap end" href="/register">
            学员注册
          </Link>
        </div>
      </ActionForm>
    </section>
  )
}

/** What the box becomes once somebody is signed in: the two ways on. */
export function WelcomeCard({ name, just }: { name: string; just: 'registered' | 'signed in' | null }) {
  return (
    <section className="card sign-in" aria-labelledby="welcome-title">
      <div className="welcome">
        <h2 className="h-sec" id="welcome-title">
          {name}，您好
        </h2>
        {just && <SayOnce />}
        {just === 'registered' ? (
          <Note tone="good">注册成功，已为您登录。</Note>
        ) : (
          <p className="soft">{just ? '登录成功，请' : '请'}选择接下来要办的事。</p>
        )}
        <Link className="btn primary big full" href="/center">
          进入学员中心
        </Link>
        <Link className="btn big full" href="/enroll">
          去报名
        </Link>
      </div>
    </section>
  )
}
