import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { exportJWK, generateKeyPair, type JWTPayload, SignJWT } from 'jose'
import Provider from 'oidc-provider'

const page = (body: string) => `<!doctype html><html lang="zh-CN"><title>统一身份认证</title><h1>统一身份认证 · 演练</h1>${body}</html>`

const logoutSource = async (ctx: { body: unknown }, form: string) => {
  ctx.body = page(`${form}<button type="submit" form="op.logoutForm" name="logout" value="yes">退出</button>`)
}

/** Somebody the stand-in knows: what it says of them, and how it asked who they are. */
export type Person = { claims?: Record<string, unknown>; acr?: string; amr?: string[] }

/** What goes wrong with the next token: other claims, or a key that is not the provider's. */
export type Forgery = { claims?: (claims: JWTPayload) => JWTPayload; foreignKey?: boolean }

export const client = { id: 'xueshi', secret: 'secret-of-the-stand-in' }

/**
 * The 统一身份认证 of a bureau, on this machine and over real HTTP: the certified `oidc-provider`, with a page of its own where one says who
 * one is. It asks for PKCE, says who it is in its answers (RFC 9207), and can be told to hand out a forged id_token.
 */
export async function anOidcProvider(portals: string[], stranger: (id: string) => Person | undefined = () => undefined) {
  const people = new Map<string, Person>()
  const asked: Record<string, string>[] = [] // what came to the token endpoint
  let forgery: Forgery | null = null
  const [own, foreign] = await Promise.all([generateKeyPair('RS256', { extractable: true }), generateKeyPair('RS256')])
  const jwk = { ...(await exportJWK(own.privateKey)), kid: 'own', alg: 'RS256', use: 'sig' }

  let provider: Provider
  const server = createServer((request, response) => {
    const url = new URL(request.url!, `http://${request.headers.host}`)
    if (url.pathname === '/favicon.ico') return void response.writeHead(204).end()
    if (url.pathname.startsWith('/interaction/')) return void whoAreYou(request, response, url)
    if (url.pathname === '/token') intercept(request, response)
    provider.callback()(request, response)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`

  provider = new Provider(issuer, {
    clients: [
      {
        client_id: client.id,
        client_secret: client.secret,
        redirect_uris: portals.flatMap((portal) => ['staff', 'trainee'].map((door) => `${portal}/api/auth/callback/${door}`)),
        post_logout_redirect_uris: portals.flatMap((portal) => [`${portal}/`, `${portal}/admin/sign-in`]),
        response_types: ['code'],
        grant_types: ['authorization_code'],
      },
    ],
    jwks: { keys: [jwk] },
    cookies: { keys: ['cookies of the stand-in'] },
    pkce: { required: () => true },
    claims: { openid: ['sub'], profile: ['name', 'phone_number', 'id_number', 'realname'], acr: null, amr: null },
    acrValues: ['one', 'two'],
    features: { devInteractions: { enabled: false }, rpInitiatedLogout: { enabled: true, logoutSource } },
    interactions: { url: (_, { uid }) => `/interaction/${uid}` },
    ttl: { Interaction: 600, Session: 600, Grant: 600, AccessToken: 600, IdToken: 600 },
    findAccount: (_, id) => {
      const person = people.get(id) ?? stranger(id)
      return person && { accountId: id, claims: () => ({ sub: id, ...person.claims }) }
    },
    loadExistingGrant: async (ctx) => {
      const grant = new ctx.oidc.provider.Grant({ clientId: ctx.oidc.client!.clientId, accountId: ctx.oidc.session!.accountId! })
      grant.addOIDCScope('openid profile')
      await grant.save()
      return grant
    },
  })

  /** 您是哪一位? `?as=` answers. */
  async function whoAreYou(request: IncomingMessage, response: ServerResponse, url: URL) {
    const accountId = url.searchParams.get('as')
    if (!accountId) {
      response.setHeader('content-type', 'text/html; charset=utf-8')
      return void response.end(page('<form><label>账号 <input name="as"></label> <button>登录</button></form>'))
    }
    const { acr, amr } = people.get(accountId) ?? {}
    await provider.interactionFinished(request, response, { login: { accountId, ...(acr && { acr }), ...(amr && { amr }) } })
  }

  function intercept(request: IncomingMessage, response: ServerResponse) {
    let body = ''
    request.on('data', (part) => {
      body += part
    })
    request.on('end', () => asked.push(Object.fromEntries(new URLSearchParams(body))))
    const forged = forgery
    forgery = null
    if (!forged) return
    const end = response.end.bind(response)
    response.end = ((text: string | Buffer) => {
      void forge(String(text), forged).then((answer) => {
        response.setHeader('content-length', Buffer.byteLength(answer))
        end(answer)
      })
      return response
    }) as typeof response.end
  }

  async function forge(text: string, { claims, foreignKey }: Forgery): Promise<string> {
    const tokens = JSON.parse(text)
    const said = JSON.parse(Buffer.from(tokens.id_token.split('.')[1], 'base64url').toString())
    const payload = claims ? claims(said) : said
    const key = foreignKey ? foreign.privateKey : own.privateKey
    return JSON.stringify({ ...tokens, id_token: await new SignJWT(payload).setProtectedHeader({ alg: 'RS256', kid: 'own' }).sign(key) })
  }

  const close = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve())
      server.closeAllConnections()
    })
  return {
    issuer,
    people,
    asked,
    forge: (next: Forgery) => {
      forgery = next
    },
    close,
  }
}
