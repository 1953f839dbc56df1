import fs from 'node:fs'
import path from 'node:path'
import { beforeAll, describe, expect, test, vi } from 'vitest'
import { messages, type RefusalCode } from '@/lib/shared/messages'
import { refusalText } from '@/lib/shared/refusal-text'

beforeAll(() => {
  vi.stubEnv('DATABASE_URL', 'postgres://nowhere')
  vi.stubEnv('AUTH_SECRET', 's'.repeat(32))
  vi.stubEnv('DATA_KEY', 'ab'.repeat(32))
  vi.stubEnv('APP_URL', 'https://xueshi.example')
  vi.stubEnv('HOTLINE', '4001234567')
})

const codes = Object.keys(messages) as RefusalCode[]
const gapsOf = (code: RefusalCode) => [...messages[code].matchAll(/\{(\w+)\}/g)].map((gap) => gap[1]!)

/** Every place in lib and app that makes a refusal: its code and the names of the facts given with it. */
function refusalsMade(): { code: string; facts: string[]; where: string }[] {
  const within = (folder: string) => fs.readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((file) => path.join(folder, file))
  const files = ['lib', 'app'].flatMap(within).filter((file) => /\.tsx?$/.test(file))
  return files.flatMap((where) => {
    const source = fs.readFileSync(where, 'utf8').replace(/\/\*[\s\S]*?\*\//g, '')
    const thrown = source.matchAll(/new Refused\(\s*'(\w+)'(?:,\s*\{([\s\S]*?)\}\s*(?:,|\)))?/g)
    const returned = source.matchAll(/\{ code: '(\w+)', facts: \{([^}]*)\}/g)
    return [...thrown, ...returned].map(([, code, facts]) => ({
      code: code!,
      facts: [...(facts ?? '').matchAll(/(\w+)(?=:|,|\s*$)/g)].map((fact) => fact[1]!),
      where,
    }))
  })
}

describe('the sentence of a refusal', () => {
  const made = refusalsMade()
  const withGaps = codes.filter((code) => gapsOf(code).some((gap) => gap !== 'helpline'))

  test.each(withGaps)('%s gets its facts wherever it is made', (code) => {
    const places = made.filter((refusal) => refusal.code === code)
    expect(places).not.toEqual([])
    for (const { facts } of places) expect(facts).toEqual(expect.arrayContaining(gapsOf(code).filter((gap) => gap !== 'helpline')))
  })

  test.each(codes)('%s shows its facts and leaves no gap', (code) => {
    const facts = Object.fromEntries(gapsOf(code).map((gap, i) => [gap, `«${gap} ${i}»`]))
    const { helpline, ...given } = facts
    const text = refusalText({ code, facts: given })
    for (const shown of Object.values(given)) expect(text).toContain(shown)
    if (helpline) expect(text).toContain('拨打服务热线 400-123-4567')
    expect(text).not.toMatch(/[{}]|undefined/)
    expect(text).toMatch(/。$/)
  })
})

test.each([
  [{ code: 'sign_in_wrong_wait', facts: { wait: '15 秒' } }, '身份证号或密码不对，请 15 秒后再试，或找回密码。'],
  [{ code: 'too_many_attempts', facts: { minutes: 15 } }, '尝试次数太多，请 15 分钟后再试。'],
  [{ code: 'course_unfinished', facts: { percent: 0 } }, '课程进度达到 100% 后才能测验，现在是 0%。'],
  [{ code: 'class_full', facts: {} }, '这个班已满员。请选择其他行政区划的班级，或拨打服务热线 400-123-4567。'],
] as const)('%j', (refusal, sentence) => {
  expect(refusalText(refusal)).toBe(sentence)
})
