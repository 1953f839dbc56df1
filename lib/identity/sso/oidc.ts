import { Auth, type AuthConfig, customFetch, skipCSRFCheck } from '@auth/core'
import { jwtVerify } from 'jose'
import { type CookieName, cookieName, cookieOptions, secureCookies } from '@/lib/shared/cookie-table'
import { env, type OidcSettings } from '@/lib/shared/env'
import { log } from '@/lib/shared/log'
import type { Claims } from './claims'
import { asking, discover } from './discovery'

/** Enterprises have no door here: what signs in is an employer, not somebody whom a provider knows. */
export type SsoDoor = 'staff' | 'trainee'

/** Somebody the provider has proved to be there, and what it says of them. */
export type Identity = { issuer: string; subject: string; claims: Claims }

/** The settings, when 统一身份认证 lets people in at this door. */
export function ssoAt(door: string | undefined): OidcSettings | null {
  const { oidc } = env()
  return oidc?.doors.some((one) => one === door) ? oidc : null
}

/** From the start to the return, in seconds: whoever takes longer begins again. */
export const wayThereSeconds = 900

const cookie = (name: CookieName) => {
  const { maxAge: _, ...options } = cookieOptions(name, 0)
  return { name: cookieName(name), options }
}

type Arrive = (identity: Identity) => Promise<string>

/**
 * The way to the provider and back, by next-auth (its core, so that every request it sees bears the address of APP_URL, whatever the Host
 * header said): discovery, PKCE, state, nonce, the issuer of the answer (RFC 9207), the code for a token. It keeps no session. Whoever
 * comes back is handed to `arrive`, which says where to go on; what begins a session is what begins all others. There is one provider at
 * each door and no credentials: no second way in.
 */
export function openSso(door: SsoDoor, refusedAt: string, arrive: Arrive) {
  const ask = async (path: string, init: RequestInit) =>
    Auth(new Request(new URL(path, env().appUrl), init), { ...(await configOf(door, refusedAt, arrive)), skipCSRFCheck })
  return {
    /** Leads to the provider. Nothing of it comes from a form, so there is nothing to forge. */
    begin: () =>
      ask(`/api/auth/signin/${door}`, {
        method: 'POST',
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
        body: 'callbackUrl=/',
      }),
    /** Back from it, with a code in the address and what `begin` left in the cookies. */
    comeBack: ({ url, headers }: Request) => ask(`/api/auth/callback/${door}${new URL(url).search}`, { headers: cookiesOf(headers) }),
  }
}

const cookiesOf = (headers: Headers) => ({ cookie: headers.get('cookie') ?? '' })

async function configOf(door: SsoDoor, refusedAt: string, arrive: Arrive): Promise<AuthConfig> {
  const oidc = ssoAt(door)
  if (!oidc) throw new Error(`no OIDC at the door ${door}`)
  const { token_endpoint_auth_methods_supported: methods } = await discover(oidc)
  const basic = !methods || methods.includes('client_secret_basic') // what a provider that says nothing understands
  return {
    secret: env().authSecret,
    basePath: '/api/auth',
    trustHost: true, // the host is ours: see openSso
    useSecureCookies: secureCookies(),
    cookies: {
      state: cookie('sso-state'),
      nonce: cookie('sso-nonce'),
      pkceCodeVerifier: cookie('sso-pkce'),
      callbackUrl: cookie('sso-callback'),
    },
    session: { strategy: 'jwt' },
    pages: { signIn: refusedAt, error: refusedAt },
    logger: {
      error: (error) => log().warn({ err: error, door }, 'single sign-on did not succeed'),
      warn: (code) => log().warn({ code, door }, 'single sign-on'),
      debug: () => {}, // would hold codes and tokens
    },
    providers: [
      {
        id: door,
        name: oidc.name,
        type: 'oidc',
        issuer: oidc.issuer,
        clientId: oidc.clientId,
        clientSecret: oidc.clientSecret,
        client: { token_endpoint_auth_method: basic ? 'client_secret_basic' : 'client_secret_post' },
        checks: ['pkce', 'state', 'nonce'],
        authorization: { params: { scope: oidc.scope, ...(door === 'staff' && oidc.mfa && { acr_values: oidc.mfa }) } },
        idToken: false, // asks the userinfo endpoint, too: many providers give the ID number only there
        profile: ({ sub }) => ({ id: String(sub) }),
        [customFetch]: asking(oidc.issuer),
      },
    ],
    callbacks: {
      signIn: async ({ account, profile }) => arrive(await identify(oidc, String(account?.id_token), { ...profile })),
      redirect: ({ url, baseUrl }) => new URL(url, baseUrl).href,
    },
  }
}

/**
 * next-auth has compared the id_token's issuer, audience, time and nonce, and trusts the connection for the rest. Its signature is checked
 * besides, by the provider's published keys, and what it says goes before what the userinfo endpoint says.
 */
async function identify(oidc: OidcSettings, idToken: string, userinfo: Claims): Promise<Identity> {
  const { issuer, keys } = await discover(oidc)
  const { payload } = await jwtVerify(idToken, keys, {
    issuer,
    audience: oidc.clientId,
    algorithms: ['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512', 'ES256', 'ES384', 'ES512', 'EdDSA'],
    requiredClaims: ['sub', 'exp', 'iat'],
    clockTolerance: 30,
  })
  return { issuer, subject: payload.sub!, claims: { ...userinfo, ...payload } }
}
