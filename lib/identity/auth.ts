import NextAuth from 'next-auth'
import Credentials from 'next-auth/providers/credentials'
import { env } from '@/lib/shared/env'
import { sign, verifySigned } from '@/lib/shared/secrets'
import { type Door, readSession, secureCookies, sessionCookieName, sessionSeconds, signSession } from './session-token'

declare module 'next-auth' {
  interface User {
    sessionVersion?: number
  }
}

type Proof = { door: Door; id: string; sessionVersion: number; exp: number }

/**
 * Begins and ends sessions, and nothing else: who somebody is was proved by the sign-in command, whose result comes here as a
 * proof that only this process can sign and that lasts seconds. No route of next-auth is mounted, so there is no second way in.
 * The token is our own signed one, so that session.ts reads it in microseconds instead of asking next-auth for a new one each time.
 */
const open = (door: Door) =>
  NextAuth(() => ({
    secret: env().authSecret,
    trustHost: true,
    useSecureCookies: secureCookies(),
    cookies: { sessionToken: { name: sessionCookieName(door) } },
    session: { strategy: 'jwt', maxAge: sessionSeconds },
    pages: { signIn: '/' },
    providers: [
      Credentials({
        credentials: { proof: {} },
        authorize: ({ proof }) => {
          const proved = verifySigned<Proof>('sign-in', String(proof), new Date())
          return proved?.door === door ? { id: proved.id, sessionVersion: proved.sessionVersion } : null
        },
      }),
    ],
    callbacks: { jwt: ({ token, user }) => (user ? { sub: user.id, v: user.sessionVersion } : token) },
    jwt: {
      encode: ({ token }) => signSession(door, { id: String(token?.sub), sessionVersion: Number(token?.v) }, new Date()),
      decode: ({ token }) => {
        const session = readSession(door, token, new Date())
        return session && { sub: session.id, v: session.sessionVersion }
      },
    },
  }))

const doors = { trainee: open('trainee'), enterprise: open('enterprise'), staff: open('staff') }

/** Begins a session at a door for somebody the sign-in command has just proved. */
export async function beginSession(account: { id: string; sessionVersion: number }, door: Door = 'trainee'): Promise<void> {
  const { id, sessionVersion } = account
  const proof = sign('sign-in', { door, id, sessionVersion, exp: Date.now() + 10_000 } satisfies Proof)
  await doors[door].signIn('credentials', { proof, redirect: false })
}

/** Ends the session at a door; those at the others go on. */
export async function endSession(door: Door = 'trainee'): Promise<void> {
  await doors[door].signOut({ redirect: false })
}
