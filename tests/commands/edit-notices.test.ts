import { describe, expect, test } from 'vitest'
import { addAttachments, attachmentLimits, removeAttachment } from '@/lib/notices/attachments'
import { getAttachmentForDesk, getNoticeForDesk, listNoticesForDesk } from '@/lib/notices/desk-notices'
import { type NoticeDraft, NoticeInput } from '@/lib/notices/input'
import { getAttachment, getNotice, listNotices } from '@/lib/notices/queries'
import { saveNotice } from '@/lib/notices/save-notice'
import { days, later, minutes } from '@/lib/shared/time'
import { zip } from '@/lib/shared/zip'
import { recordsOf } from '../support/books'
import { outcome, outcomes, tallied } from '../support/outcome'
import { aStaff } from '../support/staff'
import { asVisitor, noon, unique } from '../support/world'

const editor = (now = noon) => aStaff('content_editor', now)
const draft = (change: Partial<NoticeDraft> = {}): NoticeDraft => ({
  category: 'announcement',
  title: `通知 ${unique()}`,
  body: '<p>正文</p>',
  pinned: false,
  publish: 'now',
  publishAt: '',
  ...change,
})
const pdf = Buffer.from('%PDF-1.7 x')

describe('a notice', () => {
  test('is written, read by everybody, changed and taken away again', async () => {
    const noticeId = await saveNotice(editor(), draft({ title: '第一稿' }))
    const { slug, publishedAt } = await getNoticeForDesk(editor(), noticeId)
    expect([publishedAt, (await getNotice(asVisitor(), slug)).title]).toEqual([noon, '第一稿'])
    await saveNotice(editor(later(noon, days(1))), draft({ noticeId, title: '第二稿', category: 'policy', pinned: true }))
    expect(await getNotice(asVisitor(), slug)).toMatchObject({ title: '第二稿', category: 'policy', pinned: true, publishedAt: noon })
    await saveNotice(editor(), draft({ noticeId, publish: 'draft' }))
    expect(await outcome(getNotice(asVisitor(), slug))).toBe('not found')
    expect(await recordsOf(noticeId)).toEqual(['notice.edit', 'notice.edit', 'notice.write'])
  })

  test('is read from the moment it is scheduled for, as clocks in China show it', async () => {
    const noticeId = await saveNotice(editor(), draft({ publish: 'later', publishAt: '2026-06-18T12:30' }))
    const { slug, publishedAt } = await getNoticeForDesk(editor(), noticeId)
    expect(publishedAt).toEqual(later(noon, minutes(30)))
    expect(await outcome(getNotice(asVisitor(), slug))).toBe('not found')
    expect(
      (await listNotices(asVisitor('10.1.1.1', later(noon, minutes(30))), { category: 'announcement' })).some((row) => row.slug === slug),
    ).toBe(true)
  })

  test('keeps nothing that could run', async () => {
    const noticeId = await saveNotice(
      editor(),
      draft({ body: '<p onclick="x()">好<script>alert(1)</script></p><img src=x onerror=alert(1)>' }),
    )
    expect((await getNoticeForDesk(editor(), noticeId)).body).toBe('<p>好</p>')
    expect(await outcome(saveNotice(editor(), draft({ body: '<script>alert(1)</script>' })))).toBe('notice_empty')
  })

  test('changed by two is not lost unawares', async () => {
    const noticeId = await saveNotice(editor(), draft())
    const { version: seen } = await getNoticeForDesk(editor(), noticeId)
    const [mine, theirs] = [draft({ noticeId, seen, body: '<p>乙</p>' }), draft({ noticeId, seen, body: '<p>甲</p>' })]
    expect(tallied(await outcomes([saveNotice(editor(), mine), saveNotice(editor(), theirs)]))).toEqual({ done: 1, changed_meanwhile: 1 })
    expect(await outcome(saveNotice(editor(), { ...mine, overwrite: 'on' }))).toBe('done')
    const { body, version } = await getNoticeForDesk(editor(), noticeId)
    expect(body).toBe('<p>乙</p>')
    expect(await outcome(saveNotice(editor(), { ...theirs, seen: version }))).toBe('done')
  })

  test('is changed by nobody without the right', async () => {
    const noticeId = await saveNotice(editor(), draft())
    for (const role of ['reviewer', 'finance', 'hotline', 'region_manager', 'auditor'] as const) {
      expect(await outcome(saveNotice(aStaff(role), draft({ noticeId })))).toBe('not found')
      expect(await outcome(addAttachments(aStaff(role), noticeId, [{ name: 'a.pdf', bytes: pdf }]))).toBe('not found')
      expect(await outcome(removeAttachment(aStaff(role), { noticeId, attachmentId: noticeId }))).toBe('not found')
    }
    expect(await outcome(listNoticesForDesk(aStaff('finance'), { q: '', page: 1, sort: '', filters: {} }))).toBe('not found')
    expect((await getNoticeForDesk(aStaff('auditor'), noticeId)).id).toBe(noticeId)
    expect(await outcome(saveNotice(editor(), draft({ noticeId: crypto.randomUUID() })))).toBe('not found')
  })

  test('is found by title, category and state', async () => {
    const title = `寻找 100%_${unique()}`
    const noticeId = await saveNotice(editor(), draft({ title, category: 'faq', publish: 'draft' }))
    const found = async (filters: Record<string, string>) =>
      (await listNoticesForDesk(editor(), { q: title.slice(0, 2), page: 1, sort: '', filters })).rows.map(({ id }) => id)
    expect(await found({ category: 'faq', state: 'draft' })).toContain(noticeId)
    expect(await found({ category: 'policy' })).not.toContain(noticeId)
    expect(await found({ state: 'published' })).not.toContain(noticeId)
  })
})

describe('an attachment', () => {
  async function attached(name: string, bytes: Buffer) {
    const noticeId = await saveNotice(editor(), draft())
    await addAttachments(editor(), noticeId, [{ name, bytes }])
    const { slug, attachments } = await getNoticeForDesk(editor(), noticeId)
    return { noticeId, slug, attachment: attachments[0]! }
  }

  test('is handed out as it came, only with its notice, and taken away', async () => {
    const { noticeId, slug, attachment } = await attached('../../etc/学员\u202e手册.pdf', pdf)
    expect([attachment.name, attachment.sizeBytes]).toEqual(['学员手册.pdf', pdf.length])
    expect((await getAttachment(asVisitor(), slug, attachment.id)).file).toEqual(pdf)
    const other = await attached('b.pdf', pdf)
    expect(await outcome(getAttachment(asVisitor(), other.slug, attachment.id))).toBe('not found')
    expect(await outcome(getAttachmentForDesk(editor(), other.noticeId, attachment.id))).toBe('not found')
    await saveNotice(editor(), draft({ noticeId, publish: 'draft' }))
    expect(await outcome(getAttachment(asVisitor(), slug, attachment.id))).toBe('not found')
    await removeAttachment(editor(), { noticeId, attachmentId: attachment.id })
    expect(await outcome(getAttachmentForDesk(editor(), noticeId, attachment.id))).toBe('not found')
  })

  const office = (part: string, ...more: string[]) =>
    zip([['[Content_Types].xml', Buffer.from('<Types/>')], ...[part, ...more].map((name): [string, Buffer] => [name, Buffer.from('x')])])
  test.each([
    ['a.docx', office('word/document.xml'), 'done'],
    ['a.XLSX', office('xl/workbook.xml'), 'done'],
    ['a.zip', zip([['a.txt', Buffer.from('x')]]), 'done'],
    ['a.jpeg', Buffer.from([0xff, 0xd8, 0xff, 0xe0]), 'done'],
    ['a.png', Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]), 'done'],
    ['a.html', Buffer.from('<script>alert(1)</script>'), 'attachment_kind'],
    ['a.pdf', Buffer.from('<html>'), 'attachment_kind'],
    ['a.svg', Buffer.from('<svg/>'), 'attachment_kind'],
    ['a.pdf.exe', pdf, 'attachment_kind'],
    ['a', pdf, 'attachment_kind'],
    ['a.docx', zip([['a.txt', Buffer.from('x')]]), 'attachment_kind'],
    ['a.xlsx', office('xl/workbook.xml', 'xl/vbaProject.bin'), 'attachment_kind'],
    ['a.zip', zip([['a.txt', Buffer.from('x')]]).subarray(0, 40), 'attachment_kind'],
    ['a.pdf', Buffer.concat([pdf, Buffer.alloc(attachmentLimits.bytes)]), 'attachment_large'],
  ])('called %s is %3$s', async (name, bytes, expected) => {
    const noticeId = await saveNotice(editor(), draft())
    expect(await outcome(addAttachments(editor(), noticeId, [{ name, bytes }]))).toBe(expected)
  })

  test('is one of at most twenty', async () => {
    const noticeId = await saveNotice(editor(), draft())
    const many = Array.from({ length: 20 }, (_, i) => ({ name: `${i}.pdf`, bytes: pdf }))
    await addAttachments(editor(), noticeId, many)
    expect(await outcome(addAttachments(editor(), noticeId, many.slice(0, 1)))).toBe('attachment_many')
    expect(await outcome(addAttachments(editor(), noticeId, []))).toBe('attachment_missing')
  })
})

test.each([
  [{ publish: 'later', publishAt: '' }, 'publishAt'],
  [{ publish: 'later', publishAt: 'tomorrow' }, 'publishAt'],
  [{ title: ' ' }, 'title'],
  [{ title: '长'.repeat(101) }, 'title'],
  [{ category: 'news' }, 'category'],
  [{ publish: 'always' }, 'publish'],
])('a form with %j is sent back with %s marked', (change, field) => {
  const form = { category: 'faq', title: '标题', body: '<p>正文</p>', publish: 'now', ...change }
  expect(NoticeInput.safeParse(form).error?.issues.map(({ path }) => path[0])).toContain(field)
})
