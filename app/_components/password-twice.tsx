import { PasswordField } from '@/components/form/field'

/** 新密码 twice, for an account that had another. */
export const PasswordTwice = () => (
  <>
    <PasswordField name="password" label="新密码" hint="8–64 位，至少包含字母、数字、符号中的两种。" autoComplete="new-password" />
    <PasswordField name="repeated" label="再填一次新密码" autoComplete="new-password" />
  </>
)
