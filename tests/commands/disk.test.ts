import { spawnSync } from 'node:child_process'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { z } from 'zod'
import { answerUpload } from '@/app/_components/photo-upload'
import { receivePiece } from '@/lib/catalog/lessons/receive-piece'
import { startUpload } from '@/lib/catalog/lessons/start-upload'
import { stageImport } from '@/lib/catalog/questions/import-questions'
import { questionTemplate } from '@/lib/catalog/questions/sheet'
import { replaceLicence } from '@/lib/identity/enterprise/correct'
import { keepDraftPhoto, keepPendingPhoto } from '@/lib/identity/photo'
import { addAttachments } from '@/lib/notices/attachments'
import { saveNotice } from '@/lib/notices/save-notice'
import { receiveUpload } from '@/lib/rosters/receive-upload'
import { formAction } from '@/lib/shared/form-action'
import { log } from '@/lib/shared/log'
import { messages } from '@/lib/shared/messages'
import { answering } from '@/lib/shared/route-handler'
import { LocalDisk } from '@/lib/shared/storage-disk'
import { anEnterprise } from '../support/enterprises'
import { aLicencePhoto, aPdf } from '../support/licences'
import { aPhoto } from '../support/photos'
import { aRegistrant } from '../support/registrants'
import { man, workbook } from '../support/rosters'
import { aStaff } from '../support/staff'
import { aClass, aCourse, asVisitor, aTrainee } from '../support/world'

/** A disk without room, as node says it; every place where the portal opens a file to write asks it. */
const disk = vi.hoisted(() => ({ says: null as string | null, during: 'write' as 'open' | 'write' | 'sync' | 'rename' }))
vi.mock('node:fs/promises', async (actual) => {
  const real = { ...(await actual<typeof import('node:fs/promises')>()) }
  const refuse = () => Promise.reject(Object.assign(new Error(`${disk.says}: no room`), { code: disk.says }))
  const open: typeof real.open = async (file, ...rest) => {
    const ours = disk.says && String(file).endsWith('.part')
    if (ours && disk.during === 'open') return refuse()
    const handle = await real.open(file, ...rest)
    if (ours && disk.during === 'write') handle.writeFile = refuse
    if (ours && disk.during === 'sync') handle.sync = refuse
    return handle
  }
  const rename: typeof real.rename = (from, to) => (disk.says && disk.during === 'rename' ? refuse() : real.rename(from, to))
  const stand = { ...real, open, rename }
  return { ...stand, default: stand }
})

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'xueshi-disk-'))
afterAll(() => fs.rmSync(folder, { recursive: true }))
const fill = (says: string | null, during: typeof disk.during = 'write') => Object.assign(disk, { says, during })
beforeEach(() => fill(null))
afterEach(() => vi.restoreAllMocks())

const everyFile = (place: string) => fs.readdirSync(place, { recursive: true, encoding: 'utf8' }).map((name) => path.join(place, name))
const modeOf = (file: string) => (fs.statSync(file).mode & 0o777).toString(8)

describe('what is stored', () => {
  test('is read by the account of the portal alone, in folders it alone opens, whatever the umask', async () => {
    const umask = process.umask(0)
    try {
      const place = path.join(folder, 'modes')
      await new LocalDisk(place).put('photos/a/b.jpg', Buffer.from('x'))
      const found = [place, ...everyFile(place)].map((file) => `${modeOf(file)} ${path.relative(folder, file)}`)
      expect(found).toEqual(['700 modes', '700 modes/photos', '700 modes/photos/a', '600 modes/photos/a/b.jpg'])
    } finally {
      process.umask(umask)
    }
  })

  test('is closed to others also in a folder that an earlier version left open', async () => {
    const place = path.join(folder, 'old')
    fs.mkdirSync(path.join(place, 'photos'), { recursive: true, mode: 0o755 })
    fs.writeFileSync(path.join(place, 'photos/old.jpg'), 'x', { mode: 0o644 })
    await new LocalDisk(place).put('photos/new.jpg', Buffer.from('x'))
    expect(modeOf(place)).toBe('700')
    expect(modeOf(path.join(place, 'photos/new.jpg'))).toBe('600')
  })

  test('is on the disk before it is told: the file under another name first, then each folder that has a new name in it', async () => {
    const deeds: string[] = []
    const { default: real } = (await import('node:fs/promises')) as unknown as { default: typeof import('node:fs/promises') }
    const place = path.join(folder, 'synced')
    const { open, rename } = real
    vi.spyOn(real, 'open').mockImplementation(async (file, ...rest) => {
      const handle = await open(file, ...rest)
      const sync = handle.sync.bind(handle)
      handle.sync = async () => {
        deeds.push(`sync ${path.relative(place, String(file)).replace(/\.[0-9a-f-]{36}\.part$/, '.part') || '.'}`)
        await sync()
      }
      return handle
    })
    vi.spyOn(real, 'rename').mockImplementation(async (from, to) => {
      deeds.push(`rename ${path.relative(place, String(to))}`)
      await rename(from, to)
    })
    await new LocalDisk(place).put('photos/a/b.jpg', Buffer.from('x'))
    expect(deeds).toEqual(['sync photos/a/b.jpg.part', 'rename photos/a/b.jpg', 'sync photos/a', 'sync photos', 'sync .'])
  })

  test('at the same moment under the same name is one of the two, whole', async () => {
    const place = path.join(folder, 'twice')
    const bodies = Array.from({ length: 8 }, (_, i) => Buffer.alloc(100_000, i))
    const store = new LocalDisk(place)
    await Promise.all(bodies.map((body) => store.put('photos/a.jpg', body)))
    const kept = await store.get('photos/a.jpg')
    expect(bodies.some((body) => body.equals(kept!))).toBe(true)
    expect(everyFile(place).map((file) => path.relative(place, file))).toEqual(['photos', 'photos/a.jpg'])
  })
})

describe('without room', () => {
  const causes = ['ENOSPC', 'EDQUOT', 'EROFS'].flatMap((code) =>
    (['open', 'write', 'sync', 'rename'] as const).map((at) => [code, at] as const),
  )
  test.each(causes)('%s at %s is a refusal, and nothing is left over', async (code, during) => {
    const place = path.join(folder, `full-${code}-${during}`)
    fill(code, during)
    await expect(new LocalDisk(place).put('photos/a.jpg', Buffer.from('x'))).rejects.toMatchObject({ code: 'storage_full' })
    fill(null)
    expect(everyFile(place).map((file) => path.relative(place, file))).toEqual(['photos'])
  })

  test('another trouble of the disk stays a fault', async () => {
    fill('EIO')
    await expect(new LocalDisk(path.join(folder, 'broken')).put('photos/a.jpg', Buffer.from('x'))).rejects.toMatchObject({ code: 'EIO' })
  })

  test('the operator is told once, and again after there was room', async () => {
    const told = vi.spyOn(log(), 'error')
    const store = new LocalDisk(path.join(folder, 'told'))
    const full = () => store.put('photos/a.jpg', Buffer.from('x')).catch(() => {})
    await store.put('photos/a.jpg', Buffer.from('x'))
    fill('ENOSPC')
    for (let i = 0; i < 3; i++) await full()
    expect(told).toHaveBeenCalledTimes(1)
    fill(null)
    await store.put('photos/a.jpg', Buffer.from('x'))
    fill('ENOSPC')
    await full()
    expect(told).toHaveBeenCalledTimes(2)
  })

  const editor = () => aStaff('content_editor')
  const notice = { category: 'announcement', title: '通知', body: '<p>正文</p>', pinned: false, publish: 'now', publishAt: '' } as const
  test.each<[string, () => Promise<() => Promise<unknown>>]>([
    [
      'a photo while registering',
      async () => {
        const me = await aRegistrant()
        const photo = await aPhoto()
        return () => keepDraftPhoto(me.ctx, me.token, photo)
      },
    ],
    [
      'another photo',
      async () => {
        const [me, photo] = [await aTrainee(), await aPhoto()]
        return () => keepPendingPhoto(me, photo)
      },
    ],
    [
      'another licence',
      async () => {
        const [me, licence] = [await anEnterprise({ status: 'rejected' }), await aLicencePhoto()]
        return () => replaceLicence(me, licence)
      },
    ],
    [
      'a roster',
      async () => {
        const [me, trainingClass] = [await anEnterprise({ status: 'approved' }), await aClass()]
        const bytes = workbook([
          ['姓名', '身份证号', '手机号'],
          ['王建国', man, '13800006021'],
        ])
        return () => receiveUpload(me, { classId: trainingClass.id, upload: { name: '名单.xlsx', bytes } })
      },
    ],
    [
      'a piece of a lesson',
      async () => {
        const me = editor()
        const uploadId = await startUpload(me, { fileName: '安全.mp4', sizeBytes: 10 })
        return () => receivePiece(me, { uploadId, offset: 0, bytes: Buffer.alloc(10) })
      },
    ],
    [
      'an attachment',
      async () => {
        const noticeId = await saveNotice(editor(), notice)
        return () => addAttachments(editor(), noticeId, [{ name: 'a.pdf', bytes: aPdf() }])
      },
    ],
    [
      'a question bank',
      async () => {
        const courseId = await aCourse({ quiz: false })
        return () => stageImport(editor(), { courseId, fileName: '题库.xlsx', file: questionTemplate() })
      },
    ],
  ])('%s is refused in words', async (_, prepared) => {
    const send = await prepared()
    fill('ENOSPC')
    await expect(send()).rejects.toMatchObject({ code: 'storage_full' })
  })

  test('a posted photo is answered with the sentence, to scripts and to pages without', async () => {
    const [me, photo] = [await aTrainee(), await aPhoto()]
    const post = (accept: string) => {
      const body = new FormData()
      body.set('photo', new File([new Uint8Array(photo)], 'a.jpg'))
      return answerUpload(new Request('http://x/', { method: 'POST', body, headers: { accept } }), '/profile/photo', async (file) => {
        await keepPendingPhoto(me, file)
        return '/profile/photo'
      })
    }
    fill('ENOSPC')
    expect((await (await post('application/json')).json()).error).toContain('存储空间已满')
    expect((await post('text/html')).headers.get('location')).toBe('/profile/photo?refused=storage_full')
  })

  test.each([
    ['a temporary folder', Object.assign(new Error('full'), { code: 'ENOSPC' })],
    [
      'the database',
      Object.assign(new Error('query failed'), { cause: Object.assign(new Error('could not extend file'), { code: '53100' }) }),
    ],
    ['a bucket', Object.assign(new Error('full'), { name: 'XMinioStorageFull' })],
  ])('%s that is full is a refusal of a form and of a route, too', async (_, error) => {
    const action = formAction(
      async () => asVisitor(),
      z.object({}),
      async (): Promise<void> => Promise.reject(error),
    )
    expect(await action({ status: 'idle' }, new FormData())).toMatchObject({
      status: 'refused',
      message: expect.stringContaining('存储空间已满'),
    })
    const answer = await answering(() => Promise.reject(error))
    expect([answer.status, (await answer.text()).slice(0, 6)]).toEqual([507, messages.storage_full.slice(0, 6)])
  })
})

const mountable = process.platform === 'linux' && spawnSync('unshare', ['-Urm', 'mount', '-t', 'tmpfs', 'none', '/mnt']).status === 0

test.runIf(mountable)('on a real disk of 64 kB: refused, nothing left over, and what was there before still is', () => {
  const place = path.join(folder, 'tiny')
  fs.mkdirSync(place)
  const program = `
    const { LocalDisk } = await import('./lib/shared/storage-disk.ts')
    const store = new LocalDisk('${place}')
    await store.put('photos/a.jpg', Buffer.alloc(30_000, 1))
    const code = await store.put('photos/a.jpg', Buffer.alloc(60_000, 2)).catch(({ code }) => code)
    const { readdirSync } = await import('node:fs')
    console.log(JSON.stringify({ code, kept: (await store.get('photos/a.jpg')).length, files: readdirSync('${place}/photos') }))`
  const bundled = path.join(folder, 'tiny.mjs')
  const made = spawnSync(
    'node_modules/.bin/esbuild',
    ['--bundle', '--platform=node', '--format=esm', '--packages=external', `--outfile=${bundled}`],
    { input: program, encoding: 'utf8' },
  )
  expect(made.stderr).not.toContain('rror')
  const script = `mount -t tmpfs -o size=64k none '${place}' && node --input-type=module < '${bundled}'`
  const ran = spawnSync('unshare', ['-Urm', 'sh', '-c', script], {
    encoding: 'utf8',
    env: { ...process.env, LOG_LEVEL: 'silent' },
  })
  expect(JSON.parse(ran.stdout || `"${ran.stderr}"`)).toEqual({ code: 'storage_full', kept: 30_000, files: ['a.jpg'] })
})
