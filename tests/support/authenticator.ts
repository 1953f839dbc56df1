import { createHash, generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto'
import type {
  AuthenticationResponseJSON,
  PublicKeyCredentialCreationOptionsJSON,
  PublicKeyCredentialRequestOptionsJSON,
  RegistrationResponseJSON,
} from '@simplewebauthn/server'
import { isoCBOR } from '@simplewebauthn/server/helpers'

/** What an attacker, or a bad device, does otherwise than the browser was told. */
export type Otherwise = {
  origin?: string
  rpId?: string
  challenge?: string
  userVerified?: boolean
  counter?: number
  userHandle?: string | null
  type?: string
  crossOrigin?: boolean
  /** Signs with this key instead of its own. */
  by?: KeyObject
}

const sha256 = (data: string | Buffer) => createHash('sha256').update(data).digest()
const b64 = (data: Buffer | Uint8Array | string) => Buffer.from(data).toString('base64url')

/** A software authenticator (WebAuthn level 3, attestation "none", ES256) that holds one credential, and the browser around it. */
export class Authenticator {
  readonly id = b64(randomBytes(32))
  private readonly pair = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  private counter = 0
  private userHandle = ''

  constructor(readonly origin = 'http://localhost:3999') {}

  get key() {
    return this.pair.privateKey
  }

  register(options: PublicKeyCredentialCreationOptionsJSON, otherwise: Otherwise = {}): RegistrationResponseJSON {
    this.userHandle = options.user.id
    const { x, y } = this.pair.publicKey.export({ format: 'jwk' })
    const cose = new Map<number, number | Uint8Array>([
      [1, 2],
      [3, -7],
      [-1, 1],
      [-2, new Uint8Array(Buffer.from(x!, 'base64url'))],
      [-3, new Uint8Array(Buffer.from(y!, 'base64url'))],
    ])
    const id = Buffer.from(this.id, 'base64url')
    const credential = Buffer.concat([Buffer.alloc(16), Buffer.from([0, id.length]), id, Buffer.from(isoCBOR.encode(cose))])
    const authData = Buffer.concat([this.authData(options.rp.id!, otherwise, 0x40), credential])
    const attestation = new Map<string, unknown>([
      ['fmt', 'none'],
      ['attStmt', new Map()],
      ['authData', new Uint8Array(authData)],
    ])
    return {
      id: this.id,
      rawId: this.id,
      type: 'public-key',
      clientExtensionResults: {},
      response: {
        clientDataJSON: b64(this.clientData('webauthn.create', options.challenge, otherwise)),
        attestationObject: b64(isoCBOR.encode(attestation as Parameters<typeof isoCBOR.encode>[0])),
        transports: ['internal'],
      },
    }
  }

  assert(options: PublicKeyCredentialRequestOptionsJSON, otherwise: Otherwise = {}): AuthenticationResponseJSON {
    const clientData = this.clientData('webauthn.get', options.challenge, otherwise)
    const authData = this.authData(options.rpId!, otherwise)
    const signature = sign('sha256', Buffer.concat([authData, sha256(clientData)]), otherwise.by ?? this.pair.privateKey)
    const { userHandle = this.userHandle } = otherwise
    return {
      id: this.id,
      rawId: this.id,
      type: 'public-key',
      clientExtensionResults: {},
      response: {
        clientDataJSON: b64(clientData),
        authenticatorData: b64(authData),
        signature: b64(signature),
        ...(userHandle !== null && { userHandle }),
      },
    }
  }

  private clientData(type: string, challenge: string, otherwise: Otherwise): Buffer {
    const { origin = this.origin, crossOrigin = false } = otherwise
    return Buffer.from(JSON.stringify({ type: otherwise.type ?? type, challenge: otherwise.challenge ?? challenge, origin, crossOrigin }))
  }

  private authData(rpId: string, { rpId: other, userVerified = true, counter }: Otherwise, more = 0): Buffer {
    this.counter = counter ?? this.counter + 1
    const count = Buffer.alloc(4)
    count.writeUInt32BE(this.counter)
    return Buffer.concat([sha256(other ?? rpId), Buffer.from([0x01 | (userVerified ? 0x04 : 0) | more]), count])
  }
}
