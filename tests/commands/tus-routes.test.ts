import { beforeEach, describe, expect, test, vi } from 'vitest'
import { DELETE, HEAD, PATCH } from '@/app/api/uploads/[uploadId]/route'
import { POST } from '@/app/api/uploads/route'
import { pieceBytes } from '@/lib/catalog/lessons/upload-rules'
import type { Ctx, Staff } from '@/lib/shared/context'
import { aStaff } from '../support/staff'

let asking: Ctx<Staff> | null = null
vi.mock('@/lib/identity/session', () => ({
  staffCtxOrNull: async (right: string) => (asking?.actor.rights.some((one) => one === right) ? asking : null),
}))
beforeEach(() => {
  asking = aStaff('content_editor')
})

const home = 'http://portal.test'
const own = { 'tus-resumable': '1.0.0', host: 'portal.test', origin: home }
const ask = (method: string, headers: Record<string, string>, body?: Buffer) =>
  new Request(`${home}/api/uploads`, { method, headers: { ...own, ...headers }, body: body && new Uint8Array(body) })
const announced = (bytes: number) => ({
  'upload-length': String(bytes),
  'upload-metadata': `filename ${Buffer.from('安全.mp4').toString('base64')}`,
})
const piece = (offset: number | string) => ({ 'content-type': 'application/offset+octet-stream', 'upload-offset': String(offset) })
const given = (uploadId: string) => ({ params: Promise.resolve({ uploadId }) })

async function started(bytes: number) {
  const answer = await POST(ask('POST', announced(bytes)))
  expect(answer.status).toBe(201)
  return answer.headers.get('location')!.split('/').at(-1)!
}

describe('tus 1.0 as a browser speaks it', () => {
  test('announced, sent, asked about after a dropout, sent to the end', async () => {
    const file = Buffer.alloc(pieceBytes + 10, 1)
    const id = await started(file.length)
    const first = await PATCH(ask('PATCH', piece(0), file.subarray(0, pieceBytes)), given(id))
    expect([first.status, first.headers.get('upload-offset')]).toEqual([204, String(pieceBytes)])
    const { origin: _, ...headers } = own
    const state = await HEAD(new Request(home, { method: 'HEAD', headers }), given(id))
    expect([state.status, state.headers.get('upload-offset'), state.headers.get('upload-length')]).toEqual([
      200,
      String(pieceBytes),
      String(file.length),
    ])
    const last = await PATCH(ask('PATCH', piece(pieceBytes), file.subarray(pieceBytes)), given(id))
    expect([last.status, last.headers.get('upload-offset'), last.headers.get('tus-resumable')]).toEqual([204, String(file.length), '1.0.0'])
  })

  test.each([
    ['another version', { 'tus-resumable': '0.2.2' }, 412],
    ['another site', { origin: 'http://elsewhere.test' }, 403],
    ['no size', { 'upload-length': '' }, 400],
    ['a size that is none', { 'upload-length': '1e99' }, 400],
    ['less than nothing', { 'upload-length': '-5' }, 400],
    ['no name', { 'upload-metadata': '' }, 400],
    ['too much', { 'upload-length': String(5 * 1024 ** 3) }, 413],
  ])('announcing with %s is refused', async (_, headers, status) => {
    expect((await POST(ask('POST', { ...announced(10), ...headers }))).status).toBe(status)
  })

  test.each([
    ['another type', { 'content-type': 'text/plain' }, 10, 415],
    ['no offset', { 'upload-offset': '' }, 10, 409],
    ['an offset that is none', { 'upload-offset': 'x' }, 10, 400],
    ['a gap before it', { 'upload-offset': '5' }, 10, 409],
    ['too little in it', {}, 9, 400],
    ['more than a piece in it', {}, pieceBytes + 1, 413],
    ['another site behind it', { origin: 'http://elsewhere.test' }, 10, 403],
  ])('a piece with %s is refused', async (_, headers, bytes, status) => {
    const id = await started(pieceBytes + 10)
    if (status === 409) await PATCH(ask('PATCH', piece(0), Buffer.alloc(pieceBytes)), given(id))
    expect((await PATCH(ask('PATCH', { ...piece(0), ...headers }, Buffer.alloc(bytes)), given(id))).status).toBe(status)
  })

  test('given up, it is gone; to others it never was there', async () => {
    const id = await started(10)
    asking = aStaff('content_editor')
    expect((await PATCH(ask('PATCH', piece(0), Buffer.alloc(10)), given(id))).status).toBe(404)
    asking = aStaff('auditor')
    expect((await DELETE(ask('DELETE', {}), given(id))).status).toBe(404)
    expect((await POST(ask('POST', announced(10)))).status).toBe(404)
    asking = null
    expect((await HEAD(ask('HEAD', {}), given(id))).status).toBe(404)
    asking = aStaff('administrator')
    expect((await DELETE(ask('DELETE', {}), given(id))).status).toBe(204)
    expect((await DELETE(ask('DELETE', {}), given(id))).status).toBe(404)
    expect((await HEAD(ask('HEAD', {}), given('nonsense'))).status).toBe(404)
  })
})
