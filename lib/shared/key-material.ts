import { createPrivateKey, createPublicKey, type KeyObject, X509Certificate } from 'node:crypto'
import fs from 'node:fs'
import { SettingError } from './setting-error'

/** A setting holds the text itself or names a file with it. @throws SettingError */
export function textOf(name: string, value: string): string {
  if (value.includes('-----BEGIN') || !/[/\\]|\.(pem|crt|cer|key|txt)$/i.test(value) || /^[A-Za-z0-9+/=\s]{200,}$/.test(value))
    return value.trim()
  try {
    return fs.readFileSync(value, 'utf8').trim()
  } catch (error) {
    throw new SettingError(`${name}: the file cannot be read (${(error as NodeJS.ErrnoException).code})`)
  }
}

/** As platforms hand keys out: PEM, or base64 without the lines around it, in PKCS #8 or PKCS #1. @throws SettingError */
export function privateKeyOf(name: string, value: string): KeyObject {
  const text = textOf(name, value)
  const der = { key: Buffer.from(text, 'base64'), format: 'der' as const }
  const ways = text.includes('-----BEGIN')
    ? [() => createPrivateKey(text)]
    : [() => createPrivateKey({ ...der, type: 'pkcs8' }), () => createPrivateKey({ ...der, type: 'pkcs1' })]
  return firstThatReads(ways) ?? fail(name, 'is no private key')
}

/** @throws SettingError */
export function publicKeyOf(name: string, value: string): KeyObject {
  const text = textOf(name, value)
  const read = text.includes('-----BEGIN')
    ? () => createPublicKey(text)
    : () => createPublicKey({ key: Buffer.from(text, 'base64'), format: 'der', type: 'spki' })
  return firstThatReads([read]) ?? fail(name, 'is no public key')
}

/** A certificate that is in force. @returns its text, all of its chain, and its first one @throws SettingError */
export function certificateOf(name: string, value: string, now: Date): { text: string; first: X509Certificate } {
  const text = textOf(name, value)
  const first = firstThatReads([() => new X509Certificate(text)]) ?? fail(name, 'is no certificate')
  if (new Date(first.validTo) <= now) fail(name, `ran out on ${new Date(first.validTo).toISOString().slice(0, 10)}`)
  return { text, first }
}

/** Certificates one after the other, of which at least one is in force; those that ran out are left out. @throws SettingError */
export function certificatesOf(name: string, value: string, now: Date): X509Certificate[] {
  const texts = textOf(name, value).match(/-----BEGIN CERTIFICATE-----[\s\S]+?-----END CERTIFICATE-----/g) ?? []
  const all = texts.map((text) => firstThatReads([() => new X509Certificate(text)]) ?? fail(name, 'is no certificate'))
  if (!all.length) fail(name, 'is no certificate')
  const inForce = all.filter(({ validTo }) => new Date(validTo) > now)
  return inForce.length ? inForce : fail(name, `ran out on ${new Date(all[0]!.validTo).toISOString().slice(0, 10)}`)
}

const fail = (name: string, what: string): never => {
  throw new SettingError(`${name}: ${what}`)
}

function firstThatReads<T>(ways: (() => T)[]): T | null {
  for (const read of ways) {
    try {
      return read()
    } catch {} // the next one may; none is said by the caller
  }
  return null
}
