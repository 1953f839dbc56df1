import NextAuth, { type DefaultSession } from 'next-auth'
import Credentials from 'next-auth/providers/credentials'
import { env } from '@/lib/shared/env'
import { sign, verifySigned } from '@/lib/shared/secrets'

declare module 'next-auth' {
  interface User {
    sessionVersion?: number
  }
  interface Session {
    user: { id: string; sessionVersion: number } & DefaultSession['user']
  }
}

type Proof = { id: string; sessionVersion: number; exp: number }

/** 等级保护 asks for a time-out: a session ends after eight hours at the latest. */
const maxAge = 8 * 3600

/**
 * Sessions, and nothing else: who somebody is was proved by the sign-in command, whose result comes here as a proof that
 * only this process can sign and that lasts seconds. No route of next-auth is mounted, so there is no second way in.
 */
const { auth, signIn, signOut } = NextAuth(() => ({
  secret: env().authSecret,
  trustHost: true,
  useSecureCookies: env().appUrl.startsWith('https:'),
  session: { strategy: 'jwt', maxAge },
  pages: { signIn: '/' },
  providers: [
    Credentials({
      credentials: { proof: {} },
      authorize: ({ proof }) => {
        const proved = verifySigned<Proof>('session', String(proof), new Date())
        return proved && { id: proved.id, sessionVersion: proved.sessionVersion }
      },
    }),
  ],
  callbacks: {
    jwt({ token, user }) {
      return user ? { sub: user.id, v: user.sessionVersion } : token
    },
    session({ session, token }) {
      session.user.id = String(token.sub)
      session.user.sessionVersion = Number(token.v)
      return session
    },
  },
}))

export { auth, signOut }

/** Begins a session for somebody the sign-in command has just proved. */
export async function beginSession(account: { id: string; sessionVersion: number }): Promise<void> {
  const proof = sign('session', { ...account, exp: Date.now() + 10_000 } satisfies Proof)
  await signIn('credentials', { proof, redirect: false })
}
