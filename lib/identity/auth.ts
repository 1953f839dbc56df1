import { headers } from 'next/headers'
import NextAuth from 'next-auth'
import Credentials from 'next-auth/providers/credentials'
import { db } from '@/db/client'
import type { Ctx, Door } from '@/lib/shared/context'
import { secureCookies } from '@/lib/shared/cookie-table'
import { keepCookie, readCookie } from '@/lib/shared/cookies'
import { env } from '@/lib/shared/env'
import { sign, verifySigned } from '@/lib/shared/secrets'
import { deviceSeconds, rememberDevice } from './known-device'
import { doorCookies, sessionCookieName, sessionSeconds } from './session-token'
import { openSession, signOut } from './sessions'

type Proof = { door: Door; token: string; exp: number }

/**
 * Gives a session's token to the browser and takes it back, and nothing else: who somebody is was proved by the sign-in command, and the
 * session is a row of ours (sessions.ts). What comes here is a proof that only this process can sign and that lasts seconds, so there is no
 * second way in. The cookie holds our token as it is: session.ts finds the row by it instead of asking next-auth for a new one each time.
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
          return proved?.door === door ? { id: proved.token } : null
        },
      }),
    ],
    callbacks: { jwt: ({ token, user }) => (user ? { sub: user.id } : token) },
    jwt: { encode: ({ token }) => String(token?.sub), decode: ({ token }) => (token ? { sub: token } : null) },
  }))

const doors = { trainee: open('trainee'), enterprise: open('enterprise'), staff: open('staff') }

const visitor = async (): Promise<Ctx> => ({
  actor: { kind: 'visitor', address: (await headers()).get('x-client-address') ?? 'unknown' },
  now: new Date(),
  db: db(),
})

/** Begins a session at a door for somebody the sign-in command has just proved. */
export async function beginSession({ id, how }: { id: string; how?: 'sso' | 'passkey' }, door: Door = 'trainee'): Promise<void> {
  const ctx = await visitor()
  const token = await openSession(ctx, { door, accountId: id, device: (await headers()).get('user-agent') ?? '', how })
  const proof = sign('sign-in', { door, token, exp: ctx.now.getTime() + 10_000 } satisfies Proof)
  await doors[door].signIn('credentials', { proof, redirect: false })
  await keepCookie('device', await rememberDevice(ctx, await readCookie('device'), id), deviceSeconds)
}

/** Ends the session of this browser at a door; those at the others go on. */
export async function endSession(door: Door = 'trainee'): Promise<void> {
  const token = await readCookie(doorCookies[door])
  if (token) await signOut(await visitor(), door, token)
  await doors[door].signOut({ redirect: false })
}
