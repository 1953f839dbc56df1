import { Icon } from '@/components/ui/icon'

type SignOut = () => Promise<void>

/** Who is signed in, and their menu: `children` are its links, 退出登录 is the last of it. */
export function AccountMenu(props: { name: string; role?: string; signOut: SignOut; className?: string; children: React.ReactNode }) {
  const { name, role, signOut, className = 'top-menu', children } = props
  return (
    <details className={className}>
      <summary className="who">
        <span className="avatar" aria-hidden="true">
          {[...name][0]}
        </span>
        <span className="name">{role ? `${name}（${role}）` : name}</span>
        <Icon name="chevron-down" />
      </summary>
      <div className="panel">
        {children}
        <SignOutButton action={signOut} />
      </div>
    </details>
  )
}

export const SignOutButton = ({ action }: { action: SignOut }) => (
  <form action={action}>
    <button type="submit">
      <Icon name="log-out" />
      退出登录
    </button>
  </form>
)
