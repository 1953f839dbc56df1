import { createHash, createHmac } from 'node:crypto'
import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { SmsSettings } from '@/lib/shared/env'

/** A message as the stand-in understood it. */
export type Received = { phone: string; signName: string; templateId: string; parameters: unknown; appId?: string; region?: string }
type Answer = { code: string; status?: number; hangUp?: boolean }
type Request = { headers: IncomingMessage['headers']; method: string; url: URL; body: string }

const keyId = 'key-of-the-test'
const keySecret = 'secret-of-the-test'
const sha256 = (text: string) => createHash('sha256').update(text).digest('hex')
const hmac = (key: string | Buffer, text: string) => createHmac('sha256', key).update(text).digest()

/**
 * A provider on this machine: reads what the SDK really sends, refuses a wrong action, version or signature as the real one would, and
 * answers what the test told it to.
 */
export async function anSmsProvider(kind: 'aliyun' | 'tencent') {
  const received: Received[] = []
  const answers: Answer[] = []
  const server = createServer((request, response) => {
    let body = ''
    request.on('data', (part) => {
      body += part
    })
    request.on('end', () => {
      const url = new URL(request.url!, `http://${request.headers.host}`)
      const read = kind === 'aliyun' ? readAliyun : readTencent
      const message = read({ headers: request.headers, method: request.method!, url, body })
      if (typeof message !== 'string') received.push(message)
      const answer =
        typeof message === 'string' ? { code: message, ...(kind === 'aliyun' && { status: 400 }) } : (answers.shift() ?? { code: 'OK' })
      if (answer.hangUp) return request.socket.destroy()
      response.writeHead(answer.status ?? 200, { 'content-type': 'application/json' })
      response.end(JSON.stringify(kind === 'aliyun' ? aliyunAnswer(answer, message) : tencentAnswer(answer, message)))
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const settings: SmsSettings = {
    provider: kind,
    keyId,
    keySecret,
    signName: '学时平台',
    templateId: kind === 'aliyun' ? 'SMS_154950909' : '449739',
    noticeTemplates: { enterprise_approved: kind === 'aliyun' ? 'SMS_200000001' : '550001' },
    appId: kind === 'tencent' ? '1400006666' : undefined,
    region: 'ap-guangzhou',
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
  }
  const close = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve())
      server.closeAllConnections()
    })
  return { settings, received, answer: (...given: Answer[]) => answers.push(...given), close }
}

/** As the real ones do, the sentence repeats what was sent: it must not reach a log. */
const sentence = (message: Received | string) => `refused: ${JSON.stringify(message)}`
const aliyunAnswer = ({ code }: Answer, message: Received | string) =>
  code === 'OK'
    ? { Code: 'OK', Message: 'OK', BizId: '9006197469364984400', RequestId: 'R' }
    : { Code: code, Message: sentence(message), RequestId: 'R' }
/** Whatever it has to say, Tencent says it with status 200. */
const tencentAnswer = ({ code }: Answer, message: Received | string) =>
  /^(AuthFailure|InvalidAction|InternalError|RequestLimit)/.test(code)
    ? { Response: { Error: { Code: code, Message: sentence(message) }, RequestId: 'R' } }
    : { Response: { SendStatusSet: [{ SerialNo: '', Code: code === 'OK' ? 'Ok' : code, Message: sentence(message) }], RequestId: 'R' } }

/** ACS3-HMAC-SHA256, as 阿里云 V3 版本请求体&签名机制 describes it. */
function readAliyun({ headers, method, url, body }: Request): Received | string {
  if (headers['x-acs-action'] !== 'SendSms' || headers['x-acs-version'] !== '2017-05-25') return 'InvalidAction.NotFound'
  const [, credential, names, signature] =
    /^ACS3-HMAC-SHA256 Credential=([^,]+),SignedHeaders=([^,]+),Signature=([0-9a-f]{64})$/.exec(headers.authorization ?? '') ?? []
  const query = [...url.searchParams].sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, value]) => `${encode(name)}=${encode(value)}`)
  const signed = (names ?? '').split(';').map((name) => `${name}:${String(headers[name]).trim()}\n`)
  const canonical = [method, url.pathname, query.join('&'), signed.join(''), names, headers['x-acs-content-sha256']].join('\n')
  const expected = hmac(keySecret, `ACS3-HMAC-SHA256\n${sha256(canonical)}`).toString('hex')
  for (const name of ['host', 'x-acs-action', 'x-acs-date', 'x-acs-signature-nonce', 'x-acs-content-sha256'])
    if (!names?.split(';').includes(name)) return 'IncompleteSignature'
  if (headers['x-acs-content-sha256'] !== sha256(body)) return 'InvalidContent'
  if (credential !== keyId || signature !== expected) return 'SignatureDoesNotMatch'
  const given = (name: string) => url.searchParams.get(name) ?? ''
  return {
    phone: given('PhoneNumbers'),
    signName: given('SignName'),
    templateId: given('TemplateCode'),
    parameters: JSON.parse(given('TemplateParam')),
  }
}
const encode = (text: string) => encodeURIComponent(text).replace(/[!'()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`)

/** TC3-HMAC-SHA256, as 腾讯云 签名方法 v3 describes it; the service is the first label of the host. */
function readTencent({ headers, method, url, body }: Request): Received | string {
  if (headers['x-tc-action'] !== 'SendSms' || headers['x-tc-version'] !== '2021-01-11') return 'InvalidAction'
  const [, credential, scope, names, signature] =
    /^TC3-HMAC-SHA256 Credential=([^/]+)\/([^,]+), SignedHeaders=([^,]+), Signature=([0-9a-f]{64})$/.exec(headers.authorization ?? '') ?? []
  const time = Number(headers['x-tc-timestamp'])
  const date = new Date(time * 1000).toISOString().slice(0, 10)
  const service = url.hostname.split('.')[0]!
  if (scope !== `${date}/${service}/tc3_request` || names !== 'content-type;host') return 'AuthFailure.SignatureFailure'
  // The SDK signs the host's name without its port; real endpoints have none.
  const signed = `content-type:${headers['content-type']}\nhost:${url.hostname}\n`
  const canonical = [method, url.pathname, url.search.slice(1), signed, names, sha256(body)].join('\n')
  const key = hmac(hmac(hmac(`TC3${keySecret}`, date), service), 'tc3_request')
  const expected = hmac(key, `TC3-HMAC-SHA256\n${time}\n${scope}\n${sha256(canonical)}`).toString('hex')
  if (credential !== keyId || signature !== expected) return 'AuthFailure.SignatureFailure'
  if (Math.abs(time - Date.now() / 1000) > 300) return 'AuthFailure.SignatureExpire'
  const given = JSON.parse(body)
  return {
    phone: given.PhoneNumberSet[0],
    signName: given.SignName,
    templateId: given.TemplateId,
    parameters: given.TemplateParamSet,
    appId: given.SmsSdkAppId,
    region: String(headers['x-tc-region']),
  }
}
